// Behind the stage: rows of the tables and depth of the lanes, seen by an operator's SDK and not by our API.
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { localClient } from '../../../local/identity.ts';
import type { RunningStack } from '../../../local/stack/run-stack.ts';
import { unpack } from '../../../shared/storage/packed.ts';

type Table = 'LinksTable' | 'WritesTable' | 'ConnectionsTable';
type Item = Readonly<Record<string, unknown>>;

/** All rows of a table as DynamoDB holds them. */
export async function rowsOf(stack: RunningStack, table: Table): Promise<readonly Item[]> {
  const client = new DynamoDBClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? ''));
  try {
    const rows: Item[] = [];
    for await (const page of paginateScan({ client }, { TableName: stack.tables[table] }))
      rows.push(...(page.Items ?? []));
    return rows;
  } finally {
    client.destroy();
  }
}

const DEPTHS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Messages in a queue, also those that are being worked on. */
export async function depthOf(stack: RunningStack, queue: string): Promise<number> {
  const client = new SQSClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_SQS'] ?? ''));
  try {
    const asked = new GetQueueAttributesCommand({
      QueueUrl: stack.queues[queue]?.url,
      AttributeNames: [...DEPTHS],
    });
    const { Attributes: found = {} } = await client.send(asked);
    return DEPTHS.reduce((sum, name) => sum + Number(found[name] ?? 0), 0);
  } finally {
    client.destroy();
  }
}

const BYTES = z.object({ B: z.instanceof(Uint8Array) });

/** Each row of a table as text, with its packed bodies opened: what somebody would read who got hold of the table. */
export async function textsOf(
  stack: RunningStack,
  table: Table,
): Promise<readonly (readonly [name: string, text: string])[]> {
  const rows = await rowsOf(stack, table);
  return rows.map((row, at) => [`${table} row ${at}`, Object.values(row).map(textOf).join(' ')]);
}

function textOf(attribute: unknown): string {
  const bytes = BYTES.safeParse(attribute);
  if (!bytes.success) return JSON.stringify(attribute);
  const raw = Buffer.from(bytes.data.B).toString('latin1');
  try {
    return `${raw} ${JSON.stringify(unpack({ B: bytes.data.B }))}`;
  } catch {
    return raw; // sealed, not packed
  }
}
