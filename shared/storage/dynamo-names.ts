// Names: which record of a connection uses a name, so that no two of them bring the same one to the ledger.
import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { fingerprint } from '../core/fingerprint.ts';
import { keyText, parseKeyText, type RecordKey } from '../core/records.ts';
import { type Row, text, textOf } from './attributes.ts';
import type { LinkStore } from './ports.ts';
import type { Table } from './table.ts';

/** The names' part of the link store: one small row for each name. */
export function names(table: Table): Pick<LinkStore, 'claimName' | 'holderOfName'> {
  return {
    claimName: (key, name, instead) => claimName(table, key, name, instead),
    holderOfName: async (connection, name) => {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: nameKey(connection, name), ConsistentRead: true }),
      );
      return holderIn(connection, Item);
    },
  };
}

// Names are as long as people like, and keys are not: a name's fingerprint stands for it.
const nameKey = (connection: string, name: string): Row => ({
  pk: text(`n#${connection}`),
  sk: text(fingerprint(name)),
});

async function claimName(
  table: Table,
  key: RecordKey,
  name: string,
  instead: RecordKey | undefined,
): Promise<RecordKey | undefined> {
  const mine = text(keyText(key));
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: nameKey(key.connection, name),
        UpdateExpression: 'SET k = :mine',
        ConditionExpression: 'attribute_not_exists(k) OR k = :mine OR k = :instead',
        ExpressionAttributeValues: { ':mine': mine, ':instead': instead ? text(keyText(instead)) : mine },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return holderIn(key.connection, error.Item);
    throw error;
  }
}

function holderIn(connection: string, row: Row | undefined): RecordKey | undefined {
  const holder = parseKeyText(textOf(row ?? {}, 'k') ?? '');
  return holder && { connection, ...holder };
}
