// Tell drift: the outside hears once that a person changed a document in the ledger.
import type { Link } from '../../shared/core/links.ts';
import { type Lane, tally } from './lane.ts';

/** Notes drift that the link did not show before, or another kind of it. What differs is for the API: it may name people. */
export function tellDrift(lane: Lane, before: Link, observed: Link): void {
  const { key, drift, document, health } = observed;
  if (drift === undefined || before.drift?.kind === drift.kind) return;
  const { connection, kind, id } = key;
  tally(lane, 'drift', 1, { kind: drift.kind });
  const detail = { kind, id, state: health.state, drift: drift.kind, document: document?.id };
  lane.events.push({ type: 'record.drifted', connection, detail });
}
