// The rulebook of refunds: money given back, as an expense on the customer or as a receipt (C10).
import type { Facts, Rule } from '../decisions.ts';
import {
  documentTypeOf,
  type ExpenseDocument,
  type LedgerDocument,
  type RefundReceiptDocument,
} from '../documents.ts';
import { isLedgersRefund } from '../ledger-refunds.ts';
import { takenFrom } from '../mirrors.ts';
import { mappedTo } from '../policy.ts';
import { keyText, type Refund } from '../records.ts';
import {
  adoptTwin,
  createOrUpdate,
  fail,
  failClosedPeriod,
  failCustomerCurrency,
  failEditedInLedger,
  follow,
  goneInLedger,
  inSync,
  inSyncBothEnded,
  inSyncNothingNew,
  lookWhenStale,
  nothingSaid,
  recordOf,
  resolve,
  ruling,
  skip,
  skipEndedBeforeBooked,
  stayOutByOrder,
} from './common.ts';
import { countsOldMoney, skipBeforeExportFrom, skipExportPeriod, waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';
import { resolveCustomer, waitForCustomer } from './customer-of.ts';
import { endDocument, lookBeforeEnding, stayOutAfterWish } from './ends.ts';
import { depositAccount } from './payments.ts';

const skipRefundsNotSynced: Rule = {
  name: 'skip-refunds-not-synced',
  decide: ({ link, policy }) =>
    policy.policy.refunds.mode === 'none' && link.document === undefined
      ? skip('refunds_not_synced')
      : undefined,
};

/** HUB-26: the refund was entered in the ledger. It is never written there, whatever the policy says by now: a person follows it. */
const askForRefundAtSource: Rule = {
  name: 'ask-for-refund-at-source',
  decide: ({ link }) => {
    const refund = recordOf(link, 'refund');
    if (refund === undefined || !isLedgersRefund(link)) return undefined;
    const { amount, currency, reference, reason } = refund;
    const values = { amount, currency, reference, reason };
    return ruling({ type: 'ask', task: 'repeat_refund_at_source' }, given(values));
  },
};

/** HUB-24..26: the policy leaves refunds to a person: he is told of each, and where it has to be booked. */
const bookByHand: Rule = {
  name: 'book-refund-by-hand',
  decide: ({ link, policy, related }) => {
    const refund = recordOf(link, 'refund');
    const byHand = policy.policy.refunds.mode === 'manual_task' && link.document === undefined;
    if (!byHand || refund === undefined) return undefined;
    const { amount, currency, paymentId, processor, reason } = refund;
    const payment =
      paymentId === undefined ? undefined : related.get(keyText({ kind: 'payment', id: paymentId }));
    // HUB-26: money that came in through the ledger is given back there, and the source only follows.
    const isLedgers = payment !== undefined && takenFrom(payment.source?.record) !== undefined;
    const task = isLedgers ? 'check_refund_in_ledger' : 'book_refund_by_hand';
    const values = { amount, currency, payment: paymentId, processor, reason };
    return ruling({ type: 'ask', task }, given(values));
  },
};

function given(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const known = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(known);
}

/** A refund of a payment that is not in the books would give back money that never came in. */
const followPayment: Rule = {
  name: 'follow-payment',
  decide: (facts) => {
    const id = recordOf(facts.link, 'refund')?.paymentId;
    if (id === undefined || facts.link.document?.status === 'live') return undefined;
    const name = keyText({ kind: 'payment', id });
    const payment = facts.related.get(name);
    const state = payment?.source === undefined ? undefined : payment.health.state;
    if (state === 'skipped' || state === 'not_synced') return follow('payment_not_synced', name);
    const found = resolve(facts, 'payment', id, (waitsFor) =>
      fail('payment_not_in_books', { payment: id }, waitsFor),
    );
    return 'decision' in found ? found : undefined;
  },
};

/** CLK-16: without the account of its currency an expense could only be booked on a guess. */
const failUnmappedExpense: Rule = {
  name: 'fail-unmapped-expense-account',
  decide: (facts) => {
    const refund = recordOf(facts.link, 'refund');
    if (refund === undefined || typeOf(facts) !== 'expense' || expenseAccount(facts, refund) !== undefined)
      return undefined;
    return fail('expense_account_unmapped', { currency: refund.currency });
  },
};

/** CLK-20: the account that the money leaves is the one that money of its type comes in to. */
const failUnmappedAccount: Rule = {
  name: 'fail-unmapped-account',
  decide: (facts) => {
    const refund = recordOf(facts.link, 'refund');
    if (refund === undefined || paidFrom(facts, refund) !== undefined) return undefined;
    return fail('payment_account_unmapped', { method: refund.method ?? 'none', currency: refund.currency });
  },
};

/** A receipt says what was given back: the default item stands for "money back". */
const failUnmappedItem: Rule = {
  name: 'fail-unmapped-item',
  decide: (facts) => {
    if (typeOf(facts) !== 'refund_receipt') return undefined;
    const { items, tax } = facts.policy.policy;
    if (items.defaultItem === undefined) return fail('item_unmapped', { line: '1', item: 'refund' });
    return tax.mode === 'mapped' && tax.default === undefined
      ? fail('tax_unmapped', { tax: 'none' })
      : undefined;
  },
};

export const REFUND_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  askForRefundAtSource,
  stayOutAfterWish,
  inSyncBothEnded,
  waitForExport,
  lookBeforeEnding,
  endDocument('refund', endedDraft),
  adoptNamed(refundDraft),
  inSyncNothingNew,
  skipExportPeriod,
  skipRefundsNotSynced,
  skipBeforeExportFrom(({ link }) => recordOf(link, 'refund')?.date, countsOldMoney),
  bookByHand,
  followPayment,
  waitForCustomer(({ link }) => recordOf(link, 'refund')),
  failCustomerCurrency((facts) => recordOf(facts.link, 'refund')),
  failUnmappedExpense,
  failUnmappedAccount,
  failUnmappedItem,
  inSync(refundDraft),
  goneInLedger(refundDraft),
  lookWhenStale,
  failEditedInLedger,
  failClosedPeriod((facts) => recordOf(facts.link, 'refund')?.date),
  adoptTwin(refundDraft, (ours, difference) =>
    fail('number_taken', { number: 'reference' in ours ? (ours.reference ?? 'none') : 'none', difference }),
  ),
  createOrUpdate(refundDraft),
];

/** What is booked keeps the type it has, whatever the policy says by now. */
function typeOf({ link, policy }: Facts): 'expense' | 'refund_receipt' {
  const type = link.document?.type ?? documentTypeOf('refund', policy.policy);
  return type === 'refund_receipt' ? 'refund_receipt' : 'expense';
}

function refundDraft(facts: Facts): ExpenseDocument | RefundReceiptDocument {
  const refund = recordOf(facts.link, 'refund');
  if (refund === undefined) throw new Error(`No refund record behind ${facts.link.key.id}`);
  const { items, tax, payments } = facts.policy.policy;
  const customer = resolveCustomer(facts, refund);
  const shared = {
    customer: 'id' in customer ? customer.id : '',
    currency: refund.currency,
    exchangeRate: refund.currency === facts.reference.homeCurrency ? undefined : refund.exchangeRate,
    date: refund.date,
    amount: refund.amount,
    paidFrom: paidFrom(facts, refund) ?? '',
    description: refund.reason,
    method: mappedTo(payments.methodMap, refund.method),
    reference: refund.reference,
    note: refund.memo,
  };
  if (typeOf(facts) === 'expense')
    return { type: 'expense', ...shared, account: expenseAccount(facts, refund) ?? '' };
  const taxCode = tax.mode === 'mapped' ? tax.default : undefined;
  return { type: 'refund_receipt', ...shared, item: items.defaultItem, taxCode };
}

function endedDraft(facts: Facts): LedgerDocument | undefined {
  const refund = recordOf(facts.link, 'refund');
  if (refund === undefined) return undefined;
  const { currency, date, amount } = refund;
  const shared = { customer: '', currency, date, amount, paidFrom: '' };
  return typeOf(facts) === 'expense'
    ? { type: 'expense', ...shared, account: '' }
    : { type: 'refund_receipt', ...shared };
}

function expenseAccount({ policy }: Facts, { currency }: Refund): string | undefined {
  return mappedTo(policy.policy.refunds.expenseAccountByCurrency, currency);
}

/** A refund needs an account by its id; where deposits rest is one of the ledger's own. */
function paidFrom(facts: Facts, refund: Refund): string | undefined {
  const account = depositAccount(facts, refund);
  if (account !== 'undeposited') return account;
  return facts.reference.accounts.find(({ use, active }) => use === 'undeposited' && active)?.id;
}
