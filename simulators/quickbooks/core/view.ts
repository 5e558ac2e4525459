// How an object is shown: stored fields with names, token, times, and everything that is calculated from links.
import { amountAt, amountOf, currencyName, rounded, written, zero, type Amount } from './amounts.ts';
import { keyOf, tableOf, type Company, type Row } from './company.ts';
import { has, objectAt, objectsAt, refAt, textAt, type JsonObject } from './json.ts';
import {
  appliedTo,
  appliesMoney,
  balanceWithJobs,
  customerBalance,
  linksOf,
  openAmount,
  unapplied,
  vendorBalance,
} from './links.ts';
import { addressesOf } from './file-addresses.ts';
import { levelOf } from './names.ts';
import { paymentsOn } from './payments.ts';
import { withNames } from './refs.ts';
import { objectTime } from './times.ts';

/** The object as reads, queries and write answers show it. */
export const view = (company: Company, row: Row): JsonObject => {
  if (row.entity === 'ExchangeRate') return rateView(row);
  const shown = withNames(company, row.fields);
  const currency = refAt(row.fields, 'CurrencyRef');
  return {
    domain: 'QBO',
    sparse: false,
    ...(row.voided && row.entity === 'Purchase' ? { status: 'Voided' } : {}),
    Id: row.id,
    SyncToken: String(row.syncToken),
    MetaData: metaData(company, row),
    ...shown,
    ...(currency === undefined ? {} : { CurrencyRef: { value: currency, name: currencyName(currency) } }),
    ...computed(company, row),
  };
};

// Recorded rates have no id and no token: they are known by currency and day.
const rateView = (row: Row): JsonObject => ({
  ...row.fields,
  MetaData: { LastUpdatedTime: objectTime(row.updatedAt) },
});

// Measured: invoices tell who changed them last, payments and credit memos do not.
const metaData = (company: Company, row: Row): JsonObject => ({
  CreateTime: objectTime(row.createdAt),
  ...(row.entity === 'Invoice' ? { LastModifiedByRef: { value: company.settings.realmId } } : {}),
  LastUpdatedTime: objectTime(row.updatedAt),
});

const computed = (company: Company, row: Row): JsonObject => {
  switch (row.entity) {
    case 'Invoice':
      return { ...balances(company, row), LinkedTxn: invoiceLinks(company, row), ...home(company, row) };
    case 'CreditMemo':
      return {
        ...balances(company, row),
        RemainingCredit: written(openAmount(company, row)),
        ...home(company, row),
      };
    case 'Payment':
      return { ...paymentView(company, row), ...home(company, row) };
    case 'Customer':
      return {
        Balance: written(customerBalance(company, row.id)),
        BalanceWithJobs: written(balanceWithJobs(company, row.id)),
        ...level(company, row),
      };
    case 'Vendor':
      return { Balance: written(vendorBalance(company, row.id)) };
    case 'Item':
      return level(company, row);
    case 'Bill':
      return { ...balances(company, row), LinkedTxn: billLinks(company, row), ...home(company, row) };
    case 'SalesReceipt':
      return { ...depositLink(company, row), ...home(company, row) };
    case 'Attachable':
      return addressesOf(company, row);
    case 'CompanyInfo':
      return { NameValue: subscription(company, row) };
    case 'Preferences': {
      const forms = objectAt(row.fields, 'SalesFormsPrefs');
      return { SalesFormsPrefs: { ...forms, AutoApplyCredit: company.knobs.autoApplyCredit } };
    }
    default:
      return home(company, row);
  }
};

// Recorded objects at the top have no level.
const level = (company: Company, row: Row): JsonObject =>
  has(row.fields, 'ParentRef') ? { Level: levelOf(company, row) } : {};

const subscription = (company: Company, row: Row): readonly JsonObject[] => {
  const plan = company.knobs.plan === 'SimpleStart' ? 'Simple Start' : company.knobs.plan;
  return objectsAt(row.fields, 'NameValue').map((pair) =>
    pair.Name === 'OfferingSku' ? { ...pair, Value: `QuickBooks Online ${plan}` } : pair,
  );
};

const balances = (company: Company, row: Row): JsonObject => {
  const open = openAmount(company, row);
  if (company.settings.multiCurrency !== true) return { Balance: written(open) };
  return { Balance: written(open), HomeBalance: written(inHome(company, row, open)) };
};

const inHome = (company: Company, row: Row, amount: Amount): Amount =>
  rounded(amount.times(amountAt(row.fields, 'ExchangeRate') ?? 1), company.homeCurrency);

const home = (company: Company, row: Row): JsonObject =>
  company.settings.multiCurrency === true && row.fields.TotalAmt !== undefined
    ? { HomeTotalAmt: written(inHome(company, row, amountOf(row.fields, 'TotalAmt'))) }
    : {};

// The payments of an invoice, the latest first; links to estimates are stored with the invoice.
const invoiceLinks = (company: Company, row: Row): readonly JsonObject[] => {
  const payments = [...(company.indexes.applied.get(keyOf(row.entity, row.id))?.keys() ?? [])].reverse();
  return [
    ...payments.map((id) => ({ TxnId: id, TxnType: 'Payment' })),
    ...objectsAt(row.fields, 'LinkedTxn').filter((linked) => linked.TxnType === 'Estimate'),
  ];
};

const billLinks = (company: Company, row: Row): readonly JsonObject[] =>
  paymentsOn(company, keyOf(row.entity, row.id)).map((payment) => ({
    TxnId: payment.id,
    TxnType: payment.fields.PayType === 'CreditCard' ? 'BillPaymentCreditCard' : 'BillPaymentCheck',
  }));

const paymentView = (company: Company, row: Row): JsonObject => ({
  UnappliedAmt: written(row.voided ? zero : unapplied(company, row.fields)),
  // Where payments go is shown without its name.
  DepositToAccountRef: row.fields.DepositToAccountRef,
  Line: linksOf(row.fields).map((link) => {
    const target = tableOf(company.rows, link.entity).get(link.id);
    const open = target === undefined ? zero : openAmount(company, target, row.id);
    return {
      Amount: written(link.amount),
      LinkedTxn: [{ TxnId: link.id, TxnType: link.type }],
      LineEx: lineDebris({
        txnId: link.id,
        txnOpenBalance: open.toFixed(2),
        txnReferenceNumber: textAt(target?.fields, 'DocNumber') ?? '',
      }),
    };
  }),
  ...depositLink(company, row),
});

// What leaks of the server's XML binding into every payment line.
const lineDebris = (values: Readonly<Record<string, string>>): JsonObject => ({
  any: Object.entries(values).map(([name, value]) => nameValue(name, value)),
});

/** One name and value in the form the XML binding leaks it. */
export const nameValue = (name: string, value: string): JsonObject => ({
  name: '{http://schema.intuit.com/finance/v3}NameValue',
  declaredType: 'com.intuit.schema.finance.v3.NameValue',
  scope: 'javax.xml.bind.JAXBElement$GlobalScope',
  value: { Name: name, Value: value },
  nil: false,
  globalScope: true,
  typeSubstituted: false,
});

const depositLink = (company: Company, row: Row): JsonObject => {
  const deposit = company.indexes.deposited.get(keyOf(row.entity, row.id));
  return deposit === undefined ? {} : { LinkedTxn: [{ TxnId: deposit, TxnType: 'Deposit' }] };
};

/** What is left of a deleted object in a delete answer. */
export const deletedView = (entity: string, id: string): JsonObject => ({
  [entity]: { domain: 'QBO', status: 'Deleted', Id: id },
});

/** Whether payments are applied to an object, or the object is a payment that is applied. */
export const isLinked = (company: Company, row: Row): boolean =>
  appliesMoney(row.entity)
    ? false
    : appliedTo(company, keyOf(row.entity, row.id)).gt(0) ||
      company.indexes.deposited.has(keyOf(row.entity, row.id));
