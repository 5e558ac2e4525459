// The finder on DynamoDB: records that stay out of the books, by the beginning of their number or name. The many others pay nothing.
import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { findWord, findWordsOf, isOutOfBooks } from '../core/find-words.ts';
import type { Link } from '../core/links.ts';
import { keyText, parseKeyText, type RecordKey } from '../core/records.ts';
import { text, textOf } from './attributes.ts';
import type { LinkStore } from './ports.ts';
import type { Table } from './table.ts';

/** The finder's part of the link store. */
export function finder(table: Table): Pick<LinkStore, 'foundBy'> {
  return { foundBy: (connection, word, limit) => foundBy(table, { connection, word, limit }) };
}

const partition = (connection: string): string => `f#${connection}`;

/** Makes a record findable, before it is out of the books: a row for each of its words. Doing it again changes nothing. */
export async function makeFindable(table: Table, { key, health, source }: Link): Promise<void> {
  if (source?.record === undefined || !isOutOfBooks(health.state)) return;
  const put = (word: string) =>
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: { pk: text(partition(key.connection)), sk: text(`${word}#${keyText(key)}`) },
        UpdateExpression: 'SET k = :key',
        ExpressionAttributeValues: { ':key': text(keyText(key)) },
      }),
    );
  await Promise.all(findWordsOf(source.record).map(put));
}

interface Asked {
  readonly connection: string;
  readonly word: string;
  readonly limit: number;
}

async function foundBy(table: Table, { connection, word, limit }: Asked): Promise<readonly RecordKey[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :word)',
      ExpressionAttributeValues: { ':pk': text(partition(connection)), ':word': text(findWord(word)) },
      Limit: limit,
    }),
  );
  const texts = new Set(Items.map((row) => textOf(row, 'k') ?? ''));
  return [...texts].flatMap((words) => {
    const parsed = parseKeyText(words);
    return parsed === undefined ? [] : [{ connection, ...parsed }];
  });
}
