// What the console's pages read of DynamoDB, as DynamoDB counts it: no more with many records than with 500.
import { BatchWriteItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRecords } from '../../functions/api/find-records.ts';
import { getConnection } from '../../functions/api/get-connection.ts';
import { getHistory } from '../../functions/api/get-history.ts';
import { getProblems } from '../../functions/api/get-problems.ts';
import { listRecords } from '../../functions/api/list-records.ts';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import type { Host } from '../../shared/host/host.ts';
import { linkKey } from '../../shared/storage/link-row.ts';
import type { LinkStore } from '../../shared/storage/ports.ts';
import { createTestHost, requestWith } from '../support/http-host.ts';
import { type Cost, watchCosts } from './support/client-spy.ts';
import { dynamoStorage } from './support/dynamo-storage.ts';
import { invoice, invoiceKey, LANE, settled, source } from './support/examples.ts';
import { dynamoDbAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

const FEW = 500;
/** 50,000 take minutes to put there, so by hand: READ_UNITS_LINKS=50000. The figures are the same. */
const MANY = Number(process.env['READ_UNITS_LINKS'] ?? 5_000);
/** As many in both: what somebody has to see does not grow with what is in the books. */
const FAILED = 60;

let stop: () => Promise<void> = async () => {};
let host: Host;
let costs: Cost[] = [];

beforeAll(async () => {
  const dynamoDb = await startDynamoDb();
  stop = dynamoDb.stop;
  const client = dynamoDbAt(dynamoDb.endpoint);
  const tables = await createTables(client, 'reads');
  const storage = dynamoStorage(client, tables);
  host = { ...createTestHost().host, ...storage };
  for (const count of [FEW, MANY]) await fill(client, tables.links, storage.links, count);
  costs = watchCosts(client);
}, 900_000);
afterAll(() => stop());

const AT_ONCE = 10;

const connectionOf = (count: number) => ({
  id: `con_${count}`,
  name: '',
  source: 'product',
  ledger: 'quickbooks',
  company: '9130350000000001',
  createdAt: 0,
});

/** One synced record, copied as a row: the way there is not what is measured. */
async function fill(client: DynamoDBClient, table: string, links: LinkStore, count: number): Promise<void> {
  const connection = connectionOf(count).id;
  const key = (n: number) => invoiceKey(connection, `INV-${String(n).padStart(6, '0')}`);
  await links.storeSource(key(0), LANE, source(1, { record: invoice('F-1', 3) }));
  const [link] = await links.read([key(0)]);
  if (link !== undefined) await links.save(LANE, settled(link));
  const { Item: row } = await client.send(new GetItemCommand({ TableName: table, Key: linkKey(key(0)) }));
  const batches = Array.from({ length: Math.ceil((count - 1) / 25) }, (_, batch) => 1 + batch * 25);
  const put = async (n: number): Promise<void> => {
    const rows = Array.from({ length: Math.min(25, count - n) }, (_, i) => ({
      PutRequest: { Item: { ...row, ...linkKey(key(n + i)) } },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: rows } }));
  };
  for (let at = 0; at < batches.length; at += AT_ONCE)
    await Promise.all(batches.slice(at, at + AT_ONCE).map(put));
  for (let n = 0; n < FAILED; n += 1) {
    const [standing] = await links.read([key(Math.floor((n * count) / FAILED))]);
    const problem = { code: n % 2 === 0 ? 'tax_unmapped' : 'closed_period', values: {} } as const;
    if (standing !== undefined)
      await links.save(LANE, { ...standing, health: { state: 'failed', since: n, problem } });
  }
}

const PAGES = {
  records: listRecords,
  find: findRecords,
  history: getHistory,
  problems: getProblems,
  connection: getConnection,
};
type Page = keyof typeof PAGES;

async function unitsOf(count: number, page: Page, query: Record<string, string>): Promise<number> {
  costs.splice(0);
  const request = requestWith('', { query });
  const connection = connectionOf(count);
  const { status } = await PAGES[page](host, request, connection);
  expect(status).toBe(200);
  return costs.reduce((sum, { units }) => sum + units, 0);
}

/** Milliseconds of the middle one of several: printed, and not judged, because other work of the machine is in it. */
async function timeOf(count: number, page: Page, query: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < TIMED; run += 1) {
    const from = performance.now();
    await unitsOf(count, page, query);
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[Math.floor(TIMED / 2)] ?? 0;
}

const TIMED = 7;

describe(`${MANY} records cost at most half as much again as ${FEW}`, () => {
  test.each<[Page, Record<string, string>]>([
    ['records', {}],
    ['records', { kind: 'invoice' }],
    ['records', { health: 'failed' }],
    ['records', { health: 'failed', code: 'tax_unmapped' }],
    ['records', { category: 'books', amount_min: '1.00' }],
    ['records', { code: 'nothing_of_the_kind' }],
    ['records', { q: 'INV-000001' }],
    ['find', { q: 'INV-000001' }],
    ['history', { by: 'day' }],
    ['problems', {}],
    ['connection', {}],
  ])('%s %j', async (page, query) => {
    const few = await unitsOf(FEW, page, query);
    const many = await unitsOf(MANY, page, query);
    const [fast, slow] = [await timeOf(FEW, page, query), await timeOf(MANY, page, query)];
    const times = `${fast.toFixed(1)} and ${slow.toFixed(1)} ms`;
    console.log(`${page} ${JSON.stringify(query)}: ${few} units with ${FEW}, ${many} with ${MANY}; ${times}`);
    expect(many).toBeLessThanOrEqual(few * 1.5);
  });
});
