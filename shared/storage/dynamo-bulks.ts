// Bulk actions on DynamoDB: a row each in the partition of their connection, in the order of their ids, which is that of time.
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { BULK_ACTIONS, BULK_STATES, type Bulk, bulkKeptUntil } from '../core/bulk.ts';
import { HEALTH_STATES } from '../core/links.ts';
import { PROBLEM_CATEGORIES, PROBLEM_OWNERS } from '../core/problem-kind.ts';
import { RECORD_KINDS } from '../core/records.ts';
import { text } from './attributes.ts';
import type { BulkStore } from './bulk-port.ts';
import { bodyOfRow, getBody, type RowKey } from './connection-table.ts';
import { swapBody } from './swap.ts';
import type { Table } from './table.ts';

export function createDynamoBulks(table: Table): BulkStore {
  return {
    find: (connection, id) => getBody(table, bulkKey(connection, id), STORED_BULK),
    newest: (connection, limit) => newest(table, connection, limit),
    save: (bulk) =>
      swapBody(table, bulkKey(bulk.connection, bulk.id), bulk, {
        expected: bulk.version,
        keptUntil: bulkKeptUntil(bulk),
      }),
  };
}

const bulkKey = (connection: string, id: string): RowKey => ({ pk: `state#bulk#${connection}`, sk: id });

async function newest(table: Table, connection: string, limit: number): Promise<readonly Bulk[]> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(bulkKey(connection, '').pk) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return (answer.Items ?? []).map((row) => bodyOfRow(row, STORED_BULK));
}

const maybe = z.string().optional();
const time = z.number().optional();
const COUNTS = z.record(z.string(), z.number());

const FILTER = z.looseObject({
  health: z.enum(HEALTH_STATES).optional(),
  kind: z.enum(RECORD_KINDS).optional(),
  category: z.enum(PROBLEM_CATEGORIES).optional(),
  owner: z.enum(PROBLEM_OWNERS).optional(),
  code: maybe,
  currency: maybe,
  min: maybe,
  max: maybe,
  after: time,
});

const STORED_BULK: z.ZodType<Bulk> = z.looseObject({
  id: z.string(),
  connection: z.string(),
  version: z.int(),
  action: z.enum(BULK_ACTIONS),
  reason: maybe,
  filter: FILTER,
  by: z.string(),
  createdAt: z.number(),
  state: z.enum(['planned', 'running', 'done', 'cancelled']),
  plan: z.looseObject({
    count: z.number(),
    more: z.boolean(),
    money: z.record(z.string(), z.string()),
    expected: z
      .looseObject({ looked: z.number(), pass: z.number(), wait: z.number(), fail: COUNTS })
      .optional(),
  }),
  startedAt: time,
  movedAt: time,
  endedAt: time,
  place: z.looseObject({ state: z.enum(BULK_STATES), cursor: maybe }).optional(),
  done: z.number(),
  refused: COUNTS,
});
