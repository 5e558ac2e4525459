// Voids and deletes, entity by entity, with the odd answers each of them has.
import { describe, expect, test } from 'vitest';
import { objectsAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { idOf, openDesk, salesForm, shown, verdict, version, type Desk } from './books-support.ts';

const expenseLine = {
  Amount: 12,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '8' } },
};
const posting = (PostingType: string, account: string) => ({
  Amount: 12,
  DetailType: 'JournalEntryLineDetail',
  JournalEntryLineDetail: { PostingType, AccountRef: { value: account } },
});

const bodies: Readonly<Record<string, JsonObject>> = {
  Invoice: salesForm(12),
  Payment: { CustomerRef: { value: '1' }, TotalAmt: 12 },
  SalesReceipt: salesForm(12),
  CreditMemo: salesForm(12),
  RefundReceipt: { ...salesForm(12), DepositToAccountRef: { value: '35' } },
  Estimate: salesForm(12),
  Purchase: { PaymentType: 'Cash', AccountRef: { value: '35' }, Line: [expenseLine] },
  Bill: { VendorRef: { value: '3' }, Line: [expenseLine] },
  BillPayment: {
    VendorRef: { value: '3' },
    PayType: 'Check',
    CheckPayment: { BankAccountRef: { value: '35' } },
    TotalAmt: 12,
  },
  Deposit: {
    DepositToAccountRef: { value: '35' },
    Line: [
      { Amount: 12, DetailType: 'DepositLineDetail', DepositLineDetail: { AccountRef: { value: '1' } } },
    ],
  },
  JournalEntry: { Line: [posting('Debit', '8'), posting('Credit', '35')] },
};

const make = (entity: string): { desk: Desk; object: JsonObject; path: string } => {
  const desk = openDesk();
  desk.post('/vendor', { DisplayName: 'Rope & Sons' });
  const path = `/${entity.toLowerCase()}`;
  const object = shown(entity, desk.post(path, bodies[entity] ?? {}));
  desk.changes();
  return { desk, object, path };
};

describe('operation=void', () => {
  test.each([
    ['Invoice', '200'],
    ['Payment', '400 500'],
    ['SalesReceipt', '400 500'],
    ['CreditMemo', '400 500'],
    ['RefundReceipt', '400 500'],
    ['Purchase', '400 500'],
    ['BillPayment', '400 500'],
    ['Bill', '200 10000'],
    ['JournalEntry', '200'],
  ])('%s: %s', (entity, expected) => {
    const { desk, object, path } = make(entity);
    expect(verdict(desk.post(path, version(object), 'operation=void'))).toBe(expected);
    const changed = desk.read(entity, idOf(object)).SyncToken !== '0';
    expect(changed).toBe(entity === 'Invoice');
  });

  test('of a journal entry answers an empty batch', () => {
    const { desk, object, path } = make('JournalEntry');
    expect(desk.post(path, version(object), 'operation=void').body.BatchItemResponse).toEqual([]);
  });
});

describe('include=void', () => {
  test.each([
    ['Payment', '200'],
    ['SalesReceipt', '200'],
    ['BillPayment', '200'],
    ['CreditMemo', '400 500'],
    ['RefundReceipt', '400 500'],
    ['Purchase', '400 500'],
    ['Bill', '400 500'],
  ])('%s: %s', (entity, expected) => {
    const { desk, object, path } = make(entity);
    const body = { ...version(object), sparse: true };
    expect(verdict(desk.post(path, body, 'operation=update&include=void'))).toBe(expected);
  });
});

describe('a voided invoice', () => {
  const void_ = (note: string | undefined) => {
    const desk = openDesk();
    const old = desk.invoice(30, { PrivateNote: note });
    return { desk, old, invoice: shown('Invoice', desk.post('/invoice', version(old), 'operation=void')) };
  };

  test('keeps number, customer and lines; amounts and quantities are zero', () => {
    const { desk, old, invoice } = void_('order 7');
    expect(invoice).toMatchObject({
      Id: idOf(old),
      SyncToken: '1',
      DocNumber: '1001',
      TotalAmt: 0,
      Balance: 0,
      PrivateNote: 'Voided - order 7',
      TxnTaxDetail: { TotalTax: 0 },
      CustomerRef: { value: '1' },
    });
    expect(objectsAt(invoice, 'Line')).toMatchObject([
      { Id: '1', Amount: 0, SalesItemLineDetail: { Qty: 0, ItemRef: { value: '1' } } },
      { Amount: 0, DetailType: 'SubTotalLineDetail' },
    ]);
    expect(desk.changes().map((change) => change.operation)).toEqual(['Create', 'Void']);
  });

  test('has the bare word as its memo when there was none', () => {
    expect(void_(undefined).invoice.PrivateNote).toBe('Voided');
  });

  test('can be queried and comes whole in change data capture', () => {
    const { desk } = void_(undefined);
    const reply = desk.get('/cdc', 'entities=Invoice&changedSince=2026-08-01');
    expect(JSON.stringify(reply.body)).toContain('"PrivateNote":"Voided"');
  });
});

test('a voided payment has no amount and no lines', () => {
  const desk = openDesk();
  const payment = desk.payment(30, []);
  const reply = desk.post('/payment', { ...version(payment), sparse: true }, 'operation=update&include=void');
  expect(shown('Payment', reply)).toMatchObject({
    TotalAmt: 0,
    UnappliedAmt: 0,
    Line: [],
    PrivateNote: 'Voided',
  });
});

describe('deleting', () => {
  test.each(Object.keys(bodies))('%s answers a stub and leaves a later read with 610', (entity) => {
    const { desk, object, path } = make(entity);
    const reply = desk.post(path, version(object), 'operation=delete');
    expect(reply.body[entity]).toEqual({ domain: 'QBO', status: 'Deleted', Id: idOf(object) });
    expect(verdict(desk.get(`${path}/${idOf(object)}`))).toBe('400 610');
    expect(verdict(desk.post(path, version(object), 'operation=delete'))).toBe('400 610');
    expect(desk.changes().map((change) => change.operation)).toEqual(['Delete']);
  });

  test.each(['Customer', 'Vendor', 'Item', 'Account'])('%s cannot be deleted', (entity) => {
    const desk = openDesk();
    desk.post('/vendor', { DisplayName: 'Rope & Sons' });
    const id = { Customer: '1', Vendor: '3', Item: '1', Account: '35' }[entity] ?? '';
    const path = `/${entity.toLowerCase()}`;
    expect(verdict(desk.post(path, { Id: id, SyncToken: '0' }, 'operation=delete'))).toBe('400 500');
  });

  test('wants the minimal body: the whole object is refused', () => {
    const { desk, object, path } = make('Purchase');
    expect(verdict(desk.post(path, object, 'operation=delete'))).toBe('400 2010');
  });

  test('wants the current token', () => {
    const { desk, object, path } = make('Invoice');
    expect(verdict(desk.post(path, { Id: idOf(object), SyncToken: '5' }, 'operation=delete'))).toBe(
      '400 5010',
    );
  });
});

describe('purchases', () => {
  test('need their type again in a sparse update', () => {
    const { desk, object, path } = make('Purchase');
    const memo = { ...version(object), sparse: true, PrivateNote: 'fee' };
    expect(verdict(desk.post(path, memo))).toBe('400 2020');
    expect(verdict(desk.post(path, { ...memo, PaymentType: 'Cash' }))).toBe('200');
  });

  test('lose the credit flag in a full update without it', () => {
    const desk = openDesk();
    const body = { PaymentType: 'CreditCard', AccountRef: { value: '41' }, Line: [expenseLine] };
    const object = shown('Purchase', desk.post('/purchase', { ...body, Credit: true }));
    expect(object.Credit).toBe(true);
    expect(shown('Purchase', desk.post('/purchase', { ...version(object), ...body })).Credit).toBe(false);
  });

  test('voided in the UI read back with that status', () => {
    const { desk, object } = make('Purchase');
    desk.act({ act: 'void', entity: 'Purchase', id: idOf(object) });
    expect(desk.read('Purchase', idOf(object))).toMatchObject({ status: 'Voided', TotalAmt: 0 });
  });
});
