// The same request under the same Idempotency-Key: done once, answered as before; and everything that is another request.
import { beforeEach, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { type HttpAnswer, json } from '../../functions/http/http.ts';
import { once } from '../../functions/http/once.ts';
import { serve } from '../../functions/http/serve.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  requestWith,
  type RequestParts,
} from '../support/http-host.ts';

const ROUTE = 'POST /v1/connections/{connection}/pause';
const DAY_MS = 86_400_000;

let outside: ReturnType<typeof createTestHost>;
let runs = 0;
beforeEach(() => {
  outside = createTestHost();
  runs = 0;
});

const sent = (parts: RequestParts = {}, route = ROUTE) =>
  requestWith(route, {
    path: { connection: 'alpha' },
    ...parts,
    headers: { 'idempotency-key': 'k-1', ...parts.headers },
  });
const counting = async (): Promise<HttpAnswer> => json(200, { run: (runs += 1) });
const ask = (request = sent(), caller = 'key 1', run = counting) => once(outside.host, request, caller, run);
const refusal = (answer: HttpAnswer) => ({ status: answer.status, body: bodyOf(answer) });

test('the second time it is answered as before, and done no second time', async () => {
  const first = await ask();
  const second = await ask();
  expect(runs).toBe(1);
  expect(second.body).toBe(first.body);
  expect(second.headers).toEqual({ ...first.headers, 'idempotency-replayed': 'true' });
  expect(first.headers['idempotency-replayed']).toBeUndefined();
});

test('a refusal that stays is answered as before too', async () => {
  const refused = async () => json(409, { run: (runs += 1) });
  for (const status of [409, 409]) expect((await ask(sent(), 'key 1', refused)).status).toBe(status);
  expect(runs).toBe(1);
});

describe('another request under the same key is refused and not done', () => {
  test.each<[string, ReturnType<typeof sent>]>([
    ['another body', sent({ body: { reason: 'other' } })],
    ['another connection', sent({ path: { connection: 'beta' } })],
    ['another query', sent({ query: { mode: 'plan' } })],
    ['another route', sent({}, 'POST /v1/connections/{connection}/resume')],
  ])('%s', async (_what, other) => {
    await ask();
    expect(refusal(await ask(other))).toMatchObject({ status: 422, body: { code: 'request_differs' } });
    expect(runs).toBe(1);
  });
});

describe('done anew', () => {
  test.each<[string, () => unknown, Parameters<typeof ask>]>([
    ['another key of the same sender', () => undefined, [sent({ headers: { 'idempotency-key': 'k-2' } })]],
    ['the same key of another sender', () => undefined, [sent(), 'key 2']],
    ['a day later', () => outside.setNow(NOW + DAY_MS), []],
  ])('%s', async (_what, before, args) => {
    await ask();
    before();
    expect((await ask(...args)).status).toBe(200);
    expect(runs).toBe(2);
  });

  test.each([
    ['without a key', requestWith(ROUTE, { path: { connection: 'alpha' } })],
    ['what changes nothing', sent({}, 'GET /v1/connections/{connection}')],
  ])('%s', async (_what, request) => {
    for (const time of [1, 2]) expect(bodyOf(await ask(request))).toEqual({ run: time });
  });

  test.each<[string, () => Promise<HttpAnswer>]>([
    [
      'an answer that may be another one in a moment',
      async () => ({ ...json(409, {}), headers: { 'retry-after': '5' } }),
    ],
    ['a fault of ours', async () => json(503, {})],
    ['an answer too large to be kept', async () => json(200, 'x'.repeat(300_000))],
  ])('%s', async (_what, first) => {
    await ask(sent(), 'key 1', first);
    expect(bodyOf(await ask())).toEqual({ run: 1 });
  });

  test('a crash', async () => {
    const crash = () => ask(sent(), 'key 1', () => Promise.reject(new Error('crash')));
    await expect(crash()).rejects.toThrow('crash');
    expect((await ask()).status).toBe(200);
  });
});

test('while it is being worked on, the second waits his turn; when nobody came back within a minute, it is done anew', async () => {
  let end = (): void => undefined;
  const slow = ask(sent(), 'key 1', () => new Promise((resolve) => (end = () => resolve(json(200, {})))));
  await new Promise(setImmediate);
  const second = await ask();
  expect(refusal(second)).toMatchObject({ status: 409, body: { code: 'request_running', retryable: true } });
  expect(second.headers['retry-after']).toBe('5');
  outside.setNow(NOW + 60_000);
  expect(bodyOf(await ask())).toEqual({ run: 1 });
  end();
  await slow;
  // The one that came back late replaces nothing.
  expect(bodyOf(await ask())).toEqual({ run: 1 });
});

test('of several at once one is done', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => ask()));
  expect(runs).toBe(1);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test.each([' ', 'two words', 'a'.repeat(256), ''])('a key like "%s" is refused', async (key) => {
  const answer = await ask(sent({ headers: { 'idempotency-key': key } }));
  expect(refusal(answer)).toMatchObject({ status: 400, body: { code: 'malformed' } });
  expect(runs).toBe(0);
});

test('through the API: paused once, noted once, and only after the caller was let in', async () => {
  const { key } = await addTenant(outside.host, 'alpha');
  const pause = (by: string) => serve(API_ROUTES, outside.host, sent({ key: by }));
  const answers = [await pause(key), await pause(key)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[1]?.headers['idempotency-replayed']).toBe('true');
  expect(await outside.host.audit.list('alpha', 10)).toHaveLength(1);
  expect((await pause('llk_none_00000000000000000000000000000000')).status).toBe(401);
});
