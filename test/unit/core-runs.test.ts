// Runs through a window of the day: 07:00 to 20:00 every quarter of an hour, on every day of the year.
import { describe, expect, test } from 'vitest';
import { addDays } from '../../shared/core/dates.ts';
import type { Interval } from '../../shared/core/policy.ts';
import { runsAround, runsOn } from '../../shared/core/runs.ts';

const at = (text: string): number => Date.parse(text);
const DAYTIME: Interval = { mode: 'interval', minutes: 15, window: { from: '07:00', to: '20:00' } };

describe('a window of the day in Amsterdam (QCS-09)', () => {
  test.each([
    ['before it opens', '2026-11-21T05:59:59Z', '2026-11-20T19:00:00Z', '2026-11-21T06:00:00Z'],
    ['it opens', '2026-11-21T06:00:00Z', '2026-11-21T06:00:00Z', '2026-11-21T06:15:00Z'],
    ['in the middle', '2026-11-21T11:20:00Z', '2026-11-21T11:15:00Z', '2026-11-21T11:30:00Z'],
    ['a quarter before the end', '2026-11-21T18:59:59Z', '2026-11-21T18:45:00Z', '2026-11-21T19:00:00Z'],
    ['20:00 is a run itself', '2026-11-21T19:00:00Z', '2026-11-21T19:00:00Z', '2026-11-22T06:00:00Z'],
    ['at night', '2026-11-21T23:30:00Z', '2026-11-21T19:00:00Z', '2026-11-22T06:00:00Z'],
    ['summer begins', '2026-03-29T05:00:00Z', '2026-03-29T05:00:00Z', '2026-03-29T05:15:00Z'],
    ['the night before summer', '2026-03-28T22:00:00Z', '2026-03-28T19:00:00Z', '2026-03-29T05:00:00Z'],
    ['winter begins', '2026-10-25T05:59:00Z', '2026-10-24T18:00:00Z', '2026-10-25T06:00:00Z'],
  ])('%s', (_, now, latest, next) => {
    expect(runsAround(DAYTIME, 'Europe/Amsterdam', at(now))).toEqual({ latest: at(latest), next: at(next) });
  });

  test('53 runs on every day of two years, none outside the window (QCS-09)', () => {
    for (let day = '2026-01-01'; day < '2028-01-01'; day = addDays(day, 1))
      expect([day, runsOn(DAYTIME, 'Europe/Amsterdam', day)]).toEqual([day, 53]);
  });

  test('run after run it is never later than the one before, and each day begins anew', () => {
    let now = at('2026-10-24T12:00:00Z');
    const end = at('2026-10-26T12:00:00Z');
    const runs: number[] = [];
    while (now < end) {
      now = runsAround(DAYTIME, 'Europe/Amsterdam', now).next;
      runs.push(now);
    }
    expect(new Set(runs).size).toBe(runs.length);
    expect(runs).toEqual(runs.toSorted((a, b) => a - b));
  });

  test.each([
    ['a window through the hour that is missing', '2026-03-29', 9],
    ['through the hour that comes twice', '2026-10-25', 17],
    ['on any other day', '2026-11-21', 13],
  ])('%s: the clock on the wall counts', (_, day, count) => {
    const night: Interval = { mode: 'interval', minutes: 15, window: { from: '01:00', to: '04:00' } };
    expect(runsOn(night, 'Europe/Amsterdam', day)).toBe(count);
  });

  test('what does not divide the window ends before it', () => {
    const window = { from: '08:00', to: '09:00' };
    expect(runsOn({ mode: 'interval', minutes: 25, window }, 'UTC', '2026-11-21')).toBe(3);
  });
});
