// Stories of a window of the day: records go with its runs, edits come back with them, and nothing moves at night.
import { expect, test } from 'vitest';
import { startExports } from '../../functions/scheduler/start-exports.ts';
import { sweepLanes, sweepWindows } from '../../functions/scheduler/sweep-lanes.ts';
import { watchFlow } from '../../functions/scheduler/watch-flow.ts';
import type { Interval } from '../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { readPolicy } from '../../shared/storage/policy-input.ts';
import { FOLIO, GUEST } from '../support/matrix/records.ts';
import { saidAll } from '../support/matrix/matrix.ts';
import { inBooks, worldUnder } from '../support/policy-world.ts';
import { LANE } from '../simulation/world.ts';

const MINUTE = 60_000;
const DAYTIME: Interval = { mode: 'interval', minutes: 15, window: { from: '07:00', to: '20:00' } };

/** The world's clock begins at noon UTC, one in the afternoon in Amsterdam. */
const office = () =>
  worldUnder('clock', ({ items }) => ({
    timeZone: 'Europe/Amsterdam',
    items: { ...items, defaultItem: '1' },
    schedule: { outbound: DAYTIME, inbound: DAYTIME },
    alerts: { stalledAfterRuns: 4 },
  }));

test('a day of ticks makes 53 runs and 53 rounds, the last at 20:00 (QCS-09)', async () => {
  const m = await office();
  const rounds: string[] = [];
  let exports = 0;
  // From 13:15 on to 13:00 of the next day, in ticks that come a little late.
  m.advance(700);
  for (let tick = 0; tick < 96; tick += 1) {
    m.advance(15 * MINUTE);
    exports += await startExports(m.host);
    if ((await sweepWindows(m.host)) === 1)
      rounds.push(
        new Intl.DateTimeFormat('nl', {
          timeZone: 'Europe/Amsterdam',
          hour: '2-digit',
          minute: '2-digit',
        }).format(m.host.clock.now()),
      );
    await m.settle();
  }
  expect([rounds.length, exports]).toEqual([53, 53]);
  expect([rounds[0], rounds.find((time) => time >= '20:00'), rounds.toSorted()[0]]).toEqual([
    '13:15',
    '20:00',
    '07:00',
  ]);
  // Everybody's round is not theirs.
  expect(await sweepLanes(m.host)).toBe(0);
});

test('what comes in the evening waits for seven in the morning (QCS-09)', async () => {
  const m = await office();
  m.advance(8 * 60 * MINUTE); // 21:00
  await saidAll(m, GUEST, FOLIO);
  await startExports(m.host);
  await m.settle();
  expect([await m.health('invoice', FOLIO.id), await m.health('customer', GUEST.id)]).toEqual([
    'waiting export',
    'waiting export',
  ]);
  const { dueAt = 0 } = (await m.link('invoice', FOLIO.id)).health;
  expect(new Date(dueAt).toISOString()).toMatch(/T06:00:00/);
  m.advance(dueAt - m.host.clock.now());
  await startExports(m.host);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test.each([
  ['ends before it begins', { from: '20:00', to: '07:00' }, 'schedule.inbound.window'],
  ['has no length', { from: '07:00', to: '07:00' }, 'schedule.inbound.window'],
  ['is no time of the day', { from: '7:00', to: '24:00' }, 'schedule.inbound.window.from'],
])('a window that %s is refused (QCS-09)', (_, window, path) => {
  const inbound = { mode: 'interval', minutes: 15, window };
  const read = readPolicy({ ...CLOCK_PMS, schedule: { outbound: { mode: 'event' }, inbound } });
  expect(read.ok ? [] : read.faults.map((fault) => fault.path.join('.'))).toContain(path);
});

test('a connection that is not active moves nothing, and after an hour of runs somebody is told (QCS-05, QCS-58)', async () => {
  const m = await office();
  const { connections } = m.host;
  await connections.savePause(LANE, 'operator', { reason: 'operator', since: m.host.clock.now() });
  await saidAll(m, GUEST, FOLIO);
  const run = async (): Promise<void> => {
    m.advance(15 * MINUTE);
    await startExports(m.host);
    await sweepWindows(m.host);
    await m.settle();
    alarms.push(await watchFlow(m.host));
  };
  const alarms: number[] = [];
  for (let n = 0; n < 6; n += 1) await run();
  expect([alarms, inBooks(m, 'Invoice', 'DocNumber')]).toEqual([[0, 0, 0, 0, 1, 1], []]);

  await connections.savePause(LANE, 'operator', undefined);
  await run();
  await run();
  expect([alarms.at(-1), inBooks(m, 'Invoice', 'DocNumber')]).toEqual([0, ['F-1']]);
});
