// Receiving product events: what is stored, what is named to the lane, and what the product hears.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { Host } from '../../shared/host/host.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
  type TestHost,
} from '../support/http-host.ts';
import { customerEvent, eventOf, invoiceEvent } from '../support/product-events.ts';

const ROUTE = 'POST /v1/connections/{connection}/events';

let outside: TestHost;
let key: string;
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'hotel'));
  await addTenant(outside.host, 'other');
});

let requests = 0;
const post = (body: unknown, parts: RequestParts = {}, host: Host = outside.host) => {
  outside.setNow(NOW + (requests += 1)); // two requests never come in the same millisecond
  return serve(
    WEBHOOK_ROUTES,
    host,
    requestWith(ROUTE, { key, path: { connection: 'hotel' }, body, ...parts }),
  );
};
const stored = async (connection = 'hotel') => {
  const page = await outside.host.links.list({ connection, limit: 1000 });
  return page.type === 'page' ? page.links : [];
};
const revisionOf = async () => (await stored())[0]?.source?.revision;
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const expectNothingDone = async (): Promise<void> => {
  expect(await Promise.all(['hotel', 'other'].map((connection) => stored(connection)))).toEqual([[], []]);
  expect(outside.sent).toEqual([]);
};

describe('taking events in', () => {
  test('one event: stored as pending, named to the lane of the company, 202', async () => {
    const answer = await post(customerEvent());
    expect(answer.status).toBe(202);
    const record = { kind: 'customer', id: 'cus_1', revision: 1 };
    expect(bodyOf(answer)).toEqual({ results: [{ id: 'evt_1', status: 'accepted', record }] });
    expect(await stored()).toMatchObject([
      { health: { state: 'pending' }, source: { revision: 1, eventId: 'evt_1' } },
    ]);
    const look = { at: 'record', key: { connection: 'hotel', kind: 'customer', id: 'cus_1' } };
    expect(outside.sent).toEqual([{ lane: 'quickbooks:company-hotel', looks: [look] }]);
  });

  test('an array: every event has its own result, one bad event never fails the rest', async () => {
    const answer = await post([
      customerEvent({}, 'e1'),
      invoiceEvent({ currency: 'XYZ' }, 'e2'),
      eventOf('item.deleted', { id: 'itm_9', revision: 3 }, 'e3'),
      42,
    ]);
    expect(answer.status).toBe(202);
    expect(bodyOf(answer)).toMatchObject({
      results: [
        { id: 'e1', status: 'accepted' },
        { id: 'e2', status: 'invalid', errors: [{ pointer: '/data/currency' }] },
        { id: 'e3', status: 'accepted', record: { kind: 'item', id: 'itm_9', revision: 3 } },
        { status: 'invalid', errors: [{ pointer: '' }] },
      ],
    });
    expect(await stored()).toHaveLength(2);
    expect(outside.sent).toHaveLength(1);
  });

  test('the same event again is a duplicate, and is named to the lane again in case the first try died', async () => {
    await post(customerEvent());
    expect(bodyOf(await post(customerEvent()))).toMatchObject({ results: [{ status: 'duplicate' }] });
    expect(outside.sent).toHaveLength(2);
    expect(await stored()).toHaveLength(1);
  });

  test('an older revision is dropped with the newest one named', async () => {
    await post(customerEvent({ revision: 5 }));
    const answer = await post(customerEvent({ revision: 4, name: 'Old' }));
    expect(answer.status).toBe(202);
    const detail: unknown = expect.stringContaining('revision 5');
    expect(bodyOf(answer)).toMatchObject({
      results: [{ status: 'stale', errors: [{ pointer: '/data/revision', detail }] }],
    });
    expect(await revisionOf()).toBe(5);
  });

  test('the same revision with other content is a conflict: 409 alone, a result in an array', async () => {
    await post(customerEvent());
    const alone = await post(customerEvent({ name: 'Other' }));
    expect(alone.status).toBe(409);
    expect(bodyOf(alone)).toMatchObject({
      code: 'revision_conflict',
      errors: [{ pointer: '/data/revision' }],
    });
    const among = await post([customerEvent({ name: 'Other' })]);
    expect(among.status).toBe(202);
    expect(bodyOf(among)).toMatchObject({ results: [{ status: 'conflict' }] });
  });

  test('revisions of one record in one array are stored in their order', async () => {
    const events = [1, 2, 3].map((revision) => customerEvent({ revision }, `e${revision}`));
    const answer = await post(events);
    expect(bodyOf(answer)).toMatchObject({ results: events.map(() => ({ status: 'accepted' })) });
    expect(outside.sent[0]?.looks).toHaveLength(1);
    expect(await revisionOf()).toBe(3);
  });

  test('100 events are one message to the lane, with at most 16 writes at once', async () => {
    let running = 0;
    let most = 0;
    const storeSource: Host['links']['storeSource'] = async (...given) => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
      return outside.host.links.storeSource(...given);
    };
    const host = { ...outside.host, links: { ...outside.host.links, storeSource } };
    const events = Array.from({ length: 100 }, (_, index) => customerEvent({ id: `c${index}` }, `e${index}`));
    expect((await post(events, {}, host)).status).toBe(202);
    expect(most).toBe(16);
    expect(outside.sent).toHaveLength(1);
    expect(outside.sent[0]?.looks).toHaveLength(100);
  });
});

describe('when something of ours fails', () => {
  test('an event that cannot be stored: 503, the others are stored and named, all harmless to send again', async () => {
    const storeSource: Host['links']['storeSource'] = async (given, ...rest) => {
      if (given.id === 'cus_2') throw new Error('throttled');
      return outside.host.links.storeSource(given, ...rest);
    };
    const host = { ...outside.host, links: { ...outside.host.links, storeSource } };
    const events = [customerEvent({}, 'e1'), customerEvent({ id: 'cus_2' }, 'e2')];
    const answer = await post(events, {}, host);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(bodyOf(answer)).toMatchObject({
      code: 'unavailable',
      retryable: true,
      errors: [{ pointer: '/1' }],
    });
    expect(outside.sent[0]?.looks).toHaveLength(1);
    expect(bodyOf(await post(events))).toMatchObject({
      results: [{ status: 'duplicate' }, { status: 'accepted' }],
    });
  });

  test('a queue that does not take the looks: 503, and the second try names what the first one stored', async () => {
    const lanes = { ...outside.host.lanes, send: () => Promise.reject(new Error('down')) };
    expect((await post(customerEvent(), {}, { ...outside.host, lanes })).status).toBe(503);
    expect((await post(customerEvent())).status).toBe(202);
    expect(outside.sent[0]?.looks).toHaveLength(1);
  });

  test('an exception: 500 with the request id, no stack and no data in answer or log', async () => {
    const connections = {
      ...outside.host.connections,
      apiKey: () => Promise.reject(new Error('secret text')),
    };
    const answer = await post(customerEvent(), {}, { ...outside.host, connections });
    expect(answer.status).toBe(500);
    expect(bodyOf(answer)).toMatchObject({ code: 'internal', request_id: 'request-1', retryable: true });
    expect(answer.body + JSON.stringify(outside.lines)).not.toContain('secret text');
    expect(answer.body).not.toContain('.ts');
    expect(outside.lines).toMatchObject([{ event: 'request_crashed', fields: { request: 'request-1' } }]);
  });
});

describe('refused as a whole, with nothing stored', () => {
  const bytes = (text: string) => Buffer.from(text);
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const members = (count: number) => Array.from({ length: count }, (_, index) => [`k${index}`, 0] as const);
  const valid = JSON.stringify(customerEvent());

  test.each<[string, unknown, number, string]>([
    ['no body', undefined, 400, 'malformed'],
    ['no JSON', bytes('{"a":'), 400, 'malformed'],
    ['two values', bytes('{} {}'), 400, 'malformed'],
    ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'malformed'],
    ['nested 17 deep', bytes(deep(17)), 400, 'malformed'],
    ['nested 100,000 deep', bytes(deep(100_000)), 400, 'malformed'],
    ['100,000 opening brackets', bytes('['.repeat(100_000)), 400, 'malformed'],
    ['a name twice with space before the colon', bytes('{"a" \t\r\n :1,"a":2}'), 400, 'malformed'],
    ['101 members', bytes(JSON.stringify(Object.fromEntries(members(101)))), 400, 'malformed'],
    ['100 members', bytes(JSON.stringify(Object.fromEntries(members(100)))), 422, 'invalid'],
    ['a way into prototypes', bytes('{"__proto__":{"polluted":1}}'), 400, 'malformed'],
    ['an escaped way into prototypes', bytes('{"\\u005f_proto__":{"polluted":1}}'), 400, 'malformed'],
    ['constructor.prototype', bytes('{"constructor":{"prototype":{"polluted":1}}}'), 400, 'malformed'],
    ['a name twice', bytes(valid.replace('{', '{"id":"evt_0",')), 400, 'malformed'],
    ['a name twice, one escaped', bytes(valid.replace('{', '{"\\u0069d":"evt_0",')), 400, 'malformed'],
    ['a bare constructor member', bytes(valid.replace('{', '{"constructor":1,')), 422, 'invalid'],
    ['a toString member', bytes(valid.replace('{', '{"toString":1,')), 422, 'invalid'],
    [
      'a number too large for JSON readers',
      bytes(valid.replace('"revision":1', '"revision":1e999')),
      422,
      'invalid',
    ],
    ['an empty array', [], 422, 'invalid'],
    ['101 events', Array(101).fill(customerEvent()), 422, 'invalid'],
    ['an unknown field', customerEvent({ tenant: 'other' }), 422, 'invalid'],
    ['the other connection in the envelope', { ...customerEvent(), connection: 'other' }, 422, 'invalid'],
    ['an event above 256 KiB', customerEvent({ name: 'x'.repeat(256 * 1024) }), 413, 'too_large'],
    [
      'one large event among others',
      [customerEvent(), customerEvent({ name: 'x'.repeat(256 * 1024) })],
      413,
      'too_large',
    ],
    ['a body above 4 MB', Buffer.alloc(4 * 1024 * 1024 + 1, ' '), 413, 'too_large'],
  ])('%s', async (_, body, status, code) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
    expect(bodyOf(answer)).toMatchObject({ status, code, request_id: 'request-1' });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    await expectNothingDone();
  });

  test('just below 256 KiB is taken as far as its content goes', async () => {
    const room = 256 * 1024 - Buffer.byteLength(JSON.stringify(customerEvent({ name: '' })));
    expect((await post(customerEvent({ name: 'x'.repeat(room) }))).status).toBe(422);
    expect((await post(customerEvent({ name: 'x'.repeat(room + 1) }))).status).toBe(413);
  });

  test('modes that we do not know', async () => {
    expect((await post(customerEvent(), { query: { mode: 'rehearse' } })).status).toBe(400);
    await expectNothingDone();
  });

  test('a connection without a ledger company: 409 with the next action', async () => {
    const fresh = await addTenant(outside.host, 'unconnected');
    await outside.host.connections.saveConnection({ ...fresh.connection, company: undefined });
    const answer = await post(customerEvent(), { key: fresh.key, path: { connection: 'unconnected' } });
    expect(bodyOf(answer)).toMatchObject({
      status: 409,
      code: 'not_connected',
      detail: matching(/Connect/),
    });
    await expectNothingDone();
  });
});
