// An issuer of OpenID Connect for this machine, in place of the user pool: the real code flow with PKCE, tokens in the pool's form.
import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { HttpRequest, HttpResponse } from '../stack/http-event.ts';
import { json, message, splitTarget } from '../stack/http-event.ts';
import { authorise } from './authorise.ts';
import { type Codes, openCodes } from './codes.ts';
import { tokensFor, type Signing } from './tokens.ts';
import { CLIENT_ID } from './users.ts';

/** Answers what comes to `/issuer/...`; undefined for what is not there. */
export type Issuer = (request: HttpRequest) => Promise<HttpResponse | undefined>;

export const ISSUER_PATH = '/issuer';

/** The page's own server while somebody works on the console: `npx vite`. */
const VITE = ['http://127.0.0.1:5173', 'http://localhost:5173'];

/** `url` is where the console and this issuer are reached. Keys and sessions live as long as the process. */
export async function openIssuer(url: string): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = randomBytes(8).toString('hex');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] });
  const issuer = `${url}${ISSUER_PATH}`;
  const signing: Signing = { issuer, clientId: CLIENT_ID, privateKey, kid };
  const codes = openCodes();
  const returns = [url, ...VITE].map((origin) => `${origin}/signed-in`);
  const routes: Readonly<Record<string, (request: HttpRequest) => Promise<HttpResponse>>> = {
    'GET /.well-known/openid-configuration': async () => json(200, JSON.stringify(metadata(issuer))),
    'GET /.well-known/jwks.json': async () => json(200, jwks),
    'GET /authorize': async (request) => authorise(request, codes, returns),
    'POST /authorize': async (request) => authorise(request, codes, returns),
    'POST /token': (request) => redeem(request, codes, signing),
    'GET /logout': async () => ({
      status: 302,
      headers: { location: '/', 'set-cookie': 'issuer=; Path=/issuer; Max-Age=0; HttpOnly' },
      body: '',
    }),
  };
  return async (request) => {
    const { path } = splitTarget(request.target);
    const route = `${request.method} ${path.slice(ISSUER_PATH.length)}`;
    return Object.hasOwn(routes, route) ? await routes[route]?.(request) : undefined;
  };
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  end_session_endpoint: `${issuer}/logout`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['openid'],
});

/** `POST /token`: a code with its verifier, or a refresh token, for tokens. */
async function redeem(request: HttpRequest, codes: Codes, signing: Signing): Promise<HttpResponse> {
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (form.get('client_id') !== CLIENT_ID) return refused('invalid_client');
  const type = form.get('grant_type');
  const granted =
    type === 'authorization_code'
      ? codes.take(form.get('code') ?? '', form.get('redirect_uri') ?? '', form.get('code_verifier') ?? '')
      : type === 'refresh_token'
        ? codes.refresh(form.get('refresh_token') ?? '')
        : undefined;
  if (granted === undefined) return refused('invalid_grant');
  const tokens = await tokensFor(granted, signing, codes.remember(granted.user));
  return { ...json(200, JSON.stringify(tokens)), headers: NEVER_KEPT };
}

const NEVER_KEPT = { 'content-type': 'application/json', 'cache-control': 'no-store' };
const refused = (error: string): HttpResponse => json(400, JSON.stringify({ error }));

/** What a browser is told that asks for something that is not here. */
export const notHere = (): HttpResponse => message(404, 'Not Found');
