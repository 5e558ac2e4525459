// The edges of HTTP: the gateway's event in and out, unforeseen failures on every route, and whose rows are touched.
import { expect, test } from 'vitest';
import * as z from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { requestOf, resultOf } from '../../functions/http/api-gateway.ts';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { Host } from '../../shared/host/host.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { addTenant, bodyOf, createTestHost, requestWith } from '../support/http-host.ts';
import { customerEvent } from '../support/product-events.ts';

const ALL_ROUTES = { ...API_ROUTES, ...WEBHOOK_ROUTES };

test('an event of the gateway becomes a request', () => {
  const event = gatewayEvent('GET /v1/connections/{connection}', {
    path: { connection: 'hôtel/1' },
    query: { limit: '2' },
    headers: { 'X-Some': 'Thing', 'x-forwarded-proto': 'https' },
    cookies: ['a=1', 'b=2'],
    body: 'é',
  });
  expect(requestOf(event)).toEqual({
    id: 'request-1',
    route: 'GET /v1/connections/{connection}',
    origin: 'https://api.example.com',
    path: { connection: 'hôtel/1' },
    query: { limit: '2' },
    rawQuery: 'limit=2',
    headers: { 'x-some': 'Thing', 'x-forwarded-proto': 'https' },
    cookies: ['a=1', 'b=2'],
    body: Buffer.from('é'),
  });
  const local = gatewayEvent('GET /v1/health', { headers: { 'x-forwarded-proto': 'http' } });
  expect(requestOf(local)).toMatchObject({ origin: 'http://api.example.com', path: {}, cookies: [] });
});

test('an answer becomes a result of the gateway', () => {
  const answer = { status: 200, headers: { a: 'b' }, body: '{}' };
  expect(resultOf(answer)).toEqual({
    statusCode: 200,
    headers: { a: 'b' },
    body: '{}',
    isBase64Encoded: false,
  });
  expect(resultOf({ ...answer, cookies: ['c=d'] })).toMatchObject({ cookies: ['c=d'] });
});

test('a route that nobody serves is a 404, also one that is a name of the prototype', async () => {
  const { host } = createTestHost();
  for (const route of ['GET /v1/nothing', 'constructor', '$default'])
    expect((await serve(ALL_ROUTES, host, requestWith(route))).status).toBe(404);
});

/** Routes whose answer needs nothing outside: they are as good while all of that is down. */
const BY_THEMSELVES = ['GET /v1/health', 'GET /v1/openapi.json', 'GET /v1/sign-in'];
/** Routes for people only, who come with a token and not with a key. */
const FOR_PEOPLE = ['GET /v1/me', 'GET /v1/connections', 'POST /v1/connections', 'GET /v1/connectors'];

test.each(Object.keys(ALL_ROUTES).filter((route) => !BY_THEMSELVES.includes(route)))(
  '%s: when everything outside is down, a problem with the request id and nothing else',
  async (route) => {
    const { host, lines } = createTestHost();
    const down = (): never => {
      throw new Error('Ada Lovelace <ada@example.com> at 10.0.0.1');
    };
    const connections = {
      ...host.connections,
      apiKey: down,
      takeOAuthAttempt: down,
    };
    const operators = { signIn: { issuer: '', clientId: '', scope: '' }, of: down };
    const broken: Host = { ...host, connections, operators, notices: down, sourceNotices: down };
    const key = FOR_PEOPLE.includes(route) ? 'header.payload.signature' : `llk_a_${'0'.repeat(64)}`;
    const query = { state: '0'.repeat(64) };
    const answer = await serve(
      ALL_ROUTES,
      broken,
      requestWith(route, { key, query, path: { connection: 'a' } }),
    );
    expect(answer.status).toBe(500);
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(bodyOf(answer))).sort()).toEqual(
      ['type', 'title', 'status', 'code', 'category', 'owner', 'retryable', 'detail', 'request_id'].sort(),
    );
    expect(answer.body + JSON.stringify(lines)).not.toContain('Ada');
    expect(lines).toHaveLength(1);
  },
);

test('every row that is touched belongs to the connection of the key, whatever the request says', async () => {
  const { host } = createTestHost();
  const { key } = await addTenant(host, 'alpha');
  await addTenant(host, 'beta');
  const touched = new Set<string>();
  const spied: Host = {
    ...host,
    links: {
      ...host.links,
      storeSource: (given, ...rest) => (
        touched.add(given.connection),
        host.links.storeSource(given, ...rest)
      ),
      read: (given) => (given.forEach(({ connection }) => touched.add(connection)), host.links.read(given)),
      save: (lane, link) => (touched.add(link.key.connection), host.links.save(lane, link)),
      list: (query) => (touched.add(query.connection), host.links.list(query)),
    },
  };
  const lies = { connection: 'beta', tenantId: 'beta', tenant: 'beta' };
  const bodies = [undefined, lies, customerEvent(), { ...customerEvent(), ...lies }, [customerEvent(lies)]];
  const queries: readonly Record<string, string>[] = [{}, lies, { cursor: 'beta' }];
  for (const route of Object.keys(ALL_ROUTES)) {
    for (const query of queries) {
      for (const body of bodies) {
        const path = { connection: 'alpha', kind: 'customer', id: 'cus_1' };
        await serve(
          ALL_ROUTES,
          spied,
          requestWith(route, { key, path, query, body, headers: { 'x-tenant': 'beta' } }),
        );
      }
    }
  }
  expect([...touched]).toEqual(['alpha']);
});
