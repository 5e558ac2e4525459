// The intake of a request: how many of its records were new, and their money. One half of the proof that nothing is lost.
import { arrivalOf, type Intake, NOTHING, type Tally, withArrival } from '../../shared/core/completeness.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import type { StorePlace, StoreResults } from './store-events.ts';

/**
 * What was new, if anything was. It goes with the request's message to the lane, and whoever receives that counts it
 * (functions/sync/count-intakes.ts): as durable as the message, and no write of its own.
 */
export function intakeOf(
  { random }: Pick<Host, 'random'>,
  { connection, receivedAt }: StorePlace,
  stored: StoreResults,
): Intake | undefined {
  const byKind = new Map<RecordKind, Tally>();
  for (const [{ record, source }, result] of stored) {
    if (result.type !== 'stored' || !result.isNew) continue;
    const arrival = arrivalOf({ ...source, receivedAt });
    byKind.set(record.kind, withArrival(byKind.get(record.kind) ?? NOTHING, arrival));
  }
  return byKind.size === 0 ? undefined : { id: random.id(), connection, at: receivedAt, byKind };
}
