// Stories of the chart: what got into the books and what failed, hour by hour, without a write more for a record that goes well.
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { bodyOf } from '../support/http-host.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { askApi } from '../support/matrix/operator.ts';
import { costing, FOLIO, folio, GUEST } from '../support/matrix/records.ts';
import { worldUnder } from '../support/policy-world.ts';

const BECAME = z.object({ synced: z.number(), failed: z.number(), skipped: z.number() });
const HISTORY = z.object({
  spans: z.array(z.object({ from: z.string(), became: BECAME })),
  month: BECAME,
  lastEventAt: z.string().optional(),
});

let m: Matrix;
beforeEach(async () => {
  m = await createMatrix();
});

const history = async (by = 'hour') =>
  HISTORY.parse(bodyOf(await askApi(m, 'GET /v1/connections/{connection}/history', { query: { by } })));
const became = async () => {
  const { spans } = await history();
  const { synced, failed, skipped } = spans.at(-1)?.became ?? expect.unreachable();
  return `${synced} ${failed} ${skipped}`;
};
/** Books one record in a delivery of its own; answers how often outcomes were told to the store. */
async function alone(n: number): Promise<number> {
  await m.say(folio(n), 1);
  const { calls } = await m.deliver();
  return calls.filter((name) => name === 'connections.countOutcomes').length;
}

test('records that go well are counted at once, and cost no write', async () => {
  await saidAll(m, GUEST);
  await m.settle();
  for (let n = 1; n <= 5; n += 1) expect(await alone(n)).toBe(0);
  expect(await became()).toBe('6 0 0');
});

test('in the next quarter of an hour the store is told of all of them, in one write', async () => {
  await saidAll(m, GUEST);
  await m.settle();
  for (let n = 1; n <= 5; n += 1) await alone(n);
  m.advance(15 * 60_000);
  expect(await alone(6)).toBe(1);
  expect(await alone(7)).toBe(0);
  const { spans, month } = await history();
  expect(spans.reduce((sum, span) => sum + span.became.synced, 0)).toBe(8);
  expect(month).toEqual({ synced: 8, failed: 0, skipped: 0 });
});

test('a change counts again; what is said twice does not', async () => {
  await saidAll(m, GUEST);
  await m.settle();
  const changed = costing('80.00');
  for (const [record, revision] of [
    [FOLIO, 1],
    [changed, 2],
    [changed, 2],
  ] as const) {
    await m.say(record, revision);
    await m.settle();
  }
  expect(await became()).toBe('3 0 0');
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a worker that dies at its call %i leaves nothing out and counts nothing twice',
  async (call) => {
    await saidAll(m, GUEST);
    await m.settle();
    await alone(1);
    m.advance(15 * 60_000);
    await m.say(folio(2), 1);
    await m.deliver({ dies: { at: call, when: 'after' } });
    m.advance(15 * 60_000);
    await m.quarters(1);
    await m.settle();
    expect(await m.health('invoice', 'f2')).toBe('synced');
    expect((await history()).month).toEqual({ synced: 3, failed: 0, skipped: 0 });
  },
);

test('what failed is counted when the delivery ends, with the time of the last word', async () => {
  m = await worldUnder('clock', ({ items, tax }) => ({
    items: { ...items, defaultItem: '1' },
    tax: { ...tax, mode: 'mapped', map: { high: '2', low: '3' } },
  }));
  await saidAll(m, GUEST, { ...FOLIO, lines: FOLIO.lines.map((line) => ({ ...line, tax: 'strange' })) });
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('failed tax_unmapped');
  expect(await became()).toBe('1 1 0');
  const { source } = await m.link('invoice', FOLIO.id);
  expect((await history()).lastEventAt).toBe(new Date(source?.receivedAt ?? 0).toISOString());
});
