// The connection store on DynamoDB: connections and the ways to find them.
import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { type Row, textOf } from './attributes.ts';
import { STORED_CONNECTION } from './connection-schema.ts';
import {
  bodyOfRow,
  bodyRow,
  type ConnectionTable,
  getBody,
  keyRow,
  type RowKey,
  rowsOf,
} from './connection-table.ts';
import { accessRows } from './dynamo-access.ts';
import { exportRows } from './dynamo-exports.ts';
import { laneRows } from './dynamo-lanes.ts';
import { policyRows } from './dynamo-policies.ts';
import { outcomeRows } from './dynamo-outcomes.ts';
import { receivedRows } from './dynamo-received.ts';
import type { Connection, ConnectionStore } from './ports.ts';
import type { Table } from './table.ts';

/** The store on the table `connections`. */
export function createDynamoConnections(table: ConnectionTable): ConnectionStore {
  return {
    ...policyRows(table),
    ...exportRows(table),
    ...laneRows(table),
    ...accessRows(table),
    ...receivedRows(table),
    ...outcomeRows(table),
    connection: (id) => getBody(table, metaKey(id), STORED_CONNECTION),
    // The directory holds whole connections: who sweeps them all needs one query.
    connections: async () => (await rowsOf(table, DIRECTORY)).map((row) => bodyOfRow(row, STORED_CONNECTION)),
    connectionsOf: async (connector, account) =>
      (await rowsOf(table, wayBackKey(connector, account, '').pk)).map((row) => textOf(row, 'sk') ?? ''),
    saveConnection: (connection) => saveConnection(table, connection),
  };
}

const DIRECTORY = 'directory';

const metaKey = (id: string): RowKey => ({ pk: `connection#${id}`, sk: 'meta' });

const wayBackKey = (connector: string, account: string, id: string): RowKey => ({
  pk: `company#${connector}#${account}`,
  sk: id,
});

// One transaction: a connection that its company's webhooks cannot find would look as if nothing happened there.
async function saveConnection(table: Table, connection: Connection): Promise<void> {
  const { id } = connection;
  const before = await getBody(table, metaKey(id), STORED_CONNECTION);
  const joined = waysBackTo(connection);
  const left = waysBackTo(before).filter((row) => !joined.some(({ pk }) => pk === row.pk));
  const put = (Item: Row): TransactWriteItem => ({ Put: { TableName: table.name, Item } });
  const TransactItems: TransactWriteItem[] = [
    put(bodyRow(metaKey(id), connection)),
    put(bodyRow({ pk: DIRECTORY, sk: id }, connection)),
    ...joined.map((row) => put(keyRow(row))),
    ...left.map((row) => ({ Delete: { TableName: table.name, Key: keyRow(row) } })),
  ];
  await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
}

/** From the company of the ledger, and from the account of the source. */
function waysBackTo(connection: Connection | undefined): readonly RowKey[] {
  if (connection === undefined) return [];
  const { id, ledger, company, source, account } = connection;
  return [
    ...(company === undefined ? [] : [wayBackKey(ledger, company, id)]),
    ...(account === undefined ? [] : [wayBackKey(source, account, id)]),
  ];
}
