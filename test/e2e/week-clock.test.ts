// A week in a hotel, from Monday to Sunday, under the preset "clock-pms": what is booked, what waits, what a person has to do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSystem, type TestSystem } from './support/test-system.ts';
import { centsIn, idOf, type Week, weekOf } from './support/week.ts';

let test: TestSystem;
let week: Week;
beforeAll(async () => {
  test = await openSystem();
  week = weekOf(test);
});
afterAll(() => test?.close());

const guest = (id: string, name: string, more = {}) =>
  week.event('customer.upserted', { id, name, currency: 'EUR', ...more });
const folio = (id: string, amount: string, more = {}) =>
  week.event('invoice.upserted', {
    id,
    number: id,
    customerId: 'anna',
    currency: 'EUR',
    date: '2026-11-16',
    status: 'closed',
    documentType: 'invoice',
    lines: [{ revenueGroup: 'rooms', description: 'Room', amount, tax: 'low' }],
    ...more,
  });
const correction = (id: string, amount: string, of: string) =>
  week.event('creditnote.upserted', {
    id,
    number: id,
    customerId: 'anna',
    currency: 'EUR',
    date: '2026-11-17',
    status: 'closed',
    documentType: 'invoice',
    creditedInvoiceId: of,
    lines: [{ revenueGroup: 'rooms', description: 'Correction', amount, tax: 'low' }],
  });
const paid = (id: string, amount: string, more = {}) =>
  week.event('payment.upserted', {
    id,
    customerId: 'anna',
    currency: 'EUR',
    date: '2026-11-16',
    method: 'card',
    amount,
    ...more,
  });
const end = (type: string, id: string) => week.event(type, { id, revision: 9 });
const of = (invoiceId: string, amount: string) => ({ allocations: [{ invoiceId, amount }] });

const invoice = (number: string) => test.books.invoice(number);
const stateOf = async (kind: string, id: string) => {
  const { state, reason, problem } = await test.product.record(kind, id);
  return `${state} ${problem?.code ?? reason ?? ''}`.trim();
};

describe('before the week', () => {
  it('the settings are made from the lists of the company, and every check is green (CLK-03..05, 08, 16..22)', async () => {
    await week.ask('GET', '/mappings?fresh=true');
    await week.until('the lists are there', async () => (await week.ask('GET', '/mappings')).status === 200);
    const { accounts, items, taxCodes, paymentMethods } = await week.mappings();
    const receivable = accounts.find(({ type }) => type === 'Accounts Receivable')?.id ?? '';
    await week.policyFrom('clock-pms', (policy) => ({
      ...policy,
      timeZone: 'Europe/Amsterdam',
      customers: { ...Object(policy['customers']), perCurrency: true, nameTemplate: '{name}/{currency}' },
      items: { ...Object(policy['items']), onMissing: 'mapped', map: { rooms: idOf(items, 'Services') } },
      invoices: { ...Object(policy['invoices']), documentTypes: ['invoice'] },
      payments: {
        ...Object(policy['payments']),
        depositAccount: { mode: 'map', map: {}, default: idOf(accounts, 'Checking') },
        methodMap: { card: idOf(paymentMethods, 'Visa') },
      },
      refunds: { mode: 'expense', expenseAccountByCurrency: { EUR: receivable } },
      tax: { mode: 'mapped', map: { low: idOf(taxCodes, '9% L') }, default: idOf(taxCodes, '0% N') },
      backfill: { exportFrom: '2026-11-16', excludePaymentsBeforeExportFrom: true },
    }));
    await week.ask('POST', '/preflight');
    await week.until('preflight is green', async () => (await week.preflight()).state === 'green');
  });
});

describe('Monday', () => {
  it('nothing of an open folio is booked, not even its payment (CLK-35)', async () => {
    await week.tell(
      guest('anna', 'Anna'),
      folio('F-1', '100.00', { status: 'open' }),
      paid('P-1', '109.00', of('F-1', '109.00')),
    );
    expect(await stateOf('invoice', 'F-1')).toBe('waiting folio_open');
    expect(await week.booked('Invoice')).toEqual([]);
    expect(await week.booked('Payment')).toEqual([]);
  });

  it('closing it books the invoice and the payment that was collected before (CLK-27, CLK-36, CLK-42, CLK-43)', async () => {
    await week.tell(folio('F-1', '100.00', { revision: 2 }));
    await test.product.synced('payment', 'P-1');
    const booked = await invoice('F-1');
    expect([centsIn(booked, 'TotalAmt'), centsIn(booked, 'Balance')]).toEqual([10_900, 0]);
    const names = (await week.booked('Customer')).map(({ DisplayName }) => DisplayName);
    expect(names).toContain('Anna/EUR');
  });

  it('proformas, and what is older than the start of the export, stay out (CLK-12, CLK-15, CLK-52)', async () => {
    await week.tell(
      folio('F-2', '100.00', { documentType: 'proforma' }),
      folio('F-3', '100.00', { date: '2026-11-15' }),
      paid('P-2', '10.00', { date: '2026-11-15' }),
    );
    expect(await stateOf('invoice', 'F-2')).toBe('skipped document_type');
    expect(await stateOf('invoice', 'F-3')).toBe('skipped before_export_from');
    expect(await stateOf('payment', 'P-2')).toBe('skipped before_export_from');
  });
});

describe('Tuesday', () => {
  it('a positive correction is an invoice, a negative one a credit note that names its invoice (CLK-28..30)', async () => {
    await week.tell(
      folio('F-4', '200.00'),
      folio('F-5', '20.00', { correctionOf: 'F-4' }),
      correction('C-1', '50.00', 'F-4'),
    );
    await test.product.synced('credit_note', 'C-1');
    expect(centsIn(await invoice('F-5'), 'TotalAmt')).toBe(2_180);
    const [memo] = await week.booked('CreditMemo');
    expect(memo?.['PrivateNote']).toContain('F-4');
  });

  it('a smaller credit stays open, one that covers the invoice settles it (CLK-31)', async () => {
    expect(centsIn(await invoice('F-4'), 'Balance')).toBe(21_800);
    await week.tell(folio('F-6', '80.00'), correction('C-2', '80.00', 'F-6'));
    await test.product.synced('credit_note', 'C-2');
    await week.until('F-6 is settled', async () => centsIn(await invoice('F-6'), 'Balance') === 0);
  });
});

describe('Wednesday', () => {
  it('a folio that is voided takes its payment along (CLK-32, CLK-33)', async () => {
    await week.tell(folio('F-7', '100.00'), paid('P-7', '109.00', of('F-7', '109.00')));
    await test.product.synced('payment', 'P-7');
    await week.tell(end('invoice.voided', 'F-7'));
    await week.until(
      'F-7 is voided',
      async () => (await test.product.record('invoice', 'F-7')).document?.status === 'voided',
    );
    expect([
      centsIn(await invoice('F-7'), 'TotalAmt'),
      (await test.product.record('payment', 'P-7')).document?.status,
    ]).toEqual([0, 'voided']);
  });

  it('a credit note cannot be voided by us: a person is asked (CLK-34, CLK-44)', async () => {
    await week.tell(end('creditnote.voided', 'C-1'));
    expect(await stateOf('credit_note', 'C-1')).toMatch(/^action_needed void_credit_note_by_hand/);
    expect(await week.booked('CreditMemo')).toHaveLength(2);
  });
});

describe('Thursday', () => {
  it('money given back is an expense, and gone when that is voided (CLK-38, CLK-40, CLK-47)', async () => {
    const back = {
      id: 'R-1',
      customerId: 'anna',
      currency: 'EUR',
      date: '2026-11-19',
      amount: '25.00',
      method: 'card',
    };
    await week.tell(week.event('refund.upserted', back));
    await test.product.synced('refund', 'R-1');
    const [expense] = await week.booked('Purchase');
    expect(centsIn(expense, 'TotalAmt')).toBe(2_500);
    await week.tell(end('refund.voided', 'R-1'));
    await week.until('the expense is gone', async () => (await week.booked('Purchase')).length === 0);
  });

  it('in a currency without an account it fails with the reason (CLK-16)', async () => {
    await week.tell(
      week.event('refund.upserted', {
        id: 'R-2',
        customerId: 'anna',
        currency: 'USD',
        date: '2026-11-19',
        amount: '25.00',
        method: 'card',
        exchangeRate: '0.9',
      }),
    );
    expect(await stateOf('refund', 'R-2')).toBe('failed expense_account_unmapped');
  });

  it('a folio in dollars is booked on the dollar customer (CLK-41..43)', async () => {
    await week.tell(folio('F-8', '100.00', { currency: 'USD', exchangeRate: '0.9' }));
    await test.product.synced('invoice', 'F-8');
    const names = (await week.booked('Customer')).map(({ DisplayName }) => DisplayName);
    expect(names).toContain('Anna/USD');
  });

  it('a payment in another currency than its folio is refused, not converted (CLK-45)', async () => {
    await week.tell(paid('P-8', '90.00', { currency: 'USD', exchangeRate: '0.9', ...of('F-4', '90.00') }));
    expect(await stateOf('payment', 'P-8')).toBe('failed payment_currency_mismatch');
  });
});

describe('Friday', () => {
  it('a deposit is the credit of its guest (CLK-48)', async () => {
    await week.tell(paid('P-9', '300.00', { deposit: true }));
    await test.product.synced('payment', 'P-9');
    const deposit = (await week.booked('Payment')).find((payment) => centsIn(payment, 'TotalAmt') === 30_000);
    expect(centsIn(deposit, 'UnappliedAmt')).toBe(30_000);
  });

  it('money that moves between folios is not booked; a deposit that moves is a task (CLK-46, CLK-49)', async () => {
    const before = (await week.booked('Payment')).length;
    await week.tell(
      paid('P-10', '50.00', { transferOf: 'P-1', ...of('F-4', '50.00') }),
      paid('P-11', '50.00', { transferOf: 'P-9', deposit: true, ...of('F-4', '50.00') }),
    );
    expect(await stateOf('payment', 'P-10')).toMatch(/^skipped/);
    expect(await stateOf('payment', 'P-11')).toMatch(/^action_needed match_deposit/);
    expect((await week.booked('Payment')).length).toBe(before);
  });

  it('a payment of a closed folio follows (CLK-37), and its void too (CLK-39)', async () => {
    await week.tell(paid('P-12', '18.00', of('F-4', '18.00')));
    await test.product.synced('payment', 'P-12');
    expect(centsIn(await invoice('F-4'), 'Balance')).toBe(20_000);
    await week.tell(end('payment.voided', 'P-12'));
    await week.until('F-4 is open again', async () => centsIn(await invoice('F-4'), 'Balance') === 21_800);
  });
});

describe('the weekend', () => {
  it('nothing that a bookkeeper changes goes back to the hotel (CLK-02)', async () => {
    await test.books.act({
      act: 'edit',
      entity: 'Invoice',
      id: (await invoice('F-5')).Id,
      fields: { PrivateNote: 'seen' },
    });
    await test.system.stack.schedules.fire('Sweep');
    await week.tell();
    expect((await week.ask('GET', '/changes')).json).toMatchObject({ changes: [] });
  });

  it('both sides agree to the cent, and the table says what is left for a person (CLK-01)', async () => {
    for (const { id, document } of await test.product.records('kind=invoice&health=synced')) {
      if (document?.status !== 'live') continue;
      const booked = await invoice(id);
      expect([id, centsIn(booked, 'TotalAmt')]).toEqual([id, Math.round(Number(document.total) * 100)]);
    }
    expect(await week.failingTable()).toEqual([
      'credit_note C-1: action_needed void_credit_note_by_hand',
      'invoice F-2: skipped document_type',
      'invoice F-3: skipped before_export_from',
      // Not overwritten and not called synced: somebody says whose version stands.
      'invoice F-5: action_needed edited_in_ledger',
      'payment C-1~applied: skipped credit_below_open_balance',
      'payment P-10: skipped payment_transfer',
      'payment P-11: action_needed match_deposit',
      'payment P-2: skipped before_export_from',
      'payment P-7: not_synced ended_with_linked',
      'payment P-8: failed payment_currency_mismatch',
      'refund R-2: failed expense_account_unmapped',
    ]);
  });
});
