// Rows by quarters of an hour: their place in the order of time, and reading what lies between two moments.
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { quarterOf } from '../core/completeness.ts';
import { type Row, text } from './attributes.ts';
import type { Table } from './table.ts';

/** `2026-11-21T12:15`, UTC: the quarter of an hour of a moment, and the order of time as text. */
export const quarterText = (at: number): string => new Date(quarterOf(at)).toISOString().slice(0, 16);

interface Quarters {
  readonly partition: string;
  /** Milliseconds UTC; `to` is not among them. */
  readonly from: number;
  readonly to: number;
  /** Sorts behind whatever a row of the last quarter has after its time. */
  readonly behind?: string;
  readonly consistent?: boolean;
}

/** The rows of a partition, page by page in the order of time. */
export async function* rowsOfQuarters(
  table: Table,
  { partition, from, to, behind = '', consistent = false }: Quarters,
): AsyncGenerator<Row> {
  let start: Row | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': text(partition),
          ':first': text(quarterText(from)),
          ':last': text(`${quarterText(to - 1)}${behind}`),
        },
        ConsistentRead: consistent,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield* answer.Items ?? [];
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
}
