// Suppliers, locations, credit notes and refunds against the simulator over HTTP: written, found, followed and ended.
import { afterEach, describe, expect, test } from 'vitest';
import type {
  CreditNoteDocument,
  CustomerDocument,
  ExpenseDocument,
  InvoiceDocument,
  LedgerDocument,
  PaymentDocument,
  RefundReceiptDocument,
  Snapshot,
  SupplierDocument,
} from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import { differenceOf } from '../../shared/core/twins.ts';
import {
  connectCompany,
  doneOf,
  faultOf,
  intent,
  NOW,
  valueOf,
  type ConnectedCompany,
} from './support/quickbooks-company.ts';

let company: ConnectedCompany | undefined;
let count = 0;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

const DAY = '2026-11-20';
const euro = { country: 'NL', homeCurrency: 'EUR', multiCurrency: true } as const;

async function open(settings?: Parameters<typeof connectCompany>[0]): Promise<ConnectedCompany> {
  company = await connectCompany(settings);
  return company;
}

async function create(it: ConnectedCompany, document: LedgerDocument): Promise<Snapshot> {
  count += 1;
  return doneOf(await it.ledger.write(it.access, `n${count}`, [intent('n', 'create', document)]), 'n');
}

const customer = (name: string, more: Partial<CustomerDocument> = {}): CustomerDocument => ({
  type: 'customer',
  name,
  active: true,
  ...more,
});
const supplier = (name: string): SupplierDocument => ({ type: 'supplier', name, active: true });
const bill = (customerId: string, amount: string, currency = 'USD') => ({
  customer: customerId,
  currency,
  date: DAY,
  lines: [{ item: '1', amount }],
  taxMode: 'none' as const,
});
const invoice = (customerId: string, amount: string, currency?: string): InvoiceDocument => ({
  type: 'invoice',
  number: 'INV-1',
  ...bill(customerId, amount, currency),
});
const creditNote = (customerId: string, amount: string, currency?: string): CreditNoteDocument => ({
  type: 'credit_note',
  number: 'CN-1',
  ...bill(customerId, amount, currency),
  note: 'credits INV-1',
});
const payment = (customerId: string, more: Partial<PaymentDocument>): PaymentDocument => ({
  type: 'payment',
  customer: customerId,
  currency: 'USD',
  date: DAY,
  amount: '0.00',
  applications: [],
  ...more,
});
const receipt = (customerId: string, currency = 'USD'): RefundReceiptDocument => ({
  type: 'refund_receipt',
  customer: customerId,
  currency,
  date: DAY,
  amount: '25.00',
  paidFrom: '35',
  item: '1',
  reference: 'a reference longer than twenty-one',
});
const expense = (customerId: string, account = '84', currency = 'USD'): ExpenseDocument => ({
  type: 'expense',
  customer: customerId,
  currency,
  date: DAY,
  amount: '25.00',
  paidFrom: '35',
  account,
  reference: 'R-1',
});

/** The receivables account of a currency. */
async function receivables(it: ConnectedCompany, currency: string): Promise<string> {
  const { accounts } = valueOf(await it.ledger.reference(it.access, NOW));
  const wanted = accounts.find((each) => each.type === 'Accounts Receivable' && each.currency === currency);
  return wanted?.id ?? '';
}

test.each([
  ['a US company', {}, 'USD'],
  ['a Dutch company', euro, 'EUR'],
  ['a Dutch company in dollars', euro, 'USD'],
])('in %s what is written reads back the same, and is found as ours', async (_name, settings, currency) => {
  const it = await open(settings);
  const party = (await create(it, customer('Bilbo', { currency }))).ref.id;
  const account = await receivables(it, currency);
  const documents: readonly LedgerDocument[] = [
    customer('Bag End', { parent: party, currency }),
    supplier('Ropes: Sam'),
    invoice(party, '90.00', currency),
    creditNote(party, '40.00', currency),
    receipt(party, currency),
    expense(party, account, currency),
  ];
  for (const document of documents) {
    const written = await create(it, document);
    const [read] = valueOf(await it.ledger.read(it.access, [written.ref]));
    expect(fingerprint(read?.document)).toBe(fingerprint(written.document));
    const found = valueOf(await it.ledger.find(it.access, document));
    expect(found.map(({ ref }) => ref)).toEqual([written.ref]);
    expect(found.map((one) => differenceOf(document, one))).toEqual([undefined]);
  }
});

describe('a credit note', () => {
  async function credited() {
    const it = await open();
    const party = (await create(it, customer('Bilbo'))).ref.id;
    const billed = await create(it, invoice(party, '90.00'));
    const credit = await create(it, creditNote(party, '40.00'));
    return { it, party, billed, credit };
  }

  test('is applied to its invoice by a payment of zero, which both of them show', async () => {
    const { it, party, billed, credit } = await credited();
    expect(credit).toMatchObject({ total: '40.00', balance: '40.00' });
    const link = payment(party, {
      applications: [{ invoice: billed.ref.id, amount: '40.00' }],
      credits: [{ creditNote: credit.ref.id, amount: '40.00' }],
    });
    const linked = await create(it, link);
    expect(linked).toMatchObject({ status: 'live', total: '0.00', balance: '0.00', document: link });
    const [invoiceNow, creditNow] = valueOf(await it.ledger.read(it.access, [billed.ref, credit.ref]));
    expect(invoiceNow).toMatchObject({ balance: '50.00', linked: [{ type: 'payment', id: linked.ref.id }] });
    expect(creditNow).toMatchObject({ balance: '0.00' });
    expect(fingerprint(creditNow?.document)).toBe(fingerprint(credit.document));
  });

  test('is changed, and deleted, but not while it is applied', async () => {
    const { it, party, billed, credit } = await credited();
    const less = { ...creditNote(party, '30.00'), number: 'CN-1' };
    const changed = await it.ledger.write(it.access, 'u1', [intent('u', 'update', less, credit.ref)]);
    expect(doneOf(changed, 'u')).toMatchObject({ total: '30.00', balance: '30.00' });
    const link = payment(party, {
      applications: [{ invoice: billed.ref.id, amount: '30.00' }],
      credits: [{ creditNote: credit.ref.id, amount: '30.00' }],
    });
    const linked = await create(it, link);
    const now = async () => valueOf(await it.ledger.read(it.access, [credit.ref]))[0]?.ref;
    const refused = await it.ledger.write(it.access, 'd1', [intent('d', 'delete', less, await now())]);
    expect(faultOf(refused, 'd')).toMatch(/ 800$/);
    doneOf(await it.ledger.write(it.access, 'd2', [intent('d', 'delete', link, linked.ref)]), 'd');
    const gone = await it.ledger.write(it.access, 'd3', [intent('d', 'delete', less, await now())]);
    expect(doneOf(gone, 'd').status).toBe('deleted');
  });
});

describe('money given back', () => {
  test('is ended by deleting it, in a batch', async () => {
    const it = await open();
    const party = (await create(it, customer('Bilbo'))).ref.id;
    const [one, two] = [await create(it, receipt(party)), await create(it, expense(party))];
    const ended = await it.ledger.write(it.access, 'e1', [
      intent('r', 'delete', receipt(party), one.ref),
      intent('x', 'delete', expense(party), two.ref),
    ]);
    expect([doneOf(ended, 'r').status, doneOf(ended, 'x').status]).toEqual(['deleted', 'deleted']);
  });

  test('is changed', async () => {
    const it = await open();
    const party = (await create(it, customer('Bilbo'))).ref.id;
    const [one, two] = [await create(it, receipt(party)), await create(it, expense(party))];
    const changed = await it.ledger.write(it.access, 'u1', [
      intent('r', 'update', { ...receipt(party), amount: '20.00' }, one.ref),
      intent('x', 'update', { ...expense(party), amount: '20.00' }, two.ref),
    ]);
    expect([doneOf(changed, 'r').total, doneOf(changed, 'x').total]).toEqual(['20.00', '20.00']);
  });

  test('is found without a reference by customer, day and money', async () => {
    const it = await open();
    const party = (await create(it, customer('Bilbo'))).ref.id;
    const other = (await create(it, customer('Frodo'))).ref.id;
    for (const made of [receipt, expense]) {
      const bare = (id: string): LedgerDocument => ({ ...made(id), reference: undefined });
      const { ref } = await create(it, bare(party));
      await create(it, bare(other));
      expect(valueOf(await it.ledger.find(it.access, bare(party))).map((each) => each.ref)).toEqual([ref]);
    }
  });

  test('is not taken for a check that happens to have its number', async () => {
    const it = await open();
    const party = (await create(it, customer('Bilbo'))).ref.id;
    const other = (await create(it, customer('Frodo'))).ref.id;
    await create(it, expense(other));
    const line = {
      Amount: 3,
      DetailType: 'AccountBasedExpenseLineDetail',
      AccountBasedExpenseLineDetail: { AccountRef: { value: '13' } },
    };
    const object = { PaymentType: 'Check', AccountRef: { value: '35' }, DocNumber: 'R-1', Line: [line] };
    await it.admin('POST', `/companies/${it.access.company}/acts`, {
      act: 'create',
      entity: 'Purchase',
      object,
    });
    expect(valueOf(await it.ledger.find(it.access, expense(party)))).toEqual([]);
  });

  test('voided by a person is seen', async () => {
    const it = await open();
    const party = (await create(it, customer('Bilbo'))).ref.id;
    const made = [await create(it, receipt(party)), await create(it, expense(party))];
    for (const [index, entity] of ['RefundReceipt', 'Purchase'].entries()) {
      const act = { act: 'void', entity, id: made[index]?.ref.id };
      await it.admin('POST', `/companies/${it.access.company}/acts`, act);
    }
    const seen = valueOf(
      await it.ledger.read(
        it.access,
        made.map(({ ref }) => ref),
      ),
    );
    expect(seen.map(({ status }) => status)).toEqual(['voided', 'voided']);
  });
});

test('a supplier becomes inactive and keeps its name', async () => {
  const it = await open();
  const made = await create(it, supplier('Smith'));
  const gone = await it.ledger.write(it.access, 'e1', [intent('s', 'delete', supplier('Smith'), made.ref)]);
  expect(doneOf(gone, 's').document).toMatchObject({ type: 'supplier', name: 'Smith', active: false });
  const [found] = valueOf(await it.ledger.find(it.access, supplier('Smith')));
  expect(found?.document).toMatchObject({ active: false });
});

test('a customer of the same name as a supplier is refused, and not found as one', async () => {
  const it = await open();
  await create(it, supplier('Smith'));
  expect(valueOf(await it.ledger.find(it.access, customer('Smith')))).toEqual([]);
  const answer = await it.ledger.write(it.access, 'c1', [intent('c', 'create', customer('Smith'))]);
  expect(faultOf(answer, 'c')).toBe('name_taken 6240');
});

test('all of them are followed, and purchases that are not ours have no content', async () => {
  const it = await open();
  const party = (await create(it, customer('Bilbo'))).ref.id;
  const made = [
    await create(it, supplier('Smith')),
    await create(it, creditNote(party, '40.00')),
    await create(it, receipt(party)),
    await create(it, expense(party)),
  ];
  const line = {
    Amount: 3,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: { value: '13' } },
  };
  const object = { PaymentType: 'Cash', AccountRef: { value: '35' }, Line: [line] };
  await it.admin('POST', `/companies/${it.access.company}/acts`, {
    act: 'create',
    entity: 'Purchase',
    object,
  });
  const { snapshots, reads } = valueOf(await it.ledger.changes(it.access, NOW - 60_000));
  expect(reads).toBe(1);
  for (const { ref, document } of made)
    expect(snapshots.find((each) => each.ref.id === ref.id && each.ref.type === ref.type)?.document).toEqual(
      document,
    );
  const purchases = snapshots.filter(({ ref }) => ref.type === 'expense');
  expect(purchases.map(({ document }) => document?.type)).toEqual([undefined, 'expense']);
});
