// Callbacks on DynamoDB: where a product is called, sealed with its secrets, and how far the calls have come.
import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { number, text, textOf } from './attributes.ts';
import {
  bodyRow,
  type ConnectionTable,
  getBody,
  getSealed,
  keyRow,
  putRow,
  type RowKey,
  sealedRow,
} from './connection-table.ts';
import type { Callback, CallbackProgress, CallbackStore } from './ports.ts';

/** The callbacks in the table `connections`. */
export function createDynamoCallbacks(table: ConnectionTable): CallbackStore {
  return {
    callback: (connection) => getSealed(table, targetKey(connection), CALLBACK),
    saveCallback: async (connection, callback) =>
      putRow(table, await sealedRow(table, targetKey(connection), callback)),
    removeCallback: async (connection) => {
      const Key = keyRow(targetKey(connection));
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
    },
    progress: async (connection) =>
      (await getBody(table, progressKey(connection), PROGRESS)) ?? { version: 0, delivered: 0 },
    saveProgress: (connection, next, expected) => saveProgress(table, connection, { next, expected }),
  };
}

const targetKey = (connection: string): RowKey => ({ pk: `callback#${connection}`, sk: 'target' });
const progressKey = (connection: string): RowKey => ({ pk: `state#callback#${connection}`, sk: 'progress' });

const time = z.number();

const CALLBACK: z.ZodType<Callback> = z.looseObject({
  url: z.string(),
  secrets: z.array(z.string()),
  createdAt: time,
});

const PROGRESS: z.ZodType<CallbackProgress> = z.looseObject({
  version: z.int(),
  delivered: z.int(),
  deliveredAt: time.optional(),
  failing: z.looseObject({ since: time, attempts: z.int(), nextAt: time, what: z.string() }).optional(),
  off: z.looseObject({ since: time, why: z.enum(['failing', 'gone']) }).optional(),
});

async function saveProgress(
  table: ConnectionTable,
  connection: string,
  { next, expected }: { readonly next: Omit<CallbackProgress, 'version'>; readonly expected: number },
): Promise<'saved' | 'conflict'> {
  const version = expected + 1;
  const by = table.random.secret(8);
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...bodyRow(progressKey(connection), { ...next, version }),
          v: number(version),
          w: text(by),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(expected === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'v = :expected',
              ExpressionAttributeValues: { ':expected': number(expected) },
            }),
      }),
    );
    return 'saved';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Our own mark standing there is our first call, whose answer got lost.
    return textOf(error.Item ?? {}, 'w') === by ? 'saved' : 'conflict';
  }
}
