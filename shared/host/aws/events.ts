// Domain events to EventBridge: best effort, because the API is the truth and no record may wait for an announcement.
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { DomainEvent, Host, Log } from '../host.ts';
import { CLIENT_SETTINGS } from './client-settings.ts';

/** Most events EventBridge takes in one call. */
const BATCH = 10;
/** The name that rules of other systems are written for. */
const SOURCE = 'ledgerlane';

export interface EventParts {
  readonly busName: string;
  readonly log: Pick<Log, 'error'>;
  readonly client?: EventBridgeClient;
}

/** Publishes events; what could not be published, after one more try, is logged with its types. */
export function createEventPublisher({
  busName,
  log,
  client = new EventBridgeClient(CLIENT_SETTINGS),
}: EventParts): Host['publish'] {
  return async (events) => {
    const entries = events.map((event) => entryOf(busName, event));
    for (let from = 0; from < entries.length; from += BATCH) {
      const batch = entries.slice(from, from + BATCH);
      const left = await put(client, await put(client, batch));
      if (left.length > 0) log.error('events_not_published', { count: left.length, types: typesOf(left) });
    }
  };
}

/** Answers the entries that were not taken. */
async function put(
  client: EventBridgeClient,
  batch: readonly PutEventsRequestEntry[],
): Promise<readonly PutEventsRequestEntry[]> {
  if (batch.length === 0) return [];
  try {
    const { Entries } = await client.send(new PutEventsCommand({ Entries: [...batch] }));
    return batch.filter((_, i) => Entries?.[i]?.ErrorCode !== undefined);
  } catch {
    return batch; // counted and logged by the caller; the records themselves are safe
  }
}

function entryOf(busName: string, { type, connection, detail }: DomainEvent): PutEventsRequestEntry {
  return {
    EventBusName: busName,
    Source: SOURCE,
    DetailType: type,
    Detail: JSON.stringify({ ...detail, connection }),
  };
}

const typesOf = (entries: readonly PutEventsRequestEntry[]): string =>
  [...new Set(entries.map(({ DetailType }) => DetailType))].join(' ');
