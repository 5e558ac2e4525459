// The connections table: small rows of one body each, read consistently, some of them sealed.
import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import { type Row, text, textOf, unreadable } from './attributes.ts';
import { pack, unpack } from './packed.ts';
import { type Keyring, NONCE_BYTES, open, seal } from './sealing.ts';
import type { Table } from './table.ts';

/** The table, and the key ring that seals some of its rows. */
export interface ConnectionTable extends Table {
  readonly keyring: () => Promise<Keyring>;
}

/** The key of a row. */
export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}

export const keyRow = ({ pk, sk }: RowKey): Row => ({ pk: text(pk), sk: text(sk) });

/** A row with a body. */
export const bodyRow = (key: RowKey, body: unknown): Row => ({ ...keyRow(key), b: pack(body) });

/** A row with a body that only the key ring opens, and only in this row. */
export async function sealedRow(table: ConnectionTable, key: RowKey, body: unknown): Promise<Row> {
  const nonce = table.random.secret(NONCE_BYTES);
  const box = seal({ keyring: await table.keyring(), row: key.pk }, JSON.stringify(body), nonce);
  return { ...keyRow(key), box: text(box) };
}

export async function putRow(table: Table, row: Row): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: row }));
}

/** The body of a row; undefined if there is no such row. */
export async function getBody<T>(table: Table, key: RowKey, schema: z.ZodType<T>): Promise<T | undefined> {
  const row = await rowOf(table, key);
  return row && bodyOfRow(row, schema);
}

/** The body of a sealed row; undefined if there is no such row. */
export async function getSealed<T>(
  table: ConnectionTable,
  key: RowKey,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const row = await rowOf(table, key);
  if (row === undefined) return undefined;
  const keyring = await table.keyring();
  return checked(row, () =>
    schema.parse(JSON.parse(open({ keyring, row: key.pk }, textOf(row, 'box') ?? ''))),
  );
}

/** The rows of a partition, in the order of their sort keys. */
export async function rowsOf(table: Table, pk: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let start: Row | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(pk) },
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    rows.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
}

export function bodyOfRow<T>(row: Row, schema: z.ZodType<T>): T {
  return checked(row, () => schema.parse(unpack(row['b'])));
}

function checked<T>(row: Row, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(row, error instanceof Error ? error.message : 'unknown');
  }
}

/** A row as it stands now. */
export async function rowOf(table: Table, key: RowKey): Promise<Row | undefined> {
  const command = new GetItemCommand({ TableName: table.name, Key: keyRow(key), ConsistentRead: true });
  return (await table.client.send(command)).Item;
}
