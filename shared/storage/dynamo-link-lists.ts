// The lists of links: who is due, who waits, and the pages an operator leafs through. Never a scan.
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { INDEXED_HEALTH, type Link } from '../core/links.ts';
import { keyText, type RecordKey } from '../core/records.ts';
import { number, numberOf, type Row, text, textOf } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import {
  arrivedAt,
  healthPartition,
  keyOf,
  linkKey,
  linkOf,
  linkPartition,
  waitPartition,
} from './link-row.ts';
import { cursorAfter, type ListPlace, readCursor } from './list-cursor.ts';
import { marks } from './dynamo-marks.ts';
import type { ArrivalQuery, LinkPage, LinkQuery, LinkStore } from './ports.ts';
import type { Table } from './table.ts';

/** A rare state in a big connection: after this many looks of 1,000 rows a page ends short, with a cursor to go on. */
const LOOKS_PER_PAGE = 10;
const ROWS_PER_LOOK = 1000;

/** The reading half of the link store that works by query. */
export function linkLists(
  table: Table,
): Pick<LinkStore, 'waitersOf' | 'due' | 'list' | 'marks' | 'arrivals'> {
  return {
    waitersOf: (key, limit) =>
      keys(table, limit, {
        IndexName: 'waits',
        // The waiter's own connection is asked for as well: ids may hold any character, also our separator.
        KeyConditionExpression: 'waitsFor = :awaited AND pk = :pk',
        ExpressionAttributeValues: {
          ':awaited': text(waitPartition(key.connection, keyText(key))),
          ':pk': text(linkPartition(key.connection)),
        },
      }),
    due: (lane, now, limit) =>
      keys(table, limit, {
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :lane AND dueAt <= :now',
        ExpressionAttributeValues: { ':lane': text(lane), ':now': number(now) },
      }),
    list: (query) => list(table, query),
    marks: (query) => marks(table, query),
    arrivals: (query) => arrivals(table, query),
  };
}

async function keys(
  table: Table,
  limit: number,
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<readonly RecordKey[]> {
  const found: RecordKey[] = [];
  let start: Row | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        ...query,
        TableName: table.name,
        Limit: limit - found.length,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...(answer.Items ?? []).map(keyOf));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined && found.length < limit);
  return found;
}

async function list(table: Table, query: LinkQuery): Promise<LinkPage> {
  const from = readCursor(query);
  if (from === 'bad_cursor') return { type: 'bad_cursor' };
  const byAge = INDEXED_HEALTH.some((state) => state === query.health);
  const plan = byAge ? byHealth(query) : byKey(query);
  const { rows, more } = await pageOf(table, query, plan, from);
  const links = byAge ? await fullLinks(table, query, rows) : rows.map(linkOf);
  return { type: 'page', links, cursor: more === undefined ? undefined : cursorAfter(query, more) };
}

async function arrivals(
  table: Table,
  { connection, cursor, from, to, rows }: ArrivalQuery,
): Promise<LinkPage> {
  const all: LinkQuery = { connection, cursor, limit: rows };
  const place = readCursor(all);
  if (place === 'bad_cursor') return { type: 'bad_cursor' };
  const plan = byKey(all);
  const answer = await table.client.send(
    new QueryCommand({
      ...plan.input,
      TableName: table.name,
      FilterExpression: 'arr >= :from AND arr < :to',
      ExpressionAttributeValues: {
        ...plan.input.ExpressionAttributeValues,
        ':from': text(arrivedAt(from)),
        ':to': text(arrivedAt(to)),
      },
      // Who counts must see every record that was stored before he began.
      ConsistentRead: true,
      Limit: rows,
      ...(place && { ExclusiveStartKey: plan.start(place) }),
    }),
  );
  const last = answer.LastEvaluatedKey;
  const links = (answer.Items ?? []).map(linkOf);
  return { type: 'page', links, cursor: last && cursorAfter(all, plan.place(last)) };
}

interface Plan {
  readonly input: Omit<QueryCommandInput, 'TableName'>;
  readonly place: (row: Row) => ListPlace;
  readonly start: (place: ListPlace) => Row;
}

// By key: states outside the index are picked out of the connection's rows, for they are the many.
function byKey(query: LinkQuery): Plan {
  const pk = text(linkPartition(query.connection));
  return {
    input: {
      KeyConditionExpression: query.kind === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :kind)',
      ...(query.health !== undefined && { FilterExpression: 'h = :state' }),
      ExpressionAttributeValues: {
        ':pk': pk,
        ...(query.kind !== undefined && { ':kind': text(`${query.kind}#`) }),
        ...(query.health !== undefined && { ':state': text(query.health) }),
      },
    },
    place: (row) => ({ since: 0, text: textOf(row, 'sk') ?? '' }),
    start: (place) => ({ pk, sk: text(place.text) }),
  };
}

function byHealth(query: LinkQuery): Plan {
  const healthPk = text(healthPartition(query.connection, query.health ?? ''));
  return {
    input: {
      IndexName: 'health',
      KeyConditionExpression: 'healthPk = :health',
      ...(query.kind !== undefined && { FilterExpression: 'begins_with(sk, :kind)' }),
      ExpressionAttributeValues: {
        ':health': healthPk,
        ...(query.kind !== undefined && { ':kind': text(`${query.kind}#`) }),
      },
    },
    place: (row) => ({ since: numberOf(row, 'since') ?? 0, text: textOf(row, 'sk') ?? '' }),
    start: (place) => ({
      healthPk,
      since: number(place.since),
      pk: text(linkPartition(query.connection)),
      sk: text(place.text),
    }),
  };
}

async function pageOf(
  table: Table,
  query: LinkQuery,
  plan: Plan,
  from: ListPlace | undefined,
): Promise<{ readonly rows: readonly Row[]; readonly more: ListPlace | undefined }> {
  const rows: Row[] = [];
  let at = from;
  for (let looked = 0; looked < LOOKS_PER_PAGE; looked++) {
    const filtered = plan.input.FilterExpression !== undefined;
    const answer = await table.client.send(
      new QueryCommand({
        ...plan.input,
        TableName: table.name,
        // One more than asked tells whether there is a next page at all.
        Limit: filtered ? ROWS_PER_LOOK : query.limit - rows.length + 1,
        ...(at && { ExclusiveStartKey: plan.start(at) }),
      }),
    );
    rows.push(...(answer.Items ?? []));
    const last = rows[query.limit - 1];
    if (rows.length > query.limit && last !== undefined)
      return { rows: rows.slice(0, query.limit), more: plan.place(last) };
    if (answer.LastEvaluatedKey === undefined) return { rows, more: undefined };
    at = plan.place(answer.LastEvaluatedKey);
  }
  return { rows, more: at };
}

// The index lags a moment behind the table: a row that left the state meanwhile is left out.
async function fullLinks(table: Table, query: LinkQuery, rows: readonly Row[]): Promise<readonly Link[]> {
  const keysInOrder = rows.map(keyOf);
  const links = (await batchGet(table, keysInOrder.map(linkKey))).map(linkOf);
  const byText = new Map(links.map((link) => [keyText(link.key), link]));
  return keysInOrder
    .flatMap((key) => byText.get(keyText(key)) ?? [])
    .filter((link) => link.health.state === query.health);
}
