// Suppliers, locations, credit notes and money given back: to QuickBooks and back, as tables.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fromQuickBooks, toQuickBooks } from '../../shared/connectors/quickbooks/documents/documents.ts';
import { parseJson, printJson } from '../../shared/connectors/quickbooks/json.ts';
import { batches, operationOf } from '../../shared/connectors/quickbooks/operations.ts';
import type {
  CreditNoteDocument,
  CustomerDocument,
  DocumentRef,
  DocumentType,
  ExpenseDocument,
  LedgerDocument,
  PaymentDocument,
  RefundReceiptDocument,
  SupplierDocument,
} from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import type { Intent } from '../../shared/core/writes.ts';

const US = { country: 'US', homeCurrency: 'USD', cards: ['41'] };
const NL = { country: 'NL', homeCurrency: 'EUR' };
const sent = (document: LedgerDocument, to?: DocumentRef, company: typeof US | typeof NL = US): object =>
  z.looseObject({}).parse(JSON.parse(printJson(toQuickBooks(document, to, company))));
const refOf = (type: DocumentType): DocumentRef => ({ type, id: '155', revision: '4', updatedAt: 0 });
const read = (type: DocumentType, object: unknown) =>
  fromQuickBooks(type, parseJson(JSON.stringify(object)), { at: 77, homeCurrency: 'USD' });

const site: CustomerDocument = { type: 'customer', name: 'Pier 4', parent: '11', active: true };
const smith: SupplierDocument = { type: 'supplier', name: 'Smith: Ropes', currency: 'USD', active: true };
const creditNote: CreditNoteDocument = {
  type: 'credit_note',
  number: 'CN-7',
  customer: '11',
  currency: 'USD',
  date: '2026-11-20',
  lines: [{ item: '1', amount: '40.00' }],
  taxMode: 'none',
  note: 'credits INV-7',
};
const applied: PaymentDocument = {
  type: 'payment',
  customer: '11',
  currency: 'USD',
  date: '2026-11-20',
  amount: '0.00',
  applications: [{ invoice: '155', amount: '40.00' }],
  credits: [{ creditNote: '73', amount: '40.00' }],
};
const receipt: RefundReceiptDocument = {
  type: 'refund_receipt',
  customer: '11',
  currency: 'USD',
  date: '2026-11-20',
  amount: '25.00',
  paidFrom: '35',
  item: '1',
  reference: 'a reference longer than twenty-one',
  method: '3',
};
const expense: ExpenseDocument = {
  type: 'expense',
  customer: '11',
  currency: 'USD',
  date: '2026-11-20',
  amount: '25.00',
  paidFrom: '35',
  account: '84',
  description: 'Refund of P-7',
  reference: 'R-7',
};

describe('it is sent', () => {
  test.each<[string, LedgerDocument, object]>([
    ['a location below its customer', site, { DisplayName: 'Pier 4', Job: true, ParentRef: { value: '11' } }],
    [
      'a supplier under a name QuickBooks takes',
      smith,
      { DisplayName: 'Smith Ropes', CurrencyRef: { value: 'USD' } },
    ],
    [
      'a credit note like a bill',
      creditNote,
      {
        DocNumber: 'CN-7',
        CustomerRef: { value: '11' },
        PrivateNote: 'credits INV-7',
        Line: [{ Amount: 40 }],
      },
    ],
    [
      'a credit note applied by a payment of zero',
      applied,
      {
        TotalAmt: 0,
        Line: [
          { Amount: 40, LinkedTxn: [{ TxnId: '155', TxnType: 'Invoice' }] },
          { Amount: 40, LinkedTxn: [{ TxnId: '73', TxnType: 'CreditMemo' }] },
        ],
      },
    ],
    [
      'a refund receipt from the account the money leaves',
      receipt,
      {
        DepositToAccountRef: { value: '35' },
        PaymentRefNum: 'a reference longer th',
        PaymentMethodRef: { value: '3' },
        Line: [
          { Amount: 25, SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } } },
        ],
      },
    ],
    [
      'an expense on the receivables of the customer',
      expense,
      {
        PaymentType: 'Cash',
        AccountRef: { value: '35' },
        EntityRef: { value: '11', type: 'Customer' },
        DocNumber: 'R-7',
        Line: [
          {
            Amount: 25,
            DetailType: 'AccountBasedExpenseLineDetail',
            Description: 'Refund of P-7',
            AccountBasedExpenseLineDetail: { AccountRef: { value: '84' } },
          },
        ],
      },
    ],
    ['an expense from a credit card', { ...expense, paidFrom: '41' }, { PaymentType: 'CreditCard' }],
  ])('%s', (_name, document, expected) => {
    expect(sent(document)).toMatchObject(expected);
  });

  test.each<[string, LedgerDocument, object]>([
    ['a refund without tax', receipt, { GlobalTaxCalculation: 'NotApplicable' }],
    [
      'a refund with its tax inside',
      { ...receipt, taxCode: '2' },
      {
        GlobalTaxCalculation: 'TaxInclusive',
        Line: [{ Amount: 25, SalesItemLineDetail: { TaxCodeRef: { value: '2' }, TaxInclusiveAmt: 25 } }],
      },
    ],
    ['an expense, which is not taxed', expense, { GlobalTaxCalculation: 'NotApplicable' }],
    ['a credit note', { ...creditNote, taxMode: 'excluded' }, { GlobalTaxCalculation: 'TaxExcluded' }],
  ])('outside the US: %s', (_name, document, expected) => {
    expect(sent(document, undefined, NL)).toMatchObject(expected);
  });

  test.each<[string, LedgerDocument, readonly string[]]>([
    ['no new parent: people may have moved it', site, ['ParentRef', 'Job', 'CurrencyRef']],
    ['no new currency', smith, ['CurrencyRef']],
    ['no due date', creditNote, ['DueDate']],
  ])('as an update with %s', (_name, document, members) => {
    const update = sent(document, refOf(document.type));
    expect(update).toMatchObject({ Id: '155', SyncToken: '4', sparse: true });
    for (const member of members) expect(update).not.toHaveProperty(member);
  });

  test('an expense with its kind also in an update, which is refused without it', () => {
    expect(sent(expense, refOf('expense'))).toMatchObject({ sparse: true, PaymentType: 'Cash' });
  });
});

describe('it is read', () => {
  const head = { Id: '155', SyncToken: '4', TxnDate: '2026-11-20', CurrencyRef: { value: 'USD' } };
  const shownExpense = {
    ...head,
    PaymentType: 'Cash',
    AccountRef: { value: '35', name: 'Checking' },
    EntityRef: { value: '11', type: 'Customer', name: 'Bilbo' },
    DocNumber: 'R-7',
    TotalAmt: 25,
    Line: [
      {
        Id: '1',
        Amount: 25,
        Description: 'Refund of P-7',
        DetailType: 'AccountBasedExpenseLineDetail',
        AccountBasedExpenseLineDetail: { AccountRef: { value: '84' }, TaxCodeRef: { value: 'NON' } },
      },
    ],
  };
  const shownReceipt = {
    ...head,
    CustomerRef: { value: '11' },
    DepositToAccountRef: { value: '35' },
    PaymentMethodRef: { value: '3' },
    PaymentRefNum: 'R-9',
    TotalAmt: 25,
    Balance: 0,
    Line: [
      {
        Amount: 25,
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
      },
      { Amount: 25, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    ],
  };

  test.each<[string, DocumentType, object, object]>([
    ['an expense', 'expense', shownExpense, { document: expense, total: '25.00', status: 'live' }],
    [
      'a refund receipt',
      'refund_receipt',
      shownReceipt,
      { document: { ...receipt, reference: 'R-9' }, total: '25.00' },
    ],
    [
      'a credit note with what of it is not applied yet',
      'credit_note',
      {
        ...head,
        DocNumber: 'CN-7',
        CustomerRef: { value: '11' },
        Line: [
          { Amount: 40, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
        ],
        PrivateNote: 'credits INV-7',
        TotalAmt: 40,
        Balance: 15,
        RemainingCredit: 15,
      },
      { document: creditNote, total: '40.00', balance: '15.00' },
    ],
    [
      'a supplier, though it is inactive',
      'supplier',
      { Id: '3', SyncToken: '1', DisplayName: 'Smith Ropes (deleted)', Active: false },
      { document: { type: 'supplier', name: 'Smith Ropes', active: false } },
    ],
    [
      'a location',
      'customer',
      { Id: '3', SyncToken: '1', DisplayName: 'Pier 4', Job: true, ParentRef: { value: '11' }, Active: true },
      { document: site },
    ],
    [
      'a payment with the credit notes that pay',
      'payment',
      {
        ...head,
        CustomerRef: { value: '11' },
        TotalAmt: 0,
        UnappliedAmt: 0,
        Line: [
          { Amount: 40, LinkedTxn: [{ TxnId: '73', TxnType: 'CreditMemo' }] },
          { Amount: 40, LinkedTxn: [{ TxnId: '155', TxnType: 'Invoice' }] },
        ],
      },
      { document: applied, status: 'live' },
    ],
  ])('%s', (_name, type, object, expected) => {
    expect(read(type, object)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['a vendor', { EntityRef: { value: '3', type: 'Vendor' } }],
    ['nobody', { EntityRef: undefined }],
  ])('an expense on %s as one that is not ours', (_name, more) => {
    const snapshot = read('expense', { ...shownExpense, ...more });
    expect(snapshot).toMatchObject({ status: 'live', ref: { id: '155' } });
    expect(snapshot?.document).toBeUndefined();
  });

  test('an expense that a person split as edited', () => {
    const second = { ...shownExpense.Line[0], AccountBasedExpenseLineDetail: { AccountRef: { value: '8' } } };
    const split = { ...shownExpense, Line: [...shownExpense.Line, second] };
    const [whole, parts] = [shownExpense, split].map((one) => fingerprint(read('expense', one)?.document));
    expect(parts).not.toBe(whole);
  });

  test('an invoice with its payments, and without links that mean nothing to us', () => {
    const links = [
      { TxnId: '180', TxnType: 'Payment' },
      { TxnId: '7', TxnType: 'Estimate' },
      { TxnId: '181', TxnType: 'Payment' },
    ];
    const invoice = { ...head, CustomerRef: { value: '11' }, Line: [], TotalAmt: 1, LinkedTxn: links };
    expect(read('invoice', invoice)?.linked).toEqual([
      { type: 'payment', id: '180' },
      { type: 'payment', id: '181' },
    ]);
  });

  test.each<[string, DocumentType, object]>([
    ['a credit note', 'credit_note', { TotalAmt: 0, PrivateNote: 'Voided - CN-7' }],
    ['an expense', 'expense', { status: 'Voided', TotalAmt: 0 }],
    ['a refund receipt', 'refund_receipt', { TotalAmt: 0, PrivateNote: 'Voided' }],
  ])('%s that a person voided', (_name, type, more) => {
    expect(read(type, { ...head, ...more })?.status).toBe('voided');
  });
});

describe('it ends', () => {
  const intent = (operation: Intent['operation'], document: LedgerDocument): Intent => ({
    bId: 'b',
    key: { connection: 'c', kind: 'refund', id: 'r' },
    operation,
    document,
    target: refOf(document.type),
    revision: 1,
    rule: 'test',
    values: {},
    policyVersion: 1,
  });
  const minimal = { Id: '155', SyncToken: '4' };

  test.each<[string, LedgerDocument, object]>([
    ['supplier', smith, { path: 'vendor', query: {}, body: { ...minimal, sparse: true, Active: false } }],
    ['creditmemo', creditNote, { path: 'creditmemo', query: { operation: 'delete' }, body: minimal }],
    ['refundreceipt', receipt, { path: 'refundreceipt', query: { operation: 'delete' }, body: minimal }],
    ['purchase', expense, { path: 'purchase', query: { operation: 'delete' }, body: minimal }],
  ])('%s', (_name, document, expected) => {
    expect(operationOf(intent('delete', document), US)).toMatchObject(expected);
    expect(batches(intent('delete', document))).toBe(true);
  });

  test.each([creditNote, receipt, expense])('but $type is never voided', (document) => {
    expect(() => operationOf(intent('void', document), US)).toThrow('cannot be voided');
  });
});
