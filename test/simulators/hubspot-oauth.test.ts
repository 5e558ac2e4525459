// OAuth of the HubSpot simulator: installing, tokens of half an hour, refreshing, introspection, and taking the app out.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultSettings } from '../../simulators/hubspot/service/settings.ts';
import { bench, grantAt, minute, must, otherPortal, portal } from './hubspot-setup.ts';
import type { Answer, Bench } from './hubspot-setup.ts';

const { clientId, clientSecret, appId } = defaultSettings.app;
const redirect_uri = 'https://app.example/callback';
const scope = 'oauth crm.objects.contacts.read crm.objects.contacts.write';
const authorize = (at: Bench, more: Readonly<Record<string, string>> = {}): Answer => {
  const query = new URLSearchParams({ client_id: clientId, redirect_uri, scope, state: 's1', ...more });
  return at.ask('GET', `/oauth/authorize?${query.toString()}`);
};
const codeFrom = (answer: Answer): URLSearchParams =>
  new URL(answer.headers.location ?? 'http://none').searchParams;
const post = (at: Bench, path: string, form: Readonly<Record<string, string>>): Answer =>
  at.ask('POST', path, {
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form }).toString(),
  });
const token = (at: Bench, form: Readonly<Record<string, string>>, version = '2026-09') =>
  post(at, `/oauth/${version}/token`, form);
const pairSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  hub_id: z.number(),
  scopes: z.array(z.string()),
  expires_in: z.number(),
});
const redeem = (at: Bench, code: string, more = {}) =>
  token(at, { grant_type: 'authorization_code', code, redirect_uri, ...more });

describe('installing', () => {
  it('goes from the page by a code to tokens', () => {
    const at = bench();
    const back = codeFrom(
      authorize(at, { portal_hint: String(otherPortal), optional_scope: 'crm.objects.deals.read' }),
    );
    expect(back.get('state')).toBe('s1');
    const pair = pairSchema.parse(must(redeem(at, back.get('code') ?? ''), 200));
    expect(pair).toMatchObject({ hub_id: otherPortal, expires_in: 1800 });
    expect(pair.scopes).toEqual([...scope.split(' '), 'crm.objects.deals.read']);
    expect(pair.access_token.length).toBeGreaterThanOrEqual(300);
    expect(at.ask('GET', '/crm/v3/objects/contacts', { token: pair.access_token }).status).toBe(200);
  });

  it.each([
    [{ client_id: 'other' }, 400],
    [{ redirect_uri: 'nonsense' }, 400],
    [{ scope: '' }, 400],
    [{ portal_hint: '1' }, 400],
  ])('is refused on the page with %j', (more, status) => {
    expect(authorize(bench(), more).status).toBe(status);
  });

  it('comes back with an error when the user cancels', () => {
    expect(codeFrom(authorize(bench(), { deny: '1' })).get('error')).toBe('access_denied');
  });

  it('leaves out optional scopes that an account cannot grant, and needs the others', () => {
    const at = bench({ oauth: { withheldScopes: ['crm.objects.deals.read'] } });
    expect(authorize(at, { scope: 'crm.objects.deals.read' }).status).toBe(400);
    const code = codeFrom(authorize(at, { optional_scope: 'crm.objects.deals.read' })).get('code') ?? '';
    expect(pairSchema.parse(redeem(at, code).json).scopes).toEqual(scope.split(' '));
  });

  it.each([
    ['a code twice', 'BAD_AUTH_CODE', (at: Bench, code: string) => [redeem(at, code), redeem(at, code)]],
    ['an unknown code', 'BAD_AUTH_CODE', (at: Bench) => [redeem(at, 'nonsense')]],
    [
      'another redirect',
      'MISMATCH_REDIRECT_URI_AUTH_CODE',
      (at: Bench, code: string) => [redeem(at, code, { redirect_uri: 'https://x.example' })],
    ],
    [
      'a wrong secret',
      'BAD_CLIENT_SECRET',
      (at: Bench, code: string) => [redeem(at, code, { client_secret: 'x' })],
    ],
    ['a wrong client', 'BAD_CLIENT_ID', (at: Bench, code: string) => [redeem(at, code, { client_id: 'x' })]],
    ['no grant type', 'BAD_GRANT_TYPE', (at: Bench, code: string) => [token(at, { code })]],
  ])('%s is refused as %s', (_what, status, act) => {
    const at = bench();
    const answers = act(at, codeFrom(authorize(at)).get('code') ?? '');
    expect(answers.at(-1)).toMatchObject({ status: 400, json: { status } });
  });

  it('a code lives for a minute', () => {
    const at = bench();
    const code = codeFrom(authorize(at)).get('code') ?? '';
    at.advance(minute);
    expect(redeem(at, code).json).toMatchObject({ status: 'EXPIRED_AUTH_CODE', error: 'invalid_grant' });
  });

  it('with a challenge needs its verifier', () => {
    const at = bench();
    const challenge = createHash('sha256').update('a long verifier').digest('base64url');
    const code = () => codeFrom(authorize(at, { code_challenge: challenge })).get('code') ?? '';
    expect(redeem(at, code()).json).toMatchObject({ status: 'BAD_CODE_VERIFIER' });
    expect(redeem(at, code(), { code_verifier: 'a long verifier' }).status).toBe(200);
  });
});

describe('tokens', () => {
  const refresh = (at: Bench, refresh_token: string) =>
    token(at, { grant_type: 'refresh_token', refresh_token });

  it('end after half an hour, in words that say so', () => {
    const at = bench();
    at.advance(30 * minute - 1);
    expect(at.api('GET', '/crm/v3/objects/contacts').status).toBe(200);
    at.advance(5001);
    expect(at.api('GET', '/crm/v3/objects/contacts')).toMatchObject({
      status: 401,
      json: {
        category: 'EXPIRED_AUTHENTICATION',
        message: 'The OAuth token used to make this call expired 5 second(s) ago.',
        context: { 'expire time': ['2026-11-02T09:30:00.000Z'] },
      },
    });
  });

  it.each([undefined, 'nonsense'])('%s is no token', (value) => {
    const answer = bench().ask(
      'GET',
      '/crm/v3/objects/contacts',
      value === undefined ? {} : { token: value },
    );
    expect(answer).toMatchObject({ status: 401, json: { category: 'INVALID_AUTHENTICATION' } });
  });

  it('are refreshed as often as one likes; the ones before stay good', () => {
    const at = bench();
    const first = pairSchema.parse(must(refresh(at, at.refreshToken), 200));
    at.advance(minute);
    const again = pairSchema.parse(must(refresh(at, at.refreshToken), 200));
    expect([first.refresh_token, again.refresh_token]).toEqual([at.refreshToken, at.refreshToken]);
    for (const token_ of [at.token, first.access_token, again.access_token]) {
      expect(at.ask('GET', '/crm/v3/objects/contacts', { token: token_ }).status).toBe(200);
    }
    // Half a year later it is still good.
    at.advance(180 * 24 * 60 * minute);
    expect(refresh(at, at.refreshToken).status).toBe(200);
  });

  it('may rotate', () => {
    const at = bench({ oauth: { rotateEveryRefresh: true } });
    const fresh = pairSchema.parse(must(refresh(at, at.refreshToken), 200));
    expect(fresh.refresh_token).not.toBe(at.refreshToken);
    expect(refresh(at, at.refreshToken)).toMatchObject({
      status: 400,
      json: {
        error: 'invalid_grant',
        error_description: 'refresh token is invalid, expired or revoked',
        status: 'BAD_REFRESH_TOKEN',
        message: 'refresh token is invalid, expired or revoked',
      },
    });
  });

  it('say what they are', () => {
    const at = bench();
    const look = (value: string) => post(at, '/oauth/2026-09/token/introspect', { token: value }).json;
    expect(look(at.token)).toMatchObject({
      active: true,
      hub_id: portal,
      app_id: appId,
      client_id: clientId,
      hub_domain: 'example.com',
      expires_in: 1800,
      token_use: 'access_token',
      signed_access_token: { hublet: 'na1', hubId: portal },
    });
    expect(look(at.refreshToken)).toMatchObject({ active: true, token_use: 'refresh_token', hub_id: portal });
    expect(look('nonsense')).toEqual({ active: false });
  });

  it.each(['v1', 'v3', '2026-03', '2026-09'])('come from /oauth/%s/token', (version) => {
    const at = bench();
    expect(token(at, { grant_type: 'refresh_token', refresh_token: at.refreshToken }, version).status).toBe(
      200,
    );
  });

  it('do not come from v1 after 16 February 2027, nor with a secret in the address', () => {
    const at = bench({ oauth: { v1Until: 0 } });
    expect(token(at, { grant_type: 'refresh_token', refresh_token: at.refreshToken }, 'v1').status).toBe(404);
    expect(post(at, '/oauth/v3/token?client_secret=x', { grant_type: 'refresh_token' }).json).toMatchObject({
      error: 'invalid_request',
    });
  });

  it('of the app itself act for no account', () => {
    const at = bench();
    const body = { grant_type: 'client_credentials', scope: 'developer.webhooks_journal.read' };
    const own = z.object({ access_token: z.string() }).parse(must(token(at, body), 200));
    expect(at.ask('GET', '/crm/v3/objects/contacts', { token: own.access_token }).status).toBe(403);
  });

  it.each([
    [
      'revoking the refresh token',
      (at: Bench) => post(at, '/oauth/2026-09/token/revoke', { token: at.refreshToken }).status,
    ],
    ['the app', (at: Bench) => at.api('DELETE', '/appinstalls/2026-09/external-install').status],
    [
      'the user',
      (at: Bench) => at.ask('POST', `/_sim/portals/${portal}/acts`, { body: { act: 'uninstall' } }).status,
    ],
  ])('are all dead when the app is taken out by %s', (_who, act) => {
    const at = bench();
    expect([200, 204]).toContain(act(at));
    expect(at.api('GET', '/crm/v3/objects/contacts').status).toBe(401);
    expect(refresh(at, at.refreshToken).json).toMatchObject({ status: 'BAD_REFRESH_TOKEN' });
  });

  it('of an account do not open another one', () => {
    const at = bench();
    const { access_token } = grantAt(at.ask, otherPortal);
    at.record('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'Ada' } });
    expect(at.ask('GET', '/crm/v3/objects/contacts', { token: access_token }).json).toEqual({ results: [] });
  });
});
