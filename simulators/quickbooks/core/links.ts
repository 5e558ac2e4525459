// Links between transactions: which object a payment line points to, and what is left open of it.
import { amountAt, amountOf, sum, zero, type Amount } from './amounts.ts';
import { find, keyOf, type Company, type Row } from './company.ts';
import { objectAt, objectsAt, refAt, textAt, type JsonObject } from './json.ts';

/** One payment line: what it applies to which transaction. */
export interface Link {
  readonly key: string;
  readonly entity: string;
  readonly id: string;
  readonly type: string;
  readonly amount: Amount;
}

const targets: Readonly<Record<string, string>> = {
  Bill: 'Bill',
  Invoice: 'Invoice',
  CreditMemo: 'CreditMemo',
  JournalEntry: 'JournalEntry',
  Expense: 'Purchase',
  Check: 'Purchase',
  CreditCardCredit: 'Purchase',
};

/** The links of a payment, one for each line that has one. */
export const linksOf = (payment: JsonObject): readonly Link[] =>
  objectsAt(payment, 'Line').flatMap((line) => {
    const linked = objectsAt(line, 'LinkedTxn')[0];
    const id = textAt(linked, 'TxnId');
    const type = textAt(linked, 'TxnType') ?? '';
    if (id === undefined) return [];
    const entity = targets[type] ?? type;
    return [{ key: keyOf(entity, id), entity, id, type, amount: amountAt(line, 'Amount') ?? zero }];
  });

/** Whether payments of customers can link to a transaction of this type. */
export const isLinkable = (type: string): boolean => type !== 'Bill' && targets[type] !== undefined;

/** What applies money to transactions by its lines. */
export const appliesMoney = (entity: string): boolean => entity === 'Payment' || entity === 'BillPayment';

/**
 * What a transaction adds to the receivables of its customer before anything is applied: positive for charges,
 * negative for credits, zero for what does not touch receivables. A bill is the charge of a vendor.
 */
export const receivable = (company: Company, row: Row): Amount => {
  if (row.voided) return zero;
  if (row.entity === 'Invoice' || row.entity === 'Bill') return amountOf(row.fields, 'TotalAmt');
  if (row.entity === 'CreditMemo') return amountOf(row.fields, 'TotalAmt').neg();
  if (row.entity === 'Payment') return amountOf(row.fields, 'TotalAmt').neg();
  if (row.entity === 'Purchase') return purchaseReceivable(company, row.fields);
  return row.entity === 'JournalEntry' ? journalReceivable(company, row.fields) : zero;
};

const isReceivableAccount = (company: Company, id: string | undefined): boolean =>
  id !== undefined && find(company, 'Account', id)?.fields.AccountType === 'Accounts Receivable';

// Money paid out against receivables is a charge to the customer; money that came back is a credit.
const purchaseReceivable = (company: Company, fields: JsonObject): Amount => {
  const lines = objectsAt(fields, 'Line').filter((line) =>
    isReceivableAccount(company, refAt(objectAt(line, 'AccountBasedExpenseLineDetail'), 'AccountRef')),
  );
  const total = sum(lines.map((line) => amountOf(line, 'Amount')));
  return fields.Credit === true ? total.neg() : total;
};

const journalReceivable = (company: Company, fields: JsonObject): Amount =>
  sum(
    objectsAt(fields, 'Line').map((line) => {
      const detail = objectAt(line, 'JournalEntryLineDetail');
      if (!isReceivableAccount(company, refAt(detail, 'AccountRef'))) return zero;
      const amount = amountOf(line, 'Amount');
      return textAt(detail, 'PostingType') === 'Credit' ? amount.neg() : amount;
    }),
  );

/** Everything payments apply to a transaction; `except` leaves one payment out. */
export const appliedTo = (company: Company, key: string, except?: string): Amount => {
  const payments = company.indexes.applied.get(key);
  if (payments === undefined) return zero;
  return sum([...payments].map(([id, amount]) => (id === except ? zero : amount)));
};

/** What is still open of a charge or a credit; never negative. */
export const openAmount = (company: Company, row: Row, except?: string): Amount =>
  receivable(company, row)
    .abs()
    .minus(appliedTo(company, keyOf(row.entity, row.id), except));

/** What a payment has not applied: its money plus the credits it uses, less the charges it settles. */
export const unapplied = (company: Company, fields: JsonObject): Amount =>
  linksOf(fields).reduce(
    (rest, link) => {
      const target = find(company, link.entity, link.id);
      const isCredit = target !== undefined && receivable(company, target).lt(0);
      return isCredit ? rest.plus(link.amount) : rest.minus(link.amount);
    },
    amountOf(fields, 'TotalAmt'),
  );

/** The customer a transaction belongs to: by reference, or the entity of a purchase or journal line. */
export const customerOf = (fields: JsonObject): string | undefined => {
  const direct = refAt(fields, 'CustomerRef');
  if (direct !== undefined) return direct;
  const entity = objectAt(fields, 'EntityRef');
  if (textAt(entity, 'type') === 'Customer') return textAt(entity, 'value');
  for (const line of objectsAt(fields, 'Line')) {
    const customer = lineCustomer(line);
    if (customer !== undefined) return customer;
  }
  return undefined;
};

const lineCustomer = (line: JsonObject): string | undefined => {
  const entity = objectAt(objectAt(line, 'JournalEntryLineDetail'), 'Entity');
  if (textAt(entity, 'Type') === 'Customer') return refAt(entity, 'EntityRef');
  return undefined;
};

/** The balance of a customer: all charges less all credits and payments, whatever they are applied to. */
export const customerBalance = (company: Company, id: string): Amount => {
  const known = company.indexes.balances.get(id);
  if (known !== undefined) return known;
  let balance = zero;
  for (const key of company.indexes.ofCustomer.get(id) ?? []) {
    const [entity = '', rowId = ''] = key.split(':');
    const row = find(company, entity, rowId);
    if (row !== undefined) balance = balance.plus(receivable(company, row));
  }
  company.indexes.balances.set(id, balance);
  return balance;
};

/** What we owe a vendor: all bills less what was paid, whatever it is applied to. */
export const vendorBalance = (company: Company, id: string): Amount => {
  const rows = [...(company.indexes.ofVendor.get(id) ?? [])].flatMap((key) => {
    const [entity = '', rowId = ''] = key.split(':');
    return find(company, entity, rowId) ?? [];
  });
  return sum(
    rows.map((row) => {
      const total = row.voided ? zero : amountOf(row.fields, 'TotalAmt');
      return row.entity === 'Bill' ? total : total.neg();
    }),
  );
};

/** The balance of a customer and of everything below it. */
export const balanceWithJobs = (company: Company, id: string): Amount => {
  const below = company.indexes.children.get(keyOf('Customer', id)) ?? [];
  return sum([
    customerBalance(company, id),
    ...[...below].map((key) => balanceWithJobs(company, key.slice(9))),
  ]);
};
