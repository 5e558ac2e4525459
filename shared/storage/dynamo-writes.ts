// The lanes' journal on DynamoDB: one row per announced batch, appended under the next free number.
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { JournalEntry } from '../core/writes.ts';
import { number, type Row, text, unreadable } from './attributes.ts';
import { STORED_ENTRY } from './journal-schema.ts';
import { pack, unpack } from './packed.ts';
import type { WriteJournal } from './ports.ts';
import type { Table } from './table.ts';

/**
 * Days an entry is kept: a financial year and what it takes to close it. A lane must append something (an empty entry
 * will do) before its newest entry gets that old: numbers that began anew would look settled to the links.
 */
export const ENTRY_KEPT_DAYS = 400;

/** The journal on the table `writes`. */
export function createDynamoWrites(table: Table): WriteJournal {
  return {
    head: (lane) => head(table, lane),
    append: (entry) => append(table, entry),
    entry: async (lane, seq) => {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: { pk: text(lane), seq: number(seq) },
          ConsistentRead: true,
        }),
      );
      return Item && entryOf(Item);
    },
  };
}

async function head(table: Table, lane: string): Promise<JournalEntry | undefined> {
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :lane',
      ExpressionAttributeValues: { ':lane': text(lane) },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const [newest] = Items ?? [];
  return newest && entryOf(newest);
}

async function append(table: Table, entry: JournalEntry): Promise<'appended' | 'taken'> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: rowOf(entry),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 'appended';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The SDK sends again by itself: our own entry standing there is the first call, whose answer got lost.
    const there = error.Item && entryOf(error.Item);
    const ours = there?.owner === entry.owner && there.requestId === entry.requestId;
    return ours ? 'appended' : 'taken';
  }
}

const DAY_SECONDS = 86_400;

function rowOf(entry: JournalEntry): Row {
  return {
    pk: text(entry.lane),
    seq: number(entry.seq),
    entry: pack(entry),
    expiresAt: number(Math.floor(entry.announcedAt / 1000) + ENTRY_KEPT_DAYS * DAY_SECONDS),
  };
}

function entryOf(row: Row): JournalEntry {
  try {
    return STORED_ENTRY.parse(unpack(row['entry']));
  } catch (error) {
    throw unreadable(row, error instanceof Error ? error.message : 'unknown');
  }
}
