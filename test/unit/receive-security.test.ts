// Who may send what: every forged, replayed, foreign or mangled request gets its documented answer and leaves nothing.
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { requestOf } from '../../functions/http/api-gateway.ts';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
} from '../support/http-host.ts';
import { customerEvent } from '../support/product-events.ts';
import { secretOf, signatureHeaders } from '../support/sign.ts';

const ROUTE = 'POST /v1/connections/{connection}/events';
const TENANTS = ['alpha', 'beta', 'gamma'];
const BODY = JSON.stringify(customerEvent());

let outside: ReturnType<typeof createTestHost>;
let keys: ReadonlyMap<string, string>;
beforeEach(async () => {
  outside = createTestHost();
  const tenants = await Promise.all(TENANTS.map((name) => addTenant(outside.host, name)));
  keys = new Map(tenants.map(({ connection, key }) => [connection.id, key]));
  for (const name of TENANTS)
    await outside.host.connections.saveSigningSecrets(name, [
      secretOf(`${name}-new`),
      secretOf(`${name}-old`),
    ]);
});

const send = (parts: RequestParts) =>
  serve(
    WEBHOOK_ROUTES,
    outside.host,
    requestWith(ROUTE, { path: { connection: 'alpha' }, body: BODY, ...parts }),
  );
const signed = (secret = secretOf('alpha-new'), body: string | Uint8Array = BODY, at = NOW) =>
  signatureHeaders(secret, body, at);
const stored = async (connection: string) => {
  const page = await outside.host.links.list({ connection, limit: 10 });
  return page.type === 'page' ? page.links.length : -1;
};
const expectNothingDone = async (): Promise<void> => {
  expect(await Promise.all(TENANTS.map(stored))).toEqual(TENANTS.map(() => 0));
  expect(outside.sent).toEqual([]);
};
const expectRefused = async (parts: RequestParts, status: number, code: string): Promise<void> => {
  const answer = await send(parts);
  expect(bodyOf(answer)).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
  await expectNothingDone();
};

describe('API keys', () => {
  const key = (): string => keys.get('alpha') ?? '';

  test('a good key', async () => {
    expect((await send({ key: key() })).status).toBe(202);
  });

  test.each<[string, (good: string) => string | undefined]>([
    ['no credentials', () => undefined],
    ['an empty header', () => ''],
    ['another scheme', (good) => `Basic ${good}`],
    ['no scheme', (good) => good],
    ['a wrong secret', (good) => `Bearer ${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`],
    ['a shorter secret', (good) => `Bearer ${good.slice(0, -1)}`],
    ['a longer secret', (good) => `Bearer ${good}0`],
    ['another key id', (good) => `Bearer ${good.replace('alpha', 'beta')}`],
    ['an unknown key id', (good) => `Bearer ${good.replace('alpha', 'nobody')}`],
    ['two keys', (good) => `Bearer ${good},Bearer ${good}`],
    ['a line break', (good) => `Bearer ${good}\r\nx: y`],
    ['a very long one', (good) => `Bearer ${good}${'0'.repeat(100_000)}`],
    ['a name of the prototype', () => `Bearer llk_constructor_${'0'.repeat(64)}`],
  ])('%s: 401', async (_, make) => {
    const authorization = make(key());
    await expectRefused(
      { headers: authorization === undefined ? {} : { authorization } },
      401,
      'unauthorised',
    );
  });

  test('an expired key: 401 from the very millisecond on', async () => {
    const hash = createHash('sha256').update(key()).digest('hex');
    await outside.host.connections.saveApiKey({
      keyId: 'alpha',
      hash,
      connections: ['alpha'],
      expiresAt: NOW,
    });
    await expectRefused({ key: key() }, 401, 'unauthorised');
    await outside.host.connections.saveApiKey({
      keyId: 'alpha',
      hash,
      connections: ['alpha'],
      expiresAt: NOW + 1,
    });
    expect((await send({ key: key() })).status).toBe(202);
  });

  test('a key row without a usable hash lets nobody in', async () => {
    for (const hash of ['', '00', 'zz']) {
      await outside.host.connections.saveApiKey({ keyId: 'alpha', hash, connections: ['alpha'] });
      await expectRefused({ key: key() }, 401, 'unauthorised');
    }
  });

  test('a wrong key is judged before a good signature beside it', async () => {
    await expectRefused({ headers: { authorization: 'Bearer x', ...signed() } }, 401, 'unauthorised');
  });

  test('a foreign and an unknown connection get the same 404', async () => {
    const answers = await Promise.all(
      ['beta', 'gamma', 'nobody', '', '__proto__', 'alpha ', 'ALPHA'].map((connection) =>
        send({ key: key(), path: { connection } }),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    await expectNothingDone();
  });
});

describe('signatures', () => {
  test.each(['alpha-new', 'alpha-old'])('both secrets are good while they change: %s', async (name) => {
    expect((await send({ headers: signed(secretOf(name)) })).status).toBe(202);
  });

  test('the old secret is refused once it is taken away', async () => {
    await outside.host.connections.saveSigningSecrets('alpha', [secretOf('alpha-new')]);
    await expectRefused({ headers: signed(secretOf('alpha-old')) }, 401, 'unauthorised');
  });

  test.each(TENANTS.flatMap((of) => TENANTS.map((to) => [of, to] as const)))(
    'signed by %s for %s',
    async (of, to) => {
      const answer = await send({ path: { connection: to }, headers: signed(secretOf(`${of}-new`)) });
      expect(answer.status).toBe(of === to ? 202 : 401);
      if (of !== to) await expectNothingDone();
    },
  );

  test('a connection that nobody has heard of, and one without secrets, are the same 401', async () => {
    await outside.host.connections.saveSigningSecrets('beta', []);
    const decoy = signatureHeaders('whsec_AAAA', BODY, NOW);
    for (const connection of ['nobody', 'beta', '', 'x'.repeat(5000)])
      await expectRefused({ path: { connection }, headers: decoy }, 401, 'unauthorised');
  });

  test.each([
    [-301, 401],
    [-300, 202],
    [0, 202],
    [300, 202],
    [301, 401],
  ])('%i seconds off: %i', async (seconds, status) => {
    expect((await send({ headers: signed(undefined, BODY, NOW + seconds * 1000) })).status).toBe(status);
    if (status === 401) await expectNothingDone();
  });

  test.each<[string, Record<string, string>]>([
    ['another timestamp', { 'webhook-timestamp': String(NOW / 1000 + 1) }],
    ['another id', { 'webhook-id': 'msg_2' }],
    ['no signature', { 'webhook-signature': '' }],
    ['another version', { 'webhook-signature': signed()['webhook-signature'].replace('v1,', 'v2,') }],
    ['no base64', { 'webhook-signature': 'v1,%%%' }],
    ['a long one', { 'webhook-signature': `v1,${'A'.repeat(100_000)}` }],
    ['a timestamp that is no number', { 'webhook-timestamp': 'now' }],
    ['a timestamp with a fraction', { 'webhook-timestamp': `${NOW / 1000}.0` }],
  ])('%s: 401', async (_, change) => {
    await expectRefused({ headers: { ...signed(), ...change } }, 401, 'unauthorised');
  });

  test.each<[string, string | Uint8Array]>([
    ['a line feed more', `${BODY}\n`],
    ['a space more', BODY.replace('{', '{ ')],
    ['an escape for a letter', BODY.replace('Ada', '\\u0041da')],
    ['a byte order mark', `\ufeff${BODY}`],
    ['other order of members', JSON.stringify({ type: customerEvent()['type'], ...customerEvent() })],
    ['nothing', ''],
  ])('the same meaning in other bytes: %s', async (_, body) => {
    await expectRefused({ headers: signed(), body: Buffer.from(body) }, 401, 'unauthorised');
  });

  test('a replay inside the window changes nothing', async () => {
    for (let time = 0; time < 100; time += 1) {
      outside.setNow(NOW + time);
      expect((await send({ headers: signed() })).status).toBe(202);
    }
    const [link] = await outside.host.links.read([{ connection: 'alpha', kind: 'customer', id: 'cus_1' }]);
    expect(link?.source?.receivedAt).toBe(NOW);
  });
});

describe('through the gateway', () => {
  const through = (body: string, isBase64Encoded: boolean) =>
    serve(
      WEBHOOK_ROUTES,
      outside.host,
      requestOf(
        gatewayEvent(ROUTE, { path: { connection: 'alpha' }, headers: signed(), body, isBase64Encoded }),
      ),
    );
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  test('a body that arrives as base64 is decoded before the signature is checked', async () => {
    expect((await through(base64(BODY), true)).status).toBe(202);
    expect((await through(BODY, false)).status).toBe(202);
  });

  test('exactly once', async () => {
    expect((await through(base64(base64(BODY)), true)).status).toBe(401);
    expect((await through(base64(BODY), false)).status).toBe(401);
    await expectNothingDone();
  });
});

test('whatever else a request says about tenants counts for nothing', async () => {
  const query = { connection: 'beta', tenantId: 'beta' };
  const headers = { 'x-connection': 'beta', 'x-tenant-id': 'beta', ...signed() };
  expect((await send({ query, headers })).status).toBe(202);
  expect(await Promise.all(TENANTS.map(stored))).toEqual([1, 0, 0]);
});

test('every refusal carries safe headers, and none of them a stack', async () => {
  const answer = await send({});
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'x-content-type-options': 'nosniff',
    'www-authenticate': 'Bearer',
  });
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  expect(answer.body).not.toMatch(/\.ts|node_modules/);
});
