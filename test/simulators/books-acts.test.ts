// What users do in the UI, and what it looks like from the API.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt } from '../../simulators/quickbooks/core/json.ts';
import { idOf, openDesk, realmId, salesForm, verdict, version, type Desk } from './books-support.ts';

const log = (desk: Desk) =>
  desk.changes().map((change) => `${change.operation} ${change.entity} ${change.id}`);

describe('transactions', () => {
  test('are created, edited, copied, voided and deleted, each with its change', () => {
    const desk = openDesk();
    desk.act({ act: 'create', entity: 'Invoice', object: { ...salesForm(8), PrivateNote: 'marker-1' } });
    desk.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { PrivateNote: 'marker-1 seen' } });
    desk.act({ act: 'copy', entity: 'Invoice', id: '1' });
    desk.act({ act: 'void', entity: 'Invoice', id: '1' });
    desk.act({ act: 'delete', entity: 'Invoice', id: '1' });
    expect(log(desk)).toEqual([
      'Create Invoice 1',
      'Update Invoice 1',
      'Create Invoice 2',
      'Void Invoice 1',
      'Delete Invoice 1',
    ]);
    // The copy carries the marker of the original along, with a number of its own.
    expect(desk.read('Invoice', '2')).toMatchObject({
      PrivateNote: 'marker-1 seen',
      DocNumber: '1002',
      Balance: 8,
    });
    expect(desk.books.inspect(realmId).writeLog.every((record) => record.by === 'ui')).toBe(true);
  });

  test.each(['CreditMemo', 'RefundReceipt', 'Purchase'])('%s can be voided here', (entity) => {
    const desk = openDesk();
    const expense = {
      Amount: 3,
      DetailType: 'AccountBasedExpenseLineDetail',
      AccountBasedExpenseLineDetail: { AccountRef: { value: '8' } },
    };
    const object =
      entity === 'Purchase'
        ? { PaymentType: 'Cash', AccountRef: { value: '35' }, Line: [expense] }
        : { ...salesForm(3), DepositToAccountRef: { value: '35' } };
    desk.act({ act: 'create', entity, object });
    desk.act({ act: 'void', entity, id: '1' });
    expect(desk.read(entity, '1')).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' });
    expect(desk.changes().at(-1)?.operation).toBe('Void');
  });

  test('voiding a used credit memo opens the invoice again', () => {
    const desk = openDesk();
    const [invoice, credit] = [idOf(desk.invoice(10)), idOf(desk.credit(4))];
    desk.act({ act: 'applyCredit', creditMemoId: credit, invoiceId: invoice });
    expect(desk.read('Invoice', invoice).Balance).toBe(6);
    desk.act({ act: 'void', entity: 'CreditMemo', id: credit });
    expect(desk.read('Invoice', invoice).Balance).toBe(10);
  });

  test('closed books do not stop a user, and a refused act ends the script', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(1, { TxnDate: '2026-07-01' }));
    desk.act({ act: 'closeBooks', date: '2026-07-31', password: true });
    desk.act({ act: 'edit', entity: 'Invoice', id, fields: { PrivateNote: 'late' } });
    expect(desk.read('Invoice', id).PrivateNote).toBe('late');
    expect(() => desk.act({ act: 'void', entity: 'Invoice', id: '77' })).toThrow('no Invoice 77');
  });
});

describe('money', () => {
  test('is received for an invoice: in part, or what is open', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(10));
    desk.act({ act: 'receivePayment', invoiceId: id, amount: 4, depositToAccountId: '35' });
    desk.act({ act: 'receivePayment', invoiceId: id });
    expect(desk.read('Invoice', id).Balance).toBe(0);
    const payments = desk.books.inspect(realmId).objects.Payment ?? [];
    expect(
      payments.map((payment) => [payment.TotalAmt, objectAt(payment, 'DepositToAccountRef')?.value]),
    ).toEqual([
      [4, '35'],
      [6, '4'],
    ]);
  });

  test('is deposited, which freezes the payments for the API', () => {
    const desk = openDesk();
    const payments = [desk.payment(4, []), desk.payment(6, [])];
    desk.act({ act: 'depositPayments', paymentIds: payments.map(idOf) });
    const [deposit] = desk.books.inspect(realmId).objects.Deposit ?? [];
    expect(deposit).toMatchObject({ TotalAmt: 10, DepositToAccountRef: { value: '35' } });
    const memo = { ...version(payments[0] ?? {}), sparse: true, PrivateNote: 'x' };
    expect(verdict(desk.post('/payment', memo))).toBe('400 6540');
    desk.act({ act: 'edit', entity: 'Payment', id: idOf(payments[0] ?? {}), fields: { PrivateNote: 'x' } });
  });
});

describe('what a user does with money that lies there', () => {
  test('a deposit is given to its invoice', () => {
    const desk = openDesk();
    const [invoice, payment] = [idOf(desk.invoice(10)), idOf(desk.payment(25, []))];
    desk.act({ act: 'applyPayment', paymentId: payment, invoiceId: invoice });
    expect(desk.read('Invoice', invoice).Balance).toBe(0);
    expect(desk.read('Payment', payment).UnappliedAmt).toBe(15);
    const again = { act: 'applyPayment', paymentId: payment, invoiceId: invoice } as const;
    expect(() => desk.act(again)).toThrow('nothing left');
  });

  test('a bill is paid', () => {
    const desk = openDesk();
    const line = {
      Amount: 60,
      DetailType: 'AccountBasedExpenseLineDetail',
      AccountBasedExpenseLineDetail: { AccountRef: { value: '8' } },
    };
    desk.act({ act: 'create', entity: 'Vendor', object: { DisplayName: 'Rope & Sons' } });
    desk.act({ act: 'create', entity: 'Bill', object: { VendorRef: { value: '3' }, Line: [line] } });
    desk.act({ act: 'payBill', billId: '1', amount: 20 });
    expect(desk.read('Bill', '1').Balance).toBe(40);
    desk.act({ act: 'payBill', billId: '1' });
    expect(desk.read('Bill', '1').Balance).toBe(0);
  });

  test('a payment is matched with the bank: the API can neither void nor delete it', () => {
    const desk = openDesk();
    const payment = desk.payment(25, []);
    const target = { entity: 'Payment', id: idOf(payment) };
    desk.act({ act: 'matchToBank', ...target });
    const sparse = { ...version(payment), sparse: true };
    expect(verdict(desk.post('/payment', sparse, 'operation=update&include=void'))).toBe('400 6450');
    expect(verdict(desk.post('/payment', version(payment), 'operation=delete'))).toBe('400 6480');
    expect(verdict(desk.post('/payment', { ...sparse, PrivateNote: 'x' }))).toBe('200');
    desk.act({ act: 'unmatchFromBank', ...target });
    const now = version(desk.read('Payment', idOf(payment)));
    expect(verdict(desk.post('/payment', now, 'operation=delete'))).toBe('200');
  });
});

describe('a smaller plan', () => {
  const vendor = { DisplayName: 'Rope & Sons' };
  const stock = { Name: 'Rope', Type: 'Inventory', IncomeAccountRef: { value: '79' } };

  test.each([
    ['SimpleStart', '/bill', { VendorRef: { value: '3' } }, '400 5030'],
    ['SimpleStart', '/class', { Name: 'North' }, '400 5030'],
    ['SimpleStart', '/invoice', salesForm(1), '200'],
    ['Essentials', '/item', stock, '400 5030'],
    ['Essentials', '/bill', { VendorRef: { value: '3' } }, '400 6000'],
    ['Plus', '/class', { Name: 'North' }, '200'],
  ] as const)('%s: %s', (plan, resource, body, expected) => {
    const desk = openDesk();
    desk.post('/vendor', vendor);
    desk.knobs().plan = plan;
    expect(verdict(desk.post(resource, body))).toBe(expected);
    expect(JSON.stringify(desk.get('/companyinfo').body)).toContain(
      `QuickBooks Online ${plan === 'SimpleStart' ? 'Simple Start' : plan}`,
    );
  });
});

describe('names', () => {
  test("are merged: everything of the loser is the winner's, and the loser is gone", () => {
    const desk = openDesk();
    const invoice = desk.invoice(9);
    desk.changes();
    desk.act({ act: 'merge', entity: 'Customer', winnerId: '2', loserId: '1' });
    expect(desk.read('Invoice', idOf(invoice)).CustomerRef).toEqual({ value: '2', name: 'Ben' });
    expect(desk.read('Customer', '2').Balance).toBe(9);
    expect(verdict(desk.get('/customer/1'))).toBe('400 610');
    expect(verdict(desk.post('/invoice', salesForm(1)))).toBe('400 610');
    expect(desk.changes().at(-1)).toMatchObject({
      entity: 'Customer',
      operation: 'Merge',
      id: '2',
      deletedId: '1',
    });
  });

  test('become inactive, active and others', () => {
    const desk = openDesk();
    desk.act({ act: 'makeInactive', entity: 'Item', id: '2' });
    expect(desk.read('Item', '2').Name).toBe('Hours (deleted)');
    desk.act({ act: 'makeActive', entity: 'Item', id: '2' });
    desk.act({ act: 'rename', entity: 'Item', id: '2', name: 'Time' });
    expect(desk.read('Item', '2')).toMatchObject({ Name: 'Time', Active: true, SyncToken: '3' });
  });
});

describe('preferences and company', () => {
  test('can be read; preferences are changed group by group', () => {
    const desk = openDesk({ country: 'NL', multiCurrency: true });
    expect(desk.get(`/companyinfo/${realmId}`).body).toMatchObject({
      CompanyInfo: { CompanyName: 'Harbour Lights', Country: 'NL', Id: '1' },
    });
    desk.act({ act: 'setPreferences', preferences: { SalesFormsPrefs: { AllowDiscount: false } } });
    expect(desk.get('/preferences').body).toMatchObject({
      Preferences: {
        SyncToken: '1',
        SalesFormsPrefs: { AllowDiscount: false, AllowEstimates: true },
        CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: { value: 'EUR' } },
      },
    });
    expect(log(desk)).toEqual(['Update Preferences 1']);
  });

  test('a fresh company can work', () => {
    const desk = openDesk();
    const rows = (entity: string) =>
      objectsAt(objectAt(desk.query(`select * from ${entity}`), 'QueryResponse'), entity);
    const names = (entity: string) => rows(entity).map((row) => row.Name);
    expect(names('Account')).toEqual(
      expect.arrayContaining(['Checking', 'Undeposited Funds', 'Accounts Receivable (A/R)']),
    );
    expect(names('Item')).toEqual(['Hours', 'Product', 'Services']);
    expect(rows('TaxCode').map((row) => row.Id)).toEqual(expect.arrayContaining(['TAX', 'NON', '2', '3']));
    expect(names('Term')).toContain('Net 30');
    expect(names('PaymentMethod')).toContain('Cash');
    expect(desk.changes()).toEqual([]);
  });
});
