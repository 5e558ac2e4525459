// Counting outcomes: the journal carries what the lane wrote, so a record in the books costs no write more; the rest is told at the end.
import { quarterOf } from '../../shared/core/completeness.ts';
import type { Link } from '../../shared/core/links.ts';
import { NO_OUTCOMES, type Outcomes, outcomesTogether } from '../../shared/core/outcomes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Lane } from './lane.ts';
import { isOutage } from './outage.ts';

/**
 * Tells the store what the journal carries, once the quarter of an hour in which it was done is over: at most one write for
 * each connection and quarter. The number of the newest entry makes that once, also if the worker dies before the next one.
 */
export async function storeDone(lane: Lane, now: number): Promise<void> {
  const { host, done, doneAt = now, seq } = lane;
  if (quarterOf(doneAt) === quarterOf(now)) return;
  for (const [connection, synced] of Object.entries(done))
    await attempted(host, () =>
      host.connections.countOutcomes(connection, { ...NO_OUTCOMES, at: doneAt, synced }, seq),
    );
  lane.done = {};
}

/** Notes that a record failed or was skipped, or is in the books without a write of ours. */
export function noteOutcome(lane: Lane, before: Link, after: Link): void {
  const { state } = after.health;
  if (state !== 'failed' && state !== 'skipped' && state !== 'synced') return;
  if (state === 'synced' && before.settledSeq !== after.settledSeq) return;
  const { connection } = after.key;
  const known = lane.aside.get(connection);
  const one: Outcomes = { ...NO_OUTCOMES, [state]: 1 };
  const heardAt = Math.max(known?.heardAt ?? 0, after.source?.receivedAt ?? 0);
  lane.aside.set(connection, { ...outcomesTogether(known ?? NO_OUTCOMES, one), heardAt });
}

/** Tells the store what was noted: one write for each connection of a delivery in which something failed or was skipped. */
export async function countAside({ host, aside }: Lane): Promise<void> {
  const at = host.clock.now();
  for (const [connection, outcomes] of aside)
    await attempted(host, () => host.connections.countOutcomes(connection, { ...outcomes, at }));
}

/** A chart with a gap is better than a record that waits for it; where the storage does not answer, the messages come again. */
async function attempted(host: Host, count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    if (isOutage(error)) throw error;
    host.log.warn('outcomes_not_counted', { detail: error instanceof Error ? error.message : 'unknown' });
  }
}
