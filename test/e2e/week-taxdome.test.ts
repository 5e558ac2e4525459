// A week in a tax practice, under the preset "taxdome": clients are linked, people decide about single payments and invoices.
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

const client = (id: string, name: string) => week.event('customer.upserted', { id, name, currency: 'EUR' });
const invoice = (id: string, customerId: string, amount: string, more = {}) =>
  week.event('invoice.upserted', {
    id,
    number: id,
    customerId,
    currency: 'EUR',
    date: '2026-11-16',
    status: 'open',
    lines: [{ itemId: 'returns', description: 'Tax return', amount }],
    ...more,
  });
const payment = (id: string, amount: string, more = {}) =>
  week.event('payment.upserted', {
    id,
    customerId: 'baker',
    currency: 'EUR',
    date: '2026-11-18',
    amount,
    ...more,
  });
const on = (invoiceId: string, amount: string) => ({ allocations: [{ invoiceId, amount }] });
const act = (action: string, kind: string, id: string, body: object = {}) =>
  week.ask('POST', `/records/${kind}/${id}/${action}`, body);
const stateOf = async (kind: string, id: string) => {
  const { state, reason, problem } = await test.product.record(kind, id);
  return `${state} ${problem?.code ?? reason ?? ''}`.trim();
};
/** What we wrote to the books since the start, as `Create Invoice`. */
const written = async () =>
  (await test.books.look()).writeLog
    .filter(({ by }) => by === 'api')
    .map(({ operation, entity }) => `${operation} ${entity}`);
const paymentOf = async (amount: number) =>
  (await week.booked('Payment')).find((one) => centsIn(one, 'TotalAmt') === amount);

/** The settings of the practice; `more` changes single ones of its payments. */
async function settings(more: object = {}): Promise<void> {
  const { items, taxCodes } = await week.mappings();
  await week.policyFrom('taxdome', (policy) => ({
    ...policy,
    timeZone: 'Europe/Amsterdam',
    items: { ...Object(policy['items']), onMissing: 'mapped', defaultItem: idOf(items, 'Services') },
    invoices: { ...Object(policy['invoices']), pushOn: 'manual' },
    payments: { ...Object(policy['payments']), ...more },
    tax: { mode: 'mapped', map: {}, default: idOf(taxCodes, '0% N') },
  }));
}

describe('Monday', () => {
  it('a client of the same name is linked, and nothing is written for it', async () => {
    await week.ask('GET', '/mappings?fresh=true');
    await week.until('the lists are there', async () => (await week.ask('GET', '/mappings')).status === 200);
    await settings();
    await test.books.act({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName: 'Baker & Sons', CurrencyRef: { value: 'EUR' } },
    });
    await week.tell(client('baker', 'Baker & Sons'), client('smith', 'Smith Ltd'));
    await test.product.synced('customer', 'baker');
    expect(await stateOf('customer', 'smith')).toBe('failed customer_not_linked');
    expect(await written()).toEqual([]);
  });

  it('later names of the client stay at the practice', async () => {
    await week.tell(
      week.event('customer.upserted', { id: 'baker', name: 'Baker Group', currency: 'EUR', revision: 2 }),
    );
    expect(await written()).toEqual([]);
  });
});

describe('Tuesday', () => {
  it('invoices wait for a word, and one of an unlinked client is refused with what comes first (TXD-20..22)', async () => {
    await week.tell(invoice('I-1', 'baker', '300.00'), invoice('I-2', 'smith', '80.00'));
    expect(await stateOf('invoice', 'I-1')).toMatch(/^not_synced/);
    const refused = await act('sync', 'invoice', 'I-2');
    expect(refused).toMatchObject({
      status: 409,
      json: { code: 'customer_not_linked', nextAction: { action: 'sync', kind: 'customer', id: 'smith' } },
    });
    expect((await act('sync', 'invoice', 'I-1')).status).toBe(202);
    await test.product.synced('invoice', 'I-1');
    expect(await written()).toEqual(['Create Invoice']);
  });

  it('once the bookkeeper has made the client, the same word books the invoice (TXD-20, TXD-21)', async () => {
    await test.books.act({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName: 'Smith Ltd', CurrencyRef: { value: 'EUR' } },
    });
    expect((await act('sync', 'customer', 'smith')).status).toBe(202);
    await test.product.synced('customer', 'smith');
    expect((await act('sync', 'invoice', 'I-2')).status).toBe(202);
    await test.product.synced('invoice', 'I-2');
  });
});

describe('Wednesday', () => {
  it('a payment entered by hand stays out, so money that is in the ledger already is not booked twice (TXD-01, 03, 05)', async () => {
    await week.tell(payment('P-1', '100.00', { manual: true, ...on('I-1', '100.00') }));
    expect(await stateOf('payment', 'P-1')).toMatch(/^not_synced/);
    expect(await week.booked('Payment')).toEqual([]);
  });

  it('its own word wins, and a person can still say so later (TXD-02, 06..09, 12)', async () => {
    await week.tell(payment('P-2', '50.00', { manual: true, sync: true, ...on('I-1', '50.00') }));
    await test.product.synced('payment', 'P-2');
    expect((await act('sync', 'payment', 'P-1')).status).toBe(202);
    await test.product.synced('payment', 'P-1');
    expect(centsIn(await test.books.invoice('I-1'), 'Balance')).toBe(15_000);
    expect((await act('sync', 'payment', 'P-1')).status).toBe(409);
  });

  it('money lands among the undeposited funds, until an account is chosen (TXD-17)', async () => {
    const { accounts } = await week.mappings();
    const rest = idOf(accounts, 'Undeposited Funds');
    expect(await paymentOf(5_000)).toMatchObject({ DepositToAccountRef: { value: rest } });
  });

  it('an account of another type is refused when it is saved; a bank is taken (TXD-18, TXD-19)', async () => {
    const { accounts } = await week.mappings();
    const fixed = (account: string) => settings({ depositAccount: { mode: 'fixed', account } });
    const income = accounts.find(({ type }) => type === 'Income')?.id ?? '';
    await expect(fixed(income)).rejects.toThrow(/Bank/);
    const bank = idOf(accounts, 'Checking');
    await fixed(bank);
    await week.tell(payment('P-3', '70.00', on('I-1', '70.00')));
    await test.product.synced('payment', 'P-3');
    expect(await paymentOf(7_000)).toMatchObject({ DepositToAccountRef: { value: bank } });
  });
});

describe('Thursday', () => {
  it('a refund is a receipt, and leaves the books before its payment does (TXD-13, 15, 16)', async () => {
    await week.tell(
      week.event('refund.upserted', {
        id: 'R-1',
        customerId: 'baker',
        paymentId: 'P-3',
        currency: 'EUR',
        date: '2026-11-19',
        amount: '20.00',
      }),
    );
    await test.product.synced('refund', 'R-1');
    expect(centsIn((await week.booked('RefundReceipt'))[0], 'TotalAmt')).toBe(2_000);
    expect((await act('unsync', 'payment', 'P-3', { reason: 'entered twice' })).status).toBe(202);
    await week.until('the payment is out', async () =>
      (await stateOf('payment', 'P-3')).startsWith('not_synced'),
    );
    expect((await written()).slice(-2)).toEqual(['Delete RefundReceipt', 'Delete Payment']);
    expect(centsIn(await test.books.invoice('I-1'), 'Balance')).toBe(15_000);
  });

  it('what is out cannot be unsynced once more, and no invoice can be unsynced at all (TXD-13, TXD-23)', async () => {
    expect((await act('unsync', 'payment', 'P-3', { reason: 'again' })).status).toBe(409);
    expect(await act('unsync', 'invoice', 'I-1', { reason: 'no' })).toMatchObject({
      status: 409,
      json: { blocker: 'Only payments are unsynced by themselves.' },
    });
  });
});

describe('Friday', () => {
  it('the default of a payment is that of the day on which it was made (TXD-08)', async () => {
    await week.tell(payment('P-4', '11.00', { manual: true }));
    await settings({ manual: { syncDefault: true, perRecordOverride: true } });
    await week.tell(
      payment('P-4', '11.00', { manual: true, revision: 2 }),
      payment('P-5', '12.00', { manual: true }),
    );
    await test.product.synced('payment', 'P-5');
    expect(await stateOf('payment', 'P-4')).toMatch(/^not_synced/);
  });

  it('the description goes along as a note (TXD-11), and the state of each payment can be asked for (TXD-10)', async () => {
    await week.tell(payment('P-6', '13.00', { memo: 'Paid at the counter' }));
    await test.product.synced('payment', 'P-6');
    expect(await paymentOf(1_300)).toMatchObject({ PrivateNote: 'Paid at the counter' });
    const states = (await test.product.records('kind=payment')).map(({ id, state }) => `${id} ${state}`);
    expect(states).toEqual([
      'P-1 synced',
      'P-2 synced',
      'P-3 not_synced',
      'P-4 not_synced',
      'P-5 synced',
      'P-6 synced',
    ]);
  });

  it('both sides agree to the cent, and the table says what is left', async () => {
    expect([
      centsIn(await test.books.invoice('I-1'), 'TotalAmt'),
      centsIn(await test.books.invoice('I-2'), 'TotalAmt'),
    ]).toEqual([30_000, 8_000]);
    expect(
      (await week.booked('Payment')).map((one) => centsIn(one, 'TotalAmt')).toSorted((a, b) => a - b),
    ).toEqual([1_200, 1_300, 5_000, 10_000]);
    expect((await week.failingTable()).map((row) => row.split(':')[0])).toEqual([
      'payment P-3',
      'payment P-4',
      'refund R-1',
    ]);
  });
});
