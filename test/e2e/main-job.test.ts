// The main job on the whole system: what a product says is in QuickBooks once, and what follows it, follows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CONNECTION } from '../../local/demo-connection.ts';
import { cents, centsOf } from './support/books.ts';
import { customer, end, invoice, item, line, payment } from './support/events.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
});
afterAll(() => test?.close());

const anna = { id: 'anna', name: 'Anna Jansen', email: 'anna@example.com' };
const stay = {
  id: 'F-1',
  customerId: 'anna',
  number: 'F-2026-1',
  dueDate: '2026-12-20',
  lines: [
    { revenueGroup: 'rooms', description: 'Two nights', quantity: '2', unitPrice: '90.00', tax: 'low' },
    { itemId: 'minibar', description: 'Minibar', quantity: '3', unitPrice: '8.50', tax: 'high' },
  ],
  discount: { percent: '10' },
};

describe('a stay, told in order', () => {
  it('books a customer, an item and an invoice once, though all is told twice and the invoice comes first', async () => {
    const { product, books } = test;
    const events = [invoice(stay), item({ id: 'minibar', name: 'Minibar' }), customer(anna)];
    expect(await product.post(events)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await product.post(events)).toEqual(['duplicate', 'duplicate', 'duplicate']);

    await product.synced('invoice', 'F-1');
    const { objects } = await books.look();
    expect(objects.Customer.map(({ DisplayName }) => DisplayName)).toEqual(['Anna Jansen']);
    expect(objects.Item.filter(({ Name }) => Name === 'Minibar')).toHaveLength(1);
    expect(objects.Invoice).toHaveLength(1);
  });

  it('writes the figures that the product said: lines, tax of each rate, discount, due date, number', async () => {
    const { product, books } = test;
    const booked = await books.invoice('F-2026-1');
    // 180.00 + 25.50, less 10 % = 162.00 + 22.95; 9 % = 14.58, 21 % = 4.82.
    expect(booked).toMatchObject({
      TxnDate: '2026-11-20',
      DueDate: '2026-12-20',
      TotalAmt: 204.35,
      Balance: 204.35,
      TxnTaxDetail: { TotalTax: 19.4 },
    });
    expect(booked.Line.map(({ DetailType, Amount }) => [DetailType, Amount])).toEqual([
      ['SalesItemLineDetail', 180],
      ['SalesItemLineDetail', 25.5],
      ['SubTotalLineDetail', 205.5],
      ['DiscountLineDetail', 20.55],
    ]);
    const shown = await product.record('invoice', 'F-1');
    expect(shown.document).toMatchObject({
      id: booked.Id,
      status: 'live',
      total: '204.35',
      balance: '204.35',
    });
  });

  it('explains itself: the event, the rule and the very document that was sent', async () => {
    const trace = await test.product.trace('invoice', 'F-1');
    expect(trace.source).toMatchObject({ eventId: 'invoice.upserted-F-1-1', revision: 1 });
    expect(trace.decision).toMatchObject({ rule: 'create-or-update', decision: 'create', policyVersion: 1 });
    expect(trace.write).toMatchObject({
      state: 'settled',
      operation: 'create',
      document: { type: 'invoice', number: 'F-2026-1', dueDate: '2026-12-20', discount: { percent: '10' } },
    });
  });

  it('books a part payment and shows what is still open', async () => {
    const { product, books } = test;
    const part = { invoiceId: 'F-1', amount: '104.35' };
    await product.post([payment({ id: 'P-1', customerId: 'anna', amount: '104.35', allocations: [part] })]);
    await product.synced('payment', 'P-1');
    expect((await books.invoice('F-2026-1')).Balance).toBe(100);
  });

  it('books one payment over two invoices', async () => {
    const { product, books } = test;
    const allocations = [
      { invoiceId: 'F-1', amount: '100.00' },
      { invoiceId: 'F-2', amount: '50.00' },
    ];
    await product.post([
      invoice({ id: 'F-2', customerId: 'anna' }),
      payment({ id: 'P-2', customerId: 'anna', amount: '150.00', allocations }),
    ]);
    await product.synced('payment', 'P-2');
    expect((await books.invoice('F-2026-1')).Balance).toBe(0);
    expect((await books.invoice('F-2')).Balance).toBe(50);
    const { objects } = await books.look();
    expect(objects.Payment.map(({ TotalAmt, UnappliedAmt }) => [TotalAmt, UnappliedAmt])).toEqual([
      [104.35, 0],
      [150, 0],
    ]);
  });

  it('follows a change at the source with one write and no read', async () => {
    const { product, books } = test;
    await product.post([invoice({ id: 'F-4', customerId: 'anna' })]);
    await product.synced('invoice', 'F-4');
    const before = await books.calls();
    await product.post([invoice({ id: 'F-4', customerId: 'anna', revision: 2, lines: [line('90.00')] })]);
    await product.synced('invoice', 'F-4', 2);
    const after = await books.calls();
    expect([after.writes - before.writes, after.reads - before.reads]).toEqual([1, 0]);
    expect(await books.invoice('F-4')).toMatchObject({ TotalAmt: 90, Balance: 90 });
  });

  it('looks once before it changes an invoice that a payment has touched in the books', async () => {
    const { product, books } = test;
    const before = await books.calls();
    await product.post([invoice({ id: 'F-2', customerId: 'anna', revision: 2, lines: [line('120.00')] })]);
    await product.synced('invoice', 'F-2', 2);
    const after = await books.calls();
    expect([after.writes - before.writes, after.reads - before.reads]).toEqual([1, 1]);
    expect(await books.invoice('F-2')).toMatchObject({ TotalAmt: 120, Balance: 70 });
  });

  it('drops an older revision that comes late', async () => {
    const { product, books } = test;
    const before = await books.calls();
    expect(await product.post([invoice({ id: 'F-2', customerId: 'anna' })])).toEqual(['stale']);
    await product.synced('invoice', 'F-2', 2);
    expect((await books.calls()).writes).toBe(before.writes);
  });

  it('voids a payment, and its invoices are open again', async () => {
    const { product, books } = test;
    await product.post([end('payment.voided', 'P-2', 2)]);
    const shown = await product.synced('payment', 'P-2', 2);
    expect(shown.document?.status).toBe('voided');
    expect((await books.invoice('F-2026-1')).Balance).toBe(100);
    expect((await books.invoice('F-2')).Balance).toBe(120);
  });

  it('voids an invoice: it stays in the books with its number and without money', async () => {
    const { product, books } = test;
    await product.post([end('invoice.voided', 'F-2', 3)]);
    const shown = await product.synced('invoice', 'F-2', 3);
    expect(shown.document?.status).toBe('voided');
    expect(await books.invoice('F-2')).toMatchObject({ TotalAmt: 0, Balance: 0 });
  });

  it('treats a deletion at the source as the policy says: a void', async () => {
    const { product, books } = test;
    await product.post([invoice({ id: 'F-3', customerId: 'anna' })]);
    await product.synced('invoice', 'F-3');
    await product.post([end('invoice.deleted', 'F-3', 2)]);
    const shown = await product.synced('invoice', 'F-3', 2);
    expect(shown.document?.status).toBe('voided');
    expect(await books.invoice('F-3')).toMatchObject({ TotalAmt: 0 });
  });

  it('has written each document once for each version', async () => {
    const { objects, writeLog } = await test.books.look();
    const written = writeLog.filter(({ by }) => by === 'api').map(({ entity }) => entity);
    const countOf = (entity: string) => written.filter((each) => each === entity).length;
    // F-1; F-2 made, changed, voided; F-3 made, voided; F-4 made, changed. P-1; P-2 made, voided.
    expect([countOf('Customer'), countOf('Item'), countOf('Invoice'), countOf('Payment')]).toEqual([
      1, 1, 8, 3,
    ]);
    expect(objects.Invoice).toHaveLength(4);
  });
});

describe('records that come too early', () => {
  it('lets an invoice wait for its customer and books it by itself', async () => {
    const { product, books } = test;
    await product.post([invoice({ id: 'early-1', customerId: 'late-guest' })]);
    const waiting = await product.until('invoice', 'early-1', 'waiting');
    expect(waiting).toMatchObject({ reason: 'customer', waitsFor: { kind: 'customer', id: 'late-guest' } });
    await product.post([customer({ id: 'late-guest' })]);
    await product.synced('invoice', 'early-1');
    expect(await books.invoice('early-1')).toMatchObject({ TotalAmt: 100 });
  });

  it('lets a payment wait for its invoice', async () => {
    const { product, books } = test;
    const allocations = [{ invoiceId: 'early-2', amount: '40.00' }];
    await product.post([payment({ id: 'early-pay', customerId: 'anna', amount: '40.00', allocations })]);
    const waiting = await product.until('payment', 'early-pay', 'waiting');
    expect(waiting.waitsFor).toEqual({ kind: 'invoice', id: 'early-2' });
    await product.post([invoice({ id: 'early-2', customerId: 'anna' })]);
    await product.synced('payment', 'early-pay');
    expect((await books.invoice('early-2')).Balance).toBe(60);
  });

  it('lets an open folio wait for its end', async () => {
    const { product } = test;
    await product.post([invoice({ id: 'open-1', customerId: 'anna', status: 'open' })]);
    expect(await product.until('invoice', 'open-1', 'waiting')).toMatchObject({ reason: 'folio_open' });
    await product.post([invoice({ id: 'open-1', customerId: 'anna', revision: 2 })]);
    await product.synced('invoice', 'open-1', 2);
  });
});

describe('records that need a person', () => {
  it('says in a sentence what is missing, and books the record when it is mapped and tried again', async () => {
    const { product, books, system } = test;
    await product.post([invoice({ id: 'tax-1', customerId: 'anna', lines: [line('100.00', 'spa')] })]);
    const failed = await product.until('invoice', 'tax-1', 'failed');
    expect(failed.problem).toMatchObject({
      code: 'tax_unmapped',
      owner: 'bookkeeper',
      sentence: 'The tax spa has no tax code in the ledger, and no default is set.',
      runbook: 'docs/runbook.md#tax_unmapped',
    });
    expect((await product.connection()).records['failed']?.count).toBe(1);

    const current = await system.connections.policy(DEMO_CONNECTION);
    if (current === undefined) throw new Error('The demo connection has no policy');
    const { tax } = current.policy;
    const policy = { ...current.policy, tax: { ...tax, map: { ...tax.map, spa: tax.map['high'] ?? '' } } };
    await system.connections.savePolicy(DEMO_CONNECTION, { version: current.version + 1, policy });
    expect((await product.ask('POST', '/records/invoice/tax-1/retry')).status).toBe(202);

    await product.synced('invoice', 'tax-1');
    expect(await books.invoice('tax-1')).toMatchObject({ TotalAmt: 121 });
    expect((await product.trace('invoice', 'tax-1')).decision.policyVersion).toBe(current.version + 1);
    expect((await product.connection()).records['failed']?.count).toBe(0);
  });

  it('does not make a second party of a name that a supplier has', async () => {
    const { product, books } = test;
    await books.act({ act: 'create', entity: 'Vendor', object: { DisplayName: 'Bakery Bloem' } });
    await product.post([customer({ id: 'bakery', name: 'Bakery Bloem' })]);
    const failed = await product.until('customer', 'bakery', 'failed');
    expect(failed.problem).toMatchObject({ code: 'name_taken', owner: 'bookkeeper' });
    expect(failed.problem?.sentence).toContain('"Bakery Bloem"');
    const { objects } = await books.look();
    expect(objects.Customer.filter(({ DisplayName }) => DisplayName.includes('Bakery'))).toEqual([]);
  });

  it('adopts a customer that is exactly ours instead of booking it twice', async () => {
    const { product, books } = test;
    const object = {
      DisplayName: 'Known Guest',
      CompanyName: 'Known Guest',
      CurrencyRef: { value: 'EUR' },
    };
    await books.act({ act: 'create', entity: 'Customer', object });
    await product.post([customer({ id: 'known', name: 'Known Guest' })]);
    const shown = await product.synced('customer', 'known');
    const { objects } = await books.look();
    const inBooks = objects.Customer.filter(({ DisplayName }) => DisplayName === 'Known Guest');
    expect(inBooks.map(({ Id }) => Id)).toEqual([shown.document?.id]);
    expect((await product.trace('customer', 'known')).decision.rule).toBe('adopt-twin');
  });
});

describe('in the end', () => {
  it('both sides show the same money for every invoice', async () => {
    const { product, books } = test;
    const { objects } = await books.look();
    const inBooks = new Map(objects.Invoice.map((each) => [each.Id, each]));
    const shown = (await product.records('kind=invoice')).filter(({ document }) => document !== undefined);
    expect(shown).toHaveLength(inBooks.size);
    for (const { id, document } of shown)
      expect([id, centsOf(document?.total)]).toEqual([
        id,
        cents(inBooks.get(document?.id ?? '')?.TotalAmt ?? -1),
      ]);
  });

  it('no record is in doubt', async () => {
    const { records } = await test.product.connection();
    expect(records).toMatchObject({
      uncertain: { count: 0 },
      waiting: { count: 0 },
      action_needed: { count: 0 },
      failed: { count: 1 },
    });
  });
});
