// Whether the flow is stalled, as a table: what stands still, since when, and what got through meanwhile.
import { expect, test } from 'vitest';
import type { Health, Link } from '../../shared/core/links.ts';
import { type FlowFacts, isStalled } from '../../shared/core/stalled.ts';
import { linkOf } from '../support/facts.ts';
import { PROCESSED, QICS } from '../support/taken-facts.ts';

/** Saturday in Amsterdam, in winter; the day before where the text says so. */
const at = (time: string, day = '2026-11-21'): number => Date.parse(`${day}T${time}:00+01:00`);
const standing = (state: Health['state'], since: number, reason?: string): Link =>
  linkOf(PROCESSED, { health: { state, since, reason } });
const failed = (count: number, since: number): readonly Link[] =>
  Array.from({ length: count }, () => standing('failed', since));
const waits = (since: number, reason = 'ledger_unavailable') => [standing('waiting', since, reason)];

const MORNING = at('08:00');

test.each<readonly [string, Omit<FlowFacts, 'policy' | 'now'>, number, boolean]>([
  ['nothing stands still', { standing: [] }, MORNING, false],
  ['the ledger is away for three runs', { standing: waits(at('07:15')) }, MORNING, false],
  ['the ledger is away for four runs', { standing: waits(at('07:00')) }, MORNING, true],
  ['since the evening, at the first run', { standing: waits(at('20:05', '2026-11-20')) }, at('07:00'), false],
  ['since the evening, an hour later', { standing: waits(at('20:05', '2026-11-20')) }, MORNING, true],
  ['the night itself has no runs', { standing: waits(at('19:45', '2026-11-20')) }, at('06:59'), false],
  ['nobody knows what became of a write', { standing: [standing('uncertain', at('06:59'))] }, MORNING, true],
  ['it waits for its source', { standing: waits(at('06:00'), 'folio_open') }, MORNING, false],
  ['a check of preflight is red', { standing: waits(at('06:59'), 'preflight') }, MORNING, true],
  [
    'another one got through since',
    { standing: waits(at('06:59')), lastDoneAt: at('07:20') },
    MORNING,
    false,
  ],
  [
    'another one got through before',
    { standing: waits(at('06:59')), lastDoneAt: at('06:50') },
    MORNING,
    true,
  ],
  ['two failed, each for itself', { standing: failed(2, at('06:59')) }, MORNING, false],
  ['three failed and none got through', { standing: failed(3, at('06:59')) }, MORNING, true],
  [
    'three failed and one got through',
    { standing: failed(3, at('06:59')), lastDoneAt: at('07:01') },
    MORNING,
    false,
  ],
])('QCS-58: %s', (_, facts, now, stalled) => {
  expect(isStalled({ ...facts, policy: QICS, now })).toBe(stalled);
});

test('nobody is told who does not want to be, and without a clock a quarter of an hour counts as a run', () => {
  const facts = { standing: waits(at('05:00')), now: MORNING };
  expect(isStalled({ ...facts, policy: { ...QICS, alerts: { stalledAfterRuns: 0 } } })).toBe(false);
  const event = { outbound: { mode: 'event' }, inbound: { mode: 'off' } } as const;
  const policy = { ...QICS, schedule: event };
  expect(isStalled({ standing: waits(at('07:01')), now: MORNING, policy })).toBe(false);
  expect(isStalled({ standing: waits(at('07:00')), now: MORNING, policy })).toBe(true);
});
