// What the rulebooks share: the questions every kind of record answers the same way.
import type { Decision, Facts, Rule, Ruling } from '../decisions.ts';
import type { LedgerDocument, Snapshot } from '../documents.ts';
import { mergesFields } from '../fields.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Link } from '../links.ts';
import { type ProblemCode, problem } from '../problems.ts';
import { keyText, type RecordKind, type SourceRecord } from '../records.ts';
import { differenceOf } from '../twins.ts';
import { isLeaving } from '../wishes.ts';

/** How long a record waits for another one that we never heard of, in milliseconds, before that is called a problem. */
export const UNHEARD_WAIT_MS = 60 * 60 * 1000;

/** A rule that fails with a problem. `waitsFor` names the record whose arrival in the ledger would cure it. */
export function fail(
  code: ProblemCode,
  values: Readonly<Record<string, string>> = {},
  waitsFor?: string,
): Ruling {
  return { decision: { type: 'fail', problem: problem(code, values), waitsFor }, values };
}

/** A rule that waits. */
export function wait(reason: string, waitsFor?: string): Ruling {
  return { decision: { type: 'wait', reason, waitsFor }, values: waitsFor === undefined ? {} : { waitsFor } };
}

/** A rule that leaves the record out. */
export function skip(reason: string, values: Readonly<Record<string, string>> = {}): Ruling {
  return { decision: { type: 'skip', reason }, values };
}

/** A rule that leaves the record out as long as another one, which it follows, is out. */
export function follow(reason: string, waitsFor: string): Ruling {
  return { decision: { type: 'skip', reason, state: 'not_synced', waitsFor }, values: { waitsFor } };
}

export function ruling(decision: Decision, values: Readonly<Record<string, string>> = {}): Ruling {
  return { decision, values };
}

/** Nothing was ever said about the record (somebody only waits for it): there is nothing to do. */
export const nothingSaid: Rule = {
  name: 'nothing-said',
  decide: ({ link }) => (link.source === undefined ? ruling({ type: 'in_sync' }) : undefined),
};

/** A person decided that the record stays out; only a person lets it in again. */
export const stayOutByOrder: Rule = {
  name: 'stay-out-by-order',
  decide: ({ link }) => {
    const { hold } = link;
    if (hold === undefined || isLeaving(link)) return undefined;
    return ruling({ type: 'skip', reason: hold.reason, state: hold.state });
  },
};

/** The record ended before it ever was in the books: it stays out. */
export const skipEndedBeforeBooked: Rule = {
  name: 'skip-ended-before-booked',
  decide: ({ link }) =>
    hasEnded(link) && link.document === undefined ? skip('ended_before_booked') : undefined,
};

/** It ended on both sides. */
export const inSyncBothEnded: Rule = {
  name: 'in-sync-both-ended',
  decide: ({ link }) =>
    hasEnded(link) && link.document !== undefined && link.document.status !== 'live'
      ? ruling({ type: 'in_sync' }, { ledger: link.document.status })
      : undefined,
};

/** Our picture of the document is out of date and the next step would write over it: look first. */
export const lookWhenStale: Rule = {
  name: 'look-when-stale',
  decide: ({ link, snapshot }) =>
    link.stale === true && link.document !== undefined && snapshot === undefined
      ? ruling({ type: 'look', at: 'document' }, { document: link.document.id })
      : undefined,
};

/**
 * The source said nothing since its last word was booked. Whatever the policy or the ledger's lists have become since, the
 * record stays as it is booked: only a person's edit is asked about, because calling it synced would be a lie.
 */
export const inSyncNothingNew: Rule = {
  name: 'in-sync-nothing-new',
  decide: ({ link }) => {
    const { base, source, order } = link;
    if (base === undefined || order !== undefined || hasEnded(link)) return undefined;
    return base.revision === source?.revision ? asBooked(link) : undefined;
  },
};

/** In sync, or a question about what a person did to the document; undefined when it is not live for our own reasons. */
export function asBooked({ document, drift }: Link): Ruling | undefined {
  if (drift !== undefined) {
    return ruling({ type: 'ask', task: `${drift.kind}_in_ledger` }, { drift: drift.differences.join('; ') });
  }
  return document?.status === 'live' ? ruling({ type: 'in_sync' }, { document: document.id }) : undefined;
}

/**
 * What we last wrote is what we would write. If a person changed the document since, that is shown and asked about:
 * calling it synced would be a lie, and undoing it is not ours to decide.
 */
export function inSync(draft: (facts: Facts) => LedgerDocument): Rule {
  return {
    name: 'in-sync',
    decide: (facts) => {
      const { link } = facts;
      const { base, document, order, source } = link;
      if (base === undefined || document === undefined || order !== undefined) return undefined;
      // Then merge-edits has compared them field by field: what is left has to be written. An end is merged with nothing,
      // and is there already where a person made the document inactive and our last write left it so.
      if (base.fields !== undefined && isMerged(facts)) {
        const isThere = base.revision === source?.revision || base.theirs === fingerprint(draft(facts));
        return hasEnded(link) && isThere ? asBooked(link) : undefined;
      }
      return base.ours === fingerprint(draft(facts)) ? asBooked(facts.link) : undefined;
    },
  };
}

/** A person voided or deleted the document, and the source sent something new: only a person can say which wins. */
export function goneInLedger(draft: (facts: Facts) => LedgerDocument): Rule {
  return {
    name: 'fail-gone-in-ledger',
    decide: (facts) => {
      const { document, order, endWish } = facts.link;
      if (document === undefined || document.status === 'live') return undefined;
      // What left the books at our own wish comes back with its source's next word.
      const anew = order === 'create_anew' || endWish !== undefined;
      if (anew && facts.found === undefined)
        return ruling(
          { type: 'write', operation: 'create', document: draft(facts) },
          { was: document.status },
        );
      // The new one met a taken name or number, often the one of the dead document: that is for adopt-twin to judge.
      if (anew) return undefined;
      return fail('gone_in_ledger', { how: document.status });
    },
  };
}

/** A person edited the document and the source sent something new (I10: never overwritten without the policy's word). */
export const failEditedInLedger: Rule = {
  name: 'fail-edited-in-ledger',
  decide: ({ link, policy }) => {
    if (link.drift?.kind !== 'edited' || link.order === 'source_wins') return undefined;
    if (policy.policy.invoices.onConflict === 'source_wins') return undefined;
    return fail('edited_in_ledger', { difference: link.drift.differences.join('; ') });
  },
};

/** The books are closed for the day of the document. */
export function failClosedPeriod(dateOf: (facts: Facts) => string | undefined): Rule {
  return {
    name: 'fail-closed-period',
    decide: (facts) => {
      const date = dateOf(facts);
      const closed = facts.reference.closedUntil;
      return date !== undefined && closed !== undefined && date <= closed
        ? fail('closed_period', { date })
        : undefined;
    },
  };
}

/** The ledger said our name or number is taken; it was asked for the twin. Exactly ours: adopt. Anything else: a person. */
export function adoptTwin(
  draft: (facts: Facts) => LedgerDocument,
  taken: (ours: LedgerDocument, difference: string) => Ruling,
  /** Ours as it would be if what the policy lets stand were the candidate's. */
  lenient: (facts: Facts, ours: LedgerDocument, candidate: Snapshot) => LedgerDocument = (_, ours) => ours,
): Rule {
  return {
    name: 'adopt-twin',
    decide: (facts) => {
      const { link, found } = facts;
      // Something of ours may stand there since a write whose outcome was unknown: never created again without a look.
      const isUnsure = link.stale === true && link.document === undefined;
      if (isUnsure && found === undefined)
        return ruling({ type: 'look', at: 'twin', document: draft(facts) }, { unsure: 'true' });
      if (found === undefined || link.document?.status === 'live') return undefined;
      if (isUnsure && found.candidates.length === 0) return undefined;
      const ours = draft(facts);
      const verdicts = found.candidates.map((snapshot) => {
        const document = lenient(facts, ours, snapshot);
        return { snapshot, document, difference: differenceOf(document, snapshot) };
      });
      const twin = verdicts.find(({ difference }) => difference === undefined);
      if (twin !== undefined) {
        const { snapshot, document } = twin;
        const merges = mergesFields(link.key.kind, facts.policy.policy);
        return ruling({ type: 'adopt', snapshot, document, merges }, { document: snapshot.ref.id });
      }
      return taken(ours, verdicts[0]?.difference ?? 'it belongs to another record or party');
    },
  };
}

/** The last rule of each book. */
export function createOrUpdate(draft: (facts: Facts) => LedgerDocument): Rule {
  return {
    name: 'create-or-update',
    decide: (facts) => {
      const operation = facts.link.document === undefined ? 'create' : 'update';
      return ruling({ type: 'write', operation, document: draft(facts) });
    },
  };
}

/** Whether both sides of such a record are brought together, under a schedule that brings anything back. */
export function isMerged({ link, policy }: Pick<Facts, 'link' | 'policy'>): boolean {
  return policy.policy.schedule.inbound.mode !== 'off' && mergesFields(link.key.kind, policy.policy);
}

/** Whether the record is over: its source said so, or its document is on its way out. */
export function hasEnded(link: Link): boolean {
  return (link.source !== undefined && link.source.presence !== 'live') || isLeaving(link);
}

/** The record of a link as a certain kind; undefined if the source sent none. */
export function recordOf<K extends RecordKind>(
  link: Link,
  kind: K,
): Extract<SourceRecord, { kind: K }> | undefined {
  const record = link.source?.record;
  return record !== undefined && isKind(record, kind) ? record : undefined;
}

function isKind<K extends RecordKind>(
  record: SourceRecord,
  kind: K,
): record is Extract<SourceRecord, { kind: K }> {
  return record.kind === kind;
}

/**
 * The ledger id of a record that this one refers to, or what to do without it. `unknown` says what it means that we
 * never heard of it, once it had an hour to arrive.
 */
export function resolve(
  facts: Facts,
  kind: RecordKind,
  id: string,
  unknown: (waitsFor: string) => Ruling,
): { readonly id: string } | Ruling {
  const other = keyText({ kind, id });
  const link = facts.related.get(other);
  if (link?.source === undefined) {
    const since = facts.link.source?.receivedAt ?? facts.now;
    return facts.now - since < UNHEARD_WAIT_MS ? wait(kind, other) : unknown(other);
  }
  if (link.document === undefined) {
    const out = link.health.state === 'skipped' || link.health.state === 'not_synced' || isUnlinked(link);
    if (!out) return wait(waitReason(kind, link), other);
    return kind === 'customer' ? fail('customer_not_linked', { customer: id }, other) : unknown(other);
  }
  if (link.document.status !== 'live') {
    return fail('reference_gone', { detail: `${kind} ${id} is ${link.document.status} in the ledger` });
  }
  return { id: link.document.id };
}

/** TXD-20: whoever is to link the customer has to hear of it, and not only whoever looks at the customer. */
function isUnlinked({ health }: Link): boolean {
  return health.state === 'failed' && health.problem?.code === 'customer_not_linked';
}

function waitReason(kind: RecordKind, link: Link): string {
  if (link.health.state === 'failed') return `${kind}_failed`;
  return link.health.state === 'waiting' && link.health.reason !== undefined ? link.health.reason : kind;
}

/** CLK-41: a customer of the ledger has one currency for ever; a document in another one is the source's mistake. */
export function failCustomerCurrency(
  documentOf: (facts: Facts) => { readonly customerId: string; readonly currency: string } | undefined,
): Rule {
  return {
    name: 'fail-customer-currency',
    decide: (facts) => {
      const document = documentOf(facts);
      const customer = facts.related.get(keyText({ kind: 'customer', id: document?.customerId ?? '' }));
      const record = customer === undefined ? undefined : recordOf(customer, 'customer');
      if (document === undefined || record === undefined) return undefined;
      const { currency } = document;
      const { multiCurrency, homeCurrency } = facts.reference;
      // Then it is booked on the customer of its own currency (customer-of.ts).
      if (multiCurrency && facts.policy.policy.customers.perCurrency) return undefined;
      // As customers.ts writes it: without a currency of its own the customer got the company's.
      const kept = multiCurrency ? (record.currency ?? homeCurrency) : homeCurrency;
      return kept === currency
        ? undefined
        : fail('customer_currency_mismatch', { currency, customerCurrency: kept });
    },
  };
}
