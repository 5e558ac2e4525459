// End audit: the result is saved, the outside hears of it, and the lane looks at what differs as if the ledger had told it.
import {
  differenceCount,
  type DifferenceType,
  type Reconciliation,
} from '../../shared/core/reconciliation.ts';
import type { Look } from '../../shared/host/host.ts';
import { type Lane, tally } from './lane.ts';

/** What the ledger holds otherwise than our link knows: a look makes it visible there, where a person can decide. */
const LOOKED_AT: readonly DifferenceType[] = [
  'not_in_ledger',
  'amount_differs',
  'month_differs',
  'ended_in_ledger',
];

/** Ends a running reconciliation, once. */
export async function endAudit(
  lane: Lane,
  run: Reconciliation,
  how: Pick<Reconciliation, 'state' | 'findings' | 'fault'>,
): Promise<void> {
  const { host, name } = lane;
  const now = host.clock.now();
  const ended: Reconciliation = { ...run, ...how, place: undefined, endedAt: now, movedAt: now };
  // Before it is saved: who dies in between does both again, and a look too many is harmless.
  const looks = looksAt(ended, now);
  if (looks.length > 0) await host.lanes.send(name, looks);
  if ((await host.reconciliations.move(ended, run.step)) === 'conflict') return;
  const differences = ended.findings === undefined ? undefined : differenceCount(ended.findings);
  const { id, connection, from, to, state, fault } = ended;
  host.log.info('audit_ended', { lane: name, connection, run: id, state, fault, differences });
  tally(lane, 'reconciliations', 1, { state });
  lane.events.push({
    type: 'reconciliation.completed',
    connection,
    detail: { id, from, to, state, fault, differences },
  });
}

/** What differs is no echo of a write of ours, however short ago that was and whatever time it is at the ledger. */
const NO_ECHO_MS = 86_400_000;

function looksAt({ findings }: Reconciliation, now: number): readonly Look[] {
  const changedAt = now + NO_ECHO_MS;
  return (findings?.differences ?? []).flatMap(({ type, document }) =>
    document !== undefined && LOOKED_AT.includes(type) ? [{ at: 'document', document, changedAt }] : [],
  );
}
