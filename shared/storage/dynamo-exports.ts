// Export runs on DynamoDB: a row each, so that the newest tells how far the exports are and all of them are the audit.
import { ConditionalCheckFailedException, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { ExportRun } from '../core/exports.ts';
import { text } from './attributes.ts';
import { bodyOfRow, bodyRow, type RowKey } from './connection-table.ts';
import type { ExportStore } from './export-ports.ts';
import type { Table } from './table.ts';

/** The exports' part of the connection store. */
export function exportRows(table: Table): ExportStore {
  return {
    exportRuns: (connection, limit, below) => runs(table, { connection, limit, below }),
    appendExportRun: (connection, run) => append(table, connection, run),
  };
}

/** Eight digits keep the runs in order as texts: one every quarter of an hour for 2,800 years. */
const SEQ_MAX = 99_999_999;

const runKey = (connection: string, seq: number): RowKey => ({
  pk: `state#export#${connection}`,
  sk: `run#${String(seq).padStart(8, '0')}`,
});

const STORED_RUN: z.ZodType<ExportRun> = z.looseObject({
  seq: z.int(),
  at: z.number(),
  by: z.string(),
  upTo: z.number(),
  after: z.number().optional(),
  overrideFrom: z.string().optional(),
  skipped: z.array(z.looseObject({ before: z.string(), arrivedUpTo: z.number() })),
});

interface Question {
  readonly connection: string;
  readonly limit: number;
  readonly below?: number | undefined;
}

async function runs(table: Table, { connection, limit, below }: Question): Promise<readonly ExportRun[]> {
  const last = below === undefined ? SEQ_MAX : below - 1;
  if (last < 1) return []; // the table refuses to look between a key and one before it
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': text(runKey(connection, 1).pk),
        ':first': text(runKey(connection, 1).sk),
        ':last': text(runKey(connection, last).sk),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return (answer.Items ?? []).map((row) => bodyOfRow(row, STORED_RUN));
}

async function append(table: Table, connection: string, run: ExportRun): Promise<'appended' | 'taken'> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: bodyRow(runKey(connection, run.seq), run),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return 'appended';
  } catch (error) {
    // Our own first call, whose answer got lost, looks the same: whoever started it looks at the runs and finds his.
    if (error instanceof ConditionalCheckFailedException) return 'taken';
    throw error;
  }
}
