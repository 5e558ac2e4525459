// OAuth with HubSpot: one token call each, secrets in the body only, and only a dead refresh token ends a connection.
import { describe, expect, test } from 'vitest';
import { simulatedHubSpot } from '../../shared/connectors/hubspot/endpoints.ts';
import {
  authoriseUrl,
  redeem,
  refresh,
  REQUIRED_SCOPES,
  revoke,
} from '../../shared/connectors/hubspot/oauth.ts';
import { canned, NOW, type Prepared, reply } from '../support/hubspot.ts';

const REDIRECT = 'https://ledgerlane.example/callback';
const granted = {
  token_type: 'bearer',
  refresh_token: 'na1-refresh',
  access_token: 'access',
  hub_id: 62_515,
  scopes: ['oauth', 'crm.objects.invoices.read'],
  expires_in: 1800,
};

test('a user installs the app at HubSpot', async () => {
  const url = new URL(await authoriseUrl(canned().oauth, 'state-1', REDIRECT));
  expect(url.origin + url.pathname).toBe('https://app.hubspot.com/oauth/authorize');
  expect(url.searchParams.get('scope')).toBe(REQUIRED_SCOPES.join(' '));
  expect(url.searchParams.get('optional_scope')).toContain('crm.objects.commercepayments.read');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'id',
    redirect_uri: REDIRECT,
    state: 'state-1',
  });
});

test('a code is redeemed once, for the account that the answer names', async () => {
  const { oauth, requests } = canned({ json: granted });
  const evil = `${REDIRECT}?code=code-1&state=s&hub_id=1&redirect_uri=https%3A%2F%2Fevil.example`;
  expect(await redeem(oauth, evil, REDIRECT, NOW)).toEqual({
    ok: true,
    value: {
      portal: '62515',
      scopes: granted.scopes,
      accessToken: 'access',
      accessExpiresAt: NOW + 1_800_000,
      refreshToken: 'na1-refresh',
      refreshExpiresAt: NOW + 3650 * 86_400_000,
    },
  });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.url).toBe('https://api.hubapi.com/oauth/2026-09/token');
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    client_id: 'id',
    client_secret: 'secret',
    grant_type: 'authorization_code',
    code: 'code-1',
    redirect_uri: REDIRECT,
  });
});

test.each([
  ['error=access_denied', 'access_denied'],
  ['state=s', 'no code'],
  [`code=${'x'.repeat(600)}`, 'no code'],
])('a callback with %s is refused without a call', async (query, vendorCode) => {
  const { oauth, requests } = canned();
  const answer = await redeem(oauth, `${REDIRECT}?${query}`, REDIRECT, NOW);
  expect(answer).toMatchObject({ ok: false, fault: { fault: 'invalid', vendorCode } });
  expect(requests).toEqual([]);
});

test('a refresh passes its token, and whatever comes back is kept', async () => {
  const { oauth, requests } = canned({ json: { ...granted, refresh_token: 'na1-other' } });
  expect(await refresh(oauth, 'na1-refresh', NOW)).toMatchObject({
    ok: true,
    value: { refreshToken: 'na1-other' },
  });
  expect(requests[0]?.body).toContain('grant_type=refresh_token&refresh_token=na1-refresh');
  expect(requests[0]?.timeoutMs).toBe(10_000);
});

const refusal = (status: string) => reply({ error: 'invalid_grant', status, message: 'no' }, 400);
const cases: readonly (readonly [string, Prepared, string])[] = [
  ['a dead refresh token', refusal('BAD_REFRESH_TOKEN'), 'disconnected'],
  ['a spent code', refusal('BAD_AUTH_CODE'), 'invalid'],
  ['an old code', refusal('EXPIRED_AUTH_CODE'), 'invalid'],
  ['a wrong secret', refusal('BAD_CLIENT_SECRET'), 'unavailable'],
  ['a bare invalid_grant', reply({ error: 'invalid_grant' }, 400), 'unavailable'],
  ['a throttle', reply({}, 429), 'throttled'],
  ['a page', reply('<html>', 502), 'unavailable'],
  ['an answer without tokens', { json: {} }, 'unavailable'],
  ['no answer', { failed: 'timeout' }, 'unavailable'],
];
test.each(cases)('%s: the fault is as expected', async (_what, answer, fault) => {
  const read = await refresh(canned(answer).oauth, 'na1-refresh', NOW);
  expect(read.ok ? 'ok' : read.fault.fault).toBe(fault);
});

test('an installation is given back by its refresh token', async () => {
  const { oauth, requests } = canned(reply('', 200));
  expect(await revoke(oauth, 'na1-refresh')).toEqual({ ok: true, value: 'revoked' });
  expect(requests[0]).toMatchObject({ url: 'https://api.hubapi.com/oauth/2026-09/token/revoke' });
  expect(requests[0]?.body).toContain('token=na1-refresh');
});

describe('a simulator', () => {
  test.each([
    ['http://127.0.0.1:8412', true],
    ['http://localhost:1', true],
    ['https://127.0.0.1:8412', false],
    ['http://hubspot.example', false],
    ['http://user@127.0.0.1', false],
    ['nonsense', false],
  ])('at %s is taken: %s', (address, taken) => {
    const given = { api: address, authorise: address };
    expect(simulatedHubSpot(given)).toEqual(taken ? given : undefined);
  });
});
