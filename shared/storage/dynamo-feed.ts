// The feeds on DynamoDB: a row for each change, and one that knows the newest number. Both are written in one transaction.
import {
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CHANGE_TYPES, type Change, FEED_KEPT_DAYS, type FeedEntry } from '../core/feed.ts';
import { number, numberOf, type Row, text, textOf, unreadable } from './attributes.ts';
import { keyRow, type RowKey, rowOf } from './connection-table.ts';
import { feedPage } from './feed-page.ts';
import { pack, unpack } from './packed.ts';
import type { FeedPage, FeedStore } from './ports.ts';
import type { Table } from './table.ts';

/** The feeds in the table `connections`. */
export function createDynamoFeed(table: Table): FeedStore {
  return {
    append: async (connection, changes, at) => {
      let last = (await headOf(table, connection)).n;
      for (let from = 0; from < changes.length; from += CHUNK)
        last = await appendChunk(table, connection, { changes: changes.slice(from, from + CHUNK), at });
      return last;
    },
    head: async (connection) => (await headOf(table, connection)).n,
    read: (connection, after, limit) => read(table, connection, { after, limit }),
  };
}

/** A transaction takes 100 rows and 4 MB: half of the first leaves each change 80 KB, more than the largest invoice packed. */
const CHUNK = 50;
/** Writers of one feed: a lane's worker, and a frozen one that comes back. More rounds than those is a fault. */
const ROUNDS_MAX = 5;
const CONFLICT_WAIT_MS = 50;
const DAY_SECONDS = 86_400;

const partition = (connection: string): string => `feed#${connection}`;
const headKey = (connection: string): RowKey => ({ pk: partition(connection), sk: 'head' });
/** Twelve digits: numbers in the order of text, for a change each second of thirty thousand years. */
const entryText = (seq: number): string => `n${String(seq).padStart(12, '0')}`;

interface Head {
  readonly n: number;
  /** Who wrote it, so that a call whose answer got lost knows its own work. */
  readonly by: string | undefined;
}

async function headOf(table: Table, connection: string): Promise<Head> {
  const row = (await rowOf(table, headKey(connection))) ?? {};
  return { n: numberOf(row, 'n') ?? 0, by: textOf(row, 'w') };
}

async function appendChunk(
  table: Table,
  connection: string,
  chunk: { readonly changes: readonly Change[]; readonly at: number },
): Promise<number> {
  const by = table.random.secret(8);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { n, by: writer } = await headOf(table, connection);
    if (writer === by) return n;
    try {
      await table.client.send(appending(table, connection, { ...chunk, after: n, by }));
      return n + chunk.changes.length;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      // Somebody was first, or we were and nobody told us: the head knows.
      await table.clock.wait(CONFLICT_WAIT_MS);
    }
  }
  throw new Error(`The feed of ${connection} was written by others ${ROUNDS_MAX} times in a row`);
}

function appending(
  table: Table,
  connection: string,
  {
    changes,
    at,
    after,
    by,
  }: Pick<FeedEntry, 'at'> & {
    readonly changes: readonly Change[];
    readonly after: number;
    readonly by: string;
  },
): TransactWriteItemsCommand {
  const TableName = table.name;
  const expiresAt = number(Math.ceil(at / 1000) + FEED_KEPT_DAYS * DAY_SECONDS);
  // The head never expires: numbers that began anew would look delivered to everybody.
  const head = {
    TableName,
    Item: { ...keyRow(headKey(connection)), n: number(after + changes.length), w: text(by) },
    ...(after === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'n = :after', ExpressionAttributeValues: { ':after': number(after) } }),
  };
  const entries = changes.map((change, index) => ({
    TableName,
    Item: {
      ...keyRow({ pk: partition(connection), sk: entryText(after + 1 + index) }),
      at: number(at),
      b: pack(change),
      expiresAt,
    },
  }));
  return new TransactWriteItemsCommand({ TransactItems: [head, ...entries].map((Put) => ({ Put })) });
}

async function read(
  table: Table,
  connection: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<FeedPage> {
  const now = table.clock.now();
  // The head first: whatever it counts is there for the query that follows.
  const { n: head } = await headOf(table, connection);
  const rows = after >= head ? [] : await rowsAfter(table, connection, after, { Limit: limit });
  const page = feedPage({ entries: rows.map(entryOf), head, after, now });
  if (page !== 'gone') return page;
  const oldest = await oldestKept(table, connection, { after, now });
  return { type: 'gone', oldest: oldest ?? head + 1, head };
}

async function rowsAfter(
  table: Table,
  connection: string,
  after: number,
  more: Partial<QueryCommandInput>,
): Promise<readonly Row[]> {
  return (await table.client.send(queryAfter(table, connection, after, more))).Items ?? [];
}

function queryAfter(
  table: Table,
  connection: string,
  after: number,
  { ExpressionAttributeValues, ...more }: Partial<QueryCommandInput>,
): QueryCommand {
  return new QueryCommand({
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: {
      ':pk': text(partition(connection)),
      ':after': text(entryText(after)),
      ...ExpressionAttributeValues,
    },
    ConsistentRead: true,
    ...more,
  });
}

/** The first entry that still counts: those before it are there for as long as DynamoDB takes to delete them. */
async function oldestKept(
  table: Table,
  connection: string,
  { after, now }: { readonly after: number; readonly now: number },
): Promise<number | undefined> {
  let start: Row | undefined;
  do {
    const answer = await table.client.send(
      queryAfter(table, connection, after, {
        FilterExpression: 'expiresAt > :now',
        ExpressionAttributeValues: { ':now': number(Math.ceil(now / 1000)) },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    const [first] = answer.Items ?? [];
    if (first !== undefined) return seqOf(first);
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
  return undefined;
}

const CHANGE: z.ZodType<Change> = z.looseObject({
  id: z.string(),
  type: z.enum(CHANGE_TYPES),
  data: z.record(z.string(), z.unknown()),
});

const seqOf = (row: Row): number => Number((textOf(row, 'sk') ?? '').slice(1));

function entryOf(row: Row): FeedEntry {
  const at = numberOf(row, 'at');
  const change = CHANGE.safeParse(unpack(row['b']));
  if (at === undefined || !change.success) throw unreadable(row, 'not an entry of a feed');
  return { ...change.data, seq: seqOf(row), at };
}
