// The records API: what is shown of a record, why, and which retry is allowed.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Health, Link } from '../../shared/core/links.ts';
import { problem } from '../../shared/core/problems.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
} from '../support/http-host.ts';

const RECORDS = '/v1/connections/{connection}/records';
const LANE = 'quickbooks:company-alpha';
const KEY = { connection: 'alpha', kind: 'customer', id: 'cus_1' } as const;

let outside: ReturnType<typeof createTestHost>;
let keys: { readonly alpha: string; readonly beta: string };
beforeEach(async () => {
  outside = createTestHost();
  const [alpha, beta] = [await addTenant(outside.host, 'alpha'), await addTenant(outside.host, 'beta')];
  keys = { alpha: alpha.key, beta: beta.key };
});

const call = (route: string, parts: RequestParts = {}) =>
  serve(API_ROUTES, outside.host, requestWith(route, { key: keys.alpha, path: KEY, ...parts }));
const get = (parts?: RequestParts) => call(`GET ${RECORDS}/{kind}/{id}`, parts);
const retry = (body?: unknown) => call(`POST ${RECORDS}/{kind}/{id}/retry`, { body });

/** Stores a record and sets what the lane would have found out about it. */
const put = async (health: Health, rest: Partial<Link> = {}, id: string = KEY.id): Promise<Link> => {
  const key = { ...KEY, id };
  const record = { kind: 'customer', id, name: 'Ada', active: true } as const;
  const source = { revision: 3, presence: 'live', record, eventId: 'evt_1', receivedAt: NOW - 1000 } as const;
  await outside.host.links.storeSource(key, LANE, source);
  const [link] = await outside.host.links.read([key]);
  if (link === undefined) throw new Error('no link');
  const saved = await outside.host.links.save(LANE, { ...link, health, ...rest });
  if (saved === 'conflict') throw new Error('conflict');
  return saved;
};
/** A matcher of vitest has the type `any`. */
const anything = (matcher: unknown): unknown => matcher;
const DOCUMENT = { type: 'customer', id: '42', revision: '0', updatedAt: NOW, status: 'live' } as const;
const failed: Health = { state: 'failed', since: NOW, problem: problem('name_taken', { name: 'Ada' }) };
const synced: Health = { state: 'synced', since: NOW };
const drift = { kind: 'edited', at: NOW, differences: ['name Ada -> Eve'] } as const;

const announced = (leaseUntil: number, seq = 7): JournalEntry => ({
  lane: LANE,
  seq,
  requestId: 'req-7',
  owner: 'worker',
  leaseUntil,
  announcedAt: NOW - 1000,
  recentCalls: { batches: [], singles: [] },
  intents: [
    {
      bId: '0',
      key: KEY,
      operation: 'create',
      document: { type: 'customer', name: 'Ada', active: true },
      revision: 3,
      rule: 'create-or-update',
      values: {},
      policyVersion: 2,
    },
  ],
});

describe('one record', () => {
  test('its state, its problem in full with its place in the runbook, its document and its attempts (KLP-45, TXD-10)', async () => {
    const attempts = [{ at: NOW, operation: 'create', outcome: 'fault', detail: '6240' }] as const;
    await put(failed, { attempts, document: DOCUMENT });
    expect(bodyOf(await get())).toMatchObject({
      kind: 'customer',
      id: 'cus_1',
      state: 'failed',
      since: '2026-11-21T12:00:00.000Z',
      problem: {
        code: 'name_taken',
        owner: 'bookkeeper',
        sentence: anything(expect.stringContaining('"Ada"')),
        remedy: anything(expect.any(String)),
        runbook: 'docs/runbook.md#name_taken',
      },
      revision: 3,
      document: { type: 'customer', id: '42', status: 'live' },
      attempts: [{ operation: 'create', outcome: 'fault', detail: '6240' }],
    });
  });

  test('what it waits for, and when it is tried next', async () => {
    await put({
      state: 'waiting',
      since: NOW,
      reason: 'customer',
      waitsFor: 'customer#cus_9',
      dueAt: NOW + 60_000,
    });
    expect(bodyOf(await get())).toMatchObject({
      reason: 'customer',
      waitsFor: { kind: 'customer', id: 'cus_9' },
      nextTryAt: '2026-11-21T12:01:00.000Z',
    });
  });

  test.each([
    ['a lease that has run out', NOW, 'uncertain'],
    ['a lease that runs', NOW + 1, 'pending'],
  ])('an open write with %s', async (_, leaseUntil, state) => {
    await put({ state: 'pending', since: NOW });
    await outside.host.writes.append(announced(leaseUntil));
    expect(bodyOf(await get())).toMatchObject({ state });
    expect(bodyOf(await call(`GET ${RECORDS}`))).toMatchObject({ records: [{ state }] });
  });

  test('a settled write does not make it uncertain', async () => {
    await put(synced, { settledSeq: 7 });
    await outside.host.writes.append(announced(NOW - 1));
    expect(bodyOf(await get())).toMatchObject({ state: 'synced' });
  });

  test('a settled write that was resumed for others does not make it uncertain', async () => {
    await put(synced, { settledSeq: 7 });
    await outside.host.writes.append({ ...announced(NOW - 1, 8), resumes: 7 });
    expect(bodyOf(await get())).toMatchObject({ state: 'synced' });
  });

  test.each([
    ['never sent', { ...KEY, id: 'nobody' }],
    ['of an id that no record can have', { ...KEY, id: 'x'.repeat(5000) }],
    ['of no kind', { ...KEY, kind: 'folio' }],
    ['of a kind that is a name of the prototype', { ...KEY, kind: 'constructor' }],
  ])('%s: 404', async (_, path) => {
    expect((await get({ path })).status).toBe(404);
  });
});

test('the trace: event, rule, values, policy version and the very document that was announced', async () => {
  const trace = {
    rule: 'create-or-update',
    decision: 'write',
    values: { a: 'b' },
    at: NOW,
    policyVersion: 2,
  };
  await put(synced, { settledSeq: 7, trace });
  await outside.host.writes.append(announced(NOW - 1));
  await outside.host.writes.append({ ...announced(NOW - 1, 8), intents: [] });
  expect(bodyOf(await call(`GET ${RECORDS}/{kind}/{id}/trace`))).toMatchObject({
    source: { eventId: 'evt_1', revision: 3, record: { name: 'Ada' } },
    decision: { rule: 'create-or-update', values: { a: 'b' }, policyVersion: 2 },
    write: { state: 'settled', entry: 7, requestId: 'req-7', operation: 'create', document: { name: 'Ada' } },
  });
});

const LISTED = z.object({
  records: z.array(z.object({ id: z.string() })),
  cursor: z.string().optional(),
});

/** The ids of all pages of a list. */
async function idsOf(filter: Record<string, string> = {}): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...filter, ...(cursor === undefined ? {} : { cursor }) };
    const page = LISTED.parse(bodyOf(await call(`GET ${RECORDS}`, { query })));
    expect(page.records.length).toBeLessThanOrEqual(Number(filter['limit'] ?? 50));
    ids.push(...page.records.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

describe('the list', () => {
  test('pages by cursor, filtered by health and kind', async () => {
    for (const id of ['a', 'b', 'c']) await put(failed, {}, id);
    await put(synced, {}, 'd');
    const first = bodyOf(
      await call(`GET ${RECORDS}`, { query: { health: 'failed', kind: 'customer', limit: '2' } }),
    );
    expect(first).toMatchObject({
      records: [{ id: 'a' }, { id: 'b' }],
      cursor: anything(expect.any(String)),
    });
    const { cursor } = z.object({ cursor: z.string() }).parse(first);
    const query = { health: 'failed', kind: 'customer', limit: '2', cursor };
    const second = bodyOf(await call(`GET ${RECORDS}`, { query }));
    expect(second).toEqual({ records: [expect.objectContaining({ id: 'c' })] });
  });

  test('leaves out what others only refer to, unless it is asked for', async () => {
    await put(synced);
    await outside.host.links.markAwaited({ ...KEY, id: 'cus_0' }, LANE);
    expect(await idsOf()).toEqual(['cus_1']);
    expect(await idsOf({ health: 'not_synced' })).toEqual(['cus_0']);
    expect((await get({ path: { ...KEY, id: 'cus_0' } })).status).toBe(200);
  });

  test('under uncertain also what nobody settles, once and page by page; under no other state', async () => {
    const open = ['a', 'b', 'c', 'd'];
    for (const id of open) await put({ state: 'pending', since: NOW }, {}, id);
    await put({ state: 'uncertain', since: NOW }, {}, 'd');
    await put({ state: 'uncertain', since: NOW - 1 }, {}, 'old');
    await put(synced, { settledSeq: 7 }, 'settled');
    const [intent] = announced(NOW).intents;
    if (intent === undefined) throw new Error('no intent');
    const intents = ['settled', ...open].map((id) => ({ ...intent, key: { ...KEY, id } }));
    await outside.host.writes.append({ ...announced(NOW, 8), resumes: 7, intents });
    expect(await idsOf({ health: 'uncertain' })).toEqual(['a', 'b', 'c', 'old', 'd']);
    for (const limit of ['1', '2', '3', '4'])
      expect(await idsOf({ health: 'uncertain', limit })).toEqual(['a', 'b', 'c', 'old', 'd']);
    expect(await idsOf({ health: 'uncertain', kind: 'invoice' })).toEqual([]);
    expect(await idsOf({ health: 'pending' })).toEqual([]);
    expect(await idsOf({ health: 'synced' })).toEqual(['settled']);
    expect(bodyOf(await call('GET /v1/connections/{connection}'))).toMatchObject({
      records: { uncertain: { count: 5, more: false } },
    });
  });

  test.each([
    ['health', { health: 'broken' }],
    ['kind', { kind: 'folio' }],
    ['limit', { limit: '0' }],
    ['limit', { limit: '201' }],
    ['limit', { limit: 'all' }],
    ['cursor', { cursor: 'AAAA' }],
    ['cursor', { cursor: 'overdue.AAAA' }],
    ['tenantId', { tenantId: 'beta' }],
  ])('%s in %j: 400', async (pointer, query: Record<string, string>) => {
    expect(bodyOf(await call(`GET ${RECORDS}`, { query }))).toMatchObject({
      code: 'bad_query',
      errors: [{ pointer }],
    });
  });

  test('a cursor of another connection is none of ours', async () => {
    for (const id of ['a', 'b']) await put(failed, {}, id);
    const page = await outside.host.links.list({ connection: 'alpha', limit: 1 });
    const cursor = page.type === 'page' ? (page.cursor ?? '') : '';
    const answer = await call(`GET ${RECORDS}`, {
      key: keys.beta,
      path: { connection: 'beta' },
      query: { cursor },
    });
    expect(answer.status).toBe(400);
  });
});

describe('retry', () => {
  test.each<[Health['state'], Partial<Link>]>([
    ['failed', {}],
    ['skipped', {}],
    ['action_needed', {}],
    ['waiting', {}],
    ['not_synced', {}],
    ['synced', { drift }],
  ])('from %s: pending again and named to the lane', async (state, rest) => {
    await put({ state, since: NOW - 1 }, rest);
    expect((await retry()).status).toBe(202);
    expect(bodyOf(await get())).toMatchObject({ state: 'pending', since: '2026-11-21T12:00:00.000Z' });
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'record', key: KEY }] }]);
  });

  test('it is due from now on: what dies before it is named to the lane is found by the sweep', async () => {
    await put(failed);
    const { host } = outside;
    const broken = { ...host, lanes: { ...host.lanes, send: () => Promise.reject(new Error('no queue')) } };
    const request = requestWith(`POST ${RECORDS}/{kind}/{id}/retry`, { key: keys.alpha, path: KEY });
    expect((await serve(API_ROUTES, broken, request)).status).toBe(500);
    expect(bodyOf(await get())).toMatchObject({ state: 'pending' });
    expect(await host.links.due(LANE, NOW - 1, 10)).toEqual([]);
    expect(await host.links.due(LANE, NOW, 10)).toEqual([KEY]);
  });

  test('of a pending record: named to the lane again, nothing is written', async () => {
    const { version } = await put({ state: 'pending', since: NOW - 5 });
    expect(await retry()).toMatchObject({ status: 202 });
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'record', key: KEY }] }]);
    expect(await outside.host.links.read([KEY])).toMatchObject([{ version, health: { since: NOW - 5 } }]);
  });

  test('of a pending record with an order: the order is kept', async () => {
    await put({ state: 'pending', since: NOW - 5 }, { drift });
    expect(bodyOf(await retry({ order: 'source_wins' }))).toMatchObject({
      state: 'pending',
      order: 'source_wins',
    });
  });

  test('an order is kept for the next decision', async () => {
    await put(failed, { drift });
    expect(bodyOf(await retry({ order: 'source_wins' }))).toMatchObject({
      state: 'pending',
      order: 'source_wins',
    });
  });

  test.each<[string, { state: Health['state']; rest?: Partial<Link>; body?: unknown }, string]>([
    ['in the books', { state: 'synced' }, 'nothing_to_retry'],
    ['uncertain', { state: 'uncertain' }, 'in_progress'],
    [
      'anew beside a live document',
      { state: 'failed', rest: { document: DOCUMENT }, body: { order: 'create_anew' } },
      'nothing_to_retry',
    ],
  ])('%s: 409 with the blocker', async (_, { state, rest, body }, code) => {
    await put({ state, since: NOW - 1 }, rest);
    expect(bodyOf(await retry(body))).toMatchObject({ status: 409, code });
    expect(bodyOf(await get())).toMatchObject({ state });
    expect(outside.sent).toEqual([]);
  });

  test('anew where the document is gone', async () => {
    await put(failed, { document: { ...DOCUMENT, status: 'deleted' } });
    expect((await retry({ order: 'create_anew' })).status).toBe(202);
  });

  test('while its write is open: 409', async () => {
    await put(failed);
    await outside.host.writes.append(announced(NOW + 1000));
    expect(bodyOf(await retry())).toMatchObject({ code: 'in_progress' });
  });

  test.each([
    [{ order: 'delete' }, 422],
    [{ order: 'source_wins', force: true }, 422],
    ['{', 400],
    [[], 422],
  ])('body %j: %i and nothing changes', async (body, status) => {
    await put(failed);
    expect((await retry(body)).status).toBe(status);
    expect(bodyOf(await get())).toMatchObject({ state: 'failed' });
  });
});

test.each(Object.keys(API_ROUTES).filter((route) => route.includes('{connection}')))(
  '%s: 401 without a key; a foreign connection is as unknown as one that never was',
  async (route) => {
    await put(failed);
    const answers = await Promise.all([
      call(route, { key: keys.beta }),
      call(route, { key: keys.beta, path: { ...KEY, connection: 'nobody' } }),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(404);
    const bare = await serve(API_ROUTES, outside.host, requestWith(route, { path: KEY }));
    expect(bare.status).toBe(401);
    expect(outside.sent).toEqual([]);
    expect(outside.published).toEqual([]);
  },
);
