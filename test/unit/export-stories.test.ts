// Stories of exports: by the clock, by hand, from another day; and what goes at once all the same.
import { expect, test } from 'vitest';
import { startExports } from '../../functions/scheduler/start-exports.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { textAt } from '../simulation/json.ts';
import { CONNECTION, LANE } from '../simulation/world.ts';
import { bodyOf } from '../support/http-host.ts';
import { FOLIO, GUEST, PAID } from '../support/matrix/records.ts';
import { type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { askApi } from '../support/matrix/operator.ts';
import { inBooks, worldUnder } from '../support/policy-world.ts';

const HOUR = 60 * 60_000;
const EVERY_12_HOURS: Policy['schedule']['outbound'] = { mode: 'interval', minutes: 720 };

/** The world's clock begins at noon UTC, which is two in the afternoon in Sofia: runs are at noon and at midnight there. */
const hotel = (outbound: Policy['schedule']['outbound']) =>
  worldUnder('clock', ({ items, schedule }) => ({
    items: { ...items, defaultItem: '1' },
    schedule: { ...schedule, outbound },
  }));

async function startExport(m: Matrix, body?: object, query: Record<string, string> = {}) {
  const answer = await askApi(m, 'POST /v1/connections/{connection}/export', { body, query });
  await m.settle();
  return { status: answer.status, body: bodyOf(answer) };
}

async function healths(m: Matrix): Promise<readonly string[]> {
  return [
    await m.health('customer', GUEST.id),
    await m.health('invoice', FOLIO.id),
    await m.health('payment', PAID.id),
  ];
}

const writes = (m: Matrix): number => m.inspect().writeLog.filter(({ by }) => by === 'api').length;

test('every twelve hours what came since goes to the ledger, and nothing in between (CLK-13, CLK-14, CLK-24)', async () => {
  const m = await hotel(EVERY_12_HOURS);
  await saidAll(m, GUEST, FOLIO, PAID);
  await m.settle();
  expect(await healths(m)).toEqual(['waiting export', 'waiting export', 'waiting export']);
  await m.quarters(3);
  expect([await startExports(m.host), writes(m)]).toEqual([1, 0]); // the run of noon, before anything came

  m.advance(10 * HOUR);
  expect([await startExports(m.host), await startExports(m.host)]).toEqual([1, 0]);
  await m.settle();
  expect(await healths(m)).toEqual(['synced', 'synced', 'synced']);

  await m.say({ ...FOLIO, id: 'f2', number: 'F-2' }, 1);
  await m.settle();
  expect(await m.health('invoice', 'f2')).toBe('waiting export');
  m.advance(12 * HOUR);
  await startExports(m.host);
  await m.settle();
  expect(inBooks(m, 'Invoice', 'DocNumber').toSorted()).toEqual(['F-1', 'F-2']);
});

test('a run that nobody started is made up by the next sweep (CLK-14)', async () => {
  const m = await hotel(EVERY_12_HOURS);
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  m.advance(12 * HOUR);
  await m.quarters(1);
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test('by hand: since the last export, with what was paid on closed folios meanwhile (CLK-23, CLK-24, CLK-25, CLK-37)', async () => {
  const m = await hotel({ mode: 'manual' });
  await saidAll(m, GUEST, FOLIO);
  await m.quarters(4);
  expect(await m.health('invoice', FOLIO.id)).toBe('waiting export');
  expect(writes(m)).toBe(0);

  expect((await startExport(m)).status).toBe(202);
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');

  m.advance(HOUR);
  await m.say(PAID, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('waiting export');
  await startExport(m);
  expect(await healths(m)).toEqual(['synced', 'synced', 'synced']);
});

test('from a later day: what is dated before it stays out, and the skipped period is on record (CLK-26)', async () => {
  const m = await hotel({ mode: 'manual' });
  await saidAll(m, GUEST, FOLIO, { ...FOLIO, id: 'f2', number: 'F-2', date: '2026-11-17' });
  await m.settle();
  const started = await startExport(m, { overrideFrom: '2026-11-17' });
  expect(started).toMatchObject({
    status: 202,
    body: { run: { seq: 1, by: CONNECTION, overrideFrom: '2026-11-17' } },
  });
  expect(await m.health('invoice', FOLIO.id)).toBe('skipped export_skipped');
  expect(inBooks(m, 'Invoice', 'DocNumber')).toEqual(['F-2']);

  await m.say({ ...FOLIO, memo: 'once more' }, 2);
  m.advance(HOUR);
  await startExport(m);
  expect(await m.health('invoice', FOLIO.id)).toBe('skipped export_skipped');
  const runs = bodyOf(await askApi(m, 'GET /v1/connections/{connection}/exports', {}));
  expect(runs).toMatchObject({ runs: [{ seq: 2 }, { seq: 1, skipped: { datedBefore: '2026-11-17' } }] });

  const sync = 'POST /v1/connections/{connection}/records/{kind}/{id}/sync';
  await askApi(m, sync, { path: { kind: 'invoice', id: FOLIO.id } });
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test('documents before the day from which anything is exported stay out, whenever the first export is (CLK-12, CLK-25)', async () => {
  const m = await worldUnder('clock', ({ items, schedule }) => ({
    items: { ...items, defaultItem: '1' },
    schedule: { ...schedule, outbound: { mode: 'manual' } },
    backfill: { exportFrom: '2026-11-17', excludePaymentsBeforeExportFrom: true },
  }));
  await saidAll(m, GUEST, FOLIO, { ...FOLIO, id: 'f2', number: 'F-2', date: '2026-11-17' });
  await startExport(m);
  expect(inBooks(m, 'Invoice', 'DocNumber')).toEqual(['F-2']);
  expect(await m.health('invoice', FOLIO.id)).toBe('skipped before_export_from');
});

test('a change of a booked folio and its void wait for the next run too (CLK-24, CLK-32)', async () => {
  const m = await hotel({ mode: 'manual' });
  await saidAll(m, GUEST, FOLIO);
  await startExport(m);
  const before = writes(m);
  m.advance(HOUR);
  await m.say(FOLIO, 2, 'voided');
  await m.settle();
  expect([await m.health('invoice', FOLIO.id), writes(m)]).toEqual(['waiting export', before]);
  await startExport(m);
  expect(m.books()).toContain('invoice F-1 0.00 open 0.00');
});

test('an export that is started while the lane rests is made up once it goes on (CLK-23)', async () => {
  const m = await hotel({ mode: 'manual' });
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  await m.storage.connections.savePause(LANE, 'operator', { reason: 'operator', since: m.now() });
  await startExport(m);
  expect(await m.health('invoice', FOLIO.id)).toBe('waiting export');
  await m.storage.connections.savePause(LANE, 'operator', undefined);
  await m.quarters(1);
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test('planned, an export says what it would be and starts nothing (CLK-23)', async () => {
  const m = await hotel({ mode: 'manual' });
  await saidAll(m, GUEST);
  await m.settle();
  const planned = await startExport(m, { overrideFrom: '2026-11-17' }, { mode: 'plan' });
  expect(planned).toMatchObject({
    status: 200,
    body: { run: { seq: 1, skipped: { datedBefore: '2026-11-17' } } },
  });
  expect(await m.host.connections.exportRuns(CONNECTION, 5)).toEqual([]);
  expect(await m.health('customer', GUEST.id)).toBe('waiting export');
});

test.each<[Policy['schedule']['outbound'], RegExp]>([
  [{ mode: 'event' }, /at once/],
  [{ mode: 'off' }, /nothing go/],
])(
  'where there are no exports (%j) starting one is a 409 that says why (CLK-13)',
  async (outbound, blocker) => {
    const m = await hotel(outbound);
    const refused = await startExport(m);
    expect(refused.status).toBe(409);
    expect(textAt(refused.body, 'blocker')).toMatch(blocker);
  },
);
