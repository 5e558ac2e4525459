// Many rows by their keys, strongly consistent, however many there are and however busy the table is.
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Row } from './attributes.ts';
import type { Table } from './table.ts';

/** Most keys DynamoDB takes in one call. */
const CHUNK = 100;
/** 16 MB of rows, or a busy table, leave keys unread: six more tries take some 3 s at most, then the caller's does. */
const TRIES = 7;
const FIRST_PAUSE_MS = 50;

/** The rows that exist, in no particular order. Keys must differ from each other. */
export async function batchGet(table: Table, keys: readonly Row[]): Promise<readonly Row[]> {
  const chunks = Array.from({ length: Math.ceil(keys.length / CHUNK) }, (_, i) =>
    keys.slice(i * CHUNK, (i + 1) * CHUNK),
  );
  return (await Promise.all(chunks.map((chunk) => chunkOf(table, chunk)))).flat();
}

async function chunkOf(table: Table, keys: readonly Row[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let left: readonly Row[] = keys;
  for (let tried = 0; tried < TRIES; tried++) {
    if (tried > 0)
      await table.clock.wait(FIRST_PAUSE_MS * 2 ** (tried - 1) * (0.5 + table.random.fraction() / 2));
    const answer = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: [...left], ConsistentRead: true } } }),
    );
    rows.push(...(answer.Responses?.[table.name] ?? []));
    left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    if (left.length === 0) return rows;
  }
  throw new Error(`${left.length} rows of ${table.name} stayed unread after ${TRIES} tries`);
}
