// Stories of one decision about many records: planned, run by the lane, watched, cancelled; and what a crash or a pause makes of it.
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bulkSteps } from '../../functions/sync/bulk.ts';
import { openLane } from '../../functions/sync/lane.ts';
import type { Invoice } from '../../shared/core/records.ts';
import { CONNECTION, LANE } from '../simulation/world.ts';
import { bodyOf } from '../support/http-host.ts';
import type { Matrix } from '../support/matrix/matrix.ts';
import { askApi } from '../support/matrix/operator.ts';
import { FOLIO, GUEST } from '../support/matrix/records.ts';
import { worldUnder } from '../support/policy-world.ts';

const C = '/v1/connections/{connection}';
const BULK = z.object({
  id: z.string(),
  state: z.string(),
  plan: z.object({
    count: z.number(),
    money: z.record(z.string(), z.string()),
    expected: z
      .object({
        looked: z.number(),
        pass: z.number(),
        wait: z.number(),
        fail: z.record(z.string(), z.number()),
      })
      .optional(),
  }),
  done: z.number(),
  refused: z.record(z.string(), z.number()),
});

const FOLIOS: readonly Invoice[] = ['a', 'b', 'c'].map((id) => ({
  ...FOLIO,
  id,
  number: `N-${id}`,
  lines: FOLIO.lines.map((line) => ({ ...line, tax: 'strange' })),
}));

let m: Matrix;
beforeEach(async () => {
  m = await worldUnder('clock', ({ items, tax }) => ({
    items: { ...items, defaultItem: '1' },
    tax: { ...tax, mode: 'mapped', map: { high: '2', low: '3' } },
  }));
  await m.say(GUEST, 1);
  for (const folio of FOLIOS) await m.say(folio, 1);
  await m.settle();
});

const ask = async (route: string, parts: { path?: Record<string, string>; body?: unknown } = {}) => {
  const answer = await askApi(m, route, parts);
  return { status: answer.status, body: bodyOf(answer) };
};
const plan = async (body: unknown) => BULK.parse((await ask(`POST ${C}/bulk`, { body })).body);
const get = async (bulk: string) => BULK.parse((await ask(`GET ${C}/bulk/{bulk}`, { path: { bulk } })).body);
const run = (bulk: string) => ask(`POST ${C}/bulk/{bulk}/run`, { path: { bulk } });
const cancel = (bulk: string) => ask(`POST ${C}/bulk/{bulk}/cancel`, { path: { bulk } });
const healths = () =>
  Promise.all(FOLIOS.map(async ({ id }) => (await m.health('invoice', id)).split(' ')[0]));
const RETRY = { action: 'retry', filter: { code: 'tax_unmapped' } };

async function mapTheTax(): Promise<void> {
  const saved = await m.host.connections.policy(CONNECTION);
  if (saved === undefined) throw new Error('no policy');
  const policy = { ...saved.policy, tax: { ...saved.policy.tax, mode: 'none' as const } };
  await m.host.connections.savePolicy(CONNECTION, { version: saved.version + 1, policy });
}

test('the story starts with three invoices whose tax is not mapped', async () => {
  expect(await healths()).toEqual(['failed', 'failed', 'failed']);
});

describe('a retry of all', () => {
  test('is foretold, before the cure and after it', async () => {
    expect((await plan(RETRY)).plan).toMatchObject({
      count: 3,
      expected: { looked: 3, pass: 0, fail: { tax_unmapped: 3 } },
    });
    await mapTheTax();
    expect((await plan(RETRY)).plan).toMatchObject({
      count: 3,
      expected: { looked: 3, pass: 3, wait: 0, fail: {} },
    });
    expect(await healths()).toEqual(['failed', 'failed', 'failed']);
  });

  test('books all of them, and says so', async () => {
    await mapTheTax();
    const { id } = await plan(RETRY);
    expect((await run(id)).status).toBe(202);
    await m.settle();
    expect(await healths()).toEqual(['synced', 'synced', 'synced']);
    expect(await get(id)).toMatchObject({ state: 'done', done: 3, refused: {} });
    expect((await run(id)).status).toBe(409);
  });

  test('leaves alone what does not pass its filter, and what failed after it was planned', async () => {
    const { id } = await plan({ action: 'retry', filter: { kind: 'payment' } });
    await run(id);
    await m.settle();
    expect(await get(id)).toMatchObject({ state: 'done', done: 0 });
    const later = await plan(RETRY);
    m.advance(60_000);
    await m.say({ ...FOLIO, id: 'd', number: 'N-d', lines: FOLIOS[0]?.lines ?? [] }, 1);
    await m.settle();
    await mapTheTax();
    await run(later.id);
    await m.settle();
    expect(await get(later.id)).toMatchObject({ done: 3 });
    expect(await m.health('invoice', 'd')).toBe('failed tax_unmapped');
  });

  test('that is done twice by a crash acts on none twice', async () => {
    await mapTheTax();
    const { id } = await plan(RETRY);
    await run(id);
    const opened = await openLane(m.host, LANE, m.host.clock.now() + 59_000);
    if (opened === undefined) throw new Error('no lane');
    const crashing = {
      ...opened.lane,
      host: { ...m.host, bulks: { ...m.host.bulks, save: () => Promise.reject(new Error('crash')) } },
    };
    await expect(bulkSteps(crashing, [{ at: 'bulk', connection: CONNECTION }])).rejects.toThrow('crash');
    await m.settle();
    expect(await healths()).toEqual(['synced', 'synced', 'synced']);
    expect(await get(id)).toMatchObject({ state: 'done', refused: {} });
  });
});

describe('a skip of all', () => {
  test('needs a reason, and is shown with each', async () => {
    const bare = await ask(`POST ${C}/bulk`, { body: { action: 'skip', filter: { code: 'tax_unmapped' } } });
    expect(bare.body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/reason' }] });
    const { id } = await plan({ action: 'skip', filter: { code: 'tax_unmapped' }, reason: 'booked by hand' });
    await run(id);
    await m.settle();
    expect(await healths()).toEqual(['skipped', 'skipped', 'skipped']);
  });
});

describe('who cancels', () => {
  test('before it began: nothing is done', async () => {
    const { id } = await plan(RETRY);
    expect(BULK.parse((await cancel(id)).body)).toMatchObject({ state: 'cancelled', done: 0 });
    expect((await run(id)).status).toBe(409);
    expect(await healths()).toEqual(['failed', 'failed', 'failed']);
  });

  test('while it runs: the lane stops at its next step', async () => {
    await mapTheTax();
    const { id } = await plan(RETRY);
    await run(id);
    await cancel(id);
    await m.settle();
    expect(await get(id)).toMatchObject({ state: 'cancelled', done: 0 });
    expect(await healths()).toEqual(['failed', 'failed', 'failed']);
  });
});

test('one at a time: a second one waits for the first', async () => {
  const [first, second] = [await plan(RETRY), await plan(RETRY)];
  await run(first.id);
  expect((await run(second.id)).body).toMatchObject({ code: 'in_progress' });
});

test.each([
  [{ action: 'unlink', filter: {} }, '/action'],
  [{ action: 'retry' }, '/filter'],
  [{ action: 'retry', filter: { health: 'synced' } }, '/filter/health'],
  [{ action: 'retry', filter: { colour: 'red' } }, '/filter/colour'],
])('%j is refused', async (body, pointer) => {
  expect((await ask(`POST ${C}/bulk`, { body })).body).toMatchObject({
    code: 'invalid',
    errors: [{ pointer }],
  });
});
