// Storing what events say: records beside each other, the revisions of one record one after the other.
import type { ProductEvent } from '../../shared/connectors/product/events.ts';
import { keyText } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import type { StoreResult } from '../../shared/storage/ports.ts';

export interface StorePlace {
  readonly connection: string;
  readonly lane: string;
  /** Milliseconds UTC: one moment for all of a request, so that its records are stored and counted under the same. */
  readonly receivedAt: number;
}

/** What the store said to each event. An event that is missing could not be stored and has to be sent again. */
export type StoreResults = ReadonlyMap<ProductEvent, StoreResult>;

/** Enough to hide the store's latency for 100 events (7 rounds), few enough for the client's 64 sockets. */
const STORED_AT_ONCE = 16;

/** Stores the record of each event. */
export async function storeEvents(
  host: Host,
  place: StorePlace,
  events: readonly ProductEvent[],
): Promise<StoreResults> {
  const results = new Map<ProductEvent, StoreResult>();
  const waiting = byRecord(events);
  const work = async (): Promise<void> => {
    for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) {
      for (const event of turn) {
        const result = await storeEvent(host, place, event);
        if (result !== undefined) results.set(event, result);
      }
    }
  };
  await Promise.all(Array.from({ length: STORED_AT_ONCE }, work));
  return results;
}

function byRecord(events: readonly ProductEvent[]): (readonly ProductEvent[])[] {
  const turns = new Map<string, readonly ProductEvent[]>();
  for (const event of events) {
    const name = keyText(event.record);
    turns.set(name, [...(turns.get(name) ?? []), event]);
  }
  return [...turns.values()];
}

async function storeEvent(
  host: Host,
  place: StorePlace,
  event: ProductEvent,
): Promise<StoreResult | undefined> {
  const key = { connection: place.connection, ...event.record };
  try {
    return await host.links.storeSource(key, place.lane, {
      ...event.source,
      receivedAt: place.receivedAt,
    });
  } catch (error) {
    // One row that cannot be written (throttled, down) must not hide what became of the others.
    const name = error instanceof Error ? error.name : typeof error;
    host.log.warn('event_not_stored', { connection: place.connection, error: name });
    return undefined;
  }
}
