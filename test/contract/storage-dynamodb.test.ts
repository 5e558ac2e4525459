// The DynamoDB stores keep the storage contract, also when every write is sent twice because its answer got lost.
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../local/emulators/emulator.ts';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import type { MemoryStorage } from '../simulation/memory-storage.ts';
import { storageContract } from './storage-contract.ts';
import { loseFirstAnswers } from './support/client-spy.ts';
import { dynamoStorage } from './support/dynamo-storage.ts';
import { dynamoDbAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

let dynamoDb: Emulator | undefined;
let storage: MemoryStorage | undefined;
let storageLosingAnswers: MemoryStorage | undefined;
let putRow: (row: PutItemCommand['input']['Item']) => Promise<unknown>;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  const client = dynamoDbAt(dynamoDb.endpoint);
  const names = await createTables(client, 'contract');
  storage = dynamoStorage(client, names);
  putRow = (Item) => client.send(new PutItemCommand({ TableName: names.connections, Item }));
  const losing = dynamoDbAt(dynamoDb.endpoint);
  // A connect attempt that is taken and whose answer gets lost is gone: the person starts again. So no DeleteItem here.
  loseFirstAnswers(losing, ['UpdateItemCommand', 'PutItemCommand', 'TransactWriteItemsCommand']);
  storageLosingAnswers = dynamoStorage(losing, await createTables(client, 'losing'));
});
afterAll(() => dynamoDb?.stop());

const started = (stores: MemoryStorage | undefined): MemoryStorage => {
  if (stores === undefined) throw new Error('not started');
  return stores;
};

describe('with answers', () => storageContract(() => started(storage)));
describe('with lost answers', () => storageContract(() => started(storageLosingAnswers), 'lost'));

test('what the door of a version before counted, a counter for each quarter of an hour, is received too', async () => {
  const { connections } = started(storage);
  const at = Date.UTC(2026, 10, 21, 12);
  await putRow({
    pk: { S: 'state#received#old' },
    sk: { S: '2026-11-21T12:00' },
    customer: { N: '3' },
    invoice: { N: '2' },
    'invoice EUR': { N: '900000000000000001' },
  });
  const byKind = new Map([['invoice', { count: 1, money: new Map([['EUR', 1n]]) }]] as const);
  await connections.countReceived([{ id: 'new', connection: 'old', at: at + 60_000, byKind }]);
  expect(await connections.received('old', at, at + 1)).toEqual([
    {
      at,
      byKind: new Map([
        ['customer', { count: 3, money: new Map() }],
        ['invoice', { count: 3, money: new Map([['EUR', 900_000_000_000_000_002n]]) }],
      ]),
    },
  ]);
});
