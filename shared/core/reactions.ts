// Reactions: what each class of fault that the ledger answers a write with means for its record.
import { isNamed } from './documents.ts';
import type { Fault, FaultClass } from './faults.ts';
import type { Health, Link } from './links.ts';
import { dateIn, nameIn, takenBy } from './name-in.ts';
import { problem, type Problem } from './problems.ts';
import { BACKOFF_MS, keepSince, pendingAndDue, RECHECK_MS, type Settled } from './settled.ts';
import type { Intent } from './writes.ts';

/** What each class of fault means for the record. Every class has exactly one line. */
export const REACTIONS: Readonly<
  Record<Exclude<FaultClass, 'unknown_outcome'>, (link: Link, fault: Fault, of: Reaction) => Settled>
> = {
  stale: lookAgain,
  not_found: (link, fault, of) =>
    of.intent.target === undefined
      ? failed(link, problem('reference_gone', { detail: fault.detail }), of)
      : lookAgain(link, fault, of),
  // A party or an item refers to hardly anything of ours: there it may be the document itself that is meant.
  reference_gone: (link, fault, of) =>
    of.intent.target !== undefined && isNamed(of.intent.document.type)
      ? lookAgain(link, fault, of)
      : failed(link, problem('reference_gone', { detail: fault.detail }), of),
  name_taken: (link, fault, of) =>
    twinOr(failed(link, problem('name_taken', { name: nameIn(of.intent.document) }), of), of, fault),
  number_taken: (link, fault, of) =>
    twinOr(
      failed(
        link,
        problem('number_taken', { number: nameIn(of.intent.document), difference: fault.detail }),
        of,
      ),
      of,
      fault,
    ),
  differs: (link, fault, of) =>
    failed({ ...link, stale: true }, takenBy(of.intent.document, fault.detail), of),
  invalid: (link, fault, of) => failed(link, problem('refused', { detail: describe(fault) }), of),
  unexpected: (link, fault, of) => failed(link, problem('refused', { detail: describe(fault) }), of),
  locked: (link, fault, of) => failed(link, problem('locked', { detail: fault.detail }), of),
  closed_period: (link, _fault, of) =>
    failed(link, problem('closed_period', { date: dateIn(of.intent.document) }), of),
  suspended: (link, fault, of) => {
    const why = problem('subscription', { detail: fault.detail });
    return waiting(link, { reason: 'ledger_suspended', dueAt: of.now + RECHECK_MS, problem: why }, of);
  },
  throttled: (link, fault, of) =>
    waiting(link, { reason: 'throttled', dueAt: of.now + (fault.retryAfterMs ?? BACKOFF_MS) }, of),
  unavailable: (link, fault, of) => {
    const why = problem('outage', { detail: fault.detail });
    return waiting(link, { reason: 'ledger_unavailable', dueAt: of.now + BACKOFF_MS, problem: why }, of);
  },
  file_unavailable: (link, { detail }, of) => {
    const why = problem('file_unavailable', { detail });
    return waiting(link, { reason: why.code, dueAt: of.now + RECHECK_MS, problem: why }, of);
  },
  unauthorised: (link, _fault, of) => waiting(link, { reason: 'disconnected', dueAt: of.now }, of),
  disconnected: (link, _fault, of) => waiting(link, { reason: 'disconnected', dueAt: of.now }, of),
};

/** The write that met the fault, and the time in milliseconds UTC. */
interface Reaction {
  readonly intent: Intent;
  readonly now: number;
}

function lookAgain(link: Link, _: Fault, { now }: Reaction): Settled {
  return { link: { ...link, stale: true, health: pendingAndDue(now) }, again: 'document' };
}

/** Only a create can meet its twin: an update that meets a taken name is the bookkeeper's to solve. */
function twinOr(otherwise: Settled, { intent, now }: Reaction, _fault: Fault): Settled {
  if (intent.operation !== 'create') return otherwise;
  return { link: { ...otherwise.link, health: pendingAndDue(now) }, again: 'twin' };
}

function failed(link: Link, why: Problem, { now }: Reaction): Settled {
  return { link: { ...link, health: keepSince(link.health, { state: 'failed', since: now, problem: why }) } };
}

function waiting(link: Link, health: Omit<Health, 'state' | 'since'>, { now }: Reaction): Settled {
  return {
    link: {
      ...link,
      health: keepSince(link.health, { ...health, state: 'waiting', since: now }),
    },
  };
}

/** A fault in the ledger's own words. */
export function describe(fault: Fault): string {
  return fault.vendorCode === undefined ? fault.detail : `${fault.vendorCode}: ${fault.detail}`;
}
