// The DynamoDB stores keep the storage contract.
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import type { Emulator } from '../../local/emulators/emulator.ts';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { createDynamoConnections } from '../../shared/storage/dynamo-connections.ts';
import { createDynamoLinks } from '../../shared/storage/dynamo-links.ts';
import { createDynamoWrites } from '../../shared/storage/dynamo-writes.ts';
import type { MemoryStorage } from '../simulation/memory-storage.ts';
import { storageContract } from './storage-contract.ts';
import { CONTRACT_NOW } from './support/examples.ts';
import { dynamoDbAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

const KEYRING = { current: 'k1', keys: { k1: 'only for the contract tests, of some length' } };

let dynamoDb: Emulator | undefined;
let storage: MemoryStorage | undefined;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  const client = dynamoDbAt(dynamoDb.endpoint);
  const names = await createTables(client, 'contract');
  const clock = { now: () => CONTRACT_NOW, wait: (ms: number) => wait(ms) };
  const random = { fraction: () => 0.5, secret: (bytes: number) => randomBytes(bytes).toString('hex') };
  const table = (name: string) => ({ client, name, clock, random });
  storage = {
    links: createDynamoLinks(table(names.links)),
    writes: createDynamoWrites(table(names.writes)),
    connections: createDynamoConnections({ ...table(names.connections), keyring: async () => KEYRING }),
  };
});
afterAll(() => dynamoDb?.stop());

storageContract(() => {
  if (storage === undefined) throw new Error('not started');
  return storage;
});
