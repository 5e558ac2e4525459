// Who may come in: keys of the API, signing secrets of products, connect attempts; and a count of those who may not.
import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { number } from './attributes.ts';
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
  sealedRow,
} from './connection-table.ts';
import type { ConnectionStore, OAuthAttempt } from './ports.ts';
import type { Table } from './table.ts';

/** Access's part of the connection store. */
export function accessRows(
  table: ConnectionTable,
): Pick<
  ConnectionStore,
  | 'apiKey'
  | 'saveApiKey'
  | 'signingSecrets'
  | 'saveSigningSecrets'
  | 'saveOAuthAttempt'
  | 'takeOAuthAttempt'
  | 'countUnreadable'
> {
  return {
    apiKey: (keyId) => getBody(table, apiKeyKey(keyId), STORED_API_KEY),
    saveApiKey: (record) => putRow(table, bodyRow(apiKeyKey(record.keyId), record)),
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
const signingKey = (connection: string): RowKey => ({ pk: `signing#${connection}`, sk: 'secrets' });
const attemptKey = (state: string): RowKey => ({ pk: `oauth#${state}`, sk: 'attempt' });

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
