// Swap: a small row with one body, written only over the version that was read. Two writers of it never undo each other.
import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { number, text, textOf } from './attributes.ts';
import { bodyRow, type RowKey } from './connection-table.ts';
import type { Table } from './table.ts';

interface Swap {
  /** The version that has to stand there. */
  readonly expected: number;
  /** Milliseconds UTC from which on the row may be thrown away; absent: never. */
  readonly keptUntil?: number;
}

/** Stores a body under the version after `expected` (0: there is no row yet), if that is still the stored one. */
export async function swapBody(
  table: Table,
  key: RowKey,
  next: object,
  { expected, keptUntil }: Swap,
): Promise<'saved' | 'conflict'> {
  const version = expected + 1;
  const by = table.random.secret(WRITER_BYTES);
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...bodyRow(key, { ...next, version }),
          v: number(version),
          w: text(by),
          ...(keptUntil !== undefined && { expiresAt: number(Math.ceil(keptUntil / 1000)) }),
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

/** Enough to tell the writers of one row apart. */
const WRITER_BYTES = 8;
