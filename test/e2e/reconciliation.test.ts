// The books of a period against ours on the whole system: what somebody does behind our back is found, row by row, and nothing else.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { atRest, laterInTheBooks } from './support/at-rest.ts';
import { eventually } from './support/eventually.ts';
import { customer, invoice, payment } from './support/events.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

let test: TestSystem;
const ids = new Map<string, string>();
beforeAll(async () => {
  test = await openSystem();
  const { product } = test;
  await product.post([customer({ id: 'anna' })]);
  const names = ['R-1', 'R-2', 'R-3', 'R-4'];
  await product.post(names.map((id) => invoice({ id, customerId: 'anna', total: '100.00' })));
  const allocations = [{ invoiceId: 'R-1', amount: '40.00' }];
  await product.post([payment({ id: 'R-1-paid', customerId: 'anna', amount: '40.00', allocations })]);
  for (const id of names) ids.set(id, (await product.synced('invoice', id)).document?.id ?? '');
  await product.synced('payment', 'R-1-paid');
  await laterInTheBooks(test);
});
afterAll(() => test?.close());

const SIDE = z.object({ count: z.number(), amount: z.string() });
const RUN = z.object({
  id: z.string(),
  state: z.string(),
  agrees: z.boolean().optional(),
  differences: z.record(z.string(), z.number()).optional(),
  totals: z
    .array(
      z.object({
        kind: z.string(),
        source: SIDE,
        link: SIDE,
        ledger: SIDE,
        notOurs: SIDE,
        difference: z.string(),
      }),
    )
    .optional(),
  records: z
    .array(
      z.object({
        type: z.string(),
        id: z.string().optional(),
        number: z.string().optional(),
        ours: z.string().optional(),
        theirs: z.string().optional(),
        next: z.string(),
      }),
    )
    .optional(),
});

/** Reconciles the year in which all of it happened, and waits for its end. */
async function reconcile() {
  const year = { from: '2026-01-01', to: '2026-12-31' };
  const started = await test.product.ask('POST', '/reconcile', JSON.stringify(year));
  expect(started.status).toBe(202);
  const { id } = RUN.parse(JSON.parse(started.text));
  expect((await test.product.ask('POST', '/reconcile', JSON.stringify(year))).status).toBe(409);
  const read = async () => RUN.parse(JSON.parse((await test.product.ask('GET', `/reconcile/${id}`)).text));
  return await eventually('the reconciliation has ended', read, ({ state }) => state !== 'running');
}

it('agrees with books that nobody touched, to the cent, with a read of the ledger for each kind', async () => {
  const before = await test.books.calls();
  const { state, agrees, records, totals = [] } = await reconcile();
  expect([state, agrees, records]).toEqual(['done', true, []]);
  const rows = totals.map(({ kind, source, link, ledger, notOurs, difference }) =>
    [kind, source.amount, link.amount, ledger.amount, notOurs.count, difference].join(' '),
  );
  expect(rows).toEqual(['invoice 400.00 400.00 400.00 0 0.00', 'payment 40.00 40.00 40.00 0 0.00']);
  const after = await test.books.calls();
  expect(after.writes).toBe(before.writes);
  expect(after.reads - before.reads).toBeLessThanOrEqual(4);
});

it('finds exactly what was deleted, voided, changed and entered by hand when no webhook told of it', async () => {
  const { books, product } = test;
  await books.settings({ webhooks: { drop: 1 } });
  const of = (id: string) => ({ entity: 'Invoice', id: ids.get(id) ?? '' });
  const [copied] = [await books.invoice('R-1')];
  await books.act({ act: 'delete', ...of('R-2') });
  await books.act({ act: 'void', ...of('R-3') });
  const lines = copied.Line.filter(({ DetailType }) => DetailType === 'SalesItemLineDetail');
  const dearer = lines.map((line) => ({
    ...line,
    Amount: 130,
    SalesItemLineDetail: { ...line.SalesItemLineDetail, Qty: 1, UnitPrice: 130 },
  }));
  await books.act({ act: 'edit', ...of('R-4'), fields: { Line: dearer } });
  await books.act({ act: 'copy', ...of('R-1') });
  const { agrees, differences, records = [] } = await reconcile();
  expect(agrees).toBe(false);
  expect(differences).toEqual({ not_in_ledger: 1, not_ours: 1, amount_differs: 1, ended_in_ledger: 1 });
  expect(records.map(({ type, id, ours, theirs }) => [type, id, ours, theirs])).toEqual([
    ['not_in_ledger', 'R-2', '100.00', undefined],
    ['not_ours', undefined, undefined, '100.00'],
    ['amount_differs', 'R-4', '100.00', '130.00'],
    ['ended_in_ledger', 'R-3', '100.00', undefined],
  ]);
  expect(records.every(({ next }) => next.length > 20)).toBe(true);
  // The lane looked at what differs, so that a person can decide about it now.
  await atRest(test);
  const kinds = await Promise.all(
    ['R-2', 'R-3', 'R-4'].map(async (id) => (await product.record('invoice', id)).drift?.kind),
  );
  expect(kinds).toEqual(['deleted', 'voided', 'edited']);
});
