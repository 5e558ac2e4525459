// OAuth with QuickBooks: one token call each, never repeated, and only a structured invalid_grant ends a connection.
import { describe, expect, test } from 'vitest';
import { canned, NOW, type Prepared, reply } from '../support/quickbooks.ts';

const REDIRECT = 'https://ledgerlane.example/callback';
const CALLBACK = `${REDIRECT}?code=code-1&state=s&realmId=9130350000000001`;
const granted = {
  access_token: 'access',
  refresh_token: 'refresh-2',
  expires_in: 3600,
  x_refresh_token_expires_in: 8_726_400,
  token_type: 'bearer',
};

test('a user authorises us at Intuit', async () => {
  const url = new URL(await canned().ledger.authoriseUrl('state-1', REDIRECT));
  expect(url.origin + url.pathname).toBe('https://appcenter.intuit.com/connect/oauth2');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'id',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'com.intuit.quickbooks.accounting',
    state: 'state-1',
  });
});

test('a code is redeemed once, for the company of the callback', async () => {
  const { ledger, requests } = canned({ json: granted });
  const evil = `${CALLBACK}&redirectUri=https%3A%2F%2Fevil.example`;
  expect(await ledger.redeem(evil, REDIRECT, NOW)).toEqual({
    ok: true,
    value: {
      company: '9130350000000001',
      accessToken: 'access',
      accessExpiresAt: NOW + 3_600_000,
      refreshToken: 'refresh-2',
      refreshExpiresAt: NOW + 8_726_400_000,
    },
  });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: REDIRECT,
    }).toString(),
  });
  expect(requests[0]?.headers['Authorization']).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
});

test('a refresh passes its token and nothing else', async () => {
  const { ledger, requests } = canned({ json: { ...granted, x_refresh_token_expires_in: undefined } });
  expect(await ledger.refresh('refresh-1', NOW)).toMatchObject({
    ok: true,
    value: { refreshToken: 'refresh-2' },
  });
  expect(requests[0]?.body).toBe('grant_type=refresh_token&refresh_token=refresh-1');
  expect(requests[0]?.timeoutMs).toBe(10_000);
});

test('a grant is given back with the keys of the app, once and within a limit', async () => {
  const { ledger, requests } = canned(reply(''));
  expect(await ledger.revoke('refresh-1')).toEqual({ ok: true, value: 'revoked' });
  expect(requests).toEqual([
    {
      method: 'POST',
      url: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
      headers: {
        authorization: `Basic ${Buffer.from('id:secret').toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: '{"token":"refresh-1"}',
      timeoutMs: 10_000,
    },
  ]);
});

test.each<[string, Prepared, string]>([
  ['it is gone already', reply({ error: 'invalid_request' }, 400), 'unavailable'],
  ['wrong app keys', reply({ error: 'invalid_client' }, 401), 'unavailable'],
  ['down', reply('<html>', 503), 'unknown_outcome'],
  ['no connection', { failed: 'refused' }, 'unavailable'],
  ['too slow', { failed: 'timeout' }, 'unknown_outcome'],
])('giving a grant back, %s: a fault without the token', async (_name, answer, fault) => {
  const { ledger, requests } = canned(answer);
  const revoked = await ledger.revoke('refresh-1');
  expect(revoked.ok ? 'ok' : revoked.fault.fault).toBe(fault);
  expect(JSON.stringify(revoked)).not.toContain('refresh-1');
  expect(requests).toHaveLength(1);
});

describe('a refresh that fails is sent once', () => {
  test.each<[string, Prepared, string]>([
    ['the grant is gone', reply({ error: 'invalid_grant' }, 400), 'disconnected'],
    [
      'the grant is gone, described',
      reply({ error: 'invalid_grant', error_description: 'x' }, 400),
      'disconnected',
    ],
    ['invalid_grant without its status', reply({ error: 'invalid_grant' }, 401), 'unavailable'],
    ['invalid_grant in a text', reply('invalid_grant', 400), 'unavailable'],
    ['wrong app keys', reply({ error: 'invalid_client' }, 401), 'unavailable'],
    ['forbidden', reply('<html>', 403), 'unavailable'],
    ['throttled', reply('', 429), 'throttled'],
    ['broken inside', reply('<html>', 500), 'unknown_outcome'],
    ['down', reply('', 503), 'unknown_outcome'],
    ['no tokens in it', reply({}), 'unknown_outcome'],
    ['a lifetime that is no number', reply({ ...granted, expires_in: 'soon' }), 'unknown_outcome'],
    ['no connection', { failed: 'refused' }, 'unavailable'],
    ['broken off', { failed: 'broken' }, 'unknown_outcome'],
    ['too slow', { failed: 'timeout' }, 'unknown_outcome'],
  ])('%s', async (_name, answer, fault) => {
    const { ledger, requests } = canned(answer);
    const refreshed = await ledger.refresh('refresh-1', NOW);
    expect(refreshed.ok ? 'ok' : refreshed.fault.fault).toBe(fault);
    expect(JSON.stringify(refreshed)).not.toContain('refresh-1');
    expect(requests).toHaveLength(1);
  });
});

test.each([
  ['a denial', `${REDIRECT}?error=access_denied&state=s`],
  ['no company', `${REDIRECT}?code=c&state=s`],
  ['a company that is no number', `${REDIRECT}?code=c&realmId=../1`],
  ['no address', 'http://['],
])('%s redeems nothing', async (_name, callback) => {
  const { ledger, requests } = canned();
  const answer = await ledger.redeem(callback, REDIRECT, NOW);
  expect(answer.ok ? 'ok' : answer.fault.fault).toBe('invalid');
  expect(requests).toEqual([]);
});
