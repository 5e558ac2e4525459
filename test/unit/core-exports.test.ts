// Export runs by the clock: where they lie, also on the days on which the clocks change, and what follows a run.
import { describe, expect, test } from 'vitest';
import { type ExportRun, exportFacts, nextRun, SKIPPED_MAX } from '../../shared/core/exports.ts';
import { runsAround } from '../../shared/core/runs.ts';
import { policy } from '../support/facts.ts';

const at = (text: string): number => Date.parse(text);
const every = (minutes: number) => ({ mode: 'interval', minutes }) as const;

describe('runs by the clock (CLK-14)', () => {
  test.each([
    ['noon and midnight', 720, '2026-11-21T12:30:00Z', '2026-11-21T10:00:00Z', '2026-11-21T22:00:00Z'],
    ['the very moment', 720, '2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z', '2026-11-21T22:00:00Z'],
    ['a quarter of an hour', 15, '2026-11-21T12:31:00Z', '2026-11-21T12:30:00Z', '2026-11-21T12:45:00Z'],
    [
      'what does not divide a day',
      1000,
      '2026-11-21T20:00:00Z',
      '2026-11-21T14:40:00Z',
      '2026-11-21T22:00:00Z',
    ],
    ['the day of 23 hours', 720, '2026-03-29T12:00:00Z', '2026-03-29T10:00:00Z', '2026-03-29T21:00:00Z'],
    ['the day of 25 hours', 720, '2026-10-25T12:00:00Z', '2026-10-25T09:00:00Z', '2026-10-25T21:00:00Z'],
    ['its last hour', 720, '2026-10-25T21:30:00Z', '2026-10-25T21:00:00Z', '2026-10-25T22:00:00Z'],
  ])('%s in Sofia', (_, minutes, ...[now, latest, next]) => {
    expect(runsAround(every(minutes), 'Europe/Sofia', at(now))).toEqual({
      latest: at(latest),
      next: at(next),
    });
  });
});

const FIRST: ExportRun = { seq: 1, at: 10, by: 'schedule', upTo: 10, skipped: [] };

test('records go at once where there are no runs, and the clock counts where nobody noted one', () => {
  const facts = (outbound: Parameters<typeof policy>[0]) =>
    exportFacts(policy(outbound), FIRST, at('2026-11-21T12:30:00Z'));
  expect(facts({ schedule: { outbound: { mode: 'event' } } })).toBeUndefined();
  expect(facts({ schedule: { outbound: { mode: 'manual' } } })).toEqual({ upTo: 10, skipped: [] });
  expect(facts({ schedule: { outbound: every(720) } })).toMatchObject({ upTo: at('2026-11-21T10:00:00Z') });
});

test('a run follows the one before it, and keeps what was skipped (CLK-24, CLK-26)', () => {
  const second = nextRun(FIRST, { at: 20, by: 'key', upTo: 20, overrideFrom: '2026-11-21' });
  expect(second).toEqual({
    seq: 2,
    at: 20,
    by: 'key',
    upTo: 20,
    after: 10,
    overrideFrom: '2026-11-21',
    skipped: [{ before: '2026-11-21', arrivedUpTo: 20 }],
  });
  const full = {
    ...FIRST,
    skipped: Array.from({ length: SKIPPED_MAX }, () => ({ before: '2026-01-01', arrivedUpTo: 1 })),
  };
  expect(nextRun(full, { at: 20, by: 'key', upTo: 20, overrideFrom: '2026-11-21' })).toBe('too_many');
  expect(nextRun(full, { at: 20, by: 'key', upTo: 20 })).toMatchObject({ seq: 2 });
});
