// The rulebook of set-offs: the payment of nothing by which a credit note settles its invoice (CLK-31). Derived, never sent.
import type { Facts, Rule, Ruling } from '../decisions.ts';
import { documentName, type LedgerDocument, type PaymentDocument, type Snapshot } from '../documents.ts';
import type { Link } from '../links.ts';
import { fromMinor, minorOf } from '../money.ts';
import { keyText, type Payment, type SetOff } from '../records.ts';
import {
  adoptTwin,
  createOrUpdate,
  fail,
  failClosedPeriod,
  follow,
  goneInLedger,
  hasEnded,
  nothingSaid,
  recordOf,
  resolve,
  ruling,
  skip,
  skipEndedBeforeBooked,
  stayOutByOrder,
  inSyncBothEnded,
} from './common.ts';
import { hasLeft } from '../wishes.ts';
import { resolveCustomer } from './customer-of.ts';
import { endDocument, lookBeforeEnding, stayOutAfterWish } from './ends.ts';

/** What was set off once stays so: a later revision of the credit note settles nothing a second time. */
const inSyncSetOffOnce: Rule = {
  name: 'in-sync-set-off-once',
  decide: ({ link: { document, drift, order } }) => {
    if (document === undefined || order !== undefined) return undefined;
    const differences = drift?.differences.join('; ');
    return differences === undefined || drift === undefined
      ? ruling({ type: 'in_sync' }, { document: document.id })
      : ruling({ type: 'ask', task: `${drift.kind}_in_ledger` }, { drift: differences });
  },
};

const skipNotLinked: Rule = {
  name: 'skip-not-linked',
  decide: ({ policy }) =>
    policy.policy.creditNotes.autoLink === 'never' ? skip('credit_notes_not_linked') : undefined,
};

/** The credit note has to be in the books itself, and its customer with it. */
const waitForCreditNote: Rule = {
  name: 'wait-for-credit-note',
  decide: (facts) => {
    const payment = recordOf(facts.link, 'payment');
    const setOff = payment?.setOff;
    if (payment === undefined || setOff === undefined) return undefined;
    const creditNote = resolveCreditNote(facts, setOff);
    if ('decision' in creditNote) return creditNote;
    const customer = resolveCustomer(facts, payment);
    return 'decision' in customer ? customer : undefined;
  },
};

/** An invoice that is not in the books has nothing to settle; if it comes there, the credit note follows. */
const followInvoice: Rule = {
  name: 'follow-invoice',
  decide: (facts) => {
    const setOff = setOffOf(facts);
    if (setOff === undefined) return undefined;
    const invoice = resolveInvoice(facts, setOff);
    return 'decision' in invoice ? invoice : undefined;
  },
};

/** What is open on the invoice at this moment, and what is left of the credit note: only the ledger knows. */
const lookAtBalances: Rule = {
  name: 'look-at-balances',
  decide: (facts) => {
    const documents = documentsOf(facts);
    return documents === undefined || balancesOf(facts) !== undefined
      ? undefined
      : ruling({ type: 'look', at: 'others', documents });
  },
};

/** CLK-31, as it is written: linked if the correction is at least what is open; otherwise it stays unapplied. */
const skipTooSmall: Rule = {
  name: 'skip-credit-below-open-balance',
  decide: (facts) => {
    const balances = balancesOf(facts);
    if (balances === undefined) return undefined;
    const { open, total, currency } = balances;
    const values = { open: fromMinor(open, currency), credit: fromMinor(total, currency) };
    const always = facts.policy.policy.creditNotes.autoLink === 'always';
    return always || total >= open ? undefined : skip('credit_below_open_balance', values);
  },
};

const skipNothingOpen: Rule = {
  name: 'skip-nothing-open',
  decide: (facts) => {
    const balances = balancesOf(facts);
    return balances === undefined || amountOf(balances) > 0n ? undefined : skip('nothing_open');
  },
};

export const SET_OFF_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  stayOutAfterWish,
  inSyncBothEnded,
  lookBeforeEnding,
  endDocument('payment', (facts) => setOffDraft(facts, undefined)),
  inSyncSetOffOnce,
  skipNotLinked,
  waitForCreditNote,
  followInvoice,
  failClosedPeriod((facts) => recordOf(facts.link, 'payment')?.date),
  adoptTwin(
    (facts) => setOffDraft(facts, undefined),
    (ours, difference) => fail('number_taken', { number: referenceOf(ours), difference }),
    asItStands,
  ),
  lookAtBalances,
  skipTooSmall,
  skipNothingOpen,
  goneInLedger((facts) => setOffDraft(facts, balancesOf(facts))),
  createOrUpdate((facts) => setOffDraft(facts, balancesOf(facts))),
];

interface Balances {
  readonly currency: string;
  /** Minor units still open on the invoice. */
  readonly open: bigint;
  /** Minor units of the whole credit note, and what is left of it. */
  readonly total: bigint;
  readonly left: bigint;
}

function balancesOf(facts: Facts): Balances | undefined {
  const [creditNote, invoice] =
    documentsOf(facts)?.map((each) => facts.others?.get(documentName(each))) ?? [];
  const currency = recordOf(facts.link, 'payment')?.currency;
  if (creditNote === undefined || invoice === undefined || currency === undefined) return undefined;
  const total = creditNote.total ?? '0';
  return {
    currency,
    open: minorOf(liveBalance(invoice), currency),
    total: minorOf(total, currency),
    left: minorOf(creditNote.balance ?? total, currency),
  };
}

/** Nothing is open on what is voided or gone. */
function liveBalance({ status, balance }: Snapshot): string {
  return status === 'live' ? (balance ?? '0') : '0';
}

function amountOf({ open, left }: Balances): bigint {
  return open < left ? open : left;
}

function setOffDraft(facts: Facts, balances: Balances | undefined): PaymentDocument {
  const payment = recordOf(facts.link, 'payment');
  const [creditNote, invoice] = documentsOf(facts) ?? [];
  if (payment === undefined) throw new Error(`No set-off behind ${facts.link.key.id}`);
  const customer = resolveCustomer(facts, payment);
  const amount = balances === undefined ? undefined : fromMinor(amountOf(balances), payment.currency);
  const isKnown = creditNote !== undefined && invoice !== undefined && amount !== undefined;
  return {
    type: 'payment',
    customer: 'id' in customer ? customer.id : '',
    currency: payment.currency,
    date: payment.date,
    amount: payment.amount,
    reference: payment.reference,
    applications: isKnown ? [{ invoice: invoice.id, amount }] : [],
    credits: isKnown ? [{ creditNote: creditNote.id, amount }] : [],
  };
}

/** One that carries our reference and settles our invoice with our credit note is ours, whatever was open then. */
function asItStands(facts: Facts, ours: LedgerDocument, { document: theirs }: Snapshot): LedgerDocument {
  const [creditNote, invoice] = documentsOf(facts) ?? [];
  if (ours.type !== 'payment' || theirs?.type !== 'payment') return ours;
  const isOurs =
    theirs.applications.some((each) => each.invoice === invoice?.id) &&
    (theirs.credits ?? []).some((each) => each.creditNote === creditNote?.id);
  return isOurs ? { ...ours, applications: theirs.applications, credits: theirs.credits } : ours;
}

/** The documents of credit note and invoice, once both are in the books. */
function documentsOf(
  facts: Facts,
): readonly [NonNullable<Link['document']>, NonNullable<Link['document']>] | undefined {
  const setOff = setOffOf(facts);
  const documentIn = (kind: 'credit_note' | 'invoice', id: string) =>
    facts.related.get(keyText({ kind, id }))?.document;
  const creditNote = setOff && documentIn('credit_note', setOff.creditNoteId);
  const invoice = setOff && documentIn('invoice', setOff.invoiceId);
  return creditNote === undefined || invoice === undefined ? undefined : [creditNote, invoice];
}

function resolveCreditNote(facts: Facts, { creditNoteId: id }: SetOff): { readonly id: string } | Ruling {
  const name = keyText({ kind: 'credit_note', id });
  const creditNote = facts.related.get(name);
  // It is on its way out of the books, or a person was asked to take it out: nothing may lean on it any more.
  if (creditNote !== undefined && hasEnded(creditNote)) return skip('credit_note_ended');
  return resolve(facts, 'credit_note', id, () => follow('credit_note_not_in_books', name));
}

function resolveInvoice(facts: Facts, { invoiceId: id }: SetOff): { readonly id: string } | Ruling {
  const name = keyText({ kind: 'invoice', id });
  const invoice = facts.related.get(name);
  const isOver = invoice !== undefined && (hasEnded(invoice) || hasLeft(invoice));
  if (isOver) return skip('nothing_open');
  return resolve(facts, 'invoice', id, () => follow('invoice_not_in_books', name));
}

function setOffOf({ link }: Facts): SetOff | undefined {
  const payment: Payment | undefined = recordOf(link, 'payment');
  return payment?.setOff;
}

function referenceOf(document: LedgerDocument): string {
  return document.type === 'payment' ? (document.reference ?? 'none') : '';
}
