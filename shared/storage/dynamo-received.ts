// What was taken in, as the door counted it: one row for each quarter of an hour, one atomic write for each request.
import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { QUARTER_MS, type Tally, type TallyByKind } from '../core/completeness.ts';
import { RECORD_KINDS, type RecordKind } from '../core/records.ts';
import { type Row, text, textOf } from './attributes.ts';
import { keyRow } from './connection-table.ts';
import type { ConnectionStore, Received } from './ports.ts';
import type { Table } from './table.ts';

/** The counters' part of the connection store. */
export function receivedRows(table: Table): Pick<ConnectionStore, 'countReceived' | 'received'> {
  return {
    countReceived: (connection, at, received) => countReceived(table, connection, { at, received }),
    received: (connection, from, to) => receivedBetween(table, connection, { from, to }),
  };
}

const partition = (connection: string): string => `state#received#${connection}`;

/** `2026-11-21T12:15`, UTC: the quarter of an hour, and the order of time as text. */
const quarter = (at: number): string =>
  new Date(Math.floor(at / QUARTER_MS) * QUARTER_MS).toISOString().slice(0, 16);

async function countReceived(
  table: Table,
  connection: string,
  { at, received }: { readonly at: number; readonly received: TallyByKind },
): Promise<void> {
  const sums = [...received].flatMap(([kind, { count, money }]) => [
    { name: kind, sum: String(count) },
    ...[...money].map(([currency, minor]) => ({ name: `${kind} ${currency}`, sum: String(minor) })),
  ]);
  if (sums.length === 0) return;
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: keyRow({ pk: partition(connection), sk: quarter(at) }),
    UpdateExpression: `ADD ${sums.map((_, index) => `#${index} :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(sums.map(({ name }, index) => [`#${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(sums.map(({ sum }, index) => [`:${index}`, { N: sum }])),
  });
  sendOnce(command);
  await table.client.send(command);
}

/**
 * An addition whose answer got lost would be added again by the client's own retry. Too few is what everybody reckons
 * with, too many would look like a loss: so it is sent once.
 */
function sendOnce(command: UpdateItemCommand): void {
  let sent = false;
  command.middlewareStack.add(
    (next) => async (args) => {
      if (sent) throw new Error('Not sent again: it may have been counted');
      sent = true;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'sendOnce' },
  );
}

async function receivedBetween(
  table: Table,
  connection: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Received[]> {
  const received: Received[] = [];
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
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    received.push(...(answer.Items ?? []).map(receivedOf));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
  return received;
}

function receivedOf(row: Row): Received {
  const byKind = new Map<RecordKind, Tally>();
  for (const kind of RECORD_KINDS) {
    const count = row[kind]?.N;
    if (count !== undefined) byKind.set(kind, { count: Number(count), money: moneyIn(row, kind) });
  }
  return { at: Date.parse(`${textOf(row, 'sk') ?? ''}Z`), byKind };
}

function moneyIn(row: Row, kind: RecordKind): ReadonlyMap<string, bigint> {
  const sums = Object.entries(row).filter(([name]) => name.startsWith(`${kind} `));
  return new Map(sums.map(([name, value]) => [name.slice(kind.length + 1), BigInt(value.N ?? '0')]));
}
