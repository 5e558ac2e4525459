// What people do in QuickBooks shows in the records: by its webhook, and without one by the next sweep.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atRest, laterInTheBooks } from './support/at-rest.ts';
import { rowsOf } from './support/backstage.ts';
import { eventually } from './support/eventually.ts';
import { customer, invoice, line, payment } from './support/events.ts';
import type { ShownRecord } from './support/product.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
  await test.product.post([customer({ id: 'anna' })]);
  await test.product.synced('customer', 'anna');
});
afterAll(() => test?.close());

/** Books an invoice of 100.00 and answers its id in the books, after its echo has come and gone. */
async function book(id: string): Promise<string> {
  await test.product.post([invoice({ id, customerId: 'anna' })]);
  const { document } = await test.product.synced('invoice', id);
  await laterInTheBooks(test);
  return document?.id ?? '';
}

const shows = (id: string, what: string, isSo: (record: ShownRecord) => boolean) =>
  eventually(`${id} shows ${what}`, () => test.product.record('invoice', id), isSo);
const sweep = () => test.system.stack.schedules.fire('Sweep');
const edit = (id: string, fields: object) => test.books.act({ act: 'edit', entity: 'Invoice', id, fields });

describe('with webhooks', () => {
  it('shows an edit as drift, with what differs, and never writes over it unasked', async () => {
    const { books, product } = test;
    await edit(await book('L-1'), { DueDate: '2027-01-15', TxnDate: '2026-11-25' });
    const shown = await shows('L-1', 'the edit', ({ drift }) => drift !== undefined);
    expect(shown).toMatchObject({ state: 'action_needed', reason: 'edited_in_ledger' });
    expect(shown.drift).toEqual({ kind: 'edited', differences: ['date 2026-11-20 -> 2026-11-25'] });

    await product.post([invoice({ id: 'L-1', customerId: 'anna', revision: 2, lines: [line('80.00')] })]);
    const failed = await product.until('invoice', 'L-1', 'failed');
    expect(failed.problem?.code).toBe('edited_in_ledger');
    expect(await books.invoice('L-1')).toMatchObject({ TotalAmt: 100, TxnDate: '2026-11-25' });
  });

  it('shows a payment that was received in QuickBooks as a balance, not as an edit', async () => {
    const invoiceId = await book('L-2');
    await test.books.act({ act: 'receivePayment', invoiceId, amount: 30 });
    const shown = await shows('L-2', 'the payment', ({ document }) => document?.balance === '70.00');
    expect([shown.state, shown.drift]).toEqual(['synced', undefined]);
  });

  it('asks the ledger nothing about the echoes of our own writes, and writes nothing for them', async () => {
    const { books, product, system } = test;
    const before = { calls: await books.calls(), told: await books.told() };
    const allocations = [{ invoiceId: 'L-3', amount: '40.00' }];
    await product.post([
      customer({ id: 'bert' }),
      invoice({ id: 'L-3', customerId: 'bert' }),
      payment({ id: 'L-3-paid', customerId: 'bert', amount: '40.00', allocations }),
    ]);
    await product.synced('payment', 'L-3-paid');
    const rows = await rowsOf(system.stack, 'LinksTable');
    await atRest(test);
    const after = await books.calls();
    expect(await books.told()).toBeGreaterThan(before.told);
    expect([after.writes - before.calls.writes, after.reads - before.calls.reads]).toEqual([3, 0]);
    expect(await rowsOf(system.stack, 'LinksTable')).toEqual(rows);
  });
});

describe('when every webhook is lost', () => {
  beforeAll(() => test.books.settings({ webhooks: { drop: 1 } }));

  it('shows an edit and a payment after one sweep', async () => {
    const edited = await book('L-4');
    const invoiceId = await book('L-5');
    await edit(edited, { TxnDate: '2026-11-26' });
    await test.books.act({ act: 'receivePayment', invoiceId });
    await sweep();
    const shown = await shows('L-4', 'the edit', ({ drift }) => drift !== undefined);
    expect(shown.drift?.differences).toEqual(['date 2026-11-20 -> 2026-11-26']);
    await shows('L-5', 'the payment', ({ document }) => document?.balance === '0.00');
  });

  it('shows a void and a deletion', async () => {
    const [voided, deleted] = [await book('L-6'), await book('L-7')];
    await test.books.act({ act: 'void', entity: 'Invoice', id: voided });
    await test.books.act({ act: 'delete', entity: 'Invoice', id: deleted });
    await sweep();
    await shows('L-6', 'the void', ({ drift }) => drift?.kind === 'voided');
    await shows('L-7', 'the deletion', ({ drift }) => drift?.kind === 'deleted');
  });

  it('keeps its place when the ledger fails in the middle of a sweep, and loses nothing', async () => {
    const { books, product } = test;
    const id = await book('L-8');
    const { watermark } = await product.connection();
    await books.addFaults({ match: { entity: 'cdc' }, effect: '500' });
    await edit(id, { TxnDate: '2026-11-27' });
    await sweep();
    await eventually(
      'the sweep has failed',
      () => books.requests('path=/cdc&status=500'),
      (failed) => failed.length > 0,
    );
    await atRest(test);
    expect((await product.connection()).watermark).toBe(watermark);
    expect((await product.record('invoice', 'L-8')).drift).toBeUndefined();

    await books.clearFaults();
    await sweep();
    await shows('L-8', 'the edit', ({ drift }) => drift !== undefined);
    await atRest(test);
    const after = await product.connection();
    expect(Date.parse(after.watermark ?? '')).toBeGreaterThan(Date.parse(watermark ?? ''));
  });
});
