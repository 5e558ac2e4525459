// What an operator sees of what went wrong: causes with their money, and records by filter, from the marks alone.
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Health } from '../../shared/core/links.ts';
import type { RecordKind, SourceRecord } from '../../shared/core/records.ts';
import { addTenant, bodyOf, createTestHost, NOW, requestWith } from '../support/http-host.ts';

const C = '/v1/connections/{connection}';
const LANE = 'quickbooks:company-alpha';
let outside: ReturnType<typeof createTestHost>;
let key = '';
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'alpha'));
});
const call = (route: string, query: Record<string, string> = {}) =>
  serve(API_ROUTES, outside.host, requestWith(route, { key, path: { connection: 'alpha' }, query }));

const tax: Health = {
  state: 'failed',
  since: NOW - 1,
  problem: { code: 'tax_unmapped', values: { tax: 'high' } },
};
const closed: Health = {
  state: 'failed',
  since: NOW,
  problem: { code: 'closed_period', values: { date: 'x' } },
};
const payment = (id: string, currency: string, amount: string): SourceRecord => ({
  kind: 'payment',
  id,
  customerId: 'cus_1',
  currency,
  date: '2026-11-21',
  amount,
  reference: `ref-${id}`,
  allocations: [],
});

async function put(record: SourceRecord, health: Health): Promise<void> {
  const of = { connection: 'alpha', kind: record.kind, id: record.id };
  await outside.host.links.storeSource(of, LANE, {
    revision: 1,
    presence: 'live',
    record,
    eventId: 'e',
    receivedAt: NOW,
  });
  const [link] = await outside.host.links.read([of]);
  if (link !== undefined) await outside.host.links.save(LANE, { ...link, health });
}

beforeEach(async () => {
  await put(
    { kind: 'customer', id: 'cus_1', name: 'Ada Lovelace', active: true },
    { state: 'synced', since: NOW },
  );
  await put(payment('p1', 'EUR', '10.00'), tax);
  await put(payment('p2', 'EUR', '250.00'), tax);
  await put(payment('p3', 'JPY', '9000'), closed);
  await put(payment('p4', 'EUR', '70.00'), { state: 'waiting', since: NOW - 5, reason: 'invoice' });
  await put(payment('p5', 'EUR', '1.00'), { state: 'synced', since: NOW });
});

test('the connection says how much money hangs on what', async () => {
  expect(bodyOf(await call(`GET ${C}`))).toMatchObject({
    records: {
      failed: {
        count: 3,
        more: false,
        money: { EUR: '260.00', JPY: '9000' },
        oldestSince: '2026-11-21T11:59:59.999Z',
      },
      waiting: { count: 1, money: { EUR: '70.00' } },
      uncertain: { count: 0, money: {} },
    },
  });
});

test('causes come with their count, money, span, owner and cure, those of the most records first', async () => {
  expect(bodyOf(await call(`GET ${C}/problems`))).toMatchObject({
    problems: [
      {
        state: 'failed',
        code: 'tax_unmapped',
        count: 2,
        money: { EUR: '260.00' },
        first: '2026-11-21T11:59:59.999Z',
        last: '2026-11-21T11:59:59.999Z',
        problem: { owner: 'bookkeeper', category: 'mapping' },
      },
      { code: 'closed_period', count: 1, money: { JPY: '9000' } },
      { state: 'waiting', code: 'invoice', count: 1 },
    ],
    more: false,
  });
});

test('history has what came in and what stands out since, hour by hour and day by day', async () => {
  const tally = { count: 5, money: new Map([['EUR', 33100n]]) };
  const byKind = new Map([['payment', tally]] as const);
  await outside.host.connections.countReceived([
    { id: 'i1', connection: 'alpha', at: NOW - 3_600_000, byKind },
  ]);
  const { spans } = HISTORY.parse(bodyOf(await call(`GET ${C}/history`)));
  expect(spans).toHaveLength(24);
  expect(spans.at(-2)).toMatchObject({
    from: '2026-11-21T11:00:00.000Z',
    received: { count: 5, money: { EUR: '331.00' } },
  });
  expect(spans.at(-1)).toMatchObject({
    received: { count: 0 },
    failed: { count: 1, money: { JPY: '9000' } },
  });
  const days = HISTORY.parse(bodyOf(await call(`GET ${C}/history`, { by: 'day' }))).spans;
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({ received: { count: 5 }, failed: { count: 3 }, waiting: { count: 1 } });
  expect((await call(`GET ${C}/history`, { by: 'week' })).status).toBe(400);
});

const HISTORY = z.object({ spans: z.array(z.unknown()) });

const PAGE = z.object({
  records: z.array(z.object({ id: z.string(), kind: z.string() })),
  cursor: z.string().optional(),
});
const ids = async (query: Record<string, string>) =>
  PAGE.parse(bodyOf(await call(`GET ${C}/records`, query))).records.map(({ id }) => id);

describe('records by filter', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a problem', { code: 'tax_unmapped' }, ['p1', 'p2']],
    ['a reason', { code: 'invoice' }, ['p4']],
    ['a category', { category: 'mapping' }, ['p1', 'p2']],
    ['whose turn it is', { owner: 'bookkeeper' }, ['p1', 'p2', 'p3']],
    ['an amount from', { amount_min: '70' }, ['p2', 'p3', 'p4']],
    ['an amount between', { amount_min: '5.00', amount_max: '100.00' }, ['p1', 'p4']],
    ['a currency', { currency: 'JPY' }, ['p3']],
    ['a bound that a currency has no fraction for', { amount_max: '10.50' }, ['p1', 'p3']],
    ['a state and a bound', { health: 'failed', amount_min: '20.00' }, ['p2', 'p3']],
    ['since when', { updated_after: '2026-11-21T12:00:00Z' }, ['p3']],
    ['a kind and a problem', { kind: 'invoice', code: 'tax_unmapped' }, []],
    ['a text in a reference', { q: 'REF-p3' }, ['p3']],
    ['a text in what is in the books already: nothing', { q: 'ref-p5' }, []],
    ['the exact id, in any state', { q: 'p5' }, ['p5']],
    ['the exact id of one that failed, once', { q: 'p1' }, ['p1']],
    ['a text within a state', { health: 'failed', q: 'p1' }, ['p1']],
  ])('by %s', async (_, query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test.each([1, 2, 3])('page by page, %i at a time, each once', async (limit) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { owner: 'bookkeeper', limit: String(limit), ...(cursor !== undefined && { cursor }) };
      const page = PAGE.parse(bodyOf(await call(`GET ${C}/records`, query)));
      found.push(...page.records.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(found).toEqual(['p1', 'p2', 'p3']);
  });

  test('a search goes page by page as well', async () => {
    const first = PAGE.parse(bodyOf(await call(`GET ${C}/records`, { q: 'ref', limit: '2' })));
    const rest = PAGE.parse(
      bodyOf(await call(`GET ${C}/records`, { q: 'ref', limit: '2', cursor: first.cursor ?? '' })),
    );
    expect([...first.records, ...rest.records].map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  test.each<[Record<string, string>, string]>([
    [{ colour: 'blue' }, 'colour'],
    [{ health: 'ill' }, 'health'],
    [{ amount_min: 'much' }, 'amount_min'],
    [{ updated_after: 'yesterday' }, 'updated_after'],
    [{ health: 'synced', code: 'tax_unmapped' }, 'health'],
    [{ q: 'x', cursor: 'nonsense' }, 'cursor'],
    [{ limit: '0' }, 'limit'],
  ])('%j is refused at its place', async (query, pointer) => {
    expect(bodyOf(await call(`GET ${C}/records`, query))).toMatchObject({
      code: 'bad_query',
      errors: [{ pointer }],
    });
  });

  test('kinds are those of the records', async () => {
    const kinds: readonly RecordKind[] = ['payment'];
    const page = PAGE.parse(bodyOf(await call(`GET ${C}/records`, { category: 'mapping' })));
    expect([...new Set(page.records.map(({ kind }) => kind))]).toEqual(kinds);
  });
});
