// Purchases and bills: money spent or owed, whose lines name accounts or items.
import { amountAt, amountOf, sum, written, type Amount } from './amounts.ts';
import { checkAccountCurrency, checkAccountType } from './accounts.ts';
import { countryOf, find, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { has, objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import type { Preparation, Prepared } from './preparation.ts';
import { taxOf, type TaxResult } from './tax.ts';
import { dueDate } from './terms.ts';
import { nameValue } from './view.ts';

// The leaked type numbers, as read from recorded purchases.
const purchaseTypes: Readonly<Record<string, string>> = { Cash: '31', Check: '3', CreditCard: '1' };
const creditCardCredit = '11';

/** Completes a purchase: an expense, a check or a card charge. */
export const preparePurchase = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const type = textAt(fields, 'PaymentType');
  // Measured: also a sparse update has to name the type again.
  if (!has(preparation.sent, 'PaymentType') || type === undefined)
    return { fault: faults.required('PaymentType') };
  if (purchaseTypes[type] === undefined) return { fault: faults.badEnumeration('PaymentType', type) };
  if (refAt(fields, 'AccountRef') === undefined) return { fault: faults.required('AccountRef') };
  const fault = checkSource(company, fields, type) ?? checkLines(company, fields);
  if (fault !== undefined) return { fault };
  const money = moneyOf(company, preparation);
  if ('fault' in money) return money;
  const credit = type === 'CreditCard' ? fields.Credit === true : undefined;
  const number = credit === true ? creditCardCredit : (purchaseTypes[type] ?? '');
  return {
    fields: {
      ...without(fields, 'HomeTotalAmt', 'Credit'),
      Credit: credit,
      PrintStatus: type === 'Check' ? (fields.PrintStatus ?? 'NotSet') : fields.PrintStatus,
      PurchaseEx: { any: [nameValue('TxnType', number)] },
      ...money.fields,
    },
  };
};

/** Completes a bill. */
export const prepareBill = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  if (!has(preparation.sent, 'VendorRef')) return { fault: faults.required('VendorRef') };
  const fault = checkLines(company, fields);
  if (fault !== undefined) return { fault };
  const money = moneyOf(company, preparation);
  if ('fault' in money) return money;
  return {
    fields: {
      ...without(fields, 'HomeTotalAmt', 'LinkedTxn', 'Balance', 'HomeBalance'),
      DueDate: dueDate(company, fields),
      ...money.fields,
    },
  };
};

const checkSource = (company: Company, fields: JsonObject, type: string): Fault | undefined => {
  const id = refAt(fields, 'AccountRef');
  const allowed = type === 'CreditCard' ? ['Credit Card'] : ['Bank', 'Other Current Asset'];
  return checkAccountType(company, id, allowed) ?? checkAccountCurrency(company, id, fields);
};

const checkLines = (company: Company, fields: JsonObject): Fault | undefined => {
  const lines = objectsAt(fields, 'Line');
  if (lines.length === 0) return faults.business('You must set a transaction amount.');
  for (const line of lines) {
    const type = textAt(line, 'DetailType');
    if (type === undefined) return faults.required('Line.DetailType');
    if (amountAt(line, 'Amount') === undefined) return faults.required('Line.Amount');
    const detail = objectAt(line, type);
    const isItem = type === 'ItemBasedExpenseLineDetail';
    const target = isItem ? 'ItemRef' : 'AccountRef';
    if (refAt(detail, target) === undefined) return faults.required(target);
    const fault = isItem ? undefined : checkLedgerAccount(company, fields, detail);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

// Receivables belong to a customer and payables to a vendor, and there is one such account for each currency.
const checkLedgerAccount = (
  company: Company,
  fields: JsonObject,
  detail: JsonObject | undefined,
): Fault | undefined => {
  const account = find(company, 'Account', refAt(detail, 'AccountRef') ?? '');
  const type = textAt(account?.fields, 'AccountType');
  if (account === undefined || (type !== 'Accounts Receivable' && type !== 'Accounts Payable'))
    return undefined;
  const wanted = type === 'Accounts Receivable' ? 'customer' : 'vendor';
  const payee = textAt(objectAt(fields, 'EntityRef'), 'type')?.toLowerCase();
  const named = payee === wanted || has(fields, wanted === 'customer' ? 'CustomerRef' : 'VendorRef');
  if (!named) return faults.business(`When you use ${type}, you must choose a ${wanted} in the Name field.`);
  return refAt(account.fields, 'CurrencyRef') === refAt(fields, 'CurrencyRef')
    ? undefined
    : faults.business(`The ${type} account must be in the currency of the transaction.`);
};

// Lines, tax and total. In the US expenses carry no sales tax; a total that is sent is added all the same.
const moneyOf = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const lines = objectsAt(fields, 'Line');
  const amounts = lines.map((line) => amountOf(line, 'Amount'));
  if (countryOf(company.settings) === 'US' || company.settings.usingSalesTax === false) {
    const tax = amountOf(objectAt(fields, 'TxnTaxDetail'), 'TotalTax');
    const TotalAmt = written(sum(amounts).plus(tax));
    return { fields: { Line: shownLines(company, lines, amounts), TotalAmt } };
  }
  const tax = taxOfLines(company, preparation, amounts);
  if ('fault' in tax) return tax;
  return {
    fields: {
      GlobalTaxCalculation: tax.calculation,
      Line: shownLines(company, lines, tax.nets),
      TxnTaxDetail: tax.detail,
      TotalAmt: written(sum(tax.nets).plus(tax.total)),
    },
  };
};

const taxOfLines = (company: Company, preparation: Preparation, amounts: readonly Amount[]): TaxResult => {
  const { fields, sent } = preparation;
  const lines = objectsAt(fields, 'Line').map((line, index) => {
    const detail = objectAt(line, textAt(line, 'DetailType') ?? '');
    const amount = amountAt(detail, 'TaxInclusiveAmt') ?? amounts[index] ?? amountOf(line, 'Amount');
    return { amount, taxCode: refAt(detail, 'TaxCodeRef') };
  });
  const currency = refAt(fields, 'CurrencyRef') ?? company.homeCurrency;
  const sentDetail = objectAt(sent, 'TxnTaxDetail');
  return taxOf(company, { lines, discount: sum([]), currency, fields, sentDetail });
};

const shownLines = (
  company: Company,
  lines: readonly JsonObject[],
  nets: readonly Amount[],
): readonly JsonObject[] =>
  lines.map((line, index) => {
    const type = textAt(line, 'DetailType') ?? '';
    const untaxed = countryOf(company.settings) === 'US' ? { TaxCodeRef: { value: 'NON' } } : {};
    const detail = { BillableStatus: 'NotBillable', ...untaxed, ...objectAt(line, type) };
    const Id = textAt(line, 'Id') ?? String(index + 1);
    return { ...line, Id, Amount: written(nets[index] ?? sum([])), [type]: detail, CustomExtensions: [] };
  });
