// Policies on DynamoDB: every version is kept, and which one is current is a row of its own.
import {
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { number, text } from './attributes.ts';
import { STORED_POLICY } from './connection-schema.ts';
import { bodyOfRow, bodyRow, getBody, type RowKey } from './connection-table.ts';
import type { SavedPolicy } from './policy-ports.ts';
import type { ConnectionStore } from './ports.ts';
import type { Table } from './table.ts';

/** The policies' part of the connection store. */
export function policyRows(
  table: Table,
): Pick<ConnectionStore, 'policy' | 'savePolicy' | 'policyVersion' | 'policyVersions'> {
  return {
    policy: (connection) => getBody(table, currentKey(connection), STORED_POLICY),
    savePolicy: (connection, policy) => savePolicy(table, connection, policy),
    policyVersion: (connection, version) => getBody(table, versionKey(connection, version), STORED_POLICY),
    policyVersions: (connection, limit, below) => versions(table, connection, limit, below),
  };
}

const currentKey = (connection: string): RowKey => ({ pk: `policy#${connection}`, sk: 'current' });

const VERSION_MAX = 999_999;

// Six digits keep the versions in order as texts.
const versionKey = (connection: string, version: number): RowKey => ({
  pk: `policy#${connection}`,
  sk: `v#${String(version).padStart(6, '0')}`,
});

// A transaction, at twice the cost: it is rare, and a version that is not kept could not be explained later.
async function savePolicy(
  table: Table,
  connection: string,
  policy: SavedPolicy,
): Promise<'saved' | 'conflict'> {
  const { version } = policy;
  const follows =
    version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'v = :before', ExpressionAttributeValues: { ':before': number(version - 1) } };
  const current = { ...bodyRow(currentKey(connection), policy), v: number(version) };
  const kept = bodyRow(versionKey(connection, version), policy);
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: table.name, Item: current, ...follows } },
          { Put: { TableName: table.name, Item: kept, ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      }),
    );
    return 'saved';
  } catch (error) {
    if (error instanceof TransactionCanceledException && isConflict(error)) return 'conflict';
    throw error;
  }
}

// Somebody saved this version before us, or is saving it right now.
function isConflict({ CancellationReasons }: TransactionCanceledException): boolean {
  const codes = (CancellationReasons ?? []).map(({ Code }) => Code);
  return codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict');
}

// A page of the table is 1 MB: more than as many policies as anybody asks for at once.
async function versions(
  table: Table,
  connection: string,
  limit: number,
  below = VERSION_MAX + 1,
): Promise<readonly SavedPolicy[]> {
  if (below <= 1) return []; // the table refuses to look between a key and one before it
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': text(versionKey(connection, 0).pk),
        ':first': text(versionKey(connection, 1).sk),
        ':last': text(versionKey(connection, below - 1).sk),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return (answer.Items ?? []).map((row) => bodyOfRow(row, STORED_POLICY));
}
