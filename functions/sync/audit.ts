// Audit: a connection's reconciliation goes one step on, by a page of the ledger or of our links. It reads, and writes to no ledger.
import {
  addUp,
  kindsOf,
  type Place,
  placeAfter,
  type Reconciliation,
} from '../../shared/core/reconciliation.ts';
import type { Look } from '../../shared/host/host.ts';
import { type AuditStep, auditLedger, auditLinks } from './audit-steps.ts';
import { endAudit } from './end-audit.ts';
import { type Lane, policyOf } from './lane.ts';
import { isOutage } from './outage.ts';

/** Longer than a message is hidden from others: by then nobody is at work on a step any more. */
const STALLED_MS = 10 * 60_000;
/** Two hours of sweeps. What the ledger refuses for so long is no outage. */
const TRIES_MAX = 8;
/** Two million documents, or half a million of our links: a period with more is asked for in parts. */
const STEPS_MAX = 2_000;

/**
 * One step for each connection that a look names. A round of the lane also takes up those that stand still: the message that
 * should have moved them got lost, or the ledger did not answer.
 */
export async function audit(lane: Lane, looks: readonly Look[]): Promise<void> {
  const named = new Set(looks.flatMap((look) => (look.at === 'audit' ? [look.connection] : [])));
  const isRound = looks.some(({ at }) => at === 'changes');
  if (named.size === 0 && !isRound) return;
  const { host, ledger, company } = lane;
  for (const connection of await host.connections.connectionsOf(ledger.name, company)) {
    if (!named.has(connection) && !isRound) continue;
    const run = await host.reconciliations.newest(connection);
    if (run?.state !== 'running' || run.lane !== lane.name) continue;
    const isStalled = host.clock.now() - run.movedAt >= STALLED_MS;
    if (named.has(connection) || isStalled) await stepSafely(lane, run);
  }
}

/** An error of ours in a comparison ends the comparison, and not the round of the lane. */
async function stepSafely(lane: Lane, run: Reconciliation): Promise<void> {
  try {
    await step(lane, run);
  } catch (error) {
    if (isOutage(error)) throw error;
    const detail = error instanceof Error ? error.message : 'unknown';
    lane.host.log.error('audit_failed_internally', { lane: lane.name, run: run.id, detail });
    lane.host.metrics.count('internal_failures', 1);
    await endAudit(lane, run, { state: 'failed', fault: 'internal' });
  }
}

async function step(lane: Lane, run: Reconciliation): Promise<void> {
  const { host } = lane;
  const policy = await policyOf(lane, run.connection);
  const kinds = policy === undefined ? [] : kindsOf(policy.policy);
  const [first] = kinds;
  if (policy === undefined || first === undefined)
    return await endAudit(lane, run, { state: 'failed', fault: 'no_policy' });
  if (run.step >= STEPS_MAX) return await endAudit(lane, run, { state: 'failed', fault: 'too_large' });
  const place: Place = run.place ?? { at: 'ledger', kind: first };
  const of = { run, policy: policy.policy, place };
  const done = place.at === 'ledger' ? await auditLedger(lane, of) : await auditLinks(lane, of);
  if (done.type !== 'done') return await waitWith(lane, run, done);
  const { findings, listed, cursor } = done;
  const next = placeAfter(place, cursor, kinds);
  // What stands there counts, and where it goes on: somebody may have done this very step before us.
  const kept = await host.reconciliations.keepPart(run, run.step, { findings, listed, next });
  if (kept.next === undefined) {
    const parts = await host.reconciliations.parts(run);
    return await endAudit(lane, run, { state: 'done', findings: addUp(parts.map((part) => part.findings)) });
  }
  const { tries: _tries, fault: _fault, ...before } = run;
  const moved = { ...before, step: run.step + 1, place: kept.next, movedAt: host.clock.now() };
  if ((await host.reconciliations.move(moved, run.step)) === 'moved') await goOn(lane, run);
}

/** To the lane's end, so that records are booked between two steps. */
async function goOn({ host, name }: Lane, { connection }: Reconciliation): Promise<void> {
  await host.lanes.send(name, [{ at: 'audit', connection }]);
}

/** No time in this delivery is no fault. A ledger that does not answer is asked again with the next round. */
async function waitWith(
  lane: Lane,
  run: Reconciliation,
  why: Exclude<AuditStep, { type: 'done' }>,
): Promise<void> {
  if (why.type === 'no_time') return await goOn(lane, run);
  const tries = (run.tries ?? 0) + 1;
  const { fault } = why.fault;
  lane.host.log.warn('audit_waits', { lane: lane.name, run: run.id, fault, tries });
  if (tries >= TRIES_MAX) return await endAudit(lane, run, { state: 'failed', fault });
  const tried = { ...run, tries, fault, movedAt: lane.host.clock.now() };
  await lane.host.reconciliations.move(tried, run.step);
}
