// Documents to QuickBooks and back, as tables: what is sent, what is read, and what is no edit of a document.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fromQuickBooks, toQuickBooks } from '../../shared/connectors/quickbooks/documents/documents.ts';
import { parseJson, printJson } from '../../shared/connectors/quickbooks/json.ts';
import type {
  CustomerDocument,
  DocumentRef,
  InvoiceDocument,
  LedgerDocument,
  PaymentDocument,
} from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';

const invoice: InvoiceDocument = {
  type: 'invoice',
  number: 'INV-7',
  customer: '11',
  currency: 'EUR',
  date: '2026-11-20',
  lines: [{ item: '1', quantity: '3', unitPrice: '10.5', amount: '31.50' }],
  taxMode: 'none',
};
const target = { type: 'invoice', id: '155', revision: '4', updatedAt: 0 } as const;
const US = { country: 'US', homeCurrency: 'USD' };
const NL = { country: 'NL', homeCurrency: 'EUR' };
/** What goes over the wire. */
const sent = (document: LedgerDocument, to?: DocumentRef, company?: typeof US): object =>
  z.looseObject({}).parse(JSON.parse(printJson(toQuickBooks(document, to, company))));
const line = (more: object) => ({ ...invoice.lines[0], amount: '31.50', ...more });
const lines = (...list: object[]) => ({ ...invoice, lines: list.map((each) => line(each)) });

describe('an invoice is sent', () => {
  test.each<[string, InvoiceDocument, typeof US, object]>([
    [
      'with its product',
      invoice,
      NL,
      { Line: [{ Amount: 31.5, SalesItemLineDetail: { Qty: 3, UnitPrice: 10.5 } }] },
    ],
    [
      'outside the US with how tax is meant',
      { ...invoice, taxMode: 'excluded' },
      NL,
      { GlobalTaxCalculation: 'TaxExcluded' },
    ],
    ['without tax', invoice, NL, { GlobalTaxCalculation: 'NotApplicable' }],
    [
      'with tax inside',
      { ...lines({ taxCode: '5' }), taxMode: 'included' },
      NL,
      { Line: [{ SalesItemLineDetail: { TaxCodeRef: { value: '5' }, TaxInclusiveAmt: 31.5 } }] },
    ],
    [
      'in the US with the code of the form',
      { ...lines({ taxCode: '2' }, { taxCode: 'NON' }), taxMode: 'excluded', taxTotal: '2.52' },
      US,
      {
        TxnTaxDetail: { TxnTaxCodeRef: { value: '2' }, TotalTax: 2.52 },
        Line: [
          { SalesItemLineDetail: { TaxCodeRef: { value: 'TAX' } } },
          { SalesItemLineDetail: { TaxCodeRef: { value: 'NON' } } },
        ],
      },
    ],
    ['with a rate of its currency', { ...invoice, exchangeRate: '1.085' }, US, { ExchangeRate: 1.085 }],
    [
      'with a percentage off',
      { ...invoice, discount: { percent: '12.5' } },
      NL,
      {
        Line: [
          {},
          {
            DetailType: 'DiscountLineDetail',
            DiscountLineDetail: { PercentBased: true, DiscountPercent: 12.5 },
          },
        ],
      },
    ],
    [
      'with an amount off',
      { ...invoice, discount: { amount: '5.00' } },
      NL,
      {
        Line: [
          {},
          { DetailType: 'DiscountLineDetail', Amount: 5, DiscountLineDetail: { PercentBased: false } },
        ],
      },
    ],
  ])('%s', (_name, document, company, expected) => {
    expect(sent(document, undefined, company)).toMatchObject(expected);
  });

  test.each([
    ['a product that is not the amount', { quantity: '3', unitPrice: '33.33', amount: '100.00' }],
    ['a price finer than QuickBooks keeps', { quantity: '1', unitPrice: '31.500001' }],
    ['a quantity without a price', { unitPrice: undefined }],
  ])('without quantity and price: %s', (_name, more) => {
    const text = JSON.stringify(sent(lines(more), undefined, NL));
    expect(text).not.toContain('Qty');
    expect(text).not.toContain('UnitPrice');
  });

  test.each([
    ['a rate of one', { ...invoice, exchangeRate: '1.0' }, US, 'ExchangeRate'],
    ['a rate in the home currency', { ...invoice, exchangeRate: '1.2' }, NL, 'ExchangeRate'],
    [
      'the calculation of tax in the US',
      { ...invoice, taxMode: 'excluded' as const },
      US,
      'GlobalTaxCalculation',
    ],
    ['a tax detail outside the US', { ...invoice, taxTotal: '6.62' }, NL, 'TxnTaxDetail'],
    ['a subtotal', invoice, NL, 'SubTotal'],
    ['a memo that is not there', invoice, NL, 'CustomerMemo'],
  ])('never with %s', (_name, document, company, word) => {
    expect(JSON.stringify(sent(document, undefined, company))).not.toContain(word);
  });

  test('as a sparse update with the whole list of lines, and an emptied memo', () => {
    expect(sent(invoice, target, NL)).toMatchObject({
      Id: '155',
      SyncToken: '4',
      sparse: true,
      Line: [{ Amount: 31.5 }],
      CustomerMemo: { value: '' },
    });
  });

  test.each([
    ['a card number', 'paid by 4111 1111 1111 1111, thanks', 'paid by **** **** **** 1111, thanks'],
    ['a card number without spaces', '4111111111111111', '************1111'],
    ['a number that is no card', 'order 4111111111111112', 'order 4111111111111112'],
    ['a short number', 'room 4242', 'room 4242'],
    ['control characters', 'a\u0000b\u0007c\nd', 'abc\nd'],
    ['half of a character', 'x\uD83D', 'x\uFFFD'],
  ])('with %s in its memo made harmless', (_name, memo, expected) => {
    expect(sent({ ...invoice, memo }, undefined, NL)).toMatchObject({ CustomerMemo: { value: expected } });
  });

  test.each([
    ['memo', { memo: 'x'.repeat(2000) }, 1000],
    ['note', { note: 'x'.repeat(5000) }, 4000],
  ])('with a %s as long as it may be', (_name, more, length) => {
    expect(JSON.stringify(sent({ ...invoice, ...more }, undefined, NL))).toMatch(
      new RegExp(`"x{${length}}"`),
    );
  });
});

/** An invoice as QuickBooks shows it. */
const shown = (more: object = {}) => ({
  Id: '155',
  SyncToken: '0',
  MetaData: { CreateTime: '2026-11-20T02:08:55-07:00', LastUpdatedTime: '2026-11-20T02:08:55-07:00' },
  DocNumber: '1042',
  TxnDate: '2026-11-20',
  CurrencyRef: { value: 'USD', name: 'United States Dollar' },
  LinkedTxn: [],
  Line: [
    {
      Id: '1',
      LineNum: 1,
      Amount: 100,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: {
        ItemRef: { value: '1', name: 'Nights' },
        UnitPrice: 100,
        Qty: 1,
        TaxCodeRef: { value: 'NON' },
      },
      CustomExtensions: [],
    },
    { Amount: 100, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
  ],
  TxnTaxDetail: { TotalTax: 0 },
  CustomerRef: { value: '11', name: 'Bilbo' },
  DueDate: '2026-12-20',
  TotalAmt: 100,
  Balance: 100,
  EmailStatus: 'NotSet',
  PrintStatus: 'NeedToPrint',
  ...more,
});
const read = (type: 'customer' | 'item' | 'invoice' | 'payment', object: unknown) =>
  fromQuickBooks(type, parseJson(JSON.stringify(object)), { at: 77 });
const base = fingerprint(read('invoice', shown())?.document);

describe('an invoice is read', () => {
  test('without what QuickBooks adds', () => {
    expect(read('invoice', shown())).toEqual({
      ref: { type: 'invoice', id: '155', revision: '0', updatedAt: Date.parse('2026-11-20T09:08:55Z') },
      status: 'live',
      createdAt: Date.parse('2026-11-20T09:08:55Z'),
      total: '100.00',
      balance: '100.00',
      document: {
        type: 'invoice',
        number: '1042',
        customer: '11',
        currency: 'USD',
        date: '2026-11-20',
        dueDate: '2026-12-20',
        lines: [{ item: '1', quantity: '1', unitPrice: '100', amount: '100.00' }],
        taxMode: 'none',
      },
    });
  });

  test.each<[string, object]>([
    ['a payment', { Balance: 20, SyncToken: '1', LinkedTxn: [{ TxnId: '180', TxnType: 'Payment' }] }],
    ['an e-mail', { EmailStatus: 'EmailSent', SyncToken: '1', BillEmail: { Address: 'a@b.example' } }],
    ['a print', { PrintStatus: 'PrintComplete' }],
    ['a customer with a new name', { CustomerRef: { value: '11', name: 'Bilbo B.' } }],
    ['a memo that is empty', { CustomerMemo: { value: '' } }],
    ['a rate of one', { ExchangeRate: 1, HomeTotalAmt: 100 }],
    ['an address that flowed', { BillAddr: { Id: '2', Line1: 'Bag End', Lat: 'INVALID' } }],
    ['members nobody knows', { InvoiceLink: 'https://x.example', FreeFormAddress: true }],
  ])('%s is no edit', (_name, more) => {
    expect(fingerprint(read('invoice', shown(more))?.document)).toBe(base);
  });

  test.each<[string, object]>([
    ['another day', { TxnDate: '2026-11-21' }],
    ['another customer', { CustomerRef: { value: '12' } }],
    ['another number', { DocNumber: '1043' }],
    ['a private note', { PrivateNote: 'call them' }],
    ['no lines', { Line: [] }],
  ])('%s is an edit', (_name, more) => {
    expect(fingerprint(read('invoice', shown(more))?.document)).not.toBe(base);
  });

  test.each<[string, object, string]>([
    ['a void of ours', { TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' }, 'voided'],
    ['a void of a user', { TotalAmt: 0, Balance: 0, PrivateNote: 'Voided - wrong guest' }, 'voided'],
    ['a void by its word', { status: 'Voided' }, 'voided'],
    ['a stub', { status: 'Deleted' }, 'deleted'],
    ['an invoice over nothing', { TotalAmt: 0, Balance: 0 }, 'live'],
    ['a note about another void', { PrivateNote: 'Voided the other one' }, 'live'],
  ])('%s', (_name, more, status) => {
    expect(read('invoice', shown(more))?.status).toBe(status);
  });

  test('in the US with tax, from the code of the form', () => {
    const taxed = shown({
      Line: [
        {
          Amount: 100,
          DetailType: 'SalesItemLineDetail',
          SalesItemLineDetail: { TaxCodeRef: { value: 'TAX' } },
        },
      ],
      TxnTaxDetail: { TxnTaxCodeRef: { value: '2' }, TotalTax: 8.25 },
    });
    expect(read('invoice', taxed)?.document).toMatchObject({
      taxMode: 'excluded',
      taxTotal: '8.25',
      lines: [{ taxCode: '2' }],
    });
  });

  test('with tax inside, from the amounts that include it', () => {
    const included = shown({
      GlobalTaxCalculation: 'TaxInclusive',
      Line: [
        {
          Amount: 100,
          DetailType: 'SalesItemLineDetail',
          SalesItemLineDetail: { TaxInclusiveAmt: 120, TaxCodeRef: { value: '5' } },
        },
        {
          Amount: 10,
          DetailType: 'DiscountLineDetail',
          DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
        },
      ],
    });
    expect(read('invoice', included)?.document).toMatchObject({
      taxMode: 'included',
      lines: [{ amount: '120.00', taxCode: '5' }],
      discount: { percent: '10' },
    });
  });

  test('as a head alone when its inside makes no sense', () => {
    expect(read('invoice', { Id: '9', SyncToken: 3, TotalAmt: 'NaN', Line: 'none' })).toEqual({
      ref: { type: 'invoice', id: '9', revision: '3', updatedAt: 77 },
      status: 'live',
    });
    expect(read('invoice', { SyncToken: '3' })).toBeUndefined();
  });
});

describe('a customer', () => {
  const bilbo: CustomerDocument = {
    type: 'customer',
    name: 'Bilbo: Baggins\t(Hobbit)',
    email: 'bilbo@shire.example',
    currency: 'EUR',
    active: true,
  };

  test('is sent under a name QuickBooks takes, its currency only once', () => {
    expect(sent(bilbo)).toMatchObject({
      DisplayName: 'Bilbo Baggins (Hobbit)',
      CurrencyRef: { value: 'EUR' },
    });
    expect(sent(bilbo, target)).not.toHaveProperty('CurrencyRef');
    expect(sent(bilbo, target)).toMatchObject({ sparse: true, Active: true });
  });

  test('that was made inactive keeps its name', () => {
    const shownCustomer = { Id: '1', SyncToken: '4', DisplayName: 'Bilbo (deleted)', Active: false };
    expect(read('customer', shownCustomer)?.document).toMatchObject({ name: 'Bilbo', active: false });
    const live = { ...shownCustomer, Active: true };
    expect(read('customer', live)?.document).toMatchObject({ name: 'Bilbo (deleted)', active: true });
  });

  test('whose address only flowed was not edited', () => {
    const address = (parts: object) =>
      read('customer', { Id: '1', DisplayName: 'B', BillAddr: parts })?.document;
    const whole = {
      Line1: '123 Sierra Way',
      City: 'San Pablo',
      CountrySubDivisionCode: 'CA',
      PostalCode: '87999',
    };
    const flowed = { Id: '106', Line1: '123 Sierra Way', Line2: 'San Pablo, CA  87999', Lat: 'INVALID' };
    expect(fingerprint(address(flowed))).toBe(fingerprint(address(whole)));
  });
});

describe('a payment', () => {
  const paid: PaymentDocument = {
    type: 'payment',
    customer: '11',
    currency: 'EUR',
    date: '2026-11-21',
    amount: '80.00',
    reference: 'a reference longer than twenty-one',
    applications: [{ invoice: '155', amount: '80.00' }],
  };
  const shownPayment = {
    Id: '180',
    SyncToken: '0',
    CustomerRef: { value: '11' },
    CurrencyRef: { value: 'EUR' },
    TxnDate: '2026-11-21',
    TotalAmt: 80,
    UnappliedAmt: 0,
    DepositToAccountRef: { value: '4' },
    Line: [
      { Amount: 50, LinkedTxn: [{ TxnId: '156', TxnType: 'Invoice' }] },
      {
        Amount: 30,
        LinkedTxn: [{ TxnId: '155', TxnType: 'Invoice' }],
        LineEx: { any: [{ name: 'debris' }] },
      },
      { Amount: 10, LinkedTxn: [{ TxnId: '73', TxnType: 'CreditMemo' }] },
    ],
  };

  test('is sent with all its applications and a reference that fits', () => {
    expect(sent(paid)).toMatchObject({
      TotalAmt: 80,
      PaymentRefNum: 'a reference longer th',
      Line: [{ Amount: 80, LinkedTxn: [{ TxnId: '155', TxnType: 'Invoice' }] }],
    });
    expect(sent({ ...paid, applications: [] })).toMatchObject({ Line: [] });
  });

  test('is read with its applications in one order, and no deposit', () => {
    const document = read('payment', shownPayment)?.document;
    expect(document).toMatchObject({
      applications: [
        { invoice: '155', amount: '30.00' },
        { invoice: '156', amount: '50.00' },
      ],
    });
    const deposited = { ...shownPayment, SyncToken: '1', LinkedTxn: [{ TxnId: '9', TxnType: 'Deposit' }] };
    const turned = { ...deposited, Line: shownPayment.Line.toReversed() };
    expect(fingerprint(read('payment', turned)?.document)).toBe(fingerprint(document));
  });

  test('that was voided is told even by an answer that leaves half of it out', () => {
    const voided = {
      Id: '33',
      PrivateNote: 'Voided',
      TotalAmt: 0,
      UnappliedAmt: 0,
      Line: [],
      CustomerRef: { value: '9' },
    };
    expect(read('payment', voided)).toMatchObject({ status: 'voided', ref: { id: '33', revision: '' } });
  });
});

test('an item shows no price that nobody set', () => {
  const item = {
    Id: '23',
    Name: 'Night',
    Type: 'Service',
    UnitPrice: 0,
    IncomeAccountRef: { value: '79' },
    Active: true,
  };
  expect(read('item', item)?.document).toEqual({
    type: 'item',
    name: 'Night',
    itemType: 'service',
    incomeAccount: '79',
    active: true,
  });
});
