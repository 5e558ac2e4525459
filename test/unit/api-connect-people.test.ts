// Connecting by a person at the console: bound to the browser he signed in with, back to the console, never anywhere else.
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Host } from '../../shared/host/host.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
} from '../support/http-host.ts';
import { ledgerNamed } from '../support/named-ledger.ts';

const C = '/v1/connections/{connection}';
const CONSOLE = 'https://console.example.com';
const ADMIN = 'head.admin.signature';

let outside: ReturnType<typeof createTestHost>;
let host: Host;
let company: string;
beforeEach(async () => {
  company = 'company-alpha';
  outside = createTestHost({
    ledger: ledgerNamed('quickbooks', {
      authoriseUrl: async (state, redirectUri) =>
        `https://ledger.example.com/?${new URLSearchParams({ state, redirect_uri: redirectUri }).toString()}`,
      redeem: async () => ({
        ok: true,
        value: {
          accessToken: 'secret-a',
          accessExpiresAt: NOW + 3_600_000,
          refreshToken: 'secret-r',
          refreshExpiresAt: NOW + 100 * 86_400_000,
          company,
        },
      }),
      revoke: async () => ({ ok: true, value: 'revoked' }),
    }),
  });
  const of = async (token: string) => (token === ADMIN ? { name: 'Ada', role: 'admin' as const } : undefined);
  const signIn = { issuer: 'https://issuer.example.com', clientId: 'console', scope: 'openid' };
  host = { ...outside.host, consoleUrl: CONSOLE, operators: { signIn, of } };
  await addTenant(host, 'alpha');
  const connection = await host.connections.connection('alpha');
  if (connection !== undefined) await host.connections.saveConnection({ ...connection, company: undefined });
});

let calls = 0;
const call = (route: string, parts: RequestParts = {}) =>
  serve(
    API_ROUTES,
    host,
    requestWith(route, { id: `r${(calls += 1)}`, path: { connection: 'alpha' }, ...parts }),
  );
const cookieOf = (cookies: readonly string[] = []) => cookies[0]?.split(';')[0] ?? '';
const STARTED = z.object({ start_url: z.string() });

/** Begins as the signed-in person: the address, and the cookie that his browser has then. */
async function begin() {
  const answer = await call(`POST ${C}/connect`, { key: ADMIN });
  const address = new URL(STARTED.parse(bodyOf(answer)).start_url);
  return { address, state: address.searchParams.get('state') ?? '', cookie: cookieOf(answer.cookies) };
}
const open = (state: string, ...cookies: string[]) =>
  call('GET /oauth/quickbooks/start', { query: { state }, cookies });

/** As far as the ledger's own page. */
async function toLedger() {
  const { state, cookie } = await begin();
  const answer = await open(state, cookie);
  const ledger = new URL(answer.headers['location'] ?? '');
  return { state: ledger.searchParams.get('state') ?? '', cookie: cookieOf(answer.cookies), ledger };
}
const comeBack = (query: Record<string, string>, ...cookies: string[]) =>
  call('GET /oauth/quickbooks/callback', { query, cookies });
const outcome = (word: string) => `${CONSOLE}/c/alpha/connect?side=ledger&outcome=${word}`;

describe('a person who connects at the console', () => {
  test('goes there and back under the address of the console', async () => {
    const { address } = await begin();
    expect(address.href).toMatch(
      /^https:\/\/console\.example\.com\/api\/oauth\/quickbooks\/start\?state=[0-9a-f]{64}p$/,
    );
    const { ledger, state, cookie } = await toLedger();
    expect(ledger.searchParams.get('redirect_uri')).toBe(`${CONSOLE}/api/oauth/quickbooks/callback`);
    const answer = await comeBack({ state, code: 'good', realmId: company }, cookie);
    expect([answer.status, answer.headers['location'], answer.body]).toEqual([303, outcome('connected'), '']);
    expect(answer.cookies?.[0]).toMatch(/^__Host-ledgerlane-connect=; Path=\/; Max-Age=0;/);
  });

  test('is bound by the answer that only his signed-in page sees: his address is of no use in another browser', async () => {
    const { state, cookie } = await begin();
    expect(cookie).toMatch(/^__Host-ledgerlane-connect=[0-9a-f]{64}$/);
    const other = await open(state);
    expect([other.status, other.headers['location']]).toEqual([303, outcome('other_session')]);
    // Used up by that as well: it was in wrong hands.
    expect((await open(state, cookie)).headers['location']).toBe(`${CONSOLE}/?outcome=gone`);
  });

  test.each([
    ['from another browser', {}, [`__Host-ledgerlane-connect=${'0'.repeat(64)}`], 'other_session'],
    ['without a cookie', {}, [], 'other_session'],
    ['after he declined', { error: 'access_denied' }, undefined, 'declined'],
  ])('who comes back %s is told so at the console, and nothing is kept', async (_, query, cookies, word) => {
    const { state, cookie } = await toLedger();
    const answer = await comeBack({ state, code: 'good', ...query }, ...(cookies ?? [cookie]));
    expect(answer.headers['location']).toBe(outcome(word));
    expect(await host.connections.credentials('quickbooks:company-alpha')).toBeUndefined();
  });

  test('who comes back too late, or a second time, redeems nothing', async () => {
    const late = await toLedger();
    outside.setNow(NOW + 600_000);
    const { headers } = await comeBack({ state: late.state, code: 'good' }, late.cookie);
    expect(headers['location']).toBe(`${CONSOLE}/?outcome=gone`);
    expect(await host.connections.credentials('quickbooks:company-alpha')).toBeUndefined();
    outside.setNow(NOW);
    const { state, cookie } = await toLedger();
    await comeBack({ state, code: 'good' }, cookie);
    const again = await comeBack({ state, code: 'good' }, cookie);
    expect(again.headers['location']).toBe(`${CONSOLE}/?outcome=gone`);
    // Whoever never was on an attempt of a person sees a page of ours.
    expect((await comeBack({ state: 'x', code: 'good' })).status).toBe(410);
  });

  test.each([...'0123456789abcdef'])(
    'a state that no person began sees a page of ours, also if it ends in %s',
    async (digit) => {
      const { status, headers } = await comeBack({ state: `${'0'.repeat(63)}${digit}`, code: 'good' });
      expect([status, headers['location']]).toEqual([410, undefined]);
    },
  );

  test('is sent nowhere that the request names', async () => {
    const { state, cookie } = await toLedger();
    const query = {
      state,
      code: 'good',
      redirect_uri: 'https://evil.example.com',
      side: '//evil',
      to: '//evil',
    };
    const { headers } = await comeBack(query, cookie);
    expect(headers['location']).toBe(outcome('connected'));
  });

  test('with another company than before: refused, and nothing has moved', async () => {
    const first = await toLedger();
    await comeBack({ state: first.state, code: 'good' }, first.cookie);
    company = 'company-other';
    const { state, cookie } = await toLedger();
    const { headers } = await comeBack({ state, code: 'good' }, cookie);
    expect(headers['location']).toBe(outcome('wrong_company'));
    expect((await host.connections.connection('alpha'))?.company).toBe('company-alpha');
    expect(await host.connections.credentials('quickbooks:company-other')).toBeUndefined();
  });

  test('stands in the audit and with the grant, whose tokens are never shown', async () => {
    const { state, cookie } = await toLedger();
    await comeBack({ state, code: 'good' }, cookie);
    const audit = await call(`GET ${C}/audit`, { key: ADMIN });
    expect(bodyOf(audit)).toMatchObject({
      entries: [
        { what: 'connected', by: { kind: 'operator', id: 'Ada' }, after: { account: company } },
        { what: 'connect', by: { kind: 'operator', id: 'Ada' } },
      ],
    });
    const shown = await call(`GET ${C}`, { key: ADMIN });
    expect(bodyOf(shown)).toMatchObject({
      grants: {
        ledger: {
          grantedBy: { kind: 'operator', id: 'Ada' },
          grantedAt: '2026-11-21T12:00:00.000Z',
          refreshedAt: '2026-11-21T12:00:00.000Z',
          endsAt: '2027-03-01T12:00:00.000Z',
        },
      },
    });
    expect(shown.body).not.toContain('secret-');
  });
});
