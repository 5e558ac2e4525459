// What the simulator answers beside what a US sandbox answered to the same requests (recorded April and May 2026).
import { describe, expect, test } from 'vitest';
import { isObject, objectAt, type Json, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { idOf, openDesk, shown, version, type Desk } from './books-support.ts';

/** Members as paths, `Line[].Amount`; an empty list or object is a member itself. */
const membersOf = (value: Json | undefined, path = ''): readonly string[] => {
  if (value === undefined) return [];
  const inner = Array.isArray(value)
    ? value.map((one: Json) => [`${path}[]`, one] as const)
    : isObject(value)
      ? Object.entries(value).map(([key, one]) => [path === '' ? key : `${path}.${key}`, one] as const)
      : [];
  return inner.length === 0 ? [path] : inner.flatMap(([below, one]) => membersOf(one, below));
};

/** `A.{b c} D` is A.b, A.c and D. */
const members = (text: string): readonly string[] =>
  [...text.matchAll(/([\w.[\]]+?)(?:\.\{([^}]*)\})?(?=\s|$)/g)].flatMap(([, path = '', inner]) =>
    inner === undefined ? [path] : inner.split(' ').map((one) => `${path}.${one}`),
  );

const head = 'domain sparse Id SyncToken MetaData.{CreateTime LastUpdatedTime}';
const address = (name: string) => `${name}.{Id Line1 City CountrySubDivisionCode PostalCode Lat Long}`;
const money = 'CurrencyRef.{value name} TxnDate TotalAmt';
const form = `${head} ${money} CustomerRef.{value name} CustomField DocNumber TxnTaxDetail.TotalTax FreeFormAddress
  ApplyTaxAfterDiscount PrintStatus EmailStatus Balance ${address('BillAddr')} ${address('ShipAddr')}
  ShipFromAddr.{Id Line1 Line2} Line[].{Id LineNum Amount DetailType CustomExtensions SubTotalLineDetail}
  Line[].SalesItemLineDetail.ItemRef.{value name} Line[].SalesItemLineDetail.ItemAccountRef.{value name}
  Line[].SalesItemLineDetail.TaxCodeRef.value`;
const debris = `Line[].Amount Line[].LinkedTxn[].{TxnId TxnType}
  Line[].LineEx.any[].{name declaredType scope nil globalScope typeSubstituted} Line[].LineEx.any[].value.{Name Value}`;
const payment = `${head} ${money} CustomerRef.{value name} UnappliedAmt ProcessPayment`;
const purchase = `${head} ${money} AccountRef.{value name} EntityRef.{value name type} PaymentType
  PurchaseEx.any[].{name declaredType scope nil globalScope typeSubstituted} PurchaseEx.any[].value.{Name Value}
  Line[].{Id Amount DetailType CustomExtensions} Line[].AccountBasedExpenseLineDetail.AccountRef.{value name}
  Line[].AccountBasedExpenseLineDetail.BillableStatus Line[].AccountBasedExpenseLineDetail.TaxCodeRef.value`;
const person = `${head} CurrencyRef.{value name} Active DisplayName GivenName FamilyName PrintOnCheckName Balance
  PrimaryEmailAddr.Address PrimaryPhone.FreeFormNumber BillAddr.{Id Line1 City Country PostalCode}`;

const place = {
  Line1: '4581 Finch St.',
  City: 'Bayshore',
  CountrySubDivisionCode: 'CA',
  PostalCode: '94326',
};
const contact = {
  DisplayName: 'Test Customer May 2026',
  GivenName: 'Test',
  FamilyName: 'Customer',
  PrimaryEmailAddr: { Address: 'testcustomer@example.com' },
  PrimaryPhone: { FreeFormNumber: '(555) 555-1234' },
  BillAddr: { Line1: '123 Test Street', City: 'Mountain View', Country: 'USA', PostalCode: '94042' },
};
const item = { ItemRef: { value: '1' } };
const line = (detail: JsonObject) => ({
  Amount: 100,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: detail,
});
const expense = {
  AccountRef: { value: '35' },
  EntityRef: { value: '2', type: 'Vendor' },
  Line: [
    {
      Amount: 3.86,
      DetailType: 'AccountBasedExpenseLineDetail',
      AccountBasedExpenseLineDetail: { AccountRef: { value: '13' } },
    },
  ],
};

/** A company with a customer whose address nobody could locate, and a vendor. */
const open = (): Desk => {
  const unlocated = { ...place, Lat: 'INVALID', Long: 'INVALID' };
  const amy = { DisplayName: "Amy's Bird Sanctuary", BillAddr: unlocated, ShipAddr: unlocated };
  const bob = { DisplayName: "Bob's Burger Joint" };
  return openDesk({
    start: [
      { entity: 'Customer', object: amy },
      { entity: 'Vendor', object: bob },
    ],
  });
};

describe('the answer to a create has the recorded members and no other', () => {
  const CustomerRef = { value: '1' };
  test.each<readonly [entity: string, request: JsonObject, recorded: string]>([
    [
      'Invoice',
      { CustomerRef, TxnDate: '2024-01-15', Line: [line({ ...item, Qty: 1, UnitPrice: 100 })] },
      `${form} DueDate LinkedTxn MetaData.LastModifiedByRef.value AllowIPNPayment AllowOnlinePayment
       AllowOnlineCreditCardPayment AllowOnlineACHPayment Line[].SalesItemLineDetail.{Qty UnitPrice}`,
    ],
    ['CreditMemo', { CustomerRef, Line: [line(item)] }, `${form} RemainingCredit`],
    ['Payment', { CustomerRef, TotalAmt: 100 }, `${payment} Line DepositToAccountRef.value`],
    ['Purchase', { ...expense, PaymentType: 'Cash' }, purchase],
    ['Purchase', { ...expense, PaymentType: 'Check', DocNumber: '7' }, `${purchase} DocNumber PrintStatus`],
    [
      'Deposit',
      {
        DepositToAccountRef: { value: '35' },
        Line: [
          { Amount: 100, DetailType: 'DepositLineDetail', DepositLineDetail: { AccountRef: { value: '1' } } },
        ],
      },
      `${head} ${money} DepositToAccountRef.{value name} TxnTaxDetail
       Line[].{Id LineNum Amount DetailType CustomExtensions} Line[].DepositLineDetail.AccountRef.{value name}`,
    ],
    [
      'Customer',
      { ...contact, Notes: 'made by a test' },
      `${person} FullyQualifiedName Notes Taxable Job BillWithParent BalanceWithJobs PreferredDeliveryMethod IsProject
       DefaultTaxCodeRef.value`,
    ],
    ['Vendor', { ...contact, CompanyName: 'Acme' }, `${person} CompanyName BillRate CostRate Vendor1099`],
    [
      'Item',
      { Name: 'Test Service', Type: 'Service', IncomeAccountRef: { value: '79' } },
      `${head} Name Active FullyQualifiedName Taxable UnitPrice Type IncomeAccountRef.{value name} PurchaseCost
       TrackQtyOnHand DeferredRevenue`,
    ],
  ])('%s', (entity, request, recorded) => {
    const made = shown(entity, open().post(`/${entity.toLowerCase()}`, request));
    expect([...new Set(membersOf(made))].sort()).toEqual([...new Set(members(recorded))].sort());
  });

  test('of a payment that was applied, and of one that applies a credit', () => {
    const desk = open();
    const invoice = idOf(desk.invoice(100));
    const paid = desk.payment(60, [['Invoice', invoice, 60]]);
    const noted = shown(
      'Payment',
      desk.post('/payment', { ...version(paid), sparse: true, PrivateNote: 'x' }),
    );
    const applied = `${payment} ${debris} PrivateNote`;
    expect([...new Set(membersOf(noted))].sort()).toEqual(
      [...members(`${applied} DepositToAccountRef.value`)].sort(),
    );
    const links = [
      ['Invoice', invoice, 40],
      ['CreditMemo', idOf(desk.credit(40)), 40],
    ] as const;
    const zero = desk.payment(0, links, { PrivateNote: 'Created by QB Online to link credits to charges.' });
    expect([...new Set(membersOf(zero))].sort()).toEqual([...members(applied)].sort());
  });
});

test('values that were recorded for a plain invoice', () => {
  const request = {
    CustomerRef: { value: '1' },
    TxnDate: '2024-01-15',
    Line: [line({ ...item, Qty: 1, UnitPrice: 100 })],
  };
  expect(shown('Invoice', open().post('/invoice', request))).toMatchObject({
    SyncToken: '0',
    DueDate: '2024-02-14',
    TotalAmt: 100,
    Balance: 100,
    LinkedTxn: [],
    CustomField: [],
    EmailStatus: 'NotSet',
    PrintStatus: 'NeedToPrint',
    TxnTaxDetail: { TotalTax: 0 },
    ShipFromAddr: { Line1: '123 Sierra Way', Line2: 'San Pablo, CA  87999' },
    Line: [
      { Id: '1', LineNum: 1, Amount: 100, SalesItemLineDetail: { TaxCodeRef: { value: 'NON' } } },
      { Amount: 100, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    ],
  });
});

// From the recordings: time of the answer, and the creation it shows.
test.each([
  [543, ':55'],
  [211, ':54'],
  [955, ':55'],
  [193, ':54'],
])('an object made at 54.%i s is created at %s, be it ahead of the answer', (fraction, second) => {
  const desk = open();
  desk.wait(23_750 + fraction);
  const reply = desk.post('/payment', { CustomerRef: { value: '1' }, TotalAmt: 1 });
  expect(reply.body.time).toBe(`2026-08-03T09:20:54.${fraction}-07:00`);
  expect(objectAt(shown('Payment', reply), 'MetaData')?.CreateTime).toBe(`2026-08-03T09:20${second}-07:00`);
});
