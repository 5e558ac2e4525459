// What a record costs in DynamoDB, as DynamoDB counts it: the healthy path has a budget, and this is where it is kept.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { ourHashes, theirHashes } from '../../shared/core/fields.ts';
import type { Intake } from '../../shared/core/completeness.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Young } from '../../shared/core/pointers.ts';
import { YOUNG_POINTERS_MAX, YOUNG_TOUCHES_MAX } from '../../shared/core/young.ts';
import { RECORD_KINDS, type RecordKey } from '../../shared/core/records.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import type { ConnectionStore, LinkStore, Pointer, WriteJournal } from '../../shared/storage/ports.ts';
import { type Cost, watchCosts } from './support/client-spy.ts';
import { dynamoStorage } from './support/dynamo-storage.ts';
import { entry, invoice, invoiceKey, LANE, settled, source } from './support/examples.ts';
import { dynamoDbAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

let stop: () => Promise<void> = async () => {};
let links: LinkStore;
let writes: WriteJournal;
let connections: ConnectionStore;
let costs: Cost[] = [];

beforeAll(async () => {
  const dynamoDb = await startDynamoDb();
  stop = dynamoDb.stop;
  const client = dynamoDbAt(dynamoDb.endpoint);
  ({ links, writes, connections } = dynamoStorage(client, await createTables(client, 'units')));
  costs = watchCosts(client);
});
afterAll(() => stop());
beforeEach(() => void costs.splice(0));

// Ids as long as real ones: they stand in the keys of every row.
const CONNECTION = 'con_01k9z6h2v3w4x5y6z7a8b9c0d1';
const key = (id: string): RecordKey => invoiceKey(CONNECTION, `INV-2026-${id}`);
const units = (): readonly number[] => costs.map((cost) => cost.units);
const total = (): number => units().reduce((sum, each) => sum + each, 0);

async function stored(of: RecordKey, lines: number): Promise<Link> {
  await links.storeSource(of, LANE, source(1, { record: invoice(of.id, lines) }));
  const [link] = await links.read([of]);
  if (link === undefined) throw new Error('not stored');
  costs.splice(0);
  return link;
}

describe('an invoice', () => {
  test.each([1, 3, 10])('of %i lines: one unit to store it, one to settle it', async (lines) => {
    await links.storeSource(key(`a${lines}`), LANE, source(1, { record: invoice('F-1', lines) }));
    expect(units()).toEqual([1]);
    const link = await stored(key(`b${lines}`), lines);
    await links.save(LANE, settled(link));
    expect(units()).toEqual([1]);
  });

  test('of 10 lines, whose edits are merged field by field: one unit to settle it all the same', async () => {
    const link = settled(await stored(key('m'), 10));
    const [document] = entry(1, [key('m')]).intents.map((intent) => intent.document);
    if (document === undefined || link.base === undefined) throw new Error('nothing to settle');
    const fields = { ours: ourHashes(document), theirs: theirHashes(document) };
    await links.save(LANE, { ...link, base: { ...link.base, fields } });
    expect(units()).toEqual([1]);
  });

  test('that changes: one unit to store it over a settled row, one to settle it again', async () => {
    await links.save(LANE, settled(await stored(key('c'), 10)));
    costs.splice(0);
    await links.storeSource(key('c'), LANE, source(2, { record: invoice('F-1', 10) }));
    const [link] = await links.read([key('c')]);
    if (link !== undefined) await links.save(LANE, settled(link));
    expect(costs.filter(({ command }) => command === 'UpdateItemCommand').map((cost) => cost.units)).toEqual([
      1, 1,
    ]);
  });

  test('sent twice: one unit for the refused write, and no read', async () => {
    await stored(key('d'), 10);
    await links.storeSource(key('d'), LANE, source(1, { receivedAt: 9, record: invoice('F-1', 10) }));
    expect(costs.map(({ command }) => command)).toEqual(['UpdateItemCommand']);
    expect(total()).toBeLessThanOrEqual(1);
  });

  test('that waits pays for the indexes, and pays once more to leave them', async () => {
    const link = await stored(key('e'), 3);
    const waiting = await links.save(LANE, {
      ...link,
      health: { state: 'waiting', since: 5, reason: 'customer', dueAt: 9, waitsFor: 'customer#C-1' },
    });
    if (waiting === 'conflict') throw new Error('conflict');
    await links.save(LANE, { ...waiting, health: { state: 'synced', since: 6 } });
    expect(units()).toEqual([4, 4]); // the row and three indexes, each way
  });
});

test('settling a record that others wait for, and taking the mark off, is one write', async () => {
  await stored(key('h'), 3);
  const marked = await links.markAwaited(key('h'), LANE);
  costs.splice(0);
  await links.save(LANE, { ...settled(marked), awaited: false });
  expect(units()).toEqual([1]);
});

describe('a lone record', () => {
  // As long as ids get: the products' own are often UUIDs.
  const uuid = (n: number): string => `0b8f6c1e-4d2a-4f0e-9c3b-7a5d${String(10_000_000 + n * 7_919)}`;
  const young = (count: number, idOf: (n: number) => string): Young => ({
    pointers: Array.from({ length: count }, (_, n) => pointer(key(idOf(n)), 10_482 + n * 3)),
    touches: Array.from({ length: count === 0 ? 0 : YOUNG_TOUCHES_MAX }, (_, n) => ({
      type: 'invoice' as const,
      id: String(9_120 + n * 11),
      at: 1_763_000_004_000 + n * 61_000,
    })),
  });

  test.each([
    ['none', 0, String],
    ['as many as there may be', YOUNG_POINTERS_MAX, String],
    ['half of them, with long ids', YOUNG_POINTERS_MAX / 2, uuid],
  ])('costs three units, carrying other pointers: %s', async (_what, count, idOf) => {
    const of = key(`lone-${count}-${idOf(1)}`);
    await links.storeSource(of, LANE, source(1, { record: invoice('F-1', 10) }));
    await writes.append(
      entry(2000 + count, [of], {
        lane: `${LANE}${idOf(1)}`,
        young: young(count, idOf),
        done: { [CONNECTION]: 1_204 },
      }),
    );
    const [link] = await links.read([of]);
    if (link !== undefined) await links.save(LANE, settled(link));
    const written = costs.filter(({ command }) => command !== 'GetItemCommand').map(({ units }) => units);
    expect(written).toEqual([1, 1, 1]);
  });

  test('adds at most a quarter of a unit when a dozen of neighbours go to the store', async () => {
    await links.point(
      LANE,
      young(YOUNG_POINTERS_MAX + 1, String).pointers.map((one, n) => ({ ...one, id: String(30_009 + n) })),
    );
    expect(total() / (YOUNG_POINTERS_MAX + 1)).toBeLessThanOrEqual(0.25);
  });
});

describe('a batch of 30 invoices', () => {
  const records = Array.from({ length: 30 }, (_, i) => key(`f${i}`));

  test('is announced for a fifth of a unit each, and pointed at for a seventh', async () => {
    await writes.append(entry(1, records));
    expect(total() / records.length).toBeLessThanOrEqual(0.2);
    costs.splice(0);
    await links.point(
      LANE,
      records.map((record, i) => pointer(record, 10_470 + i)),
    );
    expect(total() / records.length).toBeLessThanOrEqual(1 / 7);
  });

  test('is read for one unit per row, consistently', async () => {
    for (const record of records) await stored(record, 10);
    await links.read(records);
    expect(total()).toBeLessThanOrEqual(records.length);
  });
});

describe('counting what a delivery brought', () => {
  const intake = (byKind: Intake['byKind']): Intake => ({
    id: systemRandom.id(),
    connection: CONNECTION,
    at: 1_763_000_005_000,
    byKind,
  });

  test('of one request is one unit, whatever its kinds and currencies', async () => {
    const money = new Map(['EUR', 'USD', 'JPY', 'GBP'].map((currency) => [currency, 123_456_789n]));
    const byKind = new Map(RECORD_KINDS.map((kind) => [kind, { count: 100, money }]));
    await connections.countReceived([intake(byKind)]);
    expect(units()).toEqual([1]);
  });

  test('of ten requests with an invoice each is a tenth of a unit for each', async () => {
    const money = (n: number) => new Map([['EUR', BigInt((n + 1) * 7_919)]]);
    const one = (n: number) => intake(new Map([['invoice', { count: 1, money: money(n) }]]));
    await connections.countReceived(Array.from({ length: 10 }, (_, n) => one(n)));
    expect(units()).toEqual([1]);
  });
});

test('pointing at one new document after the other costs one unit each', async () => {
  for (let i = 0; i < 40; i++) await links.point(LANE, [pointer(key(`g${i}`), 20_000 + i)]);
  expect(units()).toEqual(Array.from({ length: 40 }, () => 1));
});

const pointer = (record: RecordKey, id: number): Pointer => ({
  type: 'invoice',
  id: String(id),
  key: record,
  touchedAt: 1_763_000_005_000,
});
