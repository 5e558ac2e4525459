// Money spent and owed: expenses against receivables, bills, and the payments of bills.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { idOf, openDesk, shown, verdict, version, type Desk } from './books-support.ts';

const line = (account: string, amount: number, more: object = {}): JsonObject => ({
  Amount: amount,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: account }, ...more },
});
const expense = (more: object = {}): JsonObject => ({
  PaymentType: 'Cash',
  AccountRef: { value: '35' },
  EntityRef: { value: '1', type: 'Customer' },
  Line: [line('84', 40)],
  ...more,
});

describe('an expense that pays a customer back', () => {
  test('is a charge on the receivables of the customer', () => {
    const desk = openDesk();
    const made = shown('Purchase', desk.post('/purchase', expense({ DocNumber: 'R-1' })));
    expect(made).toMatchObject({
      PaymentType: 'Cash',
      DocNumber: 'R-1',
      AccountRef: { value: '35', name: 'Checking' },
      EntityRef: { value: '1', name: 'Ada', type: 'Customer' },
      TotalAmt: 40,
    });
    expect(desk.read('Customer', '1').Balance).toBe(40);
    const payment = desk.payment(0, [
      ['Expense', idOf(made), 40],
      ['CreditMemo', idOf(desk.credit(40)), 40],
    ]);
    expect(payment).toMatchObject({ TotalAmt: 0, UnappliedAmt: 0 });
    expect(desk.read('Customer', '1').Balance).toBe(0);
  });

  test.each<readonly [title: string, more: object, expected: string]>([
    ['without a payee', { EntityRef: undefined }, '400 6000'],
    ['with a vendor as payee', { EntityRef: { value: '3', type: 'Vendor' } }, '400 6000'],
    ['without an account to pay from', { AccountRef: undefined }, '400 2020'],
    ['from receivables', { AccountRef: { value: '84' } }, '400 6430'],
    ['without lines', { Line: [] }, '400 6000'],
    [
      'with a line without account',
      { Line: [{ Amount: 1, DetailType: 'AccountBasedExpenseLineDetail' }] },
      '400 2020',
    ],
  ])('is refused %s', (_title, more, expected) => {
    const desk = openDesk();
    desk.post('/vendor', { DisplayName: 'Rope & Sons' });
    expect(verdict(desk.post('/purchase', expense(more)))).toBe(expected);
  });

  test('has the currency of the customer and of the receivables', () => {
    const desk = openDesk({ multiCurrency: true });
    const chloe = idOf(
      shown('Customer', desk.post('/customer', { DisplayName: 'C', CurrencyRef: { value: 'EUR' } })),
    );
    const accounts = desk.books.inspect('4620816365000000001').objects.Account ?? [];
    const euro = idOf(accounts.find((one) => one.Name === 'Accounts Receivable (A/R) - EUR') ?? {});
    const body = expense({
      CurrencyRef: { value: 'EUR' },
      EntityRef: { value: chloe, type: 'Customer' },
      Line: [],
    });
    expect(verdict(desk.post('/purchase', { ...body, Line: [line('84', 5)] }))).toBe('400 6000');
    expect(verdict(desk.post('/purchase', { ...body, Line: [line(euro, 5)] }))).toBe('200');
    const dollars = { ...body, CurrencyRef: { value: 'USD' }, Line: [line('84', 5)] };
    expect(verdict(desk.post('/purchase', dollars))).toBe('400 6000');
  });

  test('outside the US has tax codes or is not applicable', () => {
    const desk = openDesk({ country: 'GB' });
    expect(verdict(desk.post('/purchase', expense()))).toBe('400 6000');
    const untaxed = expense({ GlobalTaxCalculation: 'NotApplicable' });
    expect(shown('Purchase', desk.post('/purchase', untaxed)).TotalAmt).toBe(40);
    const taxed = expense({ Line: [line('8', 40, { TaxCodeRef: { value: '2' } })] });
    expect(shown('Purchase', desk.post('/purchase', taxed))).toMatchObject({
      TotalAmt: 48,
      TxnTaxDetail: { TotalTax: 8 },
    });
  });

  test('is deleted; the charge is gone', () => {
    const desk = openDesk();
    const made = shown('Purchase', desk.post('/purchase', expense()));
    expect(verdict(desk.post('/purchase', version(made), 'operation=delete'))).toBe('200');
    expect(desk.read('Customer', '1').Balance).toBe(0);
  });
});

describe('a bill', () => {
  const owing = (desk: Desk) => {
    const vendorId = idOf(shown('Vendor', desk.post('/vendor', { DisplayName: 'Rope & Sons' })));
    const VendorRef = { value: vendorId };
    const bill = shown('Bill', desk.post('/bill', { VendorRef, Line: [line('8', 60)] }));
    const pay = (amount: number, links: readonly (readonly [type: string, id: string, amount: number])[]) =>
      desk.post('/billpayment', {
        VendorRef,
        PayType: 'Check',
        CheckPayment: { BankAccountRef: { value: '35' } },
        TotalAmt: amount,
        Line: links.map(([TxnType, TxnId, Amount]) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] })),
      });
    return { vendorId, bill, pay };
  };

  test('is paid: its balance falls, its token rises, the vendor is owed less', () => {
    const desk = openDesk();
    const { vendorId, bill, pay } = owing(desk);
    expect(bill).toMatchObject({ TotalAmt: 60, Balance: 60 });
    expect(desk.read('Vendor', vendorId).Balance).toBe(60);
    const payment = shown('BillPayment', pay(25, [['Bill', idOf(bill), 25]]));
    expect(desk.read('Bill', idOf(bill))).toMatchObject({
      Balance: 35,
      SyncToken: '1',
      LinkedTxn: [{ TxnId: idOf(payment), TxnType: 'BillPaymentCheck' }],
    });
    expect(desk.read('Vendor', vendorId).Balance).toBe(35);
    const inactive = { ...version(desk.read('Vendor', vendorId)), sparse: true, Active: false };
    expect(verdict(desk.post('/vendor', inactive))).toBe('400 6220');
    const found = desk.query("select * from Bill where Balance > '0'");
    expect(JSON.stringify(found)).toContain('"Balance":35');
  });

  test.each<readonly [title: string, query: string, more: JsonObject]>([
    ['deleting', 'operation=delete', {}],
    ['voiding', 'operation=update&include=void', { sparse: true }],
  ])('%s its payment opens it again', (_title, query, more) => {
    const desk = openDesk();
    const { bill, pay } = owing(desk);
    const payment = shown('BillPayment', pay(60, [['Bill', idOf(bill), 60]]));
    expect(verdict(desk.post('/billpayment', { ...version(payment), ...more }, query))).toBe('200');
    expect(desk.read('Bill', idOf(bill))).toMatchObject({ Balance: 60, SyncToken: '2', LinkedTxn: [] });
  });

  test('is not paid by a link of another kind, which is taken and ignored', () => {
    const desk = openDesk();
    const { bill, pay } = owing(desk);
    const invoice = idOf(desk.invoice(10));
    const reply = pay(10, [
      ['Invoice', invoice, 10],
      ['VendorCredit', idOf(bill), 10],
    ]);
    expect(shown('BillPayment', reply).Line).toEqual([]);
    expect([desk.read('Bill', idOf(bill)).Balance, desk.read('Invoice', invoice).Balance]).toEqual([60, 10]);
  });

  test('voided by a user leaves the money with the vendor', () => {
    const desk = openDesk();
    const { vendorId, bill, pay } = owing(desk);
    const payment = shown('BillPayment', pay(60, [['Bill', idOf(bill), 60]]));
    desk.act({ act: 'void', entity: 'Bill', id: idOf(bill) });
    expect(desk.read('Bill', idOf(bill))).toMatchObject({ TotalAmt: 0, Balance: 0 });
    expect(desk.read('BillPayment', idOf(payment)).Line).toEqual([]);
    expect(desk.read('Vendor', vendorId).Balance).toBe(-60);
  });

  test.each<readonly [title: string, more: object, expected: string]>([
    ['a kind of payment', { PayType: undefined }, '400 2020'],
    ['a known kind', { PayType: 'Barter' }, '400 2170'],
    ['its account', { CheckPayment: {} }, '400 2020'],
    ['a bank', { CheckPayment: { BankAccountRef: { value: '8' } } }, '400 6430'],
    ['a vendor', { VendorRef: undefined }, '400 2020'],
  ])('its payment needs %s', (_title, more, expected) => {
    const desk = openDesk();
    const { vendorId } = owing(desk);
    const CheckPayment = { BankAccountRef: { value: '35' } };
    const body = { VendorRef: { value: vendorId }, PayType: 'Check', CheckPayment, TotalAmt: 1, ...more };
    expect(verdict(desk.post('/billpayment', body))).toBe(expected);
  });
});
