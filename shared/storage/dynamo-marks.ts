// Marks on DynamoDB: pages of the sparse health index, which carries problem and money of each record it holds.
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Mark } from '../core/marks.ts';
import { number, numberOf, type Row, text, textOf } from './attributes.ts';
import { healthPartition, keyOf, linkPartition, moneyIn } from './link-row.ts';
import { HEALTH_REASON } from './link-schema.ts';
import { cursorAfter, readCursor } from './list-cursor.ts';
import { unpack } from './packed.ts';
import type { MarkPage, MarkQuery } from './ports.ts';
import type { Table } from './table.ts';

/** One page, oldest first; a row is some 200 bytes, so a thousand of them cost 25 read units at most. */
export async function marks(
  table: Table,
  { connection, health, cursor, limit }: MarkQuery,
): Promise<MarkPage> {
  const query = { connection, health, cursor, limit };
  const from = readCursor(query);
  if (from === 'bad_cursor') return { type: 'bad_cursor' };
  const healthPk = text(healthPartition(connection, health));
  const start = from && {
    healthPk,
    since: number(from.since),
    pk: text(linkPartition(connection)),
    sk: text(from.text),
  };
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'health',
      KeyConditionExpression: 'healthPk = :health',
      ExpressionAttributeValues: { ':health': healthPk },
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  const last = answer.LastEvaluatedKey;
  const place = last && { since: numberOf(last, 'since') ?? 0, text: textOf(last, 'sk') ?? '' };
  return {
    type: 'page',
    marks: (answer.Items ?? []).map((row) => markOf(row, health)),
    cursor: place && cursorAfter(query, place),
  };
}

function markOf(row: Row, state: Mark['state']): Mark {
  const { problem, reason } = HEALTH_REASON.parse(unpack(row['why']) ?? {});
  return { key: keyOf(row), state, since: numberOf(row, 'since') ?? 0, money: moneyIn(row), problem, reason };
}
