// Signing in on this machine, over HTTP: the code flow with PKCE, and which tokens the API takes.
import { createHash, randomBytes } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createOperators } from '../../shared/host/aws/operators.ts';
import { type Front, openFront } from '../../local/console/front.ts';
import { CLIENT_ID } from '../../local/sign-in/users.ts';
import { type HttpApi, openHttpApi } from '../../local/stack/http-api.ts';

let api: HttpApi;
let front: Front;
beforeAll(async () => {
  api = await openHttpApi(0, () => undefined);
  front = await openFront(api.url, '/nowhere');
  api.serve([], () => Promise.reject(new Error('no function')), front.answer);
});
afterAll(() => api.stop(0));

const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const TOKENS = z.object({ access_token: z.string(), id_token: z.string(), refresh_token: z.string() });

const authoriseUrl = (changes: Record<string, string> = {}): string => {
  const asked = {
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: `${api.url}/signed-in`,
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  };
  return `${api.url}/issuer/authorize?${new URLSearchParams(asked).toString()}`;
};

const press = (user: string, changes: Record<string, string> = {}) =>
  fetch(authoriseUrl(changes), {
    method: 'POST',
    body: new URLSearchParams({ user }),
    redirect: 'manual',
  });
const codeFor = async (user: string): Promise<string> =>
  new URL((await press(user)).headers.get('location') ?? '').searchParams.get('code') ?? '';
const redeem = (form: Record<string, string>) =>
  fetch(`${api.url}/issuer/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT_ID, ...form }),
  });
const byCode = (code: string, changes: Record<string, string> = {}) =>
  redeem({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${api.url}/signed-in`,
    code_verifier: VERIFIER,
    ...changes,
  });
const tokensOf = async (user: string) => TOKENS.parse(await (await byCode(await codeFor(user))).json());
const operators = (clientId = CLIENT_ID, now = Date.now) => {
  const environment = { OIDC_ISSUER: front.environment['OIDC_ISSUER'] ?? '', OIDC_CLIENT_ID: clientId };
  const made = createOperators(
    { LINKS_TABLE: '', CONNECTIONS_TABLE: '', LANES_QUEUE_URL: '', ...environment },
    now,
  );
  if (made === undefined) throw new Error('no operators');
  return made;
};

describe('signing in', () => {
  test('shows a button for each role, and no script', async () => {
    const page = await fetch(authoriseUrl());
    expect(await page.text()).toMatch(/value="viewer".*value="operator".*value="admin"/s);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test.each(['viewer', 'operator', 'admin'])('makes a token of which the API knows the %s', async (user) => {
    const { access_token } = await tokensOf(user);
    expect(await operators().of(access_token)).toEqual({ name: user, role: user });
  });

  test('who signed in before is not asked again, until he signs out', async () => {
    const cookie = (await press('admin')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await fetch(authoriseUrl(), { headers: { cookie }, redirect: 'manual' });
    expect(again.headers.get('location')).toContain('code=');
    const out = await fetch(`${api.url}/issuer/logout`, { redirect: 'manual' });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  test('a code is good once, with its verifier and for its address', async () => {
    const code = await codeFor('viewer');
    expect((await byCode(code)).status).toBe(200);
    expect((await byCode(code)).status).toBe(400);
    expect((await byCode(await codeFor('viewer'), { code_verifier: 'guessed' })).status).toBe(400);
    expect((await byCode(await codeFor('viewer'), { redirect_uri: `${api.url}/other` })).status).toBe(400);
    expect((await byCode(await codeFor('viewer'), { client_id: 'other' })).status).toBe(400);
  });

  test('a refresh token is good once', async () => {
    const { refresh_token } = await tokensOf('operator');
    const form = { grant_type: 'refresh_token', refresh_token };
    const fresh = TOKENS.parse(await (await redeem(form)).json());
    expect(await operators().of(fresh.access_token)).toEqual({ name: 'operator', role: 'operator' });
    expect((await redeem(form)).status).toBe(400);
  });

  test.each([
    ['another address to return to', { redirect_uri: 'https://evil.example.com/signed-in' }, 400],
    ['another client', { client_id: 'other' }, 400],
    ['no challenge', { code_challenge: '' }, 302],
    ['a challenge that is its own verifier', { code_challenge_method: 'plain' }, 302],
  ])('is refused with %s', async (_, changes, status) => {
    const answer = await press('admin', changes);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('location') ?? '').not.toContain('code=');
  });
});

describe('a token is not good', () => {
  test('when it is the one that says who somebody is', async () => {
    expect(await operators().of((await tokensOf('admin')).id_token)).toBeUndefined();
  });

  test('for another client, after its hour, or with a changed letter', async () => {
    const { access_token: token } = await tokensOf('admin');
    expect(await operators('other').of(token)).toBeUndefined();
    expect(await operators(CLIENT_ID, () => Date.now() + 3_700_000).of(token)).toBeUndefined();
    const [head = '', body = '', signature = ''] = token.split('.');
    const admin = Buffer.from(Buffer.from(body, 'base64url').toString().replace('admin', 'other')).toString(
      'base64url',
    );
    expect(await operators().of([head, admin, signature].join('.'))).toBeUndefined();
    expect(await operators().of('a.b.c')).toBeUndefined();
  });

  test('signed by a stranger, by nobody, or with a key that is public', async () => {
    const claims = {
      token_use: 'access',
      client_id: CLIENT_ID,
      username: 'eve',
      'cognito:groups': ['admin'],
    };
    const issuer = front.environment['OIDC_ISSUER'] ?? '';
    const { privateKey } = await generateKeyPair('RS256');
    const draft = () => new SignJWT(claims).setIssuer(issuer).setSubject('eve').setExpirationTime('1h');
    const strange = await draft().setProtectedHeader({ alg: 'RS256', kid: 'theirs' }).sign(privateKey);
    const shared = await draft()
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('the public key of the issuer, say'));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${shared.split('.')[1]}.`;
    for (const token of [strange, shared, none]) expect(await operators().of(token)).toBeUndefined();
  });

  test('is one thing; keys that cannot be had are another', async () => {
    const environment = { OIDC_ISSUER: `${api.url}/gone`, OIDC_CLIENT_ID: CLIENT_ID };
    const lost = createOperators(
      { LINKS_TABLE: '', CONNECTIONS_TABLE: '', LANES_QUEUE_URL: '', ...environment },
      Date.now,
    );
    await expect(lost?.of((await tokensOf('admin')).access_token)).rejects.toThrow();
  });
});

describe('the page’s origin', () => {
  test('says that the console is being built, under the policy it will have', async () => {
    const answer = await fetch(`${api.url}/connections/demo`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test.each(['/..%2f..%2fetc/passwd.txt', '/../../package.json', '/assets/../../../package.json'])(
    'serves nothing outside its folder: %s',
    async (path) => {
      const answer = await front.answer(
        { method: 'GET', target: path, headers: {}, body: Buffer.alloc(0), sourceIp: '' },
        () => Promise.reject(new Error('not asked')),
      );
      expect(answer.status).toBe(503);
    },
  );
});
