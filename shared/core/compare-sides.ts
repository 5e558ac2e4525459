// Compare sides: what one document of the ledger, or one of our links, says about the books of a period. Pure.
import { arrivalOf } from './completeness.ts';
import type { LocalDate } from './dates.ts';
import type { DocumentId, Snapshot } from './documents.ts';
import { isLedgersRefund } from './ledger-refunds.ts';
import type { Link } from './links.ts';
import { type Amount, minorOf, toMinor } from './money.ts';
import type { Policy } from './policy.ts';
import {
  type Difference,
  type Figure,
  type Findings,
  found,
  NOTHING_FOUND,
  type ReconciledKind,
  type Side,
  tellsForeign,
} from './reconciliation.ts';
import type { SourceRecord } from './records.ts';

/** What is compared: one kind of a connection, from a day to a day, both included. */
export interface Scope {
  readonly kind: ReconciledKind;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly policy: Policy;
}

/** What a document that the ledger lists for the period says, with the link of its record, if it is anybody's. */
export function judgeListed(scope: Scope, snapshot: Snapshot, link: Link | undefined): Findings {
  const { ref, status } = snapshot;
  const isOurs = link?.document?.id === ref.id && link.document.type === ref.type;
  if (!isOurs) return judgeForeign(scope, snapshot);
  const figures = status === 'live' ? figureOf(scope, 'ledger', shown(snapshot)) : [];
  return found(figures, differencesOf(scope, snapshot, link));
}

/** What a link says. `ask` is its document, where the ledger did not list it and only the ledger can say why. */
export function judgeLink(
  scope: Scope,
  link: Link,
  isListed: (document: DocumentId) => boolean,
): Findings & { readonly ask?: DocumentId | undefined } {
  const { source, document } = link;
  const said = saidBy(link);
  if (source === undefined || said === undefined || !isWithin(scope, said.date)) return NOTHING_FOUND;
  // It says nothing of the source: what is compared is the ledger's own document.
  if (isLedgersRefund(link)) return NOTHING_FOUND;
  const wanted = source.presence === 'live' && !isKeptOut(link);
  const booked = document?.status === 'live' ? { ...said, amount: document.total ?? said.amount } : undefined;
  const figures = [
    ...(wanted ? figureOf(scope, 'source', said) : []),
    ...(booked === undefined ? [] : figureOf(scope, 'link', booked)),
  ];
  const unlisted = document !== undefined && !isListed(document);
  if (unlisted && document.status === 'live') return { ...found(figures, []), ask: idOf(document) };
  return found(figures, wanted ? absent(scope, link, unlisted) : []);
}

/** What the ledger says of a document of ours that it did not list: it is gone, stands on another day, or came since. */
export function judgeAsked(scope: Scope, snapshot: Snapshot, link: Link): Findings {
  if (snapshot.status === 'deleted') {
    const missing = difference(scope, 'not_in_ledger', link, { ours: saidBy(link)?.amount });
    return found([], link.source?.presence === 'live' ? [missing] : []);
  }
  const date = shown(snapshot)?.date;
  if (date !== undefined && isWithin(scope, date)) return judgeListed(scope, snapshot, link);
  return found([], differencesOf(scope, snapshot, link));
}

function judgeForeign(scope: Scope, snapshot: Snapshot): Findings {
  const what = shown(snapshot);
  if (snapshot.status !== 'live' || !tellsForeign(scope.kind, scope.policy)) return NOTHING_FOUND;
  const foreign: Difference = {
    type: 'not_ours',
    kind: scope.kind,
    document: idOf(snapshot.ref),
    number: numberOf(snapshot),
    currency: what?.currency,
    theirs: what?.amount,
    theirDate: what?.date,
  };
  return found(figureOf(scope, 'foreign', what), [foreign]);
}

/** One difference at most: an ended document has no amount to compare, and a wrong amount is cured before a wrong month. */
function differencesOf(scope: Scope, snapshot: Snapshot, link: Link): readonly Difference[] {
  const { presence } = link.source ?? { presence: 'live' };
  const { status } = snapshot;
  const [ours, theirs] = [saidBy(link), shown(snapshot)];
  if (status !== 'live') {
    const ended = { ours: ours?.amount, why: status };
    return presence === 'live' && !isKeptOut(link) ? [difference(scope, 'ended_in_ledger', link, ended)] : [];
  }
  if (presence !== 'live')
    return [difference(scope, 'ended_at_source', link, { theirs: theirs?.amount, why: presence })];
  const expected = expectedOf(link, theirs, scope.policy);
  if (expected !== undefined)
    return [difference(scope, 'amount_differs', link, { ours: expected, theirs: theirs?.amount })];
  if (ours !== undefined && theirs !== undefined && monthOf(ours.date) !== monthOf(theirs.date)) {
    const dates = { ourDate: ours.date, theirDate: theirs.date, theirs: theirs.amount };
    return [difference(scope, 'month_differs', link, dates)];
  }
  return [];
}

/** A record that should be in the books and is not: it never got there, or its document is known to have ended. */
function absent(scope: Scope, link: Link, unlisted: boolean): readonly Difference[] {
  const { document, health } = link;
  const ours = saidBy(link)?.amount;
  if (document === undefined) {
    const why = [health.state, health.problem?.code ?? health.reason].filter((word) => word !== undefined);
    return [difference(scope, 'not_booked', link, { ours, why: why.join(' ') })];
  }
  if (!unlisted || document.status === 'live') return [];
  return document.status === 'deleted'
    ? [difference(scope, 'not_in_ledger', link, { ours })]
    : [difference(scope, 'ended_in_ledger', link, { ours, why: document.status })];
}

/**
 * The amount that should stand there, where another one does. First what the ledger itself last told us; then what the
 * source says, as far as the policy does not take the ledger's word for it and the newest revision was written at all.
 */
function expectedOf(link: Link, theirs: Shown | undefined, { rounding }: Policy): Amount | undefined {
  const { document, source, base } = link;
  if (theirs === undefined) return undefined;
  const far = (amount: Amount): bigint => {
    const difference = minorOf(amount, theirs.currency) - minorOf(theirs.amount, theirs.currency);
    return difference < 0n ? -difference : difference;
  };
  if (document?.total !== undefined && far(document.total) > 0n) return document.total;
  const stated = statedBy(source?.record);
  if (stated === undefined || base?.revision !== source?.revision) return undefined;
  const { mode, tolerance } = rounding;
  if (mode === 'accept_ledger' && tolerance === undefined) return undefined;
  // A tolerance in cents says nothing of a currency without them.
  const allowed = mode === 'exact_or_fail' ? 0n : (toMinor(tolerance ?? '0', theirs.currency) ?? 0n);
  return far(stated) > allowed ? stated : undefined;
}

interface Shown {
  readonly currency: string;
  readonly amount: Amount;
  readonly date: LocalDate;
}

/** Currency, amount and day of a document; undefined where the ledger does not tell all three. */
function shown({ document, total }: Snapshot): Shown | undefined {
  if (document === undefined || !('currency' in document) || !('date' in document)) return undefined;
  const { currency, date } = document;
  return currency === undefined || total === undefined || date === ''
    ? undefined
    : { currency, amount: total, date };
}

/** The same of a record. An amount that its source does not state is the one that the ledger made of it, or its lines. */
function saidBy({ source, document }: Link): Shown | undefined {
  const record = source?.record;
  if (source === undefined || record === undefined || !('date' in record)) return undefined;
  const { money } = arrivalOf(source);
  const amount = statedBy(record) ?? document?.total ?? money?.amount;
  return amount === undefined ? undefined : { currency: record.currency, amount, date: record.date };
}

function statedBy(record: SourceRecord | undefined): Amount | undefined {
  if (record === undefined || !('date' in record)) return undefined;
  return 'amount' in record ? record.amount : record.total;
}

/** Out of the books by rule or by a person's word: there is nothing to miss. */
function isKeptOut({ health, hold }: Link): boolean {
  return hold !== undefined || health.state === 'skipped' || health.state === 'not_synced';
}

function figureOf({ kind }: Scope, side: Side, what: Shown | undefined): readonly Figure[] {
  if (what === undefined) return [];
  const { currency, amount, date } = what;
  return [{ kind, currency, month: monthOf(date), side, count: 1, amount }];
}

function difference(
  { kind }: Scope,
  type: Difference['type'],
  link: Link,
  what: Partial<Difference>,
): Difference {
  const { key, document, source } = link;
  const record = source?.record;
  return {
    type,
    kind,
    record: key.id,
    document: document === undefined ? undefined : idOf(document),
    number: record !== undefined && 'number' in record ? record.number : undefined,
    currency: saidBy(link)?.currency,
    ...what,
  };
}

function numberOf({ document }: Snapshot): string | undefined {
  return document !== undefined && 'number' in document ? document.number : undefined;
}

const monthOf = (date: LocalDate): string => date.slice(0, 7);
const idOf = ({ type, id }: DocumentId): DocumentId => ({ type, id });
const isWithin = ({ from, to }: Scope, date: LocalDate): boolean => from <= date && date <= to;
