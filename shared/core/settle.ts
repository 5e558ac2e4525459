// Settle: what a decision or the outcome of a write makes of a link. Pure; the health row is computed here and nowhere else.
import { adoption, linked } from './adoption.ts';
import type { Decided } from './decisions.ts';
import type { LinkedDocument, Attempt, Health, Link, Trace } from './links.ts';
import { ATTEMPTS_KEPT } from './links.ts';
import type { LedgerDocument, Snapshot } from './documents.ts';
import type { Fault } from './faults.ts';
import { type AgreedFields, agreedAfterWrite } from './fields.ts';
import { fingerprint } from './fingerprint.ts';
import { CURED_BY_LISTS, problem } from './problems.ts';
import { describe, REACTIONS } from './reactions.ts';
import { settleTelling, UNTOLD } from './settle-telling.ts';
import {
  BACKOFF_MS,
  FAILED_RECHECK_MS,
  keepSince,
  pendingAndDue,
  RECHECK_MS,
  type Settled,
} from './settled.ts';
import { totalDifferenceOf } from './totals.ts';
import { reasonOfWish } from './wishes.ts';
import type { Intent, Outcome } from './writes.ts';

/**
 * The link after a decision that writes nothing to the ledger. Undefined when it would not change a thing, and for a row
 * that only says somebody waits: a record its source never spoke of is not in the books, whoever looks at it.
 */
export function settleDecision(
  link: Link,
  decided: Decided,
  policyVersion: number,
  now: number,
): Link | undefined {
  const health = healthOf(decided, now);
  if (link.source === undefined) return undefined;
  const trace: Trace = {
    rule: decided.rule,
    decision: decided.decision.type,
    values: decided.values,
    at: now,
    policyVersion,
  };
  if (decided.decision.type === 'tell') return { ...settleTelling(link, decided.decision, now), trace };
  if (health === undefined) return undefined;
  const adopted = decided.decision.type === 'adopt' ? adoption(link, decided.decision) : {};
  // A stale picture stays stale: only a look or a settled write mends it, not a decision that needed neither.
  const decidedLink: Link = { ...link, ...adopted, health: keepSince(link.health, health), trace };
  const next = decided.decision.type === 'adopt' ? judged(decidedLink, now).link : decidedLink;
  return changesNothing(link, next) ? undefined : next;
}

/** One announced write and what came back of it. `seq` is the journal entry's number, `now` milliseconds UTC. */
export interface ReturnedWrite {
  readonly intent: Intent;
  readonly outcome: Outcome;
  readonly seq: number;
  readonly now: number;
}

/** The link after one of its announced writes came back. An unknown outcome leaves the journal entry open. */
export function settleWrite(link: Link, { intent, outcome, seq, now }: ReturnedWrite): Settled {
  const attempts = remember(link.attempts, intent, outcome, now);
  const closed = { ...link, attempts, settledSeq: seq };
  if (outcome.type === 'done') return judged(written(closed, intent, outcome.snapshot, now), now);
  const { fault } = outcome;
  if (fault.fault === 'unknown_outcome') return { link: settleUnknown(link, intent, fault, now) };
  return REACTIONS[fault.fault]({ ...closed, trace: traceOf(intent, now) }, fault, { intent, now });
}

/** The ledger made another total of it than its source: what that means is for the rules, so they are asked again. */
function judged(link: Link, now: number): Settled {
  if (totalDifferenceOf(link) === undefined) return { link };
  return { link: { ...link, health: pendingAndDue(now) }, again: 'decide' };
}

/** The link while nobody knows whether its write arrived: the entry stays open, and is finished first. */
export function settleUnknown(link: Link, intent: Intent, fault: Fault, now: number): Link {
  const attempts = remember(link.attempts, intent, { type: 'fault', fault }, now);
  const health: Health = {
    state: 'uncertain',
    since: now,
    reason: 'outcome_unknown',
    dueAt: now + BACKOFF_MS,
  };
  return { ...link, attempts, health: keepSince(link.health, health), trace: traceOf(intent, now) };
}

/** The link of a record that our own code could not work on. */
export function settleInternal(link: Link, detail: string, now: number): Link {
  return { ...link, health: { state: 'failed', since: now, problem: problem('internal', { detail }) } };
}

/** The link of a record whose lane rests or whose ledger cannot be reached: due as soon as that is over. */
export function settleWaiting(link: Link, reason: string, dueAt: number, now: number): Link {
  return { ...link, health: keepSince(link.health, { state: 'waiting', since: now, reason, dueAt }) };
}

function healthOf({ decision }: Decided, now: number): Health | undefined {
  switch (decision.type) {
    case 'in_sync':
    case 'adopt':
      return { state: 'synced', since: now };
    case 'skip':
      return {
        state: decision.state ?? 'skipped',
        since: now,
        reason: decision.reason,
        waitsFor: decision.waitsFor,
      };
    case 'wait': {
      const { reason, waitsFor, dueAt } = decision;
      // Without another record to wait for, only the source's next word can end the wait: nothing is due by itself.
      return {
        state: 'waiting',
        since: now,
        reason,
        waitsFor,
        dueAt: dueAt ?? (waitsFor === undefined ? undefined : now + RECHECK_MS),
      };
    }
    case 'fail': {
      const { problem: why, waitsFor } = decision;
      // Whatever it wants wakes it when it comes; should that not find it, it is looked at all the same.
      const isAwaiting = waitsFor !== undefined || CURED_BY_LISTS.includes(why.code);
      const dueAt = isAwaiting ? now + FAILED_RECHECK_MS : undefined;
      return { state: 'failed', since: now, problem: why, waitsFor, dueAt };
    }
    case 'ask':
      return { state: 'action_needed', since: now, reason: decision.task };
    case 'cascade':
      return {
        state: 'waiting',
        since: now,
        reason: 'linked_records',
        waitsFor: decision.keys[0],
        dueAt: now + RECHECK_MS,
      };
    case 'tell':
    case 'look':
    case 'write':
      return undefined;
  }
}

function written(link: Link, intent: Intent, snapshot: Snapshot, now: number): Link {
  const ended = isEnd(intent);
  const document: LinkedDocument = { ...linked(snapshot), ...(ended ? { status: endOf(intent) } : {}) };
  const isMerged = intent.merges === true && !ended;
  const fields = isMerged ? agreed(link.base?.fields, intent.document, snapshot) : undefined;
  return {
    ...link,
    document,
    base: {
      revision: intent.revision,
      ours: fingerprint(intent.document),
      theirs: fingerprint(snapshot.document),
      fields,
    },
    health: healthAfter(link, intent, { fields, now }),
    told: intent.operation === 'create' ? undefined : link.told,
    drift: undefined,
    stale: undefined,
    order: undefined,
    // Announced before the person said that it stays out: it is in the books, and says so.
    hold: ended ? link.hold : undefined,
    endWish: ended ? link.endWish : undefined,
    acceptedDifference: undefined,
    lineAccount: link.lineAccount && {
      ...link.lineAccount,
      written: intent.lineAccount === link.lineAccount.code ? true : undefined,
    },
    trace: traceOf(intent, now),
  };
}

function agreed(
  before: AgreedFields | undefined,
  sent: LedgerDocument,
  { document }: Snapshot,
): AgreedFields | undefined {
  return document === undefined ? undefined : agreedAfterWrite(before, sent, document);
}

function isEnd({ operation }: Intent): boolean {
  return operation === 'void' || operation === 'delete';
}

/** What left the books without a word of its source is not synced: what the source says and what stands there differ. */
function healthAfter(
  link: Link,
  intent: Intent,
  { fields, now }: { readonly fields: AgreedFields | undefined; readonly now: number },
): Health {
  if (link.source?.revision !== intent.revision) return { state: 'pending', since: now };
  if (fields?.untold !== undefined) return { state: 'waiting', since: now, reason: UNTOLD };
  const { hold, endWish, source } = link;
  if (!isEnd(intent)) return { state: 'synced', since: now };
  if (hold !== undefined) return { ...hold, since: now };
  return endWish === undefined || source?.presence !== 'live'
    ? { state: 'synced', since: now }
    : { state: 'not_synced', since: now, reason: reasonOfWish(endWish) };
}

function traceOf(intent: Intent, now: number): Trace {
  const { rule, operation, values, policyVersion } = intent;
  return { rule, decision: operation, values, at: now, policyVersion };
}

function remember(
  attempts: readonly Attempt[],
  intent: Intent,
  outcome: Outcome,
  now: number,
): readonly Attempt[] {
  const unknown = outcome.type === 'fault' && outcome.fault.fault === 'unknown_outcome';
  const attempt: Attempt = {
    at: now,
    operation: intent.operation,
    outcome: outcome.type === 'done' ? 'done' : unknown ? 'unknown' : 'fault',
    detail: outcome.type === 'done' ? undefined : describe(outcome.fault),
  };
  return [attempt, ...attempts].slice(0, ATTEMPTS_KEPT);
}

/** A duplicate must cost no write: only a difference that somebody could see is worth one. */
function changesNothing(before: Link, after: Link): boolean {
  if (before.health.state !== after.health.state || before.stale !== after.stale) return false;
  const visible = ({ health, document, base, drift }: Link): unknown => ({
    ...health,
    since: 0,
    dueAt: 0,
    document,
    base,
    drift,
  });
  return before.health.dueAt === undefined && fingerprint(visible(before)) === fingerprint(visible(after));
}

function endOf(intent: Intent): 'voided' | 'deleted' {
  return intent.operation === 'void' ? 'voided' : 'deleted';
}
