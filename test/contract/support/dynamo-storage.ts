// The DynamoDB stores over a client, as the AWS host makes them, with a key ring for tests.
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoAudit } from '../../../shared/storage/dynamo-audit.ts';
import { createDynamoBulks } from '../../../shared/storage/dynamo-bulks.ts';
import { createDynamoCallbacks } from '../../../shared/storage/dynamo-callbacks.ts';
import { createDynamoConnections } from '../../../shared/storage/dynamo-connections.ts';
import { createDynamoFeed } from '../../../shared/storage/dynamo-feed.ts';
import { createDynamoInbound } from '../../../shared/storage/dynamo-inbound.ts';
import { createDynamoLinks } from '../../../shared/storage/dynamo-links.ts';
import { createDynamoReconciliations } from '../../../shared/storage/dynamo-reconciliations.ts';
import { createDynamoRequests } from '../../../shared/storage/dynamo-requests.ts';
import { createDynamoWrites } from '../../../shared/storage/dynamo-writes.ts';
import type { MemoryStorage } from '../../simulation/memory-storage.ts';
import { CONTRACT_NOW } from './examples.ts';
import type { TableNames } from './tables.ts';

const KEYRING = { current: 'k1', keys: { k1: 'only for the contract tests, of some length' } };

export function dynamoStorage(client: DynamoDBClient, names: TableNames): MemoryStorage {
  const clock = { now: () => CONTRACT_NOW, wait: (ms: number) => wait(ms) };
  const random = { fraction: () => 0.5, secret: (bytes: number) => randomBytes(bytes).toString('hex') };
  const table = (name: string) => ({ client, name, clock, random });
  const connections = { ...table(names.connections), keyring: async () => KEYRING };
  return {
    links: createDynamoLinks(table(names.links)),
    writes: createDynamoWrites(table(names.writes)),
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
