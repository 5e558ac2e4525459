// The audit on DynamoDB: a row for each entry, in the order of time, put on condition that there is none; one more by its record.
import { ConditionalCheckFailedException, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { AUDIT_KEPT_DAYS, type AuditedRecord, type AuditEntry } from '../core/audit.ts';
import { keyText, RECORD_KINDS } from '../core/records.ts';
import { number, text } from './attributes.ts';
import type { AuditStore } from './audit-port.ts';
import { bodyOfRow, bodyRow, type RowKey } from './connection-table.ts';
import type { Table } from './table.ts';

export function createDynamoAudit(table: Table): AuditStore {
  return {
    append: (connection, entry) => append(table, connection, entry),
    list: (connection, limit, before) => list(table, ofAll(connection), limit, before),
    listOf: (connection, record, limit, before) => list(table, ofOne(connection, record), limit, before),
  };
}

/** Thirteen digits keep milliseconds in order as texts until the year 2286. */
const place = (at: number, id: string): string => `${String(at).padStart(13, '0')}#${id}`;
const ofAll = (connection: string): string => `audit#${connection}`;
const ofOne = (connection: string, { kind, id }: AuditedRecord): string =>
  `audit#${connection}#${keyText({ kind, id })}`;

const STATE = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const STORED_ENTRY: z.ZodType<AuditEntry> = z.looseObject({
  id: z.string(),
  at: z.number(),
  by: z.looseObject({ kind: z.enum(['operator', 'key']), id: z.string() }),
  what: z.string(),
  record: z.looseObject({ kind: z.enum(RECORD_KINDS), id: z.string() }).optional(),
  before: STATE.optional(),
  after: STATE.optional(),
});

const DAY_SECONDS = 86_400;

/** People do little: a second row for each thing they do costs nothing, and a record's history needs no search. */
async function append(table: Table, connection: string, entry: AuditEntry): Promise<void> {
  await put(table, { pk: ofAll(connection), sk: place(entry.at, entry.id) }, entry);
  if (entry.record !== undefined)
    await put(table, { pk: ofOne(connection, entry.record), sk: place(entry.at, entry.id) }, entry);
}

async function put(table: Table, key: RowKey, entry: AuditEntry): Promise<void> {
  const kept = Math.ceil(entry.at / 1000) + AUDIT_KEPT_DAYS * DAY_SECONDS;
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...bodyRow(key, entry), expiresAt: number(kept) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    // It stands there already: our own first call, whose answer got lost.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function list(
  table: Table,
  partition: string,
  limit: number,
  before: Pick<AuditEntry, 'at' | 'id'> | undefined,
): Promise<readonly AuditEntry[]> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: {
        ':pk': text(partition),
        ...(before && { ':before': text(place(before.at, before.id)) }),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return (answer.Items ?? []).map((row) => bodyOfRow(row, STORED_ENTRY));
}
