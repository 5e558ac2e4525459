// Stories of finding one record: by id, by number, by name, in whatever state it is, without looking through the others.
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { bodyOf } from '../support/http-host.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { askApi, retry } from '../support/matrix/operator.ts';
import { FOLIO, folio, GUEST, PAID } from '../support/matrix/records.ts';

const FOUND = z.object({
  records: z.array(z.object({ kind: z.string(), id: z.string(), state: z.string() })),
  ledger: z.object({
    asked: z.boolean(),
    others: z.array(z.object({ type: z.string(), id: z.string() })).optional(),
  }),
});

let m: Matrix;
beforeEach(async () => {
  m = await createMatrix();
  await saidAll(m, GUEST, FOLIO, PAID, folio(2, { status: 'open' }));
  await m.settle();
});

const ask = (query: Record<string, string>) => askApi(m, 'GET /v1/connections/{connection}/find', { query });
const find = async (query: Record<string, string>) => {
  const { records, ledger } = FOUND.parse(bodyOf(await ask(query)));
  return { found: records.map(({ kind, id, state }) => `${kind} ${id} ${state}`), ledger };
};

test.each([
  ['the id', 'f1', 'invoice f1 synced'],
  ['the id of another kind', 'p1', 'payment p1 synced'],
])('by %s, without asking the ledger', async (_, q, expected) => {
  const calls = m.calls.length;
  expect(await find({ q })).toEqual({ found: [expected], ledger: { asked: false } });
  expect(m.calls.length).toBe(calls);
});

test.each([
  ['number of an invoice', 'F-1', 'invoice f1 synced'],
  ['reference of a payment', 'R-1', 'payment p1 synced'],
  ['name of a customer', 'Ada Lovelace', 'customer g1 synced'],
])('what is in the books by the %s: the ledger knows it', async (_, q, expected) => {
  expect((await find({ q })).found).toEqual([]);
  const { found, ledger } = await find({ q, ledger: 'true' });
  expect(found).toEqual([expected]);
  expect(ledger.asked).toBe(true);
});

test('what a person keeps out of the books is found by the beginning of its number', async () => {
  const path = { kind: 'invoice', id: 'f2' };
  const route = 'POST /v1/connections/{connection}/records/{kind}/{id}/skip';
  expect((await askApi(m, route, { path, body: { reason: 'a test' } })).status).toBe(202);
  expect((await find({ q: 'f-2' })).found).toEqual(['invoice f2 skipped']);
  await retry(m, 'invoice', 'f2');
  await m.settle();
  expect((await find({ q: 'F-2' })).found[0]).toMatch(/^invoice f2 /);
});

test('a number that only the ledger has is said to be nobody’s', async () => {
  const customer = (await m.link('customer', 'g1')).document?.id ?? '';
  await m.act({
    act: 'create',
    entity: 'Invoice',
    object: {
      DocNumber: 'X-9',
      CurrencyRef: { value: 'EUR' },
      CustomerRef: { value: customer },
      Line: [
        {
          Amount: 1,
          DetailType: 'SalesItemLineDetail',
          SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: '2' } },
        },
      ],
    },
  });
  const { found, ledger } = await find({ q: 'X-9', ledger: 'true' });
  expect(found).toEqual([]);
  expect(ledger.others).toMatchObject([{ type: 'invoice' }]);
});

test.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['a blank', { q: ' ' }],
  ['too much', { q: 'x'.repeat(101) }],
  ['another word for the ledger', { q: 'a', ledger: 'yes' }],
  ['another parameter', { q: 'a', kind: 'invoice' }],
])('%s is refused', async (_, query) => {
  expect((await ask(query)).status).toBe(400);
});
