// Outcomes on DynamoDB: one row for each connection and quarter of an hour, added to.
import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { quarterOf } from '../core/completeness.ts';
import type { OutcomesAt } from '../core/outcomes.ts';
import { number, numberOf, type Row, text, textOf } from './attributes.ts';
import { keyRow } from './connection-table.ts';
import type { ConnectionStore } from './ports.ts';
import type { Table } from './table.ts';

/** The outcomes' part of the connection store. */
export function outcomeRows(table: Table): Pick<ConnectionStore, 'countOutcomes' | 'outcomes'> {
  return {
    countOutcomes: (connection, outcomes, upTo) => count(table, connection, outcomes, upTo),
    outcomes: (connection, from, to) => between(table, connection, { from, to }),
  };
}

const partition = (connection: string): string => `state#outcomes#${connection}`;

/** `2026-11-21T12:15`, UTC: the quarter of an hour, and the order of time as text. */
const quarter = (at: number): string => new Date(quarterOf(at)).toISOString().slice(0, 16);

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
        Key: keyRow({ pk: partition(connection), sk: quarter(at) }),
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
  let start: Row | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': text(partition(connection)),
          ':first': text(quarter(from)),
          ':last': text(quarter(to - 1)),
        },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    outcomes.push(...(answer.Items ?? []).map(outcomesOf));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
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
