// Policies on DynamoDB: every version is kept, and which one is current is a row of its own.
import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { VersionedPolicy } from '../core/policy.ts';
import { number } from './attributes.ts';
import { STORED_POLICY } from './connection-schema.ts';
import { bodyRow, getBody, type RowKey } from './connection-table.ts';
import type { ConnectionStore } from './ports.ts';
import type { Table } from './table.ts';

/** The policies' part of the connection store. */
export function policyRows(table: Table): Pick<ConnectionStore, 'policy' | 'savePolicy'> {
  return {
    policy: (connection) => getBody(table, currentKey(connection), STORED_POLICY),
    savePolicy: (connection, policy) => savePolicy(table, connection, policy),
  };
}

const currentKey = (connection: string): RowKey => ({ pk: `policy#${connection}`, sk: 'current' });

// Six digits keep the versions in order as texts.
const versionKey = (connection: string, version: number): RowKey => ({
  pk: `policy#${connection}`,
  sk: `v#${String(version).padStart(6, '0')}`,
});

// A transaction, at twice the cost: it is rare, and a version that is not kept could not be explained later.
async function savePolicy(
  table: Table,
  connection: string,
  policy: VersionedPolicy,
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
