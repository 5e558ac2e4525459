// The DynamoDB stores keep the storage contract, also when every write is sent twice because its answer got lost.
import { afterAll, beforeAll, describe } from 'vitest';
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

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  const client = dynamoDbAt(dynamoDb.endpoint);
  storage = dynamoStorage(client, await createTables(client, 'contract'));
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
