// Money in the hands of a user: received, applied, brought to the bank, paid out.
import { done, edit, rowOf } from './act-writes.ts';
import { amountAt, smaller, written, type Amount } from './amounts.ts';
import type { Company, Row } from './company.ts';
import type { UiAct } from './contract.ts';
import { applyCredit } from './effects.ts';
import type { JsonObject } from './json.ts';
import { linksOf, openAmount, unapplied } from './links.ts';
import { asLine } from './payments.ts';
import { view } from './view.ts';

export type MoneyAct = Extract<
  UiAct,
  { act: 'receivePayment' | 'applyCredit' | 'applyPayment' | 'payBill' | 'depositPayments' }
>;

export const moveMoney = (company: Company, act: MoneyAct): unknown => {
  switch (act.act) {
    case 'receivePayment':
      return receivePayment(company, act);
    case 'applyCredit': {
      const invoice = rowOf(company, 'Invoice', act.invoiceId);
      const credit = rowOf(company, 'CreditMemo', act.creditMemoId);
      const most = smaller(openAmount(company, invoice), openAmount(company, credit));
      return view(company, applyCredit(company, invoice, credit, atMost(act.amount, most)));
    }
    case 'applyPayment':
      return applyPayment(company, act);
    case 'payBill':
      return payBill(company, act);
    case 'depositPayments':
      return depositPayments(company, act.paymentIds, act.accountId ?? '35');
  }
};

type Act<Name extends MoneyAct['act']> = Extract<MoneyAct, { act: Name }>;

const receivePayment = (company: Company, act: Act<'receivePayment'>): unknown => {
  const invoice = rowOf(company, 'Invoice', act.invoiceId);
  const amount = act.amount ?? openAmount(company, invoice).toNumber();
  const account = act.depositToAccountId;
  return done(company, {
    entity: 'Payment',
    operation: 'save',
    body: {
      CustomerRef: invoice.fields.CustomerRef,
      ...currencyOf(invoice),
      TotalAmt: amount,
      TxnDate: act.date,
      DepositToAccountRef: account === undefined ? undefined : { value: account },
      Line: [{ Amount: amount, LinkedTxn: [{ TxnId: invoice.id, TxnType: 'Invoice' }] }],
    },
  });
};

const currencyOf = ({ fields }: Row): JsonObject => ({
  CurrencyRef: fields.CurrencyRef,
  ExchangeRate: fields.ExchangeRate,
});

// Money that lies on the customer without a purpose is given one.
const applyPayment = (company: Company, act: Act<'applyPayment'>): unknown => {
  const payment = rowOf(company, 'Payment', act.paymentId);
  const invoice = rowOf(company, 'Invoice', act.invoiceId);
  const most = smaller(openAmount(company, invoice), unapplied(company, payment.fields));
  const link = { id: invoice.id, type: 'Invoice', amount: atMost(act.amount, most) };
  return edit(company, 'Payment', payment.id, { Line: [...linksOf(payment.fields), link].map(asLine) });
};

const payBill = (company: Company, act: Act<'payBill'>): unknown => {
  const bill = rowOf(company, 'Bill', act.billId);
  const amount = atMost(act.amount, openAmount(company, bill));
  return done(company, {
    entity: 'BillPayment',
    operation: 'save',
    body: {
      VendorRef: bill.fields.VendorRef,
      ...currencyOf(bill),
      PayType: 'Check',
      CheckPayment: { BankAccountRef: { value: act.accountId ?? '35' } },
      TotalAmt: written(amount),
      Line: [asLine({ id: bill.id, type: 'Bill', amount })],
    },
  });
};

const atMost = (wanted: number | undefined, most: Amount): Amount => {
  const amount = smaller(most, amountAt({ wanted }, 'wanted') ?? most);
  if (amount.lte(0)) throw new Error('There is nothing left to apply.');
  return amount;
};

const depositPayments = (company: Company, ids: readonly string[], account: string): unknown => {
  const payments = ids.map((id) => rowOf(company, 'Payment', id));
  const [first] = payments;
  return done(company, {
    entity: 'Deposit',
    operation: 'save',
    body: {
      DepositToAccountRef: { value: account },
      CurrencyRef: first?.fields.CurrencyRef,
      Line: payments.map((payment) => ({
        Amount: payment.fields.TotalAmt,
        LinkedTxn: [{ TxnId: payment.id, TxnType: 'Payment', TxnLineId: '0' }],
      })),
    },
  });
};
