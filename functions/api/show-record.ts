// A record as the API shows it: its one state, why, whose turn it is, and its document in the ledger.
import type { Attempt, Drift, Health, HealthState, Link, LinkedDocument } from '../../shared/core/links.ts';
import { stateProblem } from '../../shared/core/problems.ts';
import { parseKeyText } from '../../shared/core/records.ts';
import { totalDifferenceOf } from '../../shared/core/totals.ts';
import type { OpenWrite } from './find-record.ts';
import { summaryOf } from './summary-of.ts';

/** What is shown of a record. Times are RFC 3339 in UTC. */
export function showRecord(link: Link, open: OpenWrite | undefined) {
  const { key, source, health, drift } = link;
  return {
    kind: key.kind,
    id: key.id,
    ...summaryOf(link),
    state: stateOf(link, open),
    since: instant(health.since),
    ...reasonOf(health),
    revision: source?.revision,
    presence: source?.presence,
    receivedAt: source === undefined ? undefined : instant(source.receivedAt),
    derivedFrom: source?.derivedFrom === undefined ? undefined : parseKeyText(source.derivedFrom),
    dependents: link.dependents?.map(parseKeyText),
    leaving: link.endWish,
    syncedRevision: link.base?.revision,
    document: link.document === undefined ? undefined : documentOf(link.document),
    drift: drift === undefined ? undefined : driftOf(drift),
    difference: totalDifferenceOf(link),
    overruled:
      link.overruled === undefined ? undefined : { ...link.overruled, at: instant(link.overruled.at) },
    order: link.order,
    hold: link.hold,
    asked: link.asked,
    said: link.said === undefined ? undefined : { ...link.said, at: instant(link.said.at) },
    attempts: link.attempts.map(attemptOf),
  };
}

/** The state, where a write whose announcer never came back counts as uncertain even before the lane says so. */
export function stateOf(link: Link, open: OpenWrite | undefined): HealthState {
  return open?.overdue === true ? 'uncertain' : link.health.state;
}

/** Milliseconds UTC as RFC 3339. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function reasonOf({ problem, reason, dueAt, waitsFor }: Health) {
  return {
    problem: problem === undefined ? undefined : stateProblem(problem),
    reason,
    waitsFor: waitsFor === undefined ? undefined : parseKeyText(waitsFor),
    nextTryAt: dueAt === undefined ? undefined : instant(dueAt),
  };
}

function documentOf({ type, id, revision, status, total, balance, updatedAt }: LinkedDocument) {
  return { type, id, revision, status, total, balance, updatedAt: instant(updatedAt) };
}

function driftOf({ kind, at, differences }: Drift) {
  return { kind, at: instant(at), differences };
}

function attemptOf({ at, operation, outcome, detail }: Attempt) {
  return { at: instant(at), operation, outcome, detail };
}
