// Acts of a user in the QuickBooks UI: what happens to the books without the API being asked.
import { amountAt, smaller } from './amounts.ts';
import { find, type Company, type Row } from './company.ts';
import type { UiAct } from './contract.ts';
import { applyCredit } from './effects.ts';
import { knownKind } from './entities.ts';
import { without, type JsonObject } from './json.ts';
import { openAmount } from './links.ts';
import { mergeInto } from './merges.ts';
import { mergePreferences } from './preferences.ts';
import { view } from './view.ts';
import { write, type WriteRequest } from './write.ts';

/** Does an act; gives the object it made or changed. An act the UI would refuse is a mistake of the script. */
export const doAct = (company: Company, act: UiAct): unknown => {
  switch (act.act) {
    case 'create':
      return done(company, { entity: act.entity, operation: 'save', body: act.object });
    case 'edit':
      return edit(company, act.entity, act.id, act.fields);
    case 'copy':
      return done(company, {
        entity: act.entity,
        operation: 'save',
        body: copied(rowOf(company, act.entity, act.id)),
      });
    case 'void':
    case 'delete':
      return done(company, {
        entity: act.entity,
        operation: act.act,
        body: version(company, act.entity, act.id),
      });
    case 'makeInactive':
      return edit(company, act.entity, act.id, { Active: false });
    case 'makeActive':
      return edit(company, act.entity, act.id, { Active: true });
    case 'rename':
      return edit(company, act.entity, act.id, {
        [knownKind(act.entity).nameScope?.field ?? 'Name']: act.name,
      });
    case 'merge':
      return mergeInto(
        company,
        rowOf(company, act.entity, act.winnerId),
        rowOf(company, act.entity, act.loserId),
      );
    case 'receivePayment':
    case 'applyCredit':
    case 'depositPayments':
      return moveMoney(company, act);
    case 'closeBooks':
    case 'reopenBooks':
    case 'cancelSubscription':
    case 'restoreSubscription':
    case 'setPreferences':
      return administer(company, act);
  }
};

type MoneyAct = Extract<UiAct, { act: 'receivePayment' | 'applyCredit' | 'depositPayments' }>;

const moveMoney = (company: Company, act: MoneyAct): unknown => {
  switch (act.act) {
    case 'receivePayment':
      return receivePayment(company, act);
    case 'applyCredit': {
      const invoice = rowOf(company, 'Invoice', act.invoiceId);
      const credit = rowOf(company, 'CreditMemo', act.creditMemoId);
      const most = smaller(openAmount(company, invoice), openAmount(company, credit));
      const amount = smaller(most, amountAt({ amount: act.amount }, 'amount') ?? most);
      if (amount.lte(0)) throw new Error('There is nothing left to apply.');
      return view(company, applyCredit(company, invoice, credit, amount));
    }
    case 'depositPayments':
      return depositPayments(company, act.paymentIds, act.accountId ?? '35');
  }
};

type AdminAct = Extract<
  UiAct,
  { act: 'closeBooks' | 'reopenBooks' | 'cancelSubscription' | 'restoreSubscription' | 'setPreferences' }
>;

const administer = (company: Company, act: AdminAct): unknown => {
  switch (act.act) {
    case 'closeBooks': {
      company.state = {
        ...company.state,
        closedThrough: act.date,
        closedWithPassword: act.password ?? false,
      };
      return shownPreferences(company, { AccountingInfoPrefs: { BookCloseDate: act.date } });
    }
    case 'reopenBooks': {
      company.state = { ...company.state, closedThrough: undefined, closedWithPassword: false };
      return shownPreferences(company, { AccountingInfoPrefs: { BookCloseDate: undefined } });
    }
    case 'cancelSubscription':
    case 'restoreSubscription':
      company.state = { ...company.state, subscriptionEnded: act.act === 'cancelSubscription' };
      return undefined;
    case 'setPreferences':
      return shownPreferences(company, act.preferences);
  }
};

const shownPreferences = (company: Company, preferences: JsonObject): JsonObject =>
  view(company, mergePreferences(company, preferences, 'ui'));

const rowOf = (company: Company, entity: string, id: string): Row => {
  const row = find(company, knownKind(entity).name, id);
  if (row === undefined) throw new Error(`There is no ${entity} ${id} in the books.`);
  return row;
};

const version = (company: Company, entity: string, id: string): JsonObject => ({
  Id: id,
  SyncToken: String(rowOf(company, entity, id).syncToken),
});

const edit = (company: Company, entity: string, id: string, fields: JsonObject): unknown => {
  const row = rowOf(company, entity, id);
  // The API wants some members again even in a sparse update; the form in the UI always sends them.
  const again = { PaymentType: row.fields.PaymentType, VendorRef: row.fields.VendorRef };
  const whole = entity === 'Purchase' || entity === 'Bill' ? without(again) : {};
  return done(company, {
    entity,
    operation: 'save',
    body: { ...whole, ...fields, ...version(company, entity, id), sparse: true },
  });
};

const done = (company: Company, request: Omit<WriteRequest, 'origin'>): unknown => {
  const entity = knownKind(request.entity).name;
  const outcome = write(company, { ...request, entity, origin: { by: 'ui' } });
  if ('fault' in outcome) throw new Error(`${outcome.fault.code}: ${outcome.fault.detail}`);
  return outcome.shown[entity];
};

// A copy takes the memo along, and with it any marker an integration has left there.
const copied = (row: Row): JsonObject => ({
  ...without(row.fields, 'DocNumber', 'LinkedTxn', 'DeliveryInfo', 'PurchaseEx', 'Deposit', 'EmailStatus'),
});

const receivePayment = (company: Company, act: Extract<UiAct, { act: 'receivePayment' }>): unknown => {
  const invoice = rowOf(company, 'Invoice', act.invoiceId);
  const amount = act.amount ?? openAmount(company, invoice).toNumber();
  const account = act.depositToAccountId;
  return done(company, {
    entity: 'Payment',
    operation: 'save',
    body: {
      CustomerRef: invoice.fields.CustomerRef,
      CurrencyRef: invoice.fields.CurrencyRef,
      ExchangeRate: invoice.fields.ExchangeRate,
      TotalAmt: amount,
      TxnDate: act.date,
      DepositToAccountRef: account === undefined ? undefined : { value: account },
      Line: [{ Amount: amount, LinkedTxn: [{ TxnId: invoice.id, TxnType: 'Invoice' }] }],
    },
  });
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
