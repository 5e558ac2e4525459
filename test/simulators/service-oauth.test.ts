// OAuth of the simulator: what the app gets for codes and refresh tokens, and when it gets nothing any more.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  basic,
  bench,
  day,
  grant,
  hour,
  minute,
  otherRealm,
  pairOf,
  readCompany,
  realm,
  redirectUri,
  refreshCall,
  tokenCall,
} from './service-setup.ts';
import type { Answer, Bench } from './service-setup.ts';
import { defaultSettings } from '../../simulators/quickbooks/service/settings.ts';

const { clientId, clientSecret } = defaultSettings.app;
const fiveYears = 5 * 365 * day;

const authorize = ({ ask }: Bench, extra: Readonly<Record<string, string>> = {}): Answer => {
  const scope = 'com.intuit.quickbooks.accounting';
  const base = { client_id: clientId, response_type: 'code', scope, redirect_uri: redirectUri, state: 's 1' };
  return ask('GET', `/connect/oauth2?${new URLSearchParams({ ...base, ...extra }).toString()}`);
};
const callback = (answer: Answer): URLSearchParams => new URL(answer.headers.location ?? '').searchParams;
const redeem = (at: Bench, code: string): Answer =>
  tokenCall(at, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });

describe('the authorize page', () => {
  it('sends the browser straight back with code, state and company', () => {
    const answer = authorize(bench());
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toMatch(/^https:\/\/app\.example\/callback\?/);
    expect(callback(answer).get('state')).toBe('s 1');
    expect(callback(answer).get('realmId')).toBe(realm);
    expect(callback(answer).get('code')).toMatch(/^\w{20,}$/);
  });

  it('lets the user pick another company by hint or by switch', () => {
    expect(callback(authorize(bench(), { realm_hint: otherRealm })).get('realmId')).toBe(otherRealm);
    expect(callback(authorize(bench({ oauth: { realm: otherRealm } }))).get('realmId')).toBe(otherRealm);
  });

  it.each([
    ['the user says no', { deny: '1' }, 'access_denied'],
    ['no scope is asked for', { scope: '' }, 'invalid_scope'],
    ['something else than a code is asked for', { response_type: 'token' }, 'unsupported_response_type'],
  ])('tells the app when %s', (_case, extra, error) => {
    const answer = callback(authorize(bench(), extra));
    expect(Object.fromEntries(answer)).toEqual({ error, state: 's 1' });
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['an address that is none', { redirect_uri: 'not an address' }],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }],
    ['a company that does not exist', { realm_hint: '1234567' }],
  ])('shows a page, and redirects nowhere, for %s', (_case, extra) => {
    const answer = authorize(bench({ app: { redirectUris: [redirectUri] } }), extra);
    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
  });
});

describe('the token endpoint', () => {
  it('gives tokens for a code', () => {
    const at = bench();
    const answer = redeem(at, callback(authorize(at)).get('code') ?? '');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      x_refresh_token_expires_in: 8_726_400,
    });
    expect(answer.headers.intuit_tid).toMatch(/^[0-9a-f-]{36}$/);
    expect(readCompany(at, pairOf(answer).access_token).status).toBe(200);
  });

  it('takes a second redemption of a code for a theft, and ends what the first one gave', () => {
    const at = bench();
    const code = callback(authorize(at)).get('code') ?? '';
    const pair = pairOf(redeem(at, code));
    expect(redeem(at, code).json).toEqual({ error: 'invalid_grant' });
    expect(readCompany(at, pair.access_token).status).toBe(401);
    expect(refreshCall(at, pair.refresh_token).status).toBe(400);
  });

  it.each([
    ['an old code', (at: Bench, code: string) => (at.advance(6 * minute), redeem(at, code))],
    ['an unknown code', (at: Bench) => redeem(at, 'XAB11nothing')],
    [
      'another redirect address than the code was asked with',
      (at: Bench, code: string) =>
        tokenCall(at, { grant_type: 'authorization_code', code, redirect_uri: 'https://app.example/x' }),
    ],
  ])('refuses %s', (_case, attempt) => {
    const at = bench();
    const answer = attempt(at, callback(authorize(at)).get('code') ?? '');
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error: 'invalid_grant' });
  });

  it.each([
    ['no credentials', { authorization: '' }, {}, '401 invalid_client'],
    ['a wrong secret', { authorization: `Basic ${btoa(`${clientId}:wrong`)}` }, {}, '401 invalid_client'],
    ['no grant type', { authorization: basic }, {}, '400 invalid_request'],
    [
      'a strange grant type',
      { authorization: basic },
      { grant_type: 'password' },
      '400 unsupported_grant_type',
    ],
    ['secret in the form', {}, { client_id: clientId, client_secret: clientSecret }, '400 invalid_request'],
  ])('answers %s', (_case, headers, form, expected) => {
    const body = new URLSearchParams(Object.entries(form)).toString();
    const answer = bench().ask('POST', '/oauth2/v1/tokens/bearer', { body, headers: { ...headers } });
    const { error } = z.object({ error: z.string() }).parse(answer.json);
    expect(`${answer.status} ${error}`).toBe(expected);
  });

  it('words invalid_grant as the switch says', () => {
    const at = bench({ oauth: { invalidGrantBody: 'described' } });
    expect(refreshCall(at, 'RT1-none').json).toEqual({
      error: 'invalid_grant',
      error_description: 'Token invalid',
    });
  });
});

describe('refresh', () => {
  it('returns the same value until it is 24 hours old, then a new one, and the old one is dead at once', () => {
    const at = bench();
    const first = grant(at);
    at.advance(day - 1);
    const second = pairOf(refreshCall(at, first.refresh_token));
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    at.advance(1);
    const third = pairOf(refreshCall(at, first.refresh_token));
    expect(third.refresh_token).not.toBe(first.refresh_token);
    expect(refreshCall(at, first.refresh_token)).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant' },
    });
    expect(refreshCall(at, third.refresh_token).status).toBe(200);
  });

  it.each([
    ['away from the rotation both of two workers win', 0, 200],
    ['at the rotation the second of two workers loses', day, 400],
  ])('%s', (_case, age, statusOfSecond) => {
    const at = bench();
    const { refresh_token } = grant(at);
    at.advance(age);
    expect(refreshCall(at, refresh_token).status).toBe(200);
    expect(refreshCall(at, refresh_token).status).toBe(statusOfSecond);
  });

  it('loses the connection for good when the answer of a rotation is lost', () => {
    const at = bench({ oauth: { rotateEveryRefresh: true } });
    const { refresh_token } = grant(at);
    const match = { pathRegex: '/tokens/bearer$', count: 1 };
    at.ask('POST', '/_sim/faults', { body: { match, effect: 'commit-then-drop' } });
    expect(refreshCall(at, refresh_token).status).toBe('dropped');
    expect(refreshCall(at, refresh_token)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it.each([
    ['just before 101 idle days', 101 * day - 1, 200],
    ['at 101 idle days', 101 * day, 400],
  ])('%s', (_case, idle, status) => {
    const at = bench();
    const { refresh_token } = grant(at);
    at.advance(idle);
    expect(refreshCall(at, refresh_token).status).toBe(status);
  });

  it('ends after five years however often it was refreshed, and says so to those who ask', () => {
    const at = bench();
    let pair = grant(at);
    const ask = () =>
      refreshCall(at, pair.refresh_token, { 'x-include-refresh-token-hard-expires-in': 'true' });
    for (let passed = 0; passed + 100 * day < fiveYears; passed += 100 * day) {
      at.advance(100 * day);
      pair = pairOf(ask());
    }
    expect(pair.x_refresh_token_hard_expires_in).toBe((fiveYears - 1800 * day) / 1000);
    expect(pair.x_refresh_token_expires_in).toBe(pair.x_refresh_token_hard_expires_in);
    at.advance(25 * day);
    expect(ask().status).toBe(400);
  });

  it('keeps the hard expiry to itself unless the header asks for it', () => {
    const at = bench();
    expect(pairOf(refreshCall(at, grant(at).refresh_token)).x_refresh_token_hard_expires_in).toBeUndefined();
  });
});

describe('the gateway', () => {
  it.each([
    ['no token', {}, 401, '3200'],
    ['an empty token', { authorization: 'Bearer ' }, 401, '3202'],
    ['half a token', { authorization: 'Bearer abc' }, 401, '3200'],
    ['an invented token', { authorization: `Bearer ${'x'.repeat(120)}` }, 401, '3200'],
  ])('refuses %s in lower case', (_case, headers, status, code) => {
    const answer = bench().ask('GET', `/v3/company/${realm}/companyinfo/${realm}`, {
      headers: { ...headers },
    });
    expect(answer).toMatchObject({ status, json: { fault: { error: [{ code }], type: 'AUTHENTICATION' } } });
  });

  it('refuses an access token after an hour', () => {
    const at = bench();
    const { access_token } = grant(at);
    at.advance(hour - 1);
    expect(readCompany(at, access_token).status).toBe(200);
    at.advance(1);
    expect(readCompany(at, access_token)).toMatchObject({
      status: 401,
      json: {
        fault: { error: [{ message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401' }] },
      },
    });
  });

  it.each([
    ['another company', (at: Bench) => [grant(at).access_token, otherRealm] as const],
    [
      'a company that has removed the app',
      (at: Bench) => {
        const { access_token } = grant(at);
        at.ask('POST', `/_sim/companies/${realm}/acts`, { body: { act: 'disconnect' } });
        return [access_token, realm] as const;
      },
    ],
    [
      'a live company with development keys',
      (at: Bench) => {
        const company = { realmId: '9130350000000003', environment: 'production' };
        at.ask('POST', '/_sim/companies', { body: company });
        return [grant(at, company.realmId).access_token, company.realmId] as const;
      },
    ],
  ])('answers 403 and 3100 for %s', (_case, prepare) => {
    const at = bench();
    const answer = readCompany(at, ...prepare(at));
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({
      fault: {
        error: [
          {
            message: 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
            detail: null,
            code: '3100',
            element: null,
          },
        ],
        type: 'SERVICE',
      },
    });
  });

  it('ends a refresh token together with the connection', () => {
    const at = bench();
    const { refresh_token } = grant(at);
    at.ask('POST', `/_sim/companies/${realm}/acts`, { body: { act: 'disconnect' } });
    expect(refreshCall(at, refresh_token)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });
});

describe('the other addresses', () => {
  it.each(['access_token', 'refresh_token'] as const)('revokes the whole connection by its %s', (which) => {
    const at = bench();
    const pair = grant(at);
    const revoke = () =>
      at.ask('POST', '/v2/oauth2/tokens/revoke', {
        body: { token: pair[which] },
        headers: { authorization: basic, 'content-type': 'application/json' },
      });
    expect(revoke().status).toBe(200);
    expect(readCompany(at, pair.access_token).status).toBe(401);
    expect(refreshCall(at, pair.refresh_token).status).toBe(400);
    expect(revoke().status).toBe(400);
  });

  it('describes itself under its own address', () => {
    const answer = bench().ask('GET', '/.well-known/openid_sandbox_configuration', {
      headers: { host: '127.0.0.1:8411' },
    });
    expect(answer.json).toMatchObject({
      authorization_endpoint: 'http://127.0.0.1:8411/connect/oauth2',
      token_endpoint: 'http://127.0.0.1:8411/oauth2/v1/tokens/bearer',
    });
  });

  it('knows the user behind an access token', () => {
    const at = bench();
    const token = grant(at).access_token;
    expect(at.ask('GET', '/v1/openid_connect/userinfo', { token }).status).toBe(200);
    expect(at.ask('GET', '/v1/openid_connect/userinfo').status).toBe(401);
  });
});
