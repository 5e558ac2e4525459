// Stories of suppliers, credit notes, refunds and linked ends: from the product's event to the document in QuickBooks.
import { describe, expect, test } from 'vitest';
import { countDays } from '../../functions/completeness/count-days.ts';
import { unsync } from '../../shared/core/actions.ts';
import { amountsOf } from '../../shared/core/completeness.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { CONNECTION, LANE } from '../simulation/world.ts';
import { at, listAt, textAt } from '../simulation/json.ts';
import type { Matrix } from '../support/matrix/matrix.ts';
import { post } from '../support/matrix/product.ts';
import { only, worldUnder } from '../support/policy-world.ts';
import { eventOf } from '../support/product-events.ts';

const RECEIVABLE = '84';
const CHECKING = '35';

/** A hotel whose expense account and payment accounts are mapped. */
const hotel = (changes: (policy: Policy) => Partial<Policy> = () => ({})): Promise<Matrix> =>
  worldUnder('clock', (policy) => ({
    items: { ...policy.items, onMissing: 'mapped', defaultItem: '1' },
    payments: { ...policy.payments, depositAccount: { mode: 'map', map: {}, default: CHECKING } },
    refunds: { mode: 'expense', expenseAccountByCurrency: { EUR: RECEIVABLE } },
    ...changes(policy),
  }));

const practice = (): Promise<Matrix> =>
  worldUnder('taxdome', (policy) => ({
    customers: { ...policy.customers, direction: 'to_ledger', onMissing: 'create' },
    items: { ...policy.items, onMissing: 'mapped', defaultItem: '1' },
  }));

let sent = 0;
const event = (type: string, data: object) => eventOf(type, { revision: 1, ...data }, `evt_${(sent += 1)}`);
const guest = (data: object = {}) =>
  event('customer.upserted', { id: 'g1', name: 'Ada Lovelace', currency: 'EUR', ...data });
const bill = (data: object = {}) => ({
  customerId: 'g1',
  currency: 'EUR',
  date: '2026-11-16',
  status: 'closed',
  lines: [{ description: 'Two nights', amount: '120.00' }],
  ...data,
});
const folio = (data: object = {}) => event('invoice.upserted', bill({ id: 'f1', number: 'F-1', ...data }));
const credit = (data: object = {}) =>
  event(
    'creditnote.upserted',
    bill({ id: 'c1', number: 'C-1', creditedInvoiceId: 'f1', date: '2026-11-17', ...data }),
  );
const paid = (data: object = {}) =>
  event('payment.upserted', {
    id: 'p1',
    customerId: 'g1',
    currency: 'EUR',
    date: '2026-11-16',
    amount: '120.00',
    reference: 'R-1',
    allocations: [{ invoiceId: 'f1', amount: '120.00' }],
    ...data,
  });
const refund = (data: object = {}) =>
  event('refund.upserted', {
    id: 'r1',
    customerId: 'g1',
    currency: 'EUR',
    date: '2026-11-18',
    amount: '60.00',
    reference: 'RF-1',
    ...data,
  });

/** Posts events as the product does, and lets the lane work. */
async function tell(m: Matrix, ...events: readonly object[]): Promise<void> {
  const answer = await post(m, events);
  if (answer.status !== 202 || answer.body.includes('"invalid"')) throw new Error(answer.body);
  await m.settle();
}

const objects = (m: Matrix, entity: string): readonly object[] => m.inspect().objects[entity] ?? [];
const openOf = (m: Matrix): number => Number(textAt(only(m, 'Invoice'), 'Balance'));
const bookedIds = (m: Matrix, entity: string): number => objects(m, entity).length;
const queries = (m: Matrix): number => m.calls.filter(({ op }) => /query|queries/.test(op)).length;

describe('each kind from its event to its document', () => {
  test('a supplier is booked as a vendor, changed and made inactive (KLP-15, KLP-20)', async () => {
    const m = await worldUnder('klipboard');
    const supplier = { id: 's1', name: 'Laundry Ltd', email: 'bills@laundry.example.com' };
    await tell(m, event('supplier.upserted', supplier));
    expect(await m.health('supplier', 's1')).toBe('synced');
    expect(textAt(only(m, 'Vendor'), 'DisplayName')).toBe('Laundry Ltd');
    await tell(m, event('supplier.upserted', { ...supplier, revision: 2, phone: '0123' }));
    expect(textAt(only(m, 'Vendor'), 'PrimaryPhone', 'FreeFormNumber')).toBe('0123');
    await tell(m, event('supplier.deleted', { id: 's1', revision: 3 }));
    expect(at(only(m, 'Vendor'), 'Active')).toBe(false);
    expect(await m.health('supplier', 's1')).toBe('synced');
  });

  test('a credit note names the invoice it corrects in its private note (CLK-29, CLK-30)', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), credit());
    expect(await m.health('credit_note', 'c1')).toBe('synced');
    const memo = only(m, 'CreditMemo');
    expect([textAt(memo, 'DocNumber'), Number(textAt(memo, 'TotalAmt'))]).toEqual(['C-1', 120]);
    expect(textAt(memo, 'PrivateNote')).toBe('Corrects invoice F-1 (f1)');
  });

  test('a positive correction is an invoice like any other (CLK-28)', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), folio({ id: 'f2', number: 'F-2', correctionOf: 'f1' }));
    expect(await m.health('invoice', 'f2')).toBe('synced');
    expect(bookedIds(m, 'Invoice')).toBe(2);
  });

  test('a refund becomes an expense on the account of its currency, and is deleted with it (CLK-16, CLK-38, CLK-40)', async () => {
    const m = await hotel();
    await tell(m, guest(), refund());
    expect(await m.health('refund', 'r1')).toBe('synced');
    const expense = only(m, 'Purchase');
    const [line] = listAt(expense, 'Line');
    expect([
      Number(textAt(expense, 'TotalAmt')),
      textAt(expense, 'AccountRef', 'value'),
      textAt(line, 'AccountBasedExpenseLineDetail', 'AccountRef', 'value'),
    ]).toEqual([60, CHECKING, RECEIVABLE]);
    await tell(m, event('refund.voided', { id: 'r1', revision: 2 }));
    expect(await m.health('refund', 'r1')).toBe('synced');
    expect(bookedIds(m, 'Purchase')).toBe(0);
  });

  test('a refund in a currency without an account is told to the bookkeeper, and nothing is booked (CLK-16)', async () => {
    const m = await hotel();
    await tell(m, guest({ currency: 'USD' }), refund({ currency: 'USD' }));
    expect(await m.health('refund', 'r1')).toBe('failed expense_account_unmapped');
    expect(bookedIds(m, 'Purchase')).toBe(0);
  });

  test('a refund becomes a receipt where the policy says so (C10)', async () => {
    const m = await practice();
    await tell(m, guest(), folio(), paid(), refund({ paymentId: 'p1' }));
    expect(await m.health('refund', 'r1')).toBe('synced');
    expect(Number(textAt(only(m, 'RefundReceipt'), 'TotalAmt'))).toBe(60);
    expect(bookedIds(m, 'Purchase')).toBe(0);
  });

  test('a policy without refunds, credit notes and suppliers calls nobody for them (KLP)', async () => {
    const m = await worldUnder('klipboard', () => ({ suppliers: { sync: 'none' } }));
    const before = m.writesSince(0);
    await tell(m, refund(), credit(), event('supplier.upserted', { id: 's1', name: 'Laundry Ltd' }));
    expect([
      await m.health('refund', 'r1'),
      await m.health('credit_note', 'c1'),
      await m.health('supplier', 's1'),
    ]).toEqual([
      'skipped refunds_not_synced',
      'skipped credit_notes_not_synced',
      'skipped suppliers_not_synced',
    ]);
    expect(m.writesSince(before)).toBe(0);
  });

  test('a refund that the policy leaves to a person is his task, and is not tried', async () => {
    const m = await hotel(() => ({ refunds: { mode: 'manual_task', expenseAccountByCurrency: {} } }));
    await tell(m, guest(), refund());
    expect(await m.health('refund', 'r1')).toBe('action_needed book_refund_by_hand');
    expect(bookedIds(m, 'Purchase')).toBe(0);
  });

  test('a deposit stays the customer’s credit (CLK-48)', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid({ deposit: true }));
    expect(await m.health('payment', 'p1')).toBe('synced');
    expect([Number(textAt(only(m, 'Payment'), 'UnappliedAmt')), openOf(m)]).toEqual([120, 120]);
  });
});

describe('a credit note settles its invoice (CLK-31)', () => {
  const applied = 'c1~applied';
  test.each([
    ['as much as is open', '120.00', 0, 'synced'],
    ['more than is open', '150.00', 0, 'synced'],
    ['less than is open: unapplied, as it is written', '119.99', 120, 'skipped credit_below_open_balance'],
  ])('%s', async (_, amount, open, health) => {
    const m = await hotel();
    await tell(m, guest(), folio(), credit({ lines: [{ amount }] }));
    expect([await m.health('credit_note', 'c1'), await m.health('payment', applied)]).toEqual([
      'synced',
      health,
    ]);
    expect(openOf(m)).toBe(open);
  });

  test('what is open now counts, not what the invoice was', async () => {
    const m = await hotel();
    const part = { amount: '100.00', allocations: [{ invoiceId: 'f1', amount: '100.00' }] };
    await tell(m, guest(), folio(), paid(part));
    await tell(m, credit({ lines: [{ amount: '20.00' }] }));
    expect(await m.health('payment', applied)).toBe('synced');
    expect(openOf(m)).toBe(0);
    expect(Number(textAt(only(m, 'CreditMemo'), 'Balance'))).toBe(0);
  });

  test('nothing is open: there is nothing to settle', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid());
    await tell(m, credit());
    expect(await m.health('payment', applied)).toBe('skipped nothing_open');
  });

  test('by a policy that links never, no payment is made, and by one that links always, a part is settled', async () => {
    const never = await practice();
    await tell(never, guest(), folio(), credit());
    expect([await never.health('credit_note', 'c1'), openOf(never)]).toEqual(['synced', 120]);
    expect((await never.link('payment', applied)).source).toBeUndefined();
    const always = await hotel(() => ({
      creditNotes: { mode: 'credit_memo', autoLink: 'always', referenceInNote: true },
    }));
    await tell(always, guest(), folio(), credit({ lines: [{ amount: '20.00' }] }));
    expect(openOf(always)).toBe(100);
  });

  test('two credit notes for one invoice at once: the second settles what the first left, or nothing', async () => {
    const second = { id: 'c2', number: 'C-2' };
    for (const [amount, open, health] of [
      ['120.00', 0, 'skipped nothing_open'],
      ['70.00', 0, 'synced'],
    ] as const) {
      const m = await hotel(() => ({
        creditNotes: { mode: 'credit_memo', autoLink: 'always', referenceInNote: true },
      }));
      await tell(m, guest(), folio());
      await tell(m, credit({ lines: [{ amount }] }), credit({ ...second, lines: [{ amount }] }));
      expect([await m.health('payment', applied), openOf(m)]).toEqual(['synced', open]);
      expect(await m.health('payment', 'c2~applied')).toBe(health);
      const lines = objects(m, 'Payment').map((payment) => listAt(payment, 'Line').length);
      expect(lines).toEqual(health === 'synced' ? [2, 2] : [2]);
    }
  });

  test('an invoice that never came: the credit note is booked, and settles it as soon as it is there', async () => {
    const m = await hotel();
    await tell(m, guest(), credit());
    expect(await m.health('credit_note', 'c1')).toBe('synced');
    expect(bookedIds(m, 'Payment')).toBe(0);
    m.advance(2 * 3_600_000);
    await m.quarters(1);
    expect(await m.health('payment', applied)).toBe('not_synced invoice_not_in_books');
    await tell(m, folio());
    await m.settle();
    expect([await m.health('payment', applied), openOf(m)]).toEqual(['synced', 0]);
  });

  test('it is settled once, whatever comes again', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), credit());
    await tell(m, credit({ revision: 2, memo: 'second thoughts' }));
    await tell(m, folio({ revision: 2, memo: 'second thoughts' }));
    await m.quarters(2);
    expect(bookedIds(m, 'Payment')).toBe(1);
    expect([await m.health('payment', applied), openOf(m)]).toEqual(['synced', 0]);
  });

  test('voided at the source: a person does it in the ledger, and it is never tried (CLK-34, CLK-44)', async () => {
    const m = await hotel();
    await tell(m, guest(), credit({ creditedInvoiceId: undefined }));
    const writes = m.writesSince(0);
    await tell(m, event('creditnote.voided', { id: 'c1', revision: 2 }));
    expect(await m.health('credit_note', 'c1')).toBe('action_needed void_credit_note_by_hand');
    await m.quarters(4);
    expect(m.writesSince(0)).toBe(writes);
    m.act({ act: 'delete', entity: 'CreditMemo', id: textAt(only(m, 'CreditMemo'), 'Id') });
    await m.quarters(1);
    expect(await m.health('credit_note', 'c1')).toBe('synced');
  });

  test('nobody sent the set-off, so it makes up for nothing that got lost: completeness counts what was sent', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), credit(), refund());
    const link = await m.link('payment', applied);
    expect([link.source?.derivedFrom, link.arrival]).toEqual(['credit_note#c1', undefined]);
    const counted = await countDays(m.host, {
      connection: CONNECTION,
      zone: 'UTC',
      from: '2026-11-17',
      to: '2026-11-17',
      until: Infinity,
      stateOf: ({ health }) => health.state,
    });
    const [day] = counted.type === 'counted' ? counted.days : [];
    const kinds = [...(day?.kinds ?? [])].map(([kind, { received, addsUp }]) => ({
      kind,
      count: received.count,
      money: amountsOf(received),
      addsUp,
    }));
    expect(kinds).toEqual([
      { kind: 'customer', count: 1, money: {}, addsUp: true },
      { kind: 'invoice', count: 1, money: { EUR: '120.00' }, addsUp: true },
      { kind: 'credit_note', count: 1, money: { EUR: '120.00' }, addsUp: true },
      { kind: 'refund', count: 1, money: { EUR: '60.00' }, addsUp: true },
    ]);
  });
});

describe('a customer for each currency (CLK-41, CLK-42, CLK-43)', () => {
  const perCurrency = (): Promise<Matrix> =>
    hotel((policy) => ({
      customers: {
        ...policy.customers,
        perCurrency: true,
        nameTemplate: '{name}/{currency}',
        onUpdate: 'overwrite',
      },
    }));
  const names = (m: Matrix): readonly string[] =>
    objects(m, 'Customer')
      .map((one) => `${textAt(one, 'DisplayName')} in ${textAt(one, 'CurrencyRef', 'value')}`)
      .sort();

  test('an invoice and its payment in another currency are booked on a customer of that currency, made once', async () => {
    const m = await perCurrency();
    const usd = { currency: 'USD' };
    await tell(m, guest(), folio(usd), paid(usd), folio({ ...usd, id: 'f2', number: 'F-2' }));
    expect(names(m)).toEqual(['Ada Lovelace/EUR in EUR', 'Ada Lovelace/USD in USD']);
    expect([
      await m.health('customer', 'g1~USD'),
      await m.health('invoice', 'f1'),
      await m.health('payment', 'p1'),
    ]).toEqual(['synced', 'synced', 'synced']);
    const [invoice] = objects(m, 'Invoice');
    const usdCustomer = (await m.link('customer', 'g1~USD')).document?.id;
    expect(textAt(invoice, 'CustomerRef', 'value')).toBe(usdCustomer);
  });

  test('the customer’s own currency needs no second one; a newer revision reaches all of them', async () => {
    const m = await perCurrency();
    await tell(m, guest(), folio(), folio({ id: 'f2', number: 'F-2', currency: 'USD' }));
    await tell(m, guest({ revision: 2, name: 'Ada King' }));
    expect(names(m)).toEqual(['Ada King/EUR in EUR', 'Ada King/USD in USD']);
    // The ledger keeps a customer active as long as something is open on him.
    const f2 = [{ invoiceId: 'f2', amount: '120.00' }];
    await tell(m, paid(), paid({ id: 'p2', currency: 'USD', reference: 'R-2', allocations: f2 }));
    await tell(m, event('customer.deleted', { id: 'g1', revision: 3 }));
    expect(objects(m, 'Customer').map((one) => at(one, 'Active'))).toEqual([false, false]);
  });

  test('a refund and a credit note in that currency are booked on the same customer', async () => {
    const m = await perCurrency();
    const usd = { currency: 'USD' };
    await tell(m, guest(), folio(usd), credit(usd), paid({ ...usd, allocations: [] }));
    expect([await m.health('credit_note', 'c1'), await m.health('payment', 'c1~applied')]).toEqual([
      'synced',
      'synced',
    ]);
    expect(openOf(m)).toBe(0);
    expect(bookedIds(m, 'Customer')).toBe(2);
  });
});

describe('what is linked leaves first', () => {
  test('a folio that is voided voids its payment before itself (CLK-32, CLK-33)', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid());
    const before = m.calls.length;
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }));
    const ends = m.calls.slice(before).filter(({ isWrite }) => isWrite);
    expect(ends.map(({ op }) => op)).toEqual(['POST payment update', 'POST invoice void']);
    expect([await m.health('invoice', 'f1'), await m.health('payment', 'p1')]).toEqual([
      'synced',
      'not_synced ended_with_linked',
    ]);
    expect([Number(textAt(only(m, 'Payment'), 'TotalAmt')), openOf(m)]).toEqual([0, 0]);
  });

  test.each([
    ['the folio first', ['invoice', 'payment']],
    ['the payment first', ['payment', 'invoice']],
  ])('both voided at once, %s: each is voided once (CLK-33, CLK-39)', async (_, kinds) => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid());
    const writes = m.writesSince(0);
    const ids: Record<string, string> = { invoice: 'f1', payment: 'p1' };
    await tell(m, ...kinds.map((kind) => event(`${kind}.voided`, { id: ids[kind], revision: 2 })));
    await m.quarters(1);
    expect([await m.health('invoice', 'f1'), await m.health('payment', 'p1')]).toEqual(['synced', 'synced']);
    expect([m.writesSince(0) - writes, openOf(m)]).toEqual([2, 0]);
  });

  test('the void of the payment that follows finds nothing left to do (CLK-39)', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid());
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }));
    const writes = m.writesSince(0);
    await tell(m, event('payment.voided', { id: 'p1', revision: 2 }));
    expect([await m.health('payment', 'p1'), m.writesSince(0)]).toEqual(['synced', writes]);
  });

  test('a payment that pays another folio too stays, and its share becomes the customer’s credit', async () => {
    const m = await hotel();
    const both = [
      { invoiceId: 'f1', amount: '60.00' },
      { invoiceId: 'f2', amount: '60.00' },
    ];
    await tell(m, guest(), folio(), folio({ id: 'f2', number: 'F-2' }), paid({ allocations: both }));
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }));
    expect([await m.health('invoice', 'f1'), await m.health('payment', 'p1')]).toEqual(['synced', 'synced']);
    expect(Number(textAt(only(m, 'Payment'), 'UnappliedAmt'))).toBe(60);
  });

  test('a payment that cannot leave holds up the folio, and says why; once it can, both go (CLK-33)', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid());
    const id = textAt(only(m, 'Payment'), 'Id');
    m.act({ act: 'edit', entity: 'Payment', id, fields: { DepositToAccountRef: { value: '4' } } });
    m.act({ act: 'depositPayments', accountId: CHECKING, paymentIds: [id] });
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }));
    expect([await m.health('invoice', 'f1'), await m.health('payment', 'p1')]).toEqual([
      'waiting linked_records',
      'failed locked',
    ]);
    const asked = queries(m);
    await m.quarters(3);
    expect(await m.health('invoice', 'f1')).toBe('waiting linked_records');
    // The sweeps ask what changed, nobody asks for the invoice again.
    expect(queries(m)).toBe(asked);
    m.act({ act: 'delete', entity: 'Deposit', id: textAt(only(m, 'Deposit'), 'Id') });
    const [payment] = await m.host.links.read([{ connection: CONNECTION, kind: 'payment', id: 'p1' }]);
    if (payment === undefined) throw new Error('no payment');
    await m.host.links.save(LANE, {
      ...payment,
      health: { state: 'pending', since: m.now(), dueAt: m.now() },
    });
    await m.look({ at: 'due' });
    expect([await m.health('invoice', 'f1'), await m.health('payment', 'p1')]).toEqual([
      'synced',
      'not_synced ended_with_linked',
    ]);
  });

  test('one of two payments cannot leave: the other is gone, the folio stands and waits for the one (CLK-33)', async () => {
    const m = await hotel();
    const half = (id: string) =>
      paid({ id, amount: '60.00', reference: id, allocations: [{ invoiceId: 'f1', amount: '60.00' }] });
    await tell(m, guest(), folio(), half('p1'), half('p2'));
    m.once(/POST batch/, async (send) => {
      // Both go in one batch; the ledger takes the first.
      const second = objects(m, 'Payment').find((one) => textAt(one, 'PaymentRefNum') === 'p2');
      const id = textAt(second, 'Id');
      m.act({ act: 'edit', entity: 'Payment', id, fields: { DepositToAccountRef: { value: '4' } } });
      m.act({ act: 'depositPayments', accountId: CHECKING, paymentIds: [id] });
      return await send();
    });
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }));
    await m.quarters(1);
    expect([
      await m.health('invoice', 'f1'),
      await m.health('payment', 'p1'),
      await m.health('payment', 'p2'),
    ]).toEqual(['waiting linked_records', 'not_synced ended_with_linked', 'failed locked']);
    expect((await m.link('invoice', 'f1')).health.waitsFor).toBe('payment#p2');
    expect(openOf(m)).toBe(60);
  });

  test('by a policy that leaves payments alone, only the folio is voided', async () => {
    const m = await practice();
    await tell(m, guest(), folio(), paid());
    const asked = queries(m);
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }));
    expect([await m.health('invoice', 'f1'), await m.health('payment', 'p1')]).toEqual(['synced', 'synced']);
    expect(Number(textAt(only(m, 'Payment'), 'UnappliedAmt'))).toBe(120);
    expect(queries(m) - asked).toBeLessThanOrEqual(1);
  });

  test('a voided payment comes back with its source’s next word, on another folio', async () => {
    const m = await hotel();
    await tell(m, guest(), folio(), paid());
    await tell(m, event('invoice.voided', { id: 'f1', revision: 2 }), folio({ id: 'f2', number: 'F-2' }));
    await tell(m, paid({ revision: 2, allocations: [{ invoiceId: 'f2', amount: '120.00' }] }));
    expect(await m.health('payment', 'p1')).toBe('synced');
    const live = objects(m, 'Payment').filter((one) => Number(textAt(one, 'TotalAmt')) > 0);
    expect(live).toHaveLength(1);
  });

  test('a payment that is unsynced takes its refunds with it, first the refunds (TXD-15, TXD-16)', async () => {
    const m = await practice();
    await tell(
      m,
      guest(),
      folio(),
      paid(),
      refund({ paymentId: 'p1' }),
      refund({ id: 'r2', paymentId: 'p1' }),
    );
    expect((await m.link('payment', 'p1')).dependents).toEqual(['refund#r1', 'refund#r2']);
    const before = m.calls.length;
    await unsynced(m);
    expect([bookedIds(m, 'RefundReceipt'), bookedIds(m, 'Payment')]).toEqual([0, 0]);
    expect([
      await m.health('payment', 'p1'),
      await m.health('refund', 'r1'),
      await m.health('refund', 'r2'),
    ]).toEqual(['not_synced by mistake', 'not_synced ended_with_linked', 'not_synced ended_with_linked']);
    const writes = m.calls.slice(before).filter(({ isWrite }) => isWrite);
    expect(writes.map(({ op }) => op)).toEqual(['POST batch', 'POST payment delete']);
  });

  test('a refund of a payment that is out of the books stays out with it, and follows it in', async () => {
    const m = await practice();
    await tell(m, guest(), folio(), paid({ manual: true }), refund({ paymentId: 'p1' }));
    expect([await m.health('payment', 'p1'), await m.health('refund', 'r1')]).toEqual([
      expect.stringMatching(/^not_synced/),
      'not_synced payment_not_synced',
    ]);
    await tell(m, paid({ revision: 2, manual: true, sync: true }));
    expect([await m.health('payment', 'p1'), await m.health('refund', 'r1')]).toEqual(['synced', 'synced']);
  });
});

/** As the action "unsync" of the API does it. */
async function unsynced(m: Matrix): Promise<void> {
  const link = await m.link('payment', 'p1');
  const stored = await m.host.connections.policy(CONNECTION);
  if (stored === undefined) throw new Error('no policy');
  const acted = unsync(link, stored.policy, 'by mistake', m.now());
  if (acted.type === 'refused') throw new Error(acted.blocker);
  await m.host.links.save(LANE, acted.link);
  await m.look({ at: 'record', key: link.key });
  await m.settle();
}
