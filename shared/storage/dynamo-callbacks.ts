// Callbacks on DynamoDB: where a product is called, sealed with its secrets, and how far the calls have come.
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import {
  type ConnectionTable,
  getBody,
  getSealed,
  keyRow,
  putRow,
  type RowKey,
  sealedRow,
} from './connection-table.ts';
import type { Callback, CallbackProgress, CallbackStore } from './ports.ts';
import { swapBody } from './swap.ts';

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
    saveProgress: (connection, next, expected) =>
      swapBody(table, progressKey(connection), next, { expected }),
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
  refused: z
    .looseObject({
      count: z.int(),
      last: z.array(z.looseObject({ seq: z.int(), id: z.string(), at: time, what: z.string() })),
    })
    .optional(),
  off: z.looseObject({ since: time, why: z.enum(['failing', 'gone']) }).optional(),
});
