// What is kept per lane: its state, the company's own lists, and the sealed tokens.
import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { number, type Row, textOf } from './attributes.ts';
import {
  STORED_CREDENTIALS,
  STORED_LANE_STATE,
  STORED_OPERATOR_PAUSE,
  STORED_PAUSE,
  STORED_PREFLIGHT,
  STORED_REFERENCE,
} from './connection-schema.ts';
import {
  bodyRow,
  type ConnectionTable,
  getBody,
  getSealed,
  keyRow,
  putRow,
  type RowKey,
  sealedRow,
} from './connection-table.ts';
import { withPauses } from './pauses.ts';
import type { ConnectionStore, Credentials } from './ports.ts';

/** The lanes' part of the connection store. */
export function laneRows(
  table: ConnectionTable,
): Pick<
  ConnectionStore,
  | 'laneState'
  | 'saveLaneState'
  | 'savePause'
  | 'reference'
  | 'saveReference'
  | 'preflight'
  | 'savePreflight'
  | 'credentials'
  | 'saveCredentials'
  | 'removeCredentials'
> {
  return {
    laneState: async (lane) => {
      const [state, pause, operators] = await Promise.all([
        getBody(table, stateKey(lane), STORED_LANE_STATE),
        getBody(table, pauseKey(lane), STORED_PAUSE),
        getBody(table, operatorPauseKey(lane), STORED_OPERATOR_PAUSE),
      ]);
      return withPauses(state ?? { lane }, pause?.paused, operators?.operatorSince);
    },
    saveLaneState: ({ paused: _, operatorSince: __, ...state }) =>
      putRow(table, bodyRow(stateKey(state.lane), state)),
    savePause: (lane, by, paused) =>
      by === 'operator'
        ? putRow(table, bodyRow(operatorPauseKey(lane), { operatorSince: paused?.since }))
        : putRow(table, bodyRow(pauseKey(lane), { paused })),
    reference: (lane) => getBody(table, referenceKey(lane), STORED_REFERENCE),
    saveReference: (lane, reference) => putRow(table, bodyRow(referenceKey(lane), reference)),
    preflight: (lane, connection) => getBody(table, preflightKey(lane, connection), STORED_PREFLIGHT),
    savePreflight: (lane, connection, result) =>
      putRow(table, bodyRow(preflightKey(lane, connection), result)),
    credentials: (lane) => getSealed(table, credentialsKey(lane), STORED_CREDENTIALS),
    saveCredentials: (lane, next, expected) => saveCredentials(table, lane, next, expected),
    removeCredentials: (lane, expected) => removeCredentials(table, lane, expected),
  };
}

const stateKey = (lane: string): RowKey => ({ pk: `state#${lane}`, sk: 'lane' });
const pauseKey = (lane: string): RowKey => ({ pk: `state#${lane}`, sk: 'pause' });
const operatorPauseKey = (lane: string): RowKey => ({ pk: `state#${lane}`, sk: 'operator-pause' });
// Beside the lane's state: its worker is the only one that writes it.
const preflightKey = (lane: string, connection: string): RowKey => ({
  pk: `state#${lane}`,
  sk: `preflight#${connection}`,
});
const referenceKey = (lane: string): RowKey => ({ pk: `reference#${lane}`, sk: 'lists' });
const credentialsKey = (lane: string): RowKey => ({ pk: `credentials#${lane}`, sk: 'tokens' });

async function saveCredentials(
  table: ConnectionTable,
  lane: string,
  next: Credentials,
  expected: number,
): Promise<'saved' | 'conflict'> {
  const version = expected + 1;
  const row: Row = {
    ...(await sealedRow(table, credentialsKey(lane), { ...next, version })),
    v: number(version),
  };
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: row,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(expected === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'v = :expected',
              ExpressionAttributeValues: { ':expected': number(expected) },
            }),
      }),
    );
    return 'saved';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Every box is different: ours standing there is our own first call, whose answer got lost.
    return textOf(error.Item ?? {}, 'box') === textOf(row, 'box') ? 'saved' : 'conflict';
  }
}

async function removeCredentials(
  table: ConnectionTable,
  lane: string,
  expected: number,
): Promise<'removed' | 'conflict'> {
  try {
    await table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: keyRow(credentialsKey(lane)),
        ConditionExpression: 'attribute_not_exists(pk) OR v = :expected',
        ExpressionAttributeValues: { ':expected': number(expected) },
      }),
    );
    return 'removed';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'conflict';
    throw error;
  }
}
