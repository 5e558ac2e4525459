// The stores on their tables, and the one DynamoDB client that they share.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoAudit } from '../../storage/dynamo-audit.ts';
import { createDynamoBulks } from '../../storage/dynamo-bulks.ts';
import { createDynamoCallbacks } from '../../storage/dynamo-callbacks.ts';
import { createDynamoConnections } from '../../storage/dynamo-connections.ts';
import { createDynamoFeed } from '../../storage/dynamo-feed.ts';
import { createDynamoInbound } from '../../storage/dynamo-inbound.ts';
import { createDynamoLinks } from '../../storage/dynamo-links.ts';
import { createDynamoReconciliations } from '../../storage/dynamo-reconciliations.ts';
import { createDynamoRequests } from '../../storage/dynamo-requests.ts';
import { createDynamoWrites } from '../../storage/dynamo-writes.ts';
import type {
  CallbackStore,
  ConnectionStore,
  FeedStore,
  InboundStore,
  LinkStore,
  WriteJournal,
} from '../../storage/ports.ts';
import type { BulkStore } from '../../storage/bulk-port.ts';
import type { RequestStore } from '../../storage/request-port.ts';
import type { AuditStore } from '../../storage/audit-port.ts';
import type { ReconciliationStore } from '../../storage/reconciliation-port.ts';
import { type Keyring, parseKeyring } from '../../storage/sealing.ts';
import type { Clock, Random } from '../host.ts';
import { CLIENT_SETTINGS } from './client-settings.ts';
import { type Environment, needed } from './environment.ts';

export interface TableParts {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
  /** Reads a secret by its id. */
  readonly secret: (id: string) => Promise<string>;
}

/** The stores. A function that was given no journal, or no key ring, can do all that needs none. */
export function openTables({ environment, clock, random, secret }: TableParts): {
  readonly links: LinkStore;
  readonly writes: WriteJournal;
  readonly connections: ConnectionStore;
  readonly feed: FeedStore;
  readonly callbacks: CallbackStore;
  readonly inbound: InboundStore;
  readonly reconciliations: ReconciliationStore;
  readonly audit: AuditStore;
  readonly bulks: BulkStore;
  readonly requests: RequestStore;
} {
  const client = new DynamoDBClient(CLIENT_SETTINGS);
  const keyring = async (): Promise<Keyring> =>
    parseKeyring(await secret(needed(environment, 'KEYRING_SECRET_ID')));
  const connections = { client, name: environment.CONNECTIONS_TABLE, clock, random, keyring };
  return {
    links: createDynamoLinks({ client, name: environment.LINKS_TABLE, clock, random }),
    writes: writesOrNone(environment.WRITES_TABLE, { client, clock, random }),
    connections: createDynamoConnections(connections),
    feed: createDynamoFeed(connections),
    callbacks: createDynamoCallbacks(connections),
    inbound: createDynamoInbound(connections),
    reconciliations: createDynamoReconciliations(connections),
    audit: createDynamoAudit(connections),
    bulks: createDynamoBulks(connections),
    requests: createDynamoRequests(connections),
  };
}

function writesOrNone(
  name: string | undefined,
  parts: { readonly client: DynamoDBClient; readonly clock: Clock; readonly random: Random },
): WriteJournal {
  if (name !== undefined) return createDynamoWrites({ ...parts, name });
  const none = async (): Promise<never> => {
    throw new Error('This function was not given the environment variable WRITES_TABLE');
  };
  return { head: none, append: none, entry: none };
}
