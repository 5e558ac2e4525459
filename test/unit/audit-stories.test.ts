// Stories of a reconciliation: somebody tampered with the books behind our back, and exactly that is found, whatever dies when.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { answered, page } from '../support/matrix/accidents.ts';
import { FOLIO, folio, GUEST, PAID } from '../support/matrix/records.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { CONNECTION, LANE } from '../simulation/world.ts';

const SIDE = z.object({ count: z.number(), amount: z.string() });
const TOTAL = z.looseObject({ source: SIDE, link: SIDE, ledger: SIDE, notOurs: SIDE });
const ROW = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  number: z.string().optional(),
  ours: z.string().optional(),
  theirs: z.string().optional(),
  why: z.string().optional(),
});
const ANSWER = z.looseObject({
  state: z.string().optional(),
  code: z.string().optional(),
  agrees: z.boolean().optional(),
  totals: z.array(TOTAL).optional(),
  records: z.array(ROW).default([]),
  errors: z.array(z.object({ pointer: z.string() })).default([]),
  reconciliations: z.array(z.looseObject({ state: z.string() })).default([]),
});

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

async function ask(m: Matrix, method: 'POST' | 'GET', run?: string, body?: unknown) {
  const key = await tenantKey(m.host, CONNECTION);
  const route = `${method} /v1/connections/{connection}/reconcile${run === undefined ? '' : '/{run}'}`;
  const path = { connection: CONNECTION, ...(run === undefined ? {} : { run }) };
  const answer = await serve(API_ROUTES, m.host, requestWith(route, { key, path, body }));
  return { status: answer.status, body: ANSWER.parse(JSON.parse(answer.body)) };
}
const start = (m: Matrix, period: unknown = NOVEMBER) => ask(m, 'POST', undefined, period);
const newest = (m: Matrix) => m.host.reconciliations.newest(CONNECTION);

async function result(m: Matrix) {
  const run = await newest(m);
  const { body } = await ask(m, 'GET', run?.id);
  return {
    state: body.state,
    agrees: body.agrees,
    totals: body.totals,
    rows: body.records.map(({ type, id, number, ours, theirs, why }) =>
      [type, id ?? number, ours ?? '-', theirs ?? '-', why].filter((word) => word !== undefined).join(' '),
    ),
  };
}

async function booked(): Promise<Matrix> {
  const m = await createMatrix();
  await saidAll(m, GUEST, FOLIO, folio(2), folio(3), folio(4), PAID);
  await m.settle();
  m.advance(60_000);
  return m;
}
const idOf = async (m: Matrix, n: number): Promise<string> =>
  (await m.link('invoice', `f${n}`)).document?.id ?? '';

/** Everything a person can do to the books, and no webhook tells of it. */
async function tamper(m: Matrix): Promise<void> {
  m.act({ act: 'delete', entity: 'Invoice', id: await idOf(m, 2) });
  m.act({ act: 'void', entity: 'Invoice', id: await idOf(m, 3) });
  const line = (Amount: number) => ({
    Amount,
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: { ItemRef: { value: '1' } },
  });
  const untaxed = { GlobalTaxCalculation: 'NotApplicable', CurrencyRef: { value: 'EUR' } };
  m.act({ act: 'edit', entity: 'Invoice', id: await idOf(m, 4), fields: { ...untaxed, Line: [line(150)] } });
  const customer = (await m.link('customer', GUEST.id)).document?.id ?? '';
  m.act({
    act: 'create',
    entity: 'Invoice',
    object: {
      CustomerRef: { value: customer },
      TxnDate: '2026-11-20',
      DocNumber: 'BY-HAND',
      ...untaxed,
      Line: [line(42)],
    },
  });
}
const TAMPERED = [
  'not_in_ledger f2 120.00 -',
  'not_ours BY-HAND - 42.00',
  'amount_differs f4 120.00 150.00',
  'ended_in_ledger f3 120.00 - voided',
];

test('books that nobody touched agree, side by side', async () => {
  const m = await booked();
  expect((await start(m)).status).toBe(202);
  await m.settle();
  const { state, agrees, totals, rows } = await result(m);
  expect([state, agrees, rows]).toEqual(['done', true, []]);
  const four = { count: 4, amount: '480.00' };
  expect(totals).toContainEqual({
    kind: 'invoice',
    currency: 'EUR',
    month: '2026-11',
    source: four,
    link: four,
    ledger: four,
    notOurs: { count: 0, amount: '0.00' },
    difference: '0.00',
  });
});

test('what was done behind our back is found, exactly, told once, and shown on the records', async () => {
  const m = await booked();
  await tamper(m);
  const writes = m.writesSince(0);
  await start(m);
  await m.settle();
  expect((await result(m)).rows).toEqual(TAMPERED);
  expect(
    m.events.filter(({ type }) => type === 'reconciliation.completed').map(({ detail }) => detail),
  ).toEqual([expect.objectContaining({ state: 'done', differences: 4, ...NOVEMBER })]);
  expect(await m.health('invoice', 'f4')).toBe('action_needed edited_in_ledger');
  expect((await m.link('invoice', 'f3')).drift?.kind).toBe('voided');
  expect((await m.link('invoice', 'f2')).drift?.kind).toBe('deleted');
  expect(m.writesSince(0)).toBe(writes);
});

test('a step costs one read of the ledger, whatever it lists', async () => {
  const m = await booked();
  const before = m.calls.length;
  await start(m);
  await m.settle();
  const calls = m.calls.slice(before).map(({ op }) => op);
  const kinds = new Set((await newest(m))?.findings?.figures.map(({ kind }) => kind));
  expect(calls.every((op) => op === 'GET query')).toBe(true);
  expect(calls.length).toBeGreaterThanOrEqual(kinds.size);
  expect(calls.length).toBeLessThanOrEqual(4);
});

test('one at a time, and only of a real period of at most a year', async () => {
  const m = await booked();
  expect((await start(m)).status).toBe(202);
  const second = await start(m);
  expect([second.status, second.body.code]).toEqual([409, 'reconciliation_running']);
  await m.settle();
  for (const [from, to, pointer] of [
    ['2026-11-31', '2026-12-01', '/from'],
    ['2026-11-02', '2026-11-01', '/to'],
    ['2026-01-01', '2027-01-02', '/to'],
  ]) {
    const refused = await start(m, { from, to });
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([422, pointer]);
  }
  expect((await start(m, { from: '2026-01-01', to: '2026-12-31' })).status).toBe(202);
});

describe('whatever goes wrong', () => {
  const finish = async (m: Matrix): Promise<void> => {
    await m.settle();
    for (let round = 0; round < 4 && (await newest(m))?.state === 'running'; round += 1) await m.quarters(1);
  };

  test('a worker that dies at any call, before or after it: the same is found, and counted once', async () => {
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += 1) {
        const m = await booked();
        await tamper(m);
        await start(m);
        // Each delivery of the comparison in turn: the third lists our links.
        for (let healthy = 0; healthy < at % 3; healthy += 1) await m.deliver();
        const { dead } = await m.deliver({ dies: { at, when } });
        await finish(m);
        expect([at, when, ...(await result(m)).rows]).toEqual([at, when, ...TAMPERED]);
        if (!dead && at > 3) break;
      }
  }, 240_000);

  test('a message that got lost: the next round of the lane goes on', async () => {
    const m = await booked();
    await tamper(m);
    await start(m);
    await m.deliver();
    m.queue.splice(0);
    await m.quarters(1);
    expect((await result(m)).rows).toEqual(TAMPERED);
  });

  test('a message that comes twice counts once', async () => {
    const m = await booked();
    await tamper(m);
    await start(m);
    for (let n = 0; n < 3; n += 1) {
      await m.look({ at: 'audit', connection: CONNECTION });
      await m.deliver();
    }
    await m.settle();
    expect((await result(m)).rows).toEqual(TAMPERED);
  });

  test('a ledger that is down is asked again with the rounds, and given up after two hours of them', async () => {
    const m = await booked();
    const mended = m.whenever(/query/, answered(page(503)));
    await start(m);
    await m.settle();
    expect(await newest(m)).toMatchObject({ state: 'running', tries: 1 });
    await m.quarters(1);
    expect(await newest(m)).toMatchObject({ state: 'running', tries: 2 });
    await m.quarters(7);
    expect(await newest(m)).toMatchObject({ state: 'failed', tries: 7 });
    mended();
    await start(m);
    await m.settle();
    expect((await result(m)).agrees).toBe(true);
  });

  test('a lane that rests does nothing, and goes on when it is let go', async () => {
    const m = await booked();
    await start(m);
    await m.host.connections.savePause(LANE, 'operator', { reason: 'operator', since: m.now() });
    const calls = m.calls.length;
    await m.settle();
    await m.quarters(2);
    expect([m.calls.length, (await newest(m))?.state]).toEqual([calls, 'running']);
    await m.host.connections.savePause(LANE, 'operator', undefined);
    await m.quarters(1);
    expect((await result(m)).agrees).toBe(true);
  });

  test('one that nobody moves any more makes room for the next', async () => {
    const m = await booked();
    await start(m);
    m.queue.splice(0);
    m.advance(25 * 3_600_000);
    expect((await start(m)).status).toBe(202);
    await m.settle();
    const { body } = await ask(m, 'GET');
    expect(body.reconciliations.map(({ state }) => state)).toEqual(['done', 'failed']);
  });
});
