// Problems: why a record is not in the books, who can cure it, and how. The one table behind table, runbook and API.
import { CONFLICTS } from './conflicts.ts';
import { HINDRANCES } from './hindrances.ts';
import type { ProblemCategory, ProblemKind, ProblemOwner } from './problem-kind.ts';

export type { ProblemCategory, ProblemOwner };

/** Every problem code. Each has a heading of the same name in docs/runbook.md (tested). */
export const PROBLEMS = {
  customer_unknown: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The customer {customer} was never sent to us, so the document has nobody to be booked on.',
    remedy: 'Send the customer, or correct the customer id on the record.',
  },
  customer_not_linked: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'The customer {customer} is not linked to a customer in the ledger, and the policy does not create any.',
    remedy: 'Create or link the customer in the ledger, then retry.',
  },
  customer_ambiguous: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Several customers of the ledger have the e-mail address {email}: {customers}.',
    remedy: 'Take the address from all but one of them, or adopt the right one, then retry.',
  },
  customer_not_in_ledger: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'The ledger had no customer {customer} when it was last looked at, and the policy makes none there.',
    remedy:
      'Make the customer in the ledger under this number, or correct the number on the record; it follows by itself.',
  },
  account_not_in_ledger: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Line {line}: the account {account} {detail}.',
    remedy:
      'Make the account in the ledger, or correct the account of the line at the source; it follows by itself.',
  },
  cost_centre_not_in_ledger: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Line {line}: the cost centre {costCentre} {detail}.',
    remedy: 'Make the cost centre in the ledger, or correct the line at the source; it follows by itself.',
  },
  tax_code_mismatch: {
    category: 'mapping',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Line {line}: the tax code {tax} does not fit the ledger: {detail}.',
    remedy:
      'Set one of the ledger’s tax codes at the source, or book the line on an account that takes it; it follows by itself.',
  },
  name_taken: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The ledger already has another party or item named "{name}", and it is not exactly ours.',
    remedy: 'Rename one of the two, or adopt the existing one, then retry.',
  },
  name_not_unique: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The name "{name}" is that of {other} already, and the ledger takes each name once.',
    remedy: 'Rename one of the two at the source.',
  },
  dual_role: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The {kind} "{name}" has the name of {other}, and nobody is customer and supplier at once.',
    remedy: 'Rename one of the two at the source, or take one of them out.',
  },
  document_taken: {
    category: 'conflict',
    owner: 'operator',
    retryable: false,
    sentence: 'The document {document} that was named for it is linked with {other} already.',
    remedy: 'Name another document, or unlink the other record first.',
  },
  number_taken: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'The ledger already has a document with number {number}, and it differs from ours: {difference}.',
    remedy: 'Correct the number on one side, or adopt the existing document, then retry.',
  },
  tax_unmapped: {
    category: 'mapping',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The tax {tax} has no tax code in the ledger, and no default is set.',
    remedy: 'Map the tax to a tax code of the ledger (or set a default) under Mappings, then retry.',
  },
  item_unmapped: {
    category: 'mapping',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Line {line} ({item}) has no item in the ledger to be booked on.',
    remedy:
      'Choose an item of the ledger for its revenue group, or a default item, under Mappings; or send the item. Then retry.',
  },
  income_account_unmapped: {
    category: 'mapping',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'The item has no income account: no account is chosen for the code {account}, and no default is set.',
    remedy: 'Choose the income account for this code, or a default one, under Mappings; then retry.',
  },
  payment_account_unmapped: {
    category: 'mapping',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Payments of type {method} in {currency} have no account to be deposited to.',
    remedy: 'Choose the account for this way of paying, or a default one, under Mappings; then retry.',
  },
  payment_currency_mismatch: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The payment is in {currency}, its invoice {invoice} in {invoiceCurrency}.',
    remedy: 'Payments must be in the currency of their invoice: void it and register it anew.',
  },
  customer_currency_mismatch: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The document is in {currency}, but the customer is kept in {customerCurrency}.',
    remedy: 'Use a customer of that currency: a ledger customer has one currency for ever.',
  },
  over_allocated: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence:
      'The payment is shared out over its invoices for {allocated} in total, more than its amount {amount}.',
    remedy: 'Correct at the source how much of it pays which invoice.',
  },
  number_too_long: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The number {number} is longer than the {limit} characters the ledger takes.',
    remedy: 'Use a shorter number at the source.',
  },
  invoice_not_in_books: {
    category: 'data',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The invoice {invoice} of this payment is not in the ledger: {reason}.',
    remedy: 'Cure the invoice first; the payment follows by itself.',
  },
  payment_not_in_books: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence: 'The payment {payment} that is given back was never sent to us.',
    remedy: 'Send the payment, or correct the payment id on the refund.',
  },
  expense_account_unmapped: {
    category: 'mapping',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Refunds in {currency} have no account to be booked on as an expense.',
    remedy: 'Map the currency to an account in the policy (refunds.expenseAccountByCurrency), then retry.',
  },
  invoice_level_charge: {
    category: 'data',
    owner: 'source',
    retryable: false,
    sentence:
      'The invoice carries charges as a whole, beside its lines ({charges}); the ledger has no place for that.',
    remedy:
      'Take them off the invoice and add a line for each, with an item that is booked on the right account; or name items for them in the policy (invoices.surcharges).',
  },
  ...CONFLICTS,
  rounding_difference: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'The ledger made a total of {ledger} {currency} of it, the source says {source}: {difference} apart.',
    remedy: 'Correct the tax or the lines at the source, or keep the ledger’s total.',
  },
  closed_period: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The books are closed for {date}.',
    remedy: 'Open the period, or date the record later at the source; then retry.',
  },
  locked: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The ledger does not allow a change any more: {detail}',
    remedy: 'Undo the deposit, settlement or match in the ledger, then retry.',
  },
  reference_gone: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Something the document refers to is inactive or gone in the ledger: {detail}',
    remedy: 'Make it active again or map to another one, then retry.',
  },
  refused: {
    category: 'data',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The ledger refuses the document: {detail}',
    remedy: 'Correct the record at the source or the mapping in the policy, then retry.',
  },
  ...HINDRANCES,
  internal: {
    category: 'internal',
    owner: 'ledgerlane',
    retryable: true,
    sentence: 'Our own fault: the record could not be worked on ({detail}).',
    remedy: 'Retry; if it comes back, report it with the trace.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One problem of one record, as stored with the link. */
export interface Problem {
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string>>;
}

/** Values longer than this are cut: sentences are read in a table cell. */
const VALUE_LENGTH_MAX = 200;

/** A problem with its values cut to a readable length. */
export function problem(code: ProblemCode, values: Readonly<Record<string, string>> = {}): Problem {
  const cut = Object.entries(values).map(([name, value]): [string, string] => [
    name,
    value.slice(0, VALUE_LENGTH_MAX),
  ]);
  return { code, values: Object.fromEntries(cut) };
}

/** A problem in full: what the API, the console and the events show. */
export interface ProblemStatement {
  readonly code: ProblemCode;
  readonly category: ProblemCategory;
  readonly owner: ProblemOwner;
  readonly retryable: boolean;
  readonly sentence: string;
  readonly remedy: string;
  readonly runbook: string;
}

/** The sentence, owner and cure of a problem. */
export function stateProblem(of: Problem): ProblemStatement {
  const kind = PROBLEMS[of.code];
  const sentence = kind.sentence.replace(
    /\{(\w+)\}/g,
    (_whole: string, name: string) => of.values[name] ?? 'unknown',
  );
  const { category, owner, retryable, remedy } = kind;
  return {
    code: of.code,
    category,
    owner,
    retryable,
    sentence,
    remedy,
    runbook: `docs/runbook.md#${of.code}`,
  };
}

/** Problems that an entry of the ledger's lists may cure: whoever has one is looked at again when the lists change. */
export const CURED_BY_LISTS: readonly string[] = [
  'account_not_in_ledger',
  'cost_centre_not_in_ledger',
  'tax_code_mismatch',
];
