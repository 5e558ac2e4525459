// The link store on DynamoDB: one row per record, holding what its source said and what became of it.
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { keyText, type RecordKey } from '../core/records.ts';
import type { Link } from '../core/links.ts';
import { batchGet } from './batch-get.ts';
import { finder } from './dynamo-finder.ts';
import { linkLists } from './dynamo-link-lists.ts';
import { linkWrites } from './dynamo-link-writes.ts';
import { names } from './dynamo-names.ts';
import { pointers } from './dynamo-pointers.ts';
import { emptyLink } from './link-rules.ts';
import { linkKey, linkOf } from './link-row.ts';
import type { LinkStore } from './ports.ts';
import type { Table } from './table.ts';

/** A store of links on the table `links`. Every call names its connection or lane in the partition keys it touches. */
export function createDynamoLinks(table: Table): LinkStore {
  return {
    ...linkWrites(table),
    ...linkLists(table),
    ...pointers(table),
    ...names(table),
    ...finder(table),
    read: (keys) => {
      const [only] = keys;
      return keys.length === 1 && only !== undefined ? readOne(table, only) : readMany(table, keys);
    },
  };
}

async function readOne(table: Table, key: RecordKey): Promise<readonly Link[]> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: linkKey(key), ConsistentRead: true }),
  );
  return [Item === undefined ? emptyLink(key) : linkOf(Item)];
}

async function readMany(table: Table, keys: readonly RecordKey[]): Promise<readonly Link[]> {
  const different = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const links = (await batchGet(table, different.map(linkKey))).map(linkOf);
  const byName = new Map(links.map((link) => [nameOf(link.key), link]));
  return keys.map((key) => byName.get(nameOf(key)) ?? emptyLink(key));
}

const nameOf = (key: RecordKey): string => JSON.stringify([key.connection, keyText(key)]);
