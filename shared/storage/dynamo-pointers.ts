// Documents' way back to their records, many to a row: ledgers count ids up, so a batch's documents are neighbours.
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { parseKeyText, keyText } from '../core/records.ts';
import { type Row, text, unreadable } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import type { DocumentId, LinkStore, Pointer } from './ports.ts';
import type { Table } from './table.ts';

/** Ids that share a row: all but the last digit. Ten pointers of some 90 bytes stay within one write unit. */
const IDS_PER_BUCKET = 10n;
/** Longer digits are no counted ids. */
const COUNTED_ID = /^\d{1,18}$/;

/** The pointers' half of the link store. */
export function pointers(table: Table): Pick<LinkStore, 'point' | 'pointersOf'> {
  return {
    point: async (lane, given) => {
      const buckets = Map.groupBy(given, bucketOf);
      await Promise.all([...buckets].map(([bucket, inside]) => pointInBucket(table, lane, bucket, inside)));
    },
    pointersOf: async (lane, documents) => {
      const buckets = Map.groupBy(documents, bucketOf);
      const rows = await batchGet(
        table,
        [...buckets.keys()].map((bucket) => bucketKey(lane, bucket)),
      );
      return rows.flatMap((row) => pointersIn(row, buckets.get(row['sk']?.S ?? '') ?? []));
    },
  };
}

function bucketOf({ type, id }: DocumentId): string {
  return COUNTED_ID.test(id) ? `${type}#${BigInt(id) / IDS_PER_BUCKET}` : `${type}#=${id}`;
}

const bucketKey = (lane: string, bucket: string): Row => ({ pk: text(`d#${lane}`), sk: text(bucket) });

// Other ids are in the key already; as an attribute's name they could be too long.
const attributeOf = (id: string): string => (COUNTED_ID.test(id) ? `p${id}` : 'p');

async function pointInBucket(
  table: Table,
  lane: string,
  bucket: string,
  inside: readonly Pointer[],
): Promise<void> {
  const byAttribute = [...new Map(inside.map((pointer) => [attributeOf(pointer.id), pointer]))];
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: bucketKey(lane, bucket),
      UpdateExpression: `SET ${byAttribute.map((_, i) => `#p${i} = :p${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(byAttribute.map(([name], i) => [`#p${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        byAttribute.map(([, { key, touchedAt }], i) => [
          `:p${i}`,
          text(JSON.stringify([key.connection, keyText(key), touchedAt])),
        ]),
      ),
    }),
  );
}

const STORED_POINTER = z.tuple([z.string(), z.string(), z.number()]);

function pointersIn(row: Row, asked: readonly DocumentId[]): readonly Pointer[] {
  const ids = new Set(asked.map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const stored = row[attributeOf(id)]?.S;
    const [first] = asked;
    if (stored === undefined || first === undefined) return [];
    const [connection, words, touchedAt] = STORED_POINTER.parse(JSON.parse(stored));
    const parsed = parseKeyText(words);
    if (parsed === undefined) throw unreadable(row, `the pointer of ${id} names no record`);
    return [{ type: first.type, id, key: { connection, ...parsed }, touchedAt }];
  });
}
