// Counting at the door: how many records were new, and their money. The other half of the proof that nothing is lost.
import { arrivalOf, NOTHING, type Tally, withArrival } from '../../shared/core/completeness.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import type { StorePlace, StoreResults } from './store-events.ts';

/**
 * Counts the new records of a request, in one write. Best effort: a count that is missing makes the door's figure too low,
 * which is not taken for a loss, so it fails nothing.
 */
export async function countReceived(
  host: Host,
  { connection, receivedAt }: StorePlace,
  stored: StoreResults,
): Promise<void> {
  const received = new Map<RecordKind, Tally>();
  for (const [{ record, source }, result] of stored) {
    if (result.type !== 'stored' || !result.isNew) continue;
    const arrival = arrivalOf({ ...source, receivedAt });
    received.set(record.kind, withArrival(received.get(record.kind) ?? NOTHING, arrival));
  }
  if (received.size === 0) return;
  try {
    await host.connections.countReceived(connection, receivedAt, received);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    host.log.warn('received_not_counted', { connection, error: name });
  }
}
