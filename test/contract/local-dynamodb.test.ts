// The DynamoDB emulator does what the storage relies on: conditions, consistent batch reads, sparse indexes, durability.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import type { Emulator } from '../../local/emulators/emulator.ts';
import { isAlive } from '../../local/processes/is-alive.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { startInDoomedParent } from './support/doomed-parent.ts';
import { dynamoDbAt } from './support/local-clients.ts';

const TableName = 'links';
let dynamoDb: Emulator;
let client: DynamoDBClient;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  client = dynamoDbAt(dynamoDb.endpoint);
  await createTable(client);
});
afterAll(() => dynamoDb.stop());

const createTable = (at: DynamoDBClient) =>
  at.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'lane', 'dueAt'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'lane', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );

const put = (pk: string, version: number, more: Record<string, string> = {}, at = client) => {
  const rest = Object.fromEntries(Object.entries(more).map(([name, S]) => [name, { S }]));
  return at.send(
    new PutItemCommand({ TableName, Item: { pk: { S: pk }, version: { N: `${version}` }, ...rest } }),
  );
};

describe('conditional writes', () => {
  test('a refused write returns the item that stood in the way', async () => {
    await put('refused', 2);
    const write = client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'refused' } },
        UpdateExpression: 'SET version = :next',
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':next': { N: '2' }, ':seen': { N: '1' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    const error: unknown = await write.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ Item: { pk: { S: 'refused' }, version: { N: '2' } } });
  });

  test('of twenty writers that all saw nothing, one wins', async () => {
    const attempts = Array.from({ length: 20 }, (_, i) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: 'race' }, winner: { N: `${i}` } },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    const settled = await Promise.allSettled(attempts);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a transaction is refused as a whole and says which part was to blame', async () => {
    await put('there', 1);
    const write = client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { pk: { S: 'not-written' } } } },
          {
            Put: { TableName, Item: { pk: { S: 'there' } }, ConditionExpression: 'attribute_not_exists(pk)' },
          },
        ],
      }),
    );
    await expect(write).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    expect(
      (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'not-written' } } }))).Item,
    ).toBeUndefined();
  });
});

describe('reads', () => {
  test('a consistent batch get sees a hundred writes made just before', async () => {
    const keys = Array.from({ length: 100 }, (_, i) => `batch-${i}`);
    await Promise.all(keys.map((pk) => put(pk, 1)));
    const Keys = keys.map((pk) => ({ pk: { S: pk } }));
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(100);
  });

  test('an index holds only the items that have its keys, in order, and forgets those that lose them', async () => {
    await put('waits-long', 1, { lane: 'L', dueAt: '2026-03-02' });
    await put('waits', 1, { lane: 'L', dueAt: '2026-03-01' });
    await put('healthy', 1);
    expect(await dueInLane()).toEqual(['waits', 'waits-long']);
    await put('waits', 2);
    expect(await dueInLane()).toEqual(['waits-long']);
  });
});

const dueInLane = async (): Promise<(string | undefined)[]> => {
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'due',
      KeyConditionExpression: 'lane = :lane',
      ExpressionAttributeValues: { ':lane': { S: 'L' } },
    }),
  );
  return (Items ?? []).map(({ pk }) => pk?.S);
};

describe('process', () => {
  test('kill -9 loses no acknowledged write', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const before = await startDynamoDb({ dataDir });
    onTestFinished(before.stop);
    const acknowledged = await writeUntilKilled(before);
    const after = await startDynamoDb({ dataDir });
    onTestFinished(after.stop);
    const at = dynamoDbAt(after.endpoint);
    for (let i = 0; i < acknowledged; i++) {
      const { Item } = await at.send(new GetItemCommand({ TableName, Key: { pk: { S: `${i}` } } }));
      expect(Item, `write ${i} of ${acknowledged}`).toBeDefined();
    }
    expect(acknowledged).toBeGreaterThanOrEqual(100);
  });

  test('does not outlive a parent that was killed', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const module = import.meta.resolve('../../local/emulators/dynamodb.ts');
    const pid = await startInDoomedParent(module, 'startDynamoDb', dataDir);
    expect(await waitUntil(() => !isAlive(pid), { timeoutMs: 5_000 })).toBe(true);
  });

  test('an endpoint set by the user is taken as it is', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8000');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await startDynamoDb()).toMatchObject({ endpoint: 'http://127.0.0.1:8000', pid: undefined });
  });
});

/** Writes 0, 1, 2, ... one after the other, kills the server in the middle, and says how many were acknowledged. */
const writeUntilKilled = async ({ endpoint, pid }: Emulator): Promise<number> => {
  const at = dynamoDbAt(endpoint);
  await createTable(at);
  let acknowledged = 0;
  // The kill comes while the next write is under way; the limit only ends the test should the server survive.
  for (let i = 0; i < 10_000; i++) {
    const write = put(`${i}`, 1, {}, at);
    if (i === 300 && pid !== undefined) process.kill(pid, 'SIGKILL');
    if (
      !(await write.then(
        () => true,
        () => false,
      ))
    )
      break;
    acknowledged += 1;
  }
  return acknowledged;
};
