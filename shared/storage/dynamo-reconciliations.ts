// Reconciliations on DynamoDB: in one partition for each connection the newest one, the parts, and those that have ended.
import { ConditionalCheckFailedException, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Reconciliation, ReconciliationPart } from '../core/reconciliation.ts';
import { number, type Row, text, textOf, TRUE } from './attributes.ts';
import {
  bodyOfRow,
  bodyRow,
  type ConnectionTable,
  getBody,
  putRow,
  type RowKey,
} from './connection-table.ts';
import type { ReconciliationStore } from './reconciliation-port.ts';
import { STORED_PART, STORED_RECONCILIATION } from './reconciliation-schema.ts';

/** Parts are needed until their reconciliation has ended; a week is more than an outage takes. */
const PARTS_KEPT_MS = 7 * 86_400_000;
/** As long as the journal: a financial year and what it takes to close it. */
const RUNS_KEPT_MS = 400 * 86_400_000;

/** The reconciliations in the table `connections`. */
export function createDynamoReconciliations(table: ConnectionTable): ReconciliationStore {
  const newest = (connection: string): Promise<Reconciliation | undefined> =>
    getBody(table, newestKey(connection), STORED_RECONCILIATION);
  return {
    newest,
    start: async (run) => {
      const condition = { ConditionExpression: 'attribute_not_exists(pk) OR attribute_not_exists(o)' };
      const standing = await putIf(table, newestRow(table, run), condition);
      return standing === undefined ? 'started' : 'running';
    },
    find: async (connection, id) => {
      const current = await newest(connection);
      return current?.id === id ? current : getBody(table, runKey(connection, id), STORED_RECONCILIATION);
    },
    ended: async (connection, limit) =>
      (await rowsFrom(table, runKey(connection, ''), { limit, newestFirst: true })).map((row) =>
        bodyOfRow(row, STORED_RECONCILIATION),
      ),
    keepPart: (run, step, part) => keepPart(table, partKey(run, step), run, part),
    parts: async (run) => (await rowsFrom(table, partKey(run), {})).map((row) => bodyOfRow(row, STORED_PART)),
    move: (run, expected) => move(table, run, expected),
  };
}

const partition = (connection: string): string => `state#reconcile#${connection}`;
const newestKey = (connection: string): RowKey => ({ pk: partition(connection), sk: 'newest' });
const runKey = (connection: string, id: string): RowKey => ({ pk: partition(connection), sk: `run#${id}` });

/** Steps are counted up to thousands; padded, they stand in their order. */
function partKey({ connection, id }: Reconciliation, step?: number): RowKey {
  return {
    pk: partition(connection),
    sk: `part#${id}#${step === undefined ? '' : String(step).padStart(6, '0')}`,
  };
}

function newestRow(table: ConnectionTable, run: Reconciliation): Row {
  return {
    ...bodyRow(newestKey(run.connection), run),
    id: text(run.id),
    n: number(run.step),
    // Standing here only while it runs: what the condition of the next start looks at.
    ...(run.state === 'running' && { o: TRUE }),
    w: text(table.random.secret(8)),
  };
}

async function move(
  table: ConnectionTable,
  run: Reconciliation,
  expected: number,
): Promise<'moved' | 'conflict'> {
  const standing = await putIf(table, newestRow(table, run), {
    ConditionExpression: 'id = :id AND n = :expected AND o = :true',
    ExpressionAttributeValues: { ':id': text(run.id), ':expected': number(expected), ':true': TRUE },
  });
  if (standing !== undefined) return 'conflict';
  // A second row, so that the next start does not write over it. If we die before, it is found as the newest until then.
  if (run.state !== 'running')
    await putRow(table, {
      ...bodyRow(runKey(run.connection, run.id), run),
      expiresAt: seconds(run.startedAt + RUNS_KEPT_MS),
    });
  return 'moved';
}

async function keepPart(
  table: ConnectionTable,
  key: RowKey,
  run: Reconciliation,
  part: ReconciliationPart,
): Promise<ReconciliationPart> {
  const Item = { ...bodyRow(key, part), expiresAt: seconds(run.startedAt + PARTS_KEPT_MS) };
  const standing = await putIf(table, Item, { ConditionExpression: 'attribute_not_exists(pk)' });
  return standing === undefined ? part : bodyOfRow(standing, STORED_PART);
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Row;
}

/** Puts a row on a condition; answers what stands in the way, unless that is this very row, whose answer got lost. */
async function putIf(table: ConnectionTable, Item: Row, condition: Condition): Promise<Row | undefined> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item,
        ...condition,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const standing = error.Item ?? {};
    const isOurs = Item['w'] !== undefined && textOf(standing, 'w') === textOf(Item, 'w');
    return isOurs ? undefined : standing;
  }
}

/** The rows of a partition whose sort key begins like this one. */
async function rowsFrom(
  table: ConnectionTable,
  { pk, sk }: RowKey,
  { limit = Infinity, newestFirst = false },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let start: Row | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': text(pk), ':sk': text(sk) },
        ConsistentRead: true,
        ScanIndexForward: !newestFirst,
        ...(limit !== Infinity && { Limit: limit - rows.length }),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    rows.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined && rows.length < limit);
  return rows;
}

const seconds = (ms: number) => number(Math.floor(ms / 1000));
