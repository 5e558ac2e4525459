// Requests under a key, on DynamoDB: a row each. Answers are sealed, because some of them show a secret this once.
import * as z from 'zod';
import { bodyOfRow, type ConnectionTable, type RowKey, rowOf } from './connection-table.ts';
import type { KeptAnswer, KeptRequest, RequestStore } from './request-port.ts';
import { NONCE_BYTES, open, seal } from './sealing.ts';
import { swapBody } from './swap.ts';

export function createDynamoRequests(table: ConnectionTable): RequestStore {
  return {
    find: (key) => find(table, key),
    save: (request) => save(table, request),
  };
}

const requestKey = (key: string): RowKey => ({ pk: `request#${key}`, sk: 'answer' });

const STORED = z.looseObject({
  version: z.number(),
  asked: z.string(),
  busyUntil: z.number(),
  keptUntil: z.number(),
  box: z.string().optional(),
});
const ANSWER: z.ZodType<KeptAnswer> = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

async function find(table: ConnectionTable, key: string): Promise<KeptRequest | undefined> {
  const place = requestKey(key);
  const row = await rowOf(table, place);
  if (row === undefined) return undefined;
  const { version, asked, busyUntil, keptUntil, box } = bodyOfRow(row, STORED);
  const kept = { key, version, asked, busyUntil, keptUntil };
  if (box === undefined) return kept;
  const keyring = await table.keyring();
  return { ...kept, answer: ANSWER.parse(JSON.parse(open({ keyring, row: place.pk }, box))) };
}

async function save(table: ConnectionTable, request: KeptRequest): Promise<'saved' | 'conflict'> {
  const { key, version, answer, keptUntil, ...rest } = request;
  const place = requestKey(key);
  const box = answer === undefined ? undefined : await sealed(table, place.pk, answer);
  return swapBody(table, place, { ...rest, keptUntil, box }, { expected: version, keptUntil });
}

async function sealed(table: ConnectionTable, row: string, answer: KeptAnswer): Promise<string> {
  const nonce = table.random.secret(NONCE_BYTES);
  return seal({ keyring: await table.keyring(), row }, JSON.stringify(answer), nonce);
}
