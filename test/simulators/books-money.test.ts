// Links and balances: payments, credits, overpayments, deposits, and what undoing each of them gives back.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { idOf, linkLine, openDesk, shown, verdict, version, type Desk, type Link } from './books-support.ts';

const balanceOf = (desk: Desk, id: string) => desk.read('Invoice', id).Balance;
const tokenOf = (desk: Desk, id: string) => desk.read('Invoice', id).SyncToken;
const customer = (desk: Desk, id = '1') => desk.read('Customer', id).Balance;

describe('a payment', () => {
  test('goes to undeposited funds, unapplied, without a link', () => {
    const desk = openDesk();
    expect(desk.payment(25.5, [])).toMatchObject({
      TotalAmt: 25.5,
      UnappliedAmt: 25.5,
      Line: [],
      DepositToAccountRef: { value: '4' },
      ProcessPayment: false,
    });
    expect(customer(desk)).toBe(-25.5);
  });

  test('lowers the balance, bumps the invoice and is a change of it too', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(80));
    desk.changes();
    desk.wait(5000);
    const payment = desk.payment(30, [['Invoice', id, 30]]);
    expect(payment.UnappliedAmt).toBe(0);
    expect(objectsAt(payment, 'Line')[0]).toMatchObject({
      Amount: 30,
      LinkedTxn: [{ TxnId: id, TxnType: 'Invoice' }],
    });
    const invoice = desk.read('Invoice', id);
    expect(invoice).toMatchObject({
      Balance: 50,
      TotalAmt: 80,
      SyncToken: '1',
      LinkedTxn: [{ TxnId: idOf(payment), TxnType: 'Payment' }],
      MetaData: { CreateTime: '2026-08-03T09:20:30-07:00', LastUpdatedTime: '2026-08-03T09:20:35-07:00' },
    });
    expect(desk.changes().map((change) => `${change.operation} ${change.entity}`)).toEqual([
      'Create Payment',
      'Update Invoice',
    ]);
    expect(customer(desk)).toBe(50);
  });

  test('leaks the open balance and number of the invoice in its line', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(80));
    const line = objectsAt(desk.payment(30, [['Invoice', id, 30]]), 'Line')[0];
    const values = objectsAt(objectAt(line, 'LineEx'), 'any').map((one) => objectAt(one, 'value'));
    expect(values).toEqual([
      { Name: 'txnId', Value: id },
      { Name: 'txnOpenBalance', Value: '80.00' },
      { Name: 'txnReferenceNumber', Value: '1001' },
    ]);
  });

  test('pays several invoices, shows the latest payment of an invoice first', () => {
    const desk = openDesk();
    const [one, two] = [idOf(desk.invoice(10)), idOf(desk.invoice(20))];
    const first = idOf(
      desk.payment(25, [
        ['Invoice', one, 10],
        ['Invoice', two, 15],
      ]),
    );
    const second = idOf(desk.payment(5, [['Invoice', two, 5]]));
    expect([balanceOf(desk, one), balanceOf(desk, two)]).toEqual([0, 0]);
    const links = objectsAt(desk.read('Invoice', two), 'LinkedTxn').map((link) => link.TxnId);
    expect(links).toEqual([second, first]);
  });

  test.each<readonly [title: string, total: number, applied: number, unapplied: number]>([
    ['more money than invoice', 100, 60, 40],
    ['more applied than open', 100, 100, 40],
  ])('keeps the rest unapplied: %s', (_title, total, applied, unapplied) => {
    const desk = openDesk();
    const id = idOf(desk.invoice(60));
    const payment = desk.payment(total, [['Invoice', id, applied]]);
    expect(payment.UnappliedAmt).toBe(unapplied);
    expect(balanceOf(desk, id)).toBe(0);
    expect(customer(desk)).toBe(-40);
  });

  test('of another customer is wholly unapplied, without a word', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(60));
    const payment = desk.payment(60, [['Invoice', id, 60]], { CustomerRef: { value: '2' } });
    expect(payment).toMatchObject({ UnappliedAmt: 60, Line: [] });
    expect([balanceOf(desk, id), tokenOf(desk, id)]).toEqual([60, '0']);
  });

  test.each<readonly [title: string, link: Link, expected: string]>([
    ['something that is not there', ['Invoice', '99', 10], '400 610'],
    ['a kind that cannot be paid', ['Estimate', '1', 10], '400 620'],
    ['more than the payment', ['Invoice', '1', 11], '400 6000'],
  ])('cannot link to %s', (_title, link, expected) => {
    const desk = openDesk();
    desk.invoice(50);
    const body = { CustomerRef: { value: '1' }, TotalAmt: 10, Line: [linkLine(link)] };
    expect(verdict(desk.post('/payment', body))).toBe(expected);
  });

  test('keeps its lines when only the memo changes, and the invoice stays as it is', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(60));
    const payment = desk.payment(60, [['Invoice', id, 60]]);
    const memo = desk.post('/payment', { ...version(payment), sparse: true, PrivateNote: 'seen' });
    expect(shown('Payment', memo)).toMatchObject({ SyncToken: '1', UnappliedAmt: 0, PrivateNote: 'seen' });
    expect(tokenOf(desk, id)).toBe('1');
  });

  test('cannot change its amount without its lines', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(60));
    const payment = desk.payment(60, [['Invoice', id, 60]]);
    expect(verdict(desk.post('/payment', { ...version(payment), sparse: true, TotalAmt: 70 }))).toBe(
      '400 2020',
    );
  });

  test('moves from one invoice to another: both are bumped', () => {
    const desk = openDesk();
    const [one, two] = [idOf(desk.invoice(10)), idOf(desk.invoice(10))];
    const payment = desk.payment(10, [['Invoice', one, 10]]);
    desk.post('/payment', { ...version(payment), sparse: true, Line: [linkLine(['Invoice', two, 10])] });
    expect([balanceOf(desk, one), balanceOf(desk, two)]).toEqual([10, 0]);
    expect([tokenOf(desk, one), tokenOf(desk, two)]).toEqual(['2', '1']);
  });

  test('makes a cached token of the invoice stale', () => {
    const desk = openDesk();
    const invoice = desk.invoice(10);
    desk.payment(5, [['Invoice', idOf(invoice), 5]]);
    expect(verdict(desk.post('/invoice', { ...version(invoice), sparse: true }))).toBe('400 5010');
  });

  test('cannot be linked from the side of the invoice', () => {
    const desk = openDesk();
    const payment = desk.payment(10, []);
    const invoice = desk.invoice(10, { LinkedTxn: [{ TxnId: idOf(payment), TxnType: 'Payment' }] });
    expect(invoice).toMatchObject({ Balance: 10, LinkedTxn: [] });
  });
});

describe('undoing', () => {
  const paid = () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(60));
    return { desk, id, payment: desk.payment(60, [['Invoice', id, 60]]) };
  };

  test.each<readonly [title: string, query: string, more: JsonObject]>([
    ['deleting', 'operation=delete', {}],
    ['voiding', 'operation=update&include=void', { sparse: true }],
  ])('%s a payment restores the balance', (_title, query, more) => {
    const { desk, id, payment } = paid();
    expect(verdict(desk.post('/payment', { ...version(payment), ...more }, query))).toBe('200');
    expect(desk.read('Invoice', id)).toMatchObject({ Balance: 60, SyncToken: '2', LinkedTxn: [] });
    expect(customer(desk)).toBe(60);
  });

  test('voiding a paid invoice leaves the payment unapplied', () => {
    const { desk, id, payment } = paid();
    desk.changes();
    expect(verdict(desk.post('/invoice', { Id: id, SyncToken: '1' }, 'operation=void'))).toBe('200');
    expect(desk.read('Payment', idOf(payment))).toMatchObject({ UnappliedAmt: 60, TotalAmt: 60, Line: [] });
    expect(customer(desk)).toBe(-60);
    expect(desk.changes().map((change) => `${change.operation} ${change.entity}`)).toEqual([
      'Void Invoice',
      'Update Payment',
    ]);
  });

  test('lowering a paid invoice leaves the difference unapplied', () => {
    const { desk, id, payment } = paid();
    const [line] = objectsAt(desk.read('Invoice', id), 'Line');
    const body = { Id: id, SyncToken: '1', sparse: true, Line: [{ ...line, Amount: 45.25 }] };
    expect(shown('Invoice', desk.post('/invoice', body))).toMatchObject({ TotalAmt: 45.25, Balance: 0 });
    expect(desk.read('Payment', idOf(payment)).UnappliedAmt).toBe(14.75);
  });

  test('a linked invoice cannot be deleted, unless the knob says otherwise', () => {
    const { desk, id, payment } = paid();
    expect(verdict(desk.post('/invoice', { Id: id, SyncToken: '1' }, 'operation=delete'))).toBe('400 800');
    desk.knobs().deleteLinked = 'unlink';
    expect(verdict(desk.post('/invoice', { Id: id, SyncToken: '1' }, 'operation=delete'))).toBe('200');
    expect(desk.read('Payment', idOf(payment)).UnappliedAmt).toBe(60);
  });
});

describe('credits', () => {
  const withCredit = (invoice: number, credit: number) => {
    const desk = openDesk();
    return { desk, invoiceId: idOf(desk.invoice(invoice)), creditId: idOf(desk.credit(credit)) };
  };

  test('a payment of nothing applies a credit memo to an invoice', () => {
    const { desk, invoiceId, creditId } = withCredit(100, 40);
    expect(desk.read('CreditMemo', creditId)).toMatchObject({
      RemainingCredit: 40,
      Balance: 40,
      DocNumber: '1002',
    });
    const payment = desk.payment(0, [
      ['Invoice', invoiceId, 40],
      ['CreditMemo', creditId, 40],
    ]);
    expect(payment).toMatchObject({ TotalAmt: 0, UnappliedAmt: 0 });
    expect(payment.DepositToAccountRef).toBeUndefined();
    expect(desk.read('CreditMemo', creditId)).toMatchObject({
      RemainingCredit: 0,
      Balance: 0,
      SyncToken: '1',
    });
    expect(balanceOf(desk, invoiceId)).toBe(60);
    expect(customer(desk)).toBe(60);
  });

  test('money and credit can pay one invoice together', () => {
    const { desk, invoiceId, creditId } = withCredit(100, 40);
    const payment = desk.payment(70, [
      ['Invoice', invoiceId, 100],
      ['CreditMemo', creditId, 40],
    ]);
    expect(payment.UnappliedAmt).toBe(10);
    expect(balanceOf(desk, invoiceId)).toBe(0);
    expect(customer(desk)).toBe(-10);
  });

  test('voiding the invoice frees the credit again', () => {
    const { desk, invoiceId, creditId } = withCredit(100, 40);
    const payment = desk.payment(0, [
      ['Invoice', invoiceId, 40],
      ['CreditMemo', creditId, 40],
    ]);
    desk.post('/invoice', { Id: invoiceId, SyncToken: '1' }, 'operation=void');
    expect(desk.read('CreditMemo', creditId)).toMatchObject({ RemainingCredit: 40, SyncToken: '2' });
    expect(desk.read('Payment', idOf(payment))).toMatchObject({ TotalAmt: 0, UnappliedAmt: 0, Line: [] });
  });

  test('the setting applies them by a payment nobody asked for', () => {
    const desk = openDesk();
    desk.knobs().autoApplyCredit = true;
    const creditId = idOf(desk.credit(40));
    desk.changes();
    const invoice = desk.invoice(100);
    expect(invoice).toMatchObject({ Balance: 60, SyncToken: '1' });
    expect(desk.changes().map((change) => `${change.operation} ${change.entity}`)).toEqual([
      'Create Invoice',
      'Create Payment',
      'Update Invoice',
      'Update CreditMemo',
    ]);
    expect(desk.read('CreditMemo', creditId).RemainingCredit).toBe(0);
    const link = objectsAt(invoice, 'LinkedTxn')[0];
    expect(desk.read('Payment', textAt(link, 'TxnId') ?? '')).toMatchObject({
      TotalAmt: 0,
      PrivateNote: 'Created by QB Online to link credits to charges.',
    });
  });

  test('money paid back through a check is a charge a credit can settle', () => {
    const { desk, creditId } = withCredit(1, 40);
    const check = {
      PaymentType: 'Check',
      AccountRef: { value: '35' },
      EntityRef: { value: '1', type: 'Customer' },
      Line: [
        {
          Amount: 40,
          DetailType: 'AccountBasedExpenseLineDetail',
          AccountBasedExpenseLineDetail: { AccountRef: { value: '84' } },
        },
      ],
    };
    const id = idOf(shown('Purchase', desk.post('/purchase', check)));
    const payment = desk.payment(0, [
      ['Check', id, 40],
      ['CreditMemo', creditId, 40],
    ]);
    expect(payment).toMatchObject({ TotalAmt: 0, UnappliedAmt: 0 });
    expect(desk.read('CreditMemo', creditId).RemainingCredit).toBe(0);
    expect(customer(desk)).toBe(1);
  });
});

describe('deposits', () => {
  const deposited = () => {
    const desk = openDesk();
    const invoiceId = idOf(desk.invoice(60));
    const payment = desk.payment(60, [['Invoice', invoiceId, 60]]);
    const body = {
      DepositToAccountRef: { value: '35' },
      Line: [
        { Amount: 60, LinkedTxn: [{ TxnId: idOf(payment), TxnType: 'Payment', TxnLineId: '0' }] },
        { Amount: -1.85, DetailType: 'DepositLineDetail', DepositLineDetail: { AccountRef: { value: '9' } } },
      ],
    };
    return { desk, payment, deposit: shown('Deposit', desk.post('/deposit', body)) };
  };

  test('add up, and show on the payment without touching its token', () => {
    const { desk, payment, deposit } = deposited();
    expect(deposit).toMatchObject({
      TotalAmt: 58.15,
      DepositToAccountRef: { value: '35', name: 'Checking' },
    });
    expect(desk.read('Payment', idOf(payment))).toMatchObject({
      SyncToken: '0',
      LinkedTxn: [{ TxnId: idOf(deposit), TxnType: 'Deposit' }],
    });
  });

  test.each<readonly [title: string, query: string, more: JsonObject]>([
    ['changed', '', { sparse: true, PrivateNote: 'x' }],
    ['deleted', 'operation=delete', {}],
    ['voided', 'operation=update&include=void', { sparse: true }],
  ])('freeze the payment: it cannot be %s', (_title, query, more) => {
    const { desk, payment } = deposited();
    expect(verdict(desk.post('/payment', { ...version(payment), ...more }, query))).toBe('400 6540');
  });

  test('free the payment when they are deleted', () => {
    const { desk, payment, deposit } = deposited();
    expect(verdict(desk.post('/deposit', version(deposit), 'operation=delete'))).toBe('200');
    expect(verdict(desk.post('/payment', version(payment), 'operation=delete'))).toBe('200');
  });

  test('hold a payment only once', () => {
    const { desk, payment } = deposited();
    expect(() => desk.act({ act: 'depositPayments', paymentIds: [idOf(payment)] })).toThrow('620');
  });
});

describe('several currencies', () => {
  const abroad = () => {
    const desk = openDesk({ multiCurrency: true });
    const body = { DisplayName: 'Chloé', CurrencyRef: { value: 'EUR' } };
    const id = idOf(shown('Customer', desk.post('/customer', body)));
    return { desk, euro: { CustomerRef: { value: id }, CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.1 } };
  };

  test('show totals and balances in the home currency as well', () => {
    const { desk, euro } = abroad();
    const invoice = desk.invoice(99.99, euro);
    expect(invoice).toMatchObject({
      CurrencyRef: { value: 'EUR', name: 'Euro' },
      ExchangeRate: 1.1,
      TotalAmt: 99.99,
      HomeTotalAmt: 109.99,
      HomeBalance: 109.99,
    });
    desk.payment(49.99, [['Invoice', idOf(invoice), 49.99]], euro);
    expect(desk.read('Invoice', idOf(invoice))).toMatchObject({ Balance: 50, HomeBalance: 55 });
  });

  test('open a receivables account for each', () => {
    const { desk } = abroad();
    const found = desk.query("select * from Account where AccountType = 'Accounts Receivable'");
    expect(objectsAt(objectAt(found, 'QueryResponse'), 'Account').map((account) => account.Name)).toEqual([
      'Accounts Receivable (A/R)',
      'Accounts Receivable (A/R) - EUR',
    ]);
  });

  test('need a currency, the one of the customer, which never changes', () => {
    const { desk, euro } = abroad();
    const { CurrencyRef: _currency, ...without } = euro;
    const Line = desk.invoice(1, euro).Line;
    expect(verdict(desk.post('/invoice', { ...without, Line }))).toBe('400 2020');
    expect(verdict(desk.post('/invoice', { ...euro, Line, CurrencyRef: { value: 'USD' } }))).toBe('400 6000');
    const moved = { Id: '3', SyncToken: '0', sparse: true, CurrencyRef: { value: 'USD' } };
    expect(verdict(desk.post('/customer', moved))).toBe('400 6000');
  });

  test('take an exchange rate of 1 when none is sent', () => {
    const { desk, euro } = abroad();
    expect(desk.invoice(5, { ...euro, ExchangeRate: undefined })).toMatchObject({
      ExchangeRate: 1,
      HomeTotalAmt: 5,
    });
  });
});

describe('exchange rates', () => {
  const rate = (desk: Desk, query: string) => desk.get('/exchangerate', query);
  const day = (AsOfDate: string, Rate: number) => ({ SourceCurrencyCode: 'EUR', AsOfDate, Rate });

  test('are kept for a currency and a day, and good until the next', () => {
    const desk = openDesk({ multiCurrency: true });
    expect(rate(desk, 'sourcecurrencycode=EUR').body).toMatchObject({ ExchangeRate: { Rate: 1 } });
    desk.post('/exchangerate', day('2026-07-01', 1.1));
    desk.act({ act: 'setExchangeRate', currency: 'EUR', rate: 1.2, date: '2026-07-03' });
    const on = (date: string) => rate(desk, `sourcecurrencycode=EUR&asofdate=${date}`).body.ExchangeRate;
    expect(on('2026-07-02')).toEqual({
      ...day('2026-07-01', 1.1),
      TargetCurrencyCode: 'USD',
      MetaData: { LastUpdatedTime: '2026-08-03T09:20:30-07:00' },
    });
    expect(on('2026-07-04')).toMatchObject({ Rate: 1.2 });
    const found = desk.query(
      "select * from ExchangeRate where SourceCurrencyCode in ('EUR') and AsOfDate = '2026-07-03'",
    );
    expect(found).toMatchObject({ QueryResponse: { ExchangeRate: [{ Rate: 1.2 }] } });
    desk.post('/exchangerate', day('2026-07-03', 1.3));
    expect(on('2026-07-03')).toMatchObject({ Rate: 1.3 });
  });

  test('do not find their way into a transaction: without a rate it has 1', () => {
    const desk = openDesk({ multiCurrency: true });
    desk.post('/exchangerate', day('2026-07-01', 1.1));
    const euro = { DisplayName: 'C', CurrencyRef: { value: 'EUR' } };
    const id = idOf(shown('Customer', desk.post('/customer', euro)));
    const invoice = desk.invoice(5, { CustomerRef: { value: id }, CurrencyRef: { value: 'EUR' } });
    expect(invoice).toMatchObject({ ExchangeRate: 1 });
  });

  test.each<readonly [title: string, body: JsonObject, expected: string]>([
    ['without a currency', { Rate: 2 }, '400 2020'],
    ['of an unknown currency', { SourceCurrencyCode: 'QQQ', Rate: 2 }, '400 2220'],
    ['of nothing', { SourceCurrencyCode: 'EUR', Rate: 0 }, '400 2030'],
    ['without a rate', { SourceCurrencyCode: 'EUR' }, '400 2020'],
  ])('%s are refused', (_title, body, expected) => {
    expect(verdict(openDesk({ multiCurrency: true }).post('/exchangerate', body))).toBe(expected);
  });

  test('are for companies with several currencies', () => {
    expect(verdict(rate(openDesk(), 'sourcecurrencycode=EUR'))).toBe('400 5030');
  });
});
