// Purchases, bills, deposits and journal entries: transactions whose lines name accounts.
import { amountAt, amountOf, sum, written, zero, type Amount } from './amounts.ts';
import { checkAccountType, checkDepositAccount } from './accounts.ts';
import { countryOf, find, keyOf, tableOf, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { has, objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import type { Preparation, Prepared } from './preparation.ts';
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
  const allowed = type === 'CreditCard' ? ['Credit Card'] : ['Bank', 'Other Current Asset'];
  const fault = checkAccountType(company, refAt(fields, 'AccountRef'), allowed) ?? checkLines(fields);
  if (fault !== undefined) return { fault };
  const credit = type === 'CreditCard' ? fields.Credit === true : undefined;
  const number = credit === true ? creditCardCredit : (purchaseTypes[type] ?? '');
  return {
    fields: {
      ...without(fields, 'HomeTotalAmt', 'Credit'),
      Credit: credit,
      PrintStatus: type === 'Check' ? (fields.PrintStatus ?? 'NotSet') : fields.PrintStatus,
      PurchaseEx: { any: [nameValue('TxnType', number)] },
      Line: expenseLines(company, fields),
      TotalAmt: written(lineTotal(fields).plus(taxTotal(preparation))),
    },
  };
};

/** Completes a bill. */
export const prepareBill = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  if (!has(preparation.sent, 'VendorRef')) return { fault: faults.required('VendorRef') };
  const fault = checkLines(fields);
  if (fault !== undefined) return { fault };
  const total = written(lineTotal(fields).plus(taxTotal(preparation)));
  return {
    fields: {
      ...without(fields, 'HomeTotalAmt', 'LinkedTxn'),
      DueDate: dueDate(company, fields),
      Line: expenseLines(company, fields),
      TotalAmt: total,
      Balance: total,
    },
  };
};

/** Completes a deposit: money brought to a bank, from undeposited payments or from accounts. */
export const prepareDeposit = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  if (refAt(fields, 'DepositToAccountRef') === undefined)
    return { fault: faults.required('DepositToAccountRef') };
  const fault = checkDepositAccount(company, fields) ?? checkDepositLines(company, preparation);
  if (fault !== undefined) return { fault };
  const cashBack = amountOf(objectAt(fields, 'CashBack'), 'Amount');
  return {
    fields: {
      ...without(fields, 'HomeTotalAmt'),
      Line: numbered(objectsAt(fields, 'Line')),
      TxnTaxDetail: {},
      TotalAmt: written(lineTotal(fields).minus(cashBack)),
    },
  };
};

/** Completes a journal entry, whose debits and credits must be equal. */
export const prepareJournalEntry = (company: Company, preparation: Preparation): Prepared => {
  const lines = objectsAt(preparation.fields, 'Line').filter((line) => line.DetailType !== 'DescriptionOnly');
  if (lines.length === 0) return { fault: faults.required('Line') };
  for (const line of lines) {
    const fault = checkPosting(company, line);
    if (fault !== undefined) return { fault };
  }
  if (!side(lines, 'Debit').eq(side(lines, 'Credit'))) {
    return { fault: faults.business('Debits and credits must be equal.') };
  }
  const Line = numbered(objectsAt(preparation.fields, 'Line'));
  return { fields: { ...without(preparation.fields, 'TotalAmt', 'HomeTotalAmt'), Line, Adjustment: false } };
};

const side = (lines: readonly JsonObject[], type: string): Amount =>
  sum(
    lines.map((line) =>
      textAt(objectAt(line, 'JournalEntryLineDetail'), 'PostingType') === type
        ? amountOf(line, 'Amount')
        : zero,
    ),
  );

const checkPosting = (company: Company, line: JsonObject): Fault | undefined => {
  const detail = objectAt(line, 'JournalEntryLineDetail');
  if (amountAt(line, 'Amount') === undefined) return faults.required('Line.Amount');
  if (!['Debit', 'Credit'].includes(textAt(detail, 'PostingType') ?? ''))
    return faults.required('PostingType');
  const account = refAt(detail, 'AccountRef');
  if (account === undefined) return faults.required('AccountRef');
  const isReceivable = find(company, 'Account', account)?.fields.AccountType === 'Accounts Receivable';
  const named = refAt(objectAt(detail, 'Entity'), 'EntityRef') !== undefined;
  return isReceivable && !named
    ? faults.business('When you use Accounts Receivable, you must choose a customer in the Name field.')
    : undefined;
};

const checkLines = (fields: JsonObject): Fault | undefined => {
  const lines = objectsAt(fields, 'Line');
  if (lines.length === 0) return faults.business('You must set a transaction amount.');
  for (const line of lines) {
    if (textAt(line, 'DetailType') === undefined) return faults.required('Line.DetailType');
    if (amountAt(line, 'Amount') === undefined) return faults.required('Line.Amount');
    const detail = objectAt(line, 'AccountBasedExpenseLineDetail');
    if (detail !== undefined && refAt(detail, 'AccountRef') === undefined)
      return faults.required('AccountRef');
  }
  return undefined;
};

const checkDepositLines = (company: Company, preparation: Preparation): Fault | undefined => {
  const lines = objectsAt(preparation.fields, 'Line');
  if (lines.length === 0) return faults.business('You must set a transaction amount.');
  for (const line of lines) {
    if (amountAt(line, 'Amount') === undefined) return faults.required('Line.Amount');
    const fault = checkDepositLine(company, line, preparation.old?.id);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const checkDepositLine = (
  company: Company,
  line: JsonObject,
  depositId: string | undefined,
): Fault | undefined => {
  const linked = objectsAt(line, 'LinkedTxn')[0];
  if (linked === undefined) {
    const account = refAt(objectAt(line, 'DepositLineDetail'), 'AccountRef');
    return account === undefined ? faults.required('DepositLineDetail.AccountRef') : undefined;
  }
  const [type, id] = [textAt(linked, 'TxnType') ?? '', textAt(linked, 'TxnId') ?? ''];
  if (type !== 'Payment' && type !== 'SalesReceipt') return faults.cannotLink(`${type} cannot be deposited.`);
  if (tableOf(company.rows, type).get(id) === undefined) return faults.notFound();
  const holder = company.indexes.deposited.get(keyOf(type, id));
  return holder === undefined || holder === depositId
    ? undefined
    : faults.cannotLink('The transaction is already part of a deposit.');
};

const lineTotal = (fields: JsonObject): Amount =>
  sum(objectsAt(fields, 'Line').map((line) => amountOf(line, 'Amount')));

const taxTotal = (preparation: Preparation): Amount =>
  amountOf(objectAt(preparation.fields, 'TxnTaxDetail'), 'TotalTax');

const expenseLines = (company: Company, fields: JsonObject): readonly JsonObject[] =>
  objectsAt(fields, 'Line').map((line, index) => {
    const detail = objectAt(line, 'AccountBasedExpenseLineDetail');
    const untaxed = countryOf(company.settings) === 'US' ? { TaxCodeRef: { value: 'NON' } } : {};
    const filled = { BillableStatus: 'NotBillable', ...untaxed, ...detail };
    const own = detail === undefined ? {} : { AccountBasedExpenseLineDetail: filled };
    return { ...line, Id: textAt(line, 'Id') ?? String(index + 1), ...own, CustomExtensions: [] };
  });

const numbered = (lines: readonly JsonObject[]): readonly JsonObject[] =>
  lines.map((line, index) => ({
    ...line,
    Id: textAt(line, 'Id') ?? String(index + 1),
    LineNum: index + 1,
    CustomExtensions: [],
  }));
