// Outcomes on DynamoDB: one row for each connection and quarter of an hour, added to.
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { OutcomesAt } from '../core/outcomes.ts';
import { number, numberOf, type Row, textOf } from './attributes.ts';
import { keyRow } from './connection-table.ts';
import type { ConnectionStore } from './ports.ts';
import { quarterText, rowsOfQuarters } from './quarter-rows.ts';
import type { Table } from './table.ts';

/** The outcomes' part of the connection store. */
export function outcomeRows(table: Table): Pick<ConnectionStore, 'countOutcomes' | 'outcomes'> {
  return {
    countOutcomes: (connection, outcomes, upTo) => count(table, connection, outcomes, upTo),
    outcomes: (connection, from, to) => between(table, connection, { from, to }),
  };
}

const partition = (connection: string): string => `state#outcomes#${connection}`;

/** The longest month and the one before it: what charts and sums of a month look at. */
const KEPT_S = 62 * 86_400;

async function count(
  table: Table,
  connection: string,
  { at, synced, failed, skipped, heardAt }: OutcomesAt,
  upTo: number | undefined,
): Promise<void> {
  const sets = [
    'expiresAt = :expires',
    ...(heardAt === undefined ? [] : ['e = :heard']),
    ...(upTo === undefined ? [] : ['u = :upto']),
  ];
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyRow({ pk: partition(connection), sk: quarterText(at) }),
        UpdateExpression: `ADD s :synced, f :failed, k :skipped SET ${sets.join(', ')}`,
        ...(upTo === undefined ? {} : { ConditionExpression: 'attribute_not_exists(u) OR u < :upto' }),
        ExpressionAttributeValues: {
          ':synced': number(synced),
          ':failed': number(failed),
          ':skipped': number(skipped),
          ':expires': number(Math.ceil(at / 1000) + KEPT_S),
          ...(heardAt === undefined ? {} : { ':heard': number(heardAt) }),
          ...(upTo === undefined ? {} : { ':upto': number(upTo) }),
        },
      }),
    );
  } catch (error) {
    // Somebody told it before: us, if the answer got lost, or who had the lane then.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function between(
  table: Table,
  connection: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly OutcomesAt[]> {
  const outcomes: OutcomesAt[] = [];
  const rows = rowsOfQuarters(table, { partition: partition(connection), from, to });
  for await (const row of rows) outcomes.push(outcomesOf(row));
  return outcomes;
}

function outcomesOf(row: Row): OutcomesAt {
  return {
    at: Date.parse(`${textOf(row, 'sk') ?? ''}Z`),
    synced: numberOf(row, 's') ?? 0,
    failed: numberOf(row, 'f') ?? 0,
    skipped: numberOf(row, 'k') ?? 0,
    heardAt: numberOf(row, 'e'),
  };
}
