// Who may come in: keys of the API, signing secrets of products, connect attempts; and a count of those who may not.
import { DeleteItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { number, textOf } from './attributes.ts';
import { STORED_API_KEY, STORED_ATTEMPT, STORED_SECRETS } from './connection-schema.ts';
import {
  bodyOfRow,
  bodyRow,
  type ConnectionTable,
  getBody,
  getSealed,
  keyRow,
  putRow,
  type RowKey,
  rowsOf,
  sealedRow,
} from './connection-table.ts';
import type { ApiKeyRecord, ConnectionStore, OAuthAttempt } from './ports.ts';
import type { Table } from './table.ts';

/** Access's part of the connection store. */
export function accessRows(
  table: ConnectionTable,
): Pick<
  ConnectionStore,
  | 'apiKey'
  | 'apiKeysOf'
  | 'saveApiKey'
  | 'signingSecrets'
  | 'saveSigningSecrets'
  | 'saveOAuthAttempt'
  | 'takeOAuthAttempt'
  | 'countUnreadable'
> {
  return {
    apiKey: (keyId) => getBody(table, apiKeyKey(keyId), STORED_API_KEY),
    apiKeysOf: (connection) => apiKeysOf(table, connection),
    saveApiKey: (record) => saveApiKey(table, record),
    signingSecrets: async (connection) =>
      (await getSealed(table, signingKey(connection), STORED_SECRETS)) ?? [],
    saveSigningSecrets: async (connection, secrets) =>
      putRow(table, await sealedRow(table, signingKey(connection), secrets)),
    saveOAuthAttempt: (attempt) =>
      putRow(table, {
        ...bodyRow(attemptKey(attempt.state), attempt),
        expiresAt: number(Math.ceil(attempt.expiresAt / 1000)),
      }),
    takeOAuthAttempt: (state) => takeOAuthAttempt(table, state),
    countUnreadable: (ledger, reason) => countUnreadable(table, ledger, reason),
  };
}

const apiKeyKey = (keyId: string): RowKey => ({ pk: `apikey#${keyId}`, sk: 'key' });
const keyListKey = (connection: string, keyId: string): RowKey => ({
  pk: `apikeys#${connection}`,
  sk: keyId,
});
const signingKey = (connection: string): RowKey => ({ pk: `signing#${connection}`, sk: 'secrets' });
const attemptKey = (state: string): RowKey => ({ pk: `oauth#${state}`, sk: 'attempt' });

async function apiKeysOf(table: Table, connection: string): Promise<readonly ApiKeyRecord[]> {
  const keyIds = (await rowsOf(table, keyListKey(connection, '').pk)).map((row) => textOf(row, 'sk') ?? '');
  const records = await Promise.all(keyIds.map((keyId) => getBody(table, apiKeyKey(keyId), STORED_API_KEY)));
  return records.filter((record) => record !== undefined);
}

// One transaction: a key that stands in no list could not be found when it has to be revoked.
async function saveApiKey(table: Table, record: ApiKeyRecord): Promise<void> {
  const rows = [
    bodyRow(apiKeyKey(record.keyId), record),
    ...record.connections.map((connection) => keyRow(keyListKey(connection, record.keyId))),
  ];
  const TransactItems = rows.map((Item) => ({ Put: { TableName: table.name, Item } }));
  await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
}

async function takeOAuthAttempt(table: Table, state: string): Promise<OAuthAttempt | undefined> {
  const { Attributes } = await table.client.send(
    new DeleteItemCommand({
      TableName: table.name,
      Key: keyRow(attemptKey(state)),
      ReturnValues: 'ALL_OLD',
    }),
  );
  const attempt = Attributes && bodyOfRow(Attributes, STORED_ATTEMPT);
  // DynamoDB deletes expired rows when it gets to it, which may take days.
  return attempt !== undefined && attempt.expiresAt > table.clock.now() ? attempt : undefined;
}

async function countUnreadable(table: Table, ledger: string, reason: string): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: keyRow({ pk: `state#unreadable#${ledger}`, sk: reason }),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': number(1) },
    }),
  );
}
