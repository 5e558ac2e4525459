// Writing objects: tokens, sparse and full updates, lines, totals, and what is required.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import {
  detailOf,
  idOf,
  openDesk,
  realmId,
  rowsOf,
  salesForm,
  salesLine,
  shown,
  verdict,
  version,
} from './books-support.ts';

describe('creating an invoice', () => {
  test('gives ids, numbers, defaults, a subtotal line and whole-second times', () => {
    const desk = openDesk();
    const reply = desk.post('/invoice', {
      ...salesForm(10.5),
      Line: [salesLine(10.5, { Qty: 3, UnitPrice: 3.5 })],
    });
    const invoice = shown('Invoice', reply);
    expect(invoice).toMatchObject({
      Id: '1',
      SyncToken: '0',
      domain: 'QBO',
      sparse: false,
      DocNumber: '1001',
      TotalAmt: 10.5,
      Balance: 10.5,
      DueDate: '2026-08-31',
      EmailStatus: 'NotSet',
      LinkedTxn: [],
      CustomerRef: { value: '1', name: 'Ada' },
      CurrencyRef: { value: 'USD', name: 'United States Dollar' },
      TxnTaxDetail: { TotalTax: 0 },
      MetaData: { CreateTime: '2026-08-03T09:20:30-07:00', LastUpdatedTime: '2026-08-03T09:20:30-07:00' },
    });
    expect(objectsAt(invoice, 'Line')).toMatchObject([
      {
        Id: '1',
        LineNum: 1,
        Amount: 10.5,
        SalesItemLineDetail: {
          ItemRef: { value: '1', name: 'Services' },
          ItemAccountRef: { value: '1', name: 'Services' },
          TaxCodeRef: { value: 'NON' },
          Qty: 3,
          UnitPrice: 3.5,
        },
      },
      { Amount: 10.5, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    ]);
    expect(reply.body.time).toBe('2026-08-03T09:20:30.250-07:00');
    expect(reply.headers.intuit_tid).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  test('writes the Pacific offset of the season', () => {
    const desk = openDesk();
    desk.wait(120 * 24 * 3_600_000);
    expect(desk.get('/preferences').body.time).toBe('2026-12-01T08:20:30.250-08:00');
  });

  test('takes today of the company when no date is sent', () => {
    const desk = openDesk({ timeZone: 'Pacific/Auckland' });
    expect(desk.invoice(5, { TxnDate: undefined }).TxnDate).toBe('2026-08-04');
  });

  test('adds amounts exactly', () => {
    const desk = openDesk();
    const invoice = desk.invoice(0, { Line: [salesLine(0.1), salesLine(0.2), salesLine(1234567.89)] });
    expect(invoice.TotalAmt).toBe(1234568.19);
  });

  test('takes the default item for a line without one, and due dates from terms', () => {
    const desk = openDesk();
    const Line = [{ Amount: 4, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: {} }];
    const invoice = desk.invoice(4, { Line, SalesTermRef: { value: '2' } });
    expect(objectsAt(invoice, 'Line')[0]).toMatchObject({ SalesItemLineDetail: { ItemRef: { value: '1' } } });
    expect(invoice.DueDate).toBe('2026-08-16');
  });

  test('subtracts a discount by percentage or amount, shown after the subtotal', () => {
    const desk = openDesk();
    const discount = {
      DetailType: 'DiscountLineDetail',
      DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
    };
    const invoice = desk.invoice(50, { Line: [salesLine(50.05), discount] });
    expect(invoice.TotalAmt).toBe(45.04);
    expect(objectsAt(invoice, 'Line').map((line) => [line.DetailType, line.Amount])).toEqual([
      ['SalesItemLineDetail', 50.05],
      ['SubTotalLineDetail', 50.05],
      ['DiscountLineDetail', 5.01],
    ]);
  });
});

describe('the token', () => {
  test('must be the current one, and rises by one even when nothing changes', () => {
    const desk = openDesk();
    const first = desk.invoice(20);
    const again = shown('Invoice', desk.post('/invoice', { ...version(first), sparse: true }));
    expect(again.SyncToken).toBe('1');
    const stale = desk.post('/invoice', { ...version(first), sparse: true });
    expect(verdict(stale)).toBe('400 5010');
    expect(detailOf(stale.body)).toBe(
      'Stale Object Error : You and root were working on this at the same time. root finished before you did, so your work was not saved.',
    );
    expect(verdict(desk.post('/invoice', { Id: '1', SyncToken: '9', sparse: true }))).toBe('400 5010');
    expect(verdict(desk.post('/invoice', { Id: '1', sparse: true }))).toBe('400 2020');
    expect(verdict(desk.post('/invoice', { Id: '99', SyncToken: '0', sparse: true }))).toBe('400 610');
  });
});

describe('updating', () => {
  const memo = { PrivateNote: 'first', CustomerMemo: { value: 'Thanks' } };

  test('sparse keeps what is left out and clears what is null', () => {
    const desk = openDesk();
    const old = desk.invoice(20, memo);
    const next = shown(
      'Invoice',
      desk.post('/invoice', { ...version(old), sparse: true, PrivateNote: null }),
    );
    expect(next.PrivateNote).toBeUndefined();
    expect(next).toMatchObject({ CustomerMemo: { value: 'Thanks' }, TotalAmt: 20, DocNumber: '1001' });
  });

  test('full forgets what is left out, keeps an automatic number, and moves an undated form to today', () => {
    const desk = openDesk();
    const old = desk.invoice(20, memo);
    const body = { ...version(old), CustomerRef: { value: '1' }, Line: [salesLine(20)] };
    const next = shown('Invoice', desk.post('/invoice', body));
    expect([next.PrivateNote, next.CustomerMemo]).toEqual([undefined, undefined]);
    expect([next.DocNumber, next.TxnDate]).toEqual(['1001', '2026-08-03']);
    const bare = { ...version(next), Line: [salesLine(20)] };
    expect(verdict(desk.post('/invoice', bare))).toBe('400 2020');
  });

  test('sparse replaces the whole list of lines and clears omitted members of a line', () => {
    const desk = openDesk();
    const Line = [salesLine(5, {}, { Description: 'Rope' }), salesLine(7), salesLine(9)];
    const old = desk.invoice(21, { Line });
    const changes = [salesLine(6, {}, { Id: '1' }), salesLine(8, {}, { Id: '77' }), salesLine(1)];
    const next = shown('Invoice', desk.post('/invoice', { ...version(old), sparse: true, Line: changes }));
    const lines = objectsAt(next, 'Line').filter((line) => line.Id !== undefined);
    expect(lines.map((line) => [line.Id, line.Amount, line.Description])).toEqual([
      ['1', 6, undefined],
      ['4', 8, undefined],
      ['5', 1, undefined],
    ]);
    expect(next.TotalAmt).toBe(15);
  });

  test('does not add a subtotal line that was echoed', () => {
    const desk = openDesk();
    const old = desk.invoice(20);
    const next = shown('Invoice', desk.post('/invoice', { ...old, sparse: true }));
    expect(objectsAt(next, 'Line')).toHaveLength(2);
    expect(next).toMatchObject({ TotalAmt: 20, Balance: 20 });
  });

  test('re-flows an address into lines', () => {
    const desk = openDesk();
    const BillAddr = { Line1: '1 Quay', City: 'Bergen', PostalCode: '5003', Country: 'NO' };
    const old = desk.invoice(20, { BillAddr });
    expect(old.BillAddr).toMatchObject(BillAddr);
    const next = shown('Invoice', desk.post('/invoice', { ...version(old), sparse: true, BillAddr }));
    expect(next.BillAddr).toMatchObject({ Line1: '1 Quay', Line2: 'Bergen, 5003', Line3: 'NO' });
    expect(textAt(objectAt(next, 'BillAddr'), 'City')).toBeUndefined();
  });
});

describe('custom fields', () => {
  const entry = (Name: string, value: object) => ({ Name: `SalesFormsPrefs.${Name}`, ...value });
  const preferences = {
    SalesFormsPrefs: {
      CustomField: [
        { CustomField: [entry('UseSalesCustom1', { Type: 'BooleanType', BooleanValue: true })] },
        { CustomField: [entry('SalesCustomName1', { Type: 'StringType', StringValue: 'Voyage' })] },
      ],
    },
  };
  const sent = [
    { DefinitionId: '1', Type: 'StringType', StringValue: 'V-7' },
    { DefinitionId: '2', Type: 'StringType', StringValue: 'lost' },
  ];

  test('are those of the company: others are dropped without a word', () => {
    const desk = openDesk();
    expect(desk.invoice(1, { CustomField: sent }).CustomField).toEqual([]);
    desk.act({ act: 'setPreferences', preferences });
    const invoice = desk.invoice(1, { CustomField: sent });
    const shownField = { DefinitionId: '1', Name: 'Voyage', Type: 'StringType', StringValue: 'V-7' };
    expect(invoice.CustomField).toEqual([shownField]);
    const memo = desk.post('/invoice', { ...version(invoice), sparse: true, PrivateNote: 'x' });
    expect(shown('Invoice', memo).CustomField).toEqual([shownField]);
    expect(desk.invoice(2).CustomField).toEqual([{ DefinitionId: '1', Name: 'Voyage', Type: 'StringType' }]);
  });
});

describe('what is refused', () => {
  const card = '4111 1111 1111 1111';
  const line = (detail: JsonObject, amount = 100) => ({ ...salesForm(0), Line: [salesLine(amount, detail)] });
  const cases: readonly (readonly [title: string, resource: string, body: JsonObject, expected: string])[] = [
    ['an invoice without customer', '/invoice', { Line: [salesLine(1)] }, '400 2020 CustomerRef'],
    ['an invoice without lines', '/invoice', { CustomerRef: { value: '1' } }, '400 2020 Line'],
    ['a payment without customer', '/payment', { TotalAmt: 1 }, '400 2020 CustomerRef'],
    ['a payment without amount', '/payment', { CustomerRef: { value: '1' } }, '400 2020 TotalAmt'],
    ['a refund without account', '/refundreceipt', salesForm(5), '400 2020 DepositToAccountRef'],
    ['an item without account', '/item', { Name: 'Rope', Type: 'Service' }, '400 2020 IncomeAccountRef'],
    [
      'stock without its accounts',
      '/item',
      { Name: 'Rope', Type: 'Inventory', IncomeAccountRef: { value: '79' } },
      '400 2020 AssetAccountRef',
    ],
    ['a long number', '/invoice', { ...salesForm(1), DocNumber: 'x'.repeat(22) }, '400 2050 DocNumber'],
    [
      'a long payment number',
      '/payment',
      { CustomerRef: { value: '1' }, TotalAmt: 1, PaymentRefNum: 'x'.repeat(22) },
      '400 2050 PaymentRefNum',
    ],
    [
      'a customer that does not exist',
      '/invoice',
      { ...salesForm(1), CustomerRef: { value: '75' } },
      '400 2500',
    ],
    ['an item that does not exist', '/invoice', line({ ItemRef: { value: '75' } }), '400 2500'],
    [
      'an amount that is not the product',
      '/invoice',
      line({ Qty: 3, UnitPrice: 33.33 }),
      '400 6070 Line.Amount',
    ],
    [
      'a discount of nothing',
      '/invoice',
      { ...salesForm(1), Line: [salesLine(1), { DetailType: 'DiscountLineDetail', DiscountLineDetail: {} }] },
      '400 6090',
    ],
    [
      'a tax code of another country',
      '/invoice',
      line({ TaxCodeRef: { value: '2' } }),
      '400 6100 TaxCodeRef',
    ],
    ['a card number in a memo', '/invoice', { ...salesForm(1), PrivateNote: `paid by ${card}` }, '400 6530'],
    [
      'a refund from an income account',
      '/refundreceipt',
      { ...salesForm(5), DepositToAccountRef: { value: '79' } },
      '400 6430',
    ],
    ['a member nobody knows', '/invoice', { ...salesForm(1), Colour: 'red' }, '400 2010 Colour'],
    ['a negative total', '/invoice', { ...salesForm(1), Line: [salesLine(-1)] }, '400 6000'],
    [
      'a negative payment line',
      '/payment',
      { CustomerRef: { value: '1' }, TotalAmt: 1, Line: [{ Amount: -1 }] },
      '400 2290 Line.Amount',
    ],
    [
      'a mail address without dot',
      '/customer',
      { DisplayName: 'Cy', PrimaryEmailAddr: { Address: 'cy@here' } },
      '400 2210',
    ],
    ['a customer without any name', '/customer', { Notes: 'nobody' }, '400 6080'],
    ['a job without parent', '/customer', { DisplayName: 'Job', Job: true }, '400 6150 ParentRef'],
    [
      'a currency that does not exist',
      '/invoice',
      { ...salesForm(1), CurrencyRef: { value: 'QQQ' } },
      '400 2220 CurrencyRef',
    ],
    [
      'a foreign currency without multicurrency',
      '/invoice',
      { ...salesForm(1), CurrencyRef: { value: 'EUR' } },
      '400 5030',
    ],
    ['a status nobody knows', '/invoice', { ...salesForm(1), EmailStatus: 'Sent' }, '400 2170 EmailStatus'],
    [
      'a form to be mailed to nobody',
      '/invoice',
      { ...salesForm(1), EmailStatus: 'NeedToSend' },
      '400 2020 BillEmail.Address',
    ],
    ['a purchase without type', '/purchase', { AccountRef: { value: '35' } }, '400 2020 PaymentType'],
    [
      'a check from a card account',
      '/purchase',
      { PaymentType: 'Check', AccountRef: { value: '41' } },
      '400 6430',
    ],
    [
      'a date that does not exist',
      '/invoice',
      { ...salesForm(1), TxnDate: '2026-02-30' },
      '400 2030 TxnDate',
    ],
    ['an unknown entity', '/widget', {}, '400 500'],
    ['a new tax code', '/taxcode', { Name: 'X' }, '400 500'],
  ];

  test.each(cases)('%s', (_title, resource, body, expected) => {
    const desk = openDesk();
    const before = desk.books.dump();
    const reply = desk.post(resource, body);
    const element = textAt(objectsAt(objectAt(reply.body, 'Fault'), 'Error')[0], 'element');
    expect(`${verdict(reply)}${element === undefined || element === '' ? '' : ` ${element}`}`).toBe(expected);
    expect(desk.changes()).toEqual([]);
    expect(JSON.stringify(desk.books.inspect(realmId).counts)).toBe(countsIn(before));
  });

  const countsIn = (dump: string): string => {
    const desk = openDesk();
    desk.books.restore(dump);
    return JSON.stringify(desk.books.inspect(realmId).counts);
  };

  test('digits that are no card number pass', () => {
    expect(openDesk().invoice(1, { PrivateNote: 'order 4111 1111 1111 1112' }).TotalAmt).toBe(1);
  });

  test('a body that is not JSON', () => {
    expect(verdict(openDesk().post('/invoice', 'half a {'))).toBe('400 2010');
  });

  test('a realm that is not connected, by the gateway in lower case', () => {
    const desk = openDesk();
    const request = { method: 'GET', path: '', query: new URLSearchParams(), headers: {}, body: '' };
    const answer = desk.books.answer({ realmId: '5', resource: '/preferences', request });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain(
      '"fault":{"error":[{"message":"message=ApplicationAuthorizationFailed; errorCode=003100',
    );
  });
});

describe('closed books and ended subscriptions', () => {
  const closed = (password: boolean) => {
    const desk = openDesk();
    const old = desk.invoice(10, { TxnDate: '2026-07-31' });
    desk.act({ act: 'closeBooks', date: '2026-07-31', password });
    return { desk, old };
  };

  test.each([
    [false, '400 6200'],
    [true, '400 6210'],
  ])('a closed period refuses writes (password: %s)', (password, expected) => {
    const { desk, old } = closed(password);
    expect(verdict(desk.post('/invoice', { ...salesForm(1), TxnDate: '2026-07-30' }))).toBe(expected);
    expect(verdict(desk.post('/invoice', { ...version(old), sparse: true, TxnDate: '2026-08-02' }))).toBe(
      expected,
    );
    expect(verdict(desk.post('/invoice', version(old), 'operation=delete'))).toBe(expected);
    expect(verdict(desk.post('/invoice', version(old), 'operation=void'))).toBe(expected);
    expect(desk.invoice(1, { TxnDate: '2026-08-01' }).TotalAmt).toBe(1);
  });

  test('the closing date can be read beforehand, and goes away', () => {
    const { desk } = closed(false);
    const accounting = () => objectAt(shown('Preferences', desk.get('/preferences')), 'AccountingInfoPrefs');
    expect(accounting()?.BookCloseDate).toBe('2026-07-31');
    desk.act({ act: 'reopenBooks' });
    expect(accounting()?.BookCloseDate).toBeUndefined();
    expect(desk.invoice(1, { TxnDate: '2026-07-30' }).TotalAmt).toBe(1);
  });

  test('an ended subscription can be read and not written', () => {
    const desk = openDesk();
    desk.act({ act: 'cancelSubscription' });
    expect(verdict(desk.post('/invoice', salesForm(1)))).toBe('400 6190');
    expect(rowsOf(desk.query('select * from Customer'), 'Customer')).toHaveLength(2);
    desk.act({ act: 'restoreSubscription' });
    expect(idOf(desk.invoice(1))).toBe('1');
  });
});
