// When a product may be told of the ledger's changes, by schedule: a table.
import { expect, test } from 'vitest';
import { mayTell } from '../../shared/core/inbound.ts';
import type { Schedule } from '../../shared/core/policy.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}:00+01:00`); // winter in Amsterdam
const NOON = at('12:00');
const twelve: Schedule = { mode: 'interval', minutes: 720 };
const five: Schedule = { mode: 'interval', minutes: 300 };

type Times = readonly [askedAt: number | undefined, doneAt: number | undefined, now: number];

test.each<readonly [string, Schedule, Times, boolean]>([
  ['event: at once', { mode: 'event' }, [undefined, undefined, NOON], true],
  ['off: never, whatever was asked', { mode: 'off' }, [NOON - 1, undefined, NOON], false],
  ['KLP-33 manual: not by itself', { mode: 'manual' }, [undefined, undefined, NOON], false],
  ['KLP-33 manual: once asked', { mode: 'manual' }, [NOON - 1, undefined, NOON], true],
  ['KLP-33 manual: asked and done', { mode: 'manual' }, [NOON - 1, NOON - 1, NOON], false],
  ['KLP-33 manual: asked again', { mode: 'manual' }, [NOON - 1, NOON - 2, NOON], true],
  ['interval: the first run', twelve, [undefined, undefined, NOON], true],
  ['interval: a moment before noon', twelve, [undefined, at('00:00'), NOON - 1], false],
  ['interval: noon', twelve, [undefined, at('00:00') + 1, NOON], true],
  ['interval: done since noon', twelve, [undefined, NOON, at('23:59')], false],
  ['interval: it begins anew at midnight', five, [undefined, at('20:00'), at('23:59')], false],
  ['interval: asked for between two runs', twelve, [at('15:00'), NOON, at('15:01')], true],
])('%s', (_, schedule, [askedAt, doneAt, now], may) => {
  expect(mayTell(schedule, { version: 1, askedAt, doneAt }, 'Europe/Amsterdam', now)).toBe(may);
});
