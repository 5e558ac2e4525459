// Who may ask what: every route with every role, with a key, with nothing; and what the audit keeps of what was done.
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ACCESS } from '../../functions/api/access.ts';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { ROUTES } from '../../infra/routes.ts';
import { highestOf, isEnough, type Role, ROLES } from '../../shared/core/roles.ts';
import { addTenant, bodyOf, createTestHost, type RequestParts, requestWith } from '../support/http-host.ts';

/** A token names its role; what makes a token good is tested where tokens are checked. */
const tokenOf = (role: Role | 'nobody') => `head.${role}.signature`;

let outside: ReturnType<typeof createTestHost>;
let key = '';
beforeEach(async () => {
  const made = createTestHost();
  const of = async (token: string) => {
    const role = ROLES.find((known) => token === tokenOf(known));
    return role === undefined && token !== tokenOf('nobody') ? undefined : { name: `the ${role}`, role };
  };
  const signIn = { issuer: 'https://issuer.example.com', clientId: 'console', scope: 'openid' };
  outside = { ...made, host: { ...made.host, operators: { signIn, of } } };
  ({ key } = await addTenant(outside.host, 'alpha'));
});

const PATH = { connection: 'alpha', kind: 'customer', id: 'cus_1', run: 'r', name: 'none', bulk: 'b' };
const placesOf = (route: string) =>
  Object.fromEntries(Object.entries(PATH).filter(([place]) => route.includes(`{${place}}`)));
const ask = (route: string, bearer: string | undefined, parts: RequestParts = {}) =>
  serve(
    API_ROUTES,
    outside.host,
    requestWith(route, { path: placesOf(route), ...(bearer !== undefined && { key: bearer }), ...parts }),
  );

const GUARDED = ROUTES.filter(
  ({ authentication }) => authentication === 'apiKey' || authentication === 'operator',
);
const NAMES = GUARDED.map(({ method, path }) => `${method} ${path}`);

test('every guarded route of the API stands in the table, and nothing else', () => {
  expect(Object.keys(ACCESS).sort()).toEqual([...NAMES].sort());
});

test('the routes for people alone are those that the stack says are', () => {
  const people = GUARDED.filter(({ authentication }) => authentication === 'operator');
  const named = Object.entries(ACCESS).filter(([, { keys }]) => !keys);
  expect(named.map(([route]) => route).sort()).toEqual(
    people.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

test('who looks needs no more than to be a viewer; whoever changes something does', () => {
  for (const [route, { least }] of Object.entries(ACCESS))
    expect(least === 'viewer', route).toBe(route.startsWith('GET '));
});

describe.each(NAMES)('%s', (route) => {
  test.each(ROLES)('asked by a %s', async (role) => {
    const { status } = await ask(route, tokenOf(role));
    const least = ACCESS[route]?.least ?? 'admin';
    if (isEnough(role, least)) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(403);
  });

  test('asked with a key of its connection, with one of another, with a bad token, and with nothing', async () => {
    const other = await addTenant(outside.host, 'beta');
    const { status } = await ask(route, key);
    if (ACCESS[route]?.keys === true) expect([401, 403]).not.toContain(status);
    else expect([401, 403]).toContain(status);
    const isScoped = route.includes('{connection}');
    if (isScoped) expect((await ask(route, other.key)).status).toBe(404);
    expect((await ask(route, 'head.forged.signature')).status).toBe(401);
    expect((await ask(route, undefined)).status).toBe(401);
    expect((await ask(route, tokenOf('nobody'))).status).toBe(403);
    if (isScoped)
      expect((await ask(route, tokenOf('admin'), { path: { ...PATH, connection: 'none' } })).status).toBe(
        404,
      );
  });
});

test.each([
  [['viewer'], 'viewer'],
  [['admin', 'viewer'], 'admin'],
  [['somebody', 'operator'], 'operator'],
  [['somebody'], undefined],
  [[], undefined],
])('whoever is in the groups %j is %s', (groups, role) => {
  expect(highestOf(groups)).toBe(role);
});

const PAGE = z.object({ entries: z.array(z.unknown()), cursor: z.string().default('') });

describe('the audit', () => {
  const pause = 'POST /v1/connections/{connection}/pause';
  const audit = async () => bodyOf(await ask('GET /v1/connections/{connection}/audit', tokenOf('viewer')));

  test('says who did what, how it was before and how it is after', async () => {
    await ask(pause, tokenOf('operator'), { id: 'request-7' });
    await ask('POST /v1/connections/{connection}/resume', key, { id: 'request-8' });
    expect(await audit()).toEqual({
      entries: [
        expect.objectContaining({
          by: { kind: 'key', id: 'alpha' },
          what: 'resume',
          before: { paused: true },
          after: { paused: false },
        }),
        {
          at: '2026-11-21T12:00:00.000Z',
          by: { kind: 'operator', id: 'the operator' },
          what: 'pause',
          before: { paused: false },
          after: { paused: true },
          request: 'request-7',
        },
      ],
    });
  });

  test('holds nothing of what was refused, planned or only looked at', async () => {
    await ask(pause, tokenOf('viewer'));
    await ask('GET /v1/connections/{connection}', tokenOf('operator'));
    await ask('POST /v1/connections/{connection}/records/{kind}/{id}/skip', tokenOf('operator'));
    await ask('POST /v1/connections/{connection}/export', tokenOf('operator'), { query: { mode: 'plan' } });
    expect(await audit()).toEqual({ entries: [] });
  });

  test('of a record it has the states, and not the reason a person wrote', async () => {
    await outside.host.links.storeSource({ connection: 'alpha', kind: 'customer', id: 'cus_1' }, 'l', {
      revision: 1,
      presence: 'live',
      eventId: 'e',
      receivedAt: 1,
      record: { kind: 'customer', id: 'cus_1', name: 'Ada', active: true },
    });
    const body = { reason: 'Ada asked me to' };
    await ask('POST /v1/connections/{connection}/records/{kind}/{id}/skip', tokenOf('operator'), { body });
    expect(await audit()).toMatchObject({
      entries: [
        {
          what: 'skip',
          record: { kind: 'customer', id: 'cus_1' },
          before: { state: 'pending' },
          after: { state: 'skipped' },
        },
      ],
    });
    expect(JSON.stringify(await audit())).not.toContain('Ada');
  });

  test('is read page by page', async () => {
    for (let n = 100; n < 205; n += 1) await ask(pause, key, { id: `request-${n}` });
    const first = await ask('GET /v1/connections/{connection}/audit', tokenOf('viewer'));
    const { cursor, entries } = PAGE.parse(bodyOf(first));
    const next = await ask('GET /v1/connections/{connection}/audit', tokenOf('viewer'), {
      query: { cursor },
    });
    expect(entries).toHaveLength(100);
    expect(PAGE.parse(bodyOf(next)).entries).toHaveLength(5);
    const bad = await ask('GET /v1/connections/{connection}/audit', tokenOf('viewer'), {
      query: { cursor: 'x' },
    });
    expect(bad.status).toBe(400);
  });
});
