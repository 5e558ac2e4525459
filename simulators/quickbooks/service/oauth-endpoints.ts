// The OAuth addresses as the app and the browser call them: authorize, token, revoke, userinfo and discovery.
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { gatewayFault, json, oauthError, page } from './answers.ts';
import { checkAccess, endGrants, grantOf, issueCode, redeemCode, refresh } from './oauth.ts';
import type { OauthBook, TokenPair } from './oauth.ts';
import type { ServiceSettings } from './settings.ts';
import { z } from 'zod';

/** What the OAuth addresses need to know of the rest of the simulator. */
export interface OauthContext {
  readonly book: OauthBook;
  readonly settings: () => ServiceSettings;
  /** The companies that can be connected, oldest first. */
  readonly realms: () => readonly string[];
}

const HARD_EXPIRY_HEADER = 'x-include-refresh-token-hard-expires-in';

/** Answers an OAuth address; null when the path is not one of them. */
export function answerOauth(context: OauthContext, req: SimRequest): SimAnswer | null {
  const answer = endpoints[`${req.method} ${req.path}`];
  return answer === undefined ? null : answer(context, req);
}

const endpoints: Readonly<Record<string, (context: OauthContext, req: SimRequest) => SimAnswer>> = {
  'GET /connect/oauth2': authorize,
  'POST /oauth2/v1/tokens/bearer': token,
  'POST /v2/oauth2/tokens/revoke': revoke,
  'GET /v1/openid_connect/userinfo': userInfo,
  'GET /.well-known/openid_configuration': discovery,
  'GET /.well-known/openid_sandbox_configuration': discovery,
  // Id tokens are not made here, so there is no key to check one with.
  'GET /op/v1/jwks': () => json(200, { keys: [] }),
};

/** The page on which a user picks a company. The simulated user has decided before it is shown. */
function authorize({ book, settings, realms }: OauthContext, { query }: SimRequest): SimAnswer {
  const { app, oauth } = settings();
  const redirectUri = query.get('redirect_uri') ?? '';
  const problem = authorizeProblem(app, query, redirectUri);
  if (problem !== null) return page(400, problem);
  const state = query.get('state') ?? '';
  const scope = query.get('scope') ?? '';
  if (query.get('deny') === '1' || oauth.deny) {
    return redirect(redirectUri, { error: 'access_denied', state });
  }
  if (query.get('response_type') !== 'code') {
    return redirect(redirectUri, { error: 'unsupported_response_type', state });
  }
  if (scope === '') return redirect(redirectUri, { error: 'invalid_scope', state });
  const realmId = query.get('realm_hint') ?? oauth.realm ?? realms()[0];
  if (realmId === undefined || !realms().includes(realmId)) {
    return page(400, `There is no company ${realmId ?? 'yet'}: open one with POST /_sim/companies`);
  }
  return redirect(redirectUri, { code: issueCode(book, realmId, scope, redirectUri), state, realmId });
}

function authorizeProblem(app: ServiceSettings['app'], query: URLSearchParams, uri: string): string | null {
  if (query.get('client_id') !== app.clientId) return 'The client_id is not known';
  const registered = app.redirectUris.length === 0 || app.redirectUris.includes(uri);
  return registered && URL.canParse(uri) ? null : 'The redirect_uri query parameter value is invalid';
}

function redirect(uri: string, parameters: Readonly<Record<string, string>>): SimAnswer {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.toString() }, body: '' };
}

function token({ book, settings }: OauthContext, req: SimRequest): SimAnswer {
  const { app, oauth } = settings();
  const form = new URLSearchParams(req.body);
  if (!knowsTheSecret(app, req, form)) return oauthError(401, 'invalid_client');
  const grantType = form.get('grant_type');
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    return oauthError(400, grantType === null ? 'invalid_request' : 'unsupported_grant_type');
  }
  const pair =
    grantType === 'authorization_code'
      ? redeemCode(book, form.get('code') ?? '', form.get('redirect_uri') ?? '')
      : refresh(book, form.get('refresh_token') ?? '');
  if (pair !== null) return tokenAnswer(pair, req.headers[HARD_EXPIRY_HEADER] === 'true');
  return oauthError(
    400,
    'invalid_grant',
    oauth.invalidGrantBody === 'described' ? 'Token invalid' : undefined,
  );
}

function tokenAnswer(pair: TokenPair, withHardExpiry: boolean): SimAnswer {
  const seconds = (ms: number) => Math.floor(ms / 1000);
  const body = {
    access_token: pair.accessToken,
    token_type: 'bearer',
    expires_in: seconds(pair.expiresInMs),
    refresh_token: pair.grant.refreshToken,
    x_refresh_token_expires_in: seconds(pair.refreshExpiresInMs),
  };
  const hard = { x_refresh_token_hard_expires_in: seconds(pair.hardExpiresInMs) };
  return json(200, withHardExpiry ? { ...body, ...hard } : body, { 'cache-control': 'no-store' });
}

/** Client id and secret come by Basic authentication, or in the form as discovery allows (client_secret_post). */
function knowsTheSecret(app: ServiceSettings['app'], req: SimRequest, form: URLSearchParams): boolean {
  const expected = `${app.clientId}:${app.clientSecret}`;
  const header = /^Basic\s+(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (header !== undefined) return Buffer.from(header, 'base64').toString('utf8') === expected;
  return `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}` === expected;
}

function revoke({ book, settings }: OauthContext, req: SimRequest): SimAnswer {
  if (!knowsTheSecret(settings().app, req, new URLSearchParams())) return oauthError(401, 'invalid_client');
  const grant = grantOf(book, tokenToRevoke(req));
  if (grant?.state !== 'live') return oauthError(400, 'invalid_request');
  endGrants(book, (candidate) => candidate.id === grant.id, 'revoked');
  return { status: 200, headers: {}, body: '' };
}

const revokeBody = z.object({ token: z.string() });

/** The documented form is JSON; older clients send the standard's form. */
function tokenToRevoke({ body, headers }: SimRequest): string {
  if (!(headers['content-type'] ?? '').includes('json')) return new URLSearchParams(body).get('token') ?? '';
  return revokeBody.safeParse(parseJson(body)).data?.token ?? '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is not JSON is no body at all to the schema that looks at it next.
    return undefined;
  }
}

function userInfo({ book }: OauthContext, req: SimRequest): SimAnswer {
  const verdict = checkAccess(book, (req.headers.authorization ?? '').replace(/^Bearer\s+/i, ''));
  if (verdict.kind !== 'grant') return gatewayFault(3200, 'Token expired or unknown');
  return json(200, {
    sub: `user-of-${verdict.grant.realmId}`,
    email: 'owner@example.com',
    emailVerified: true,
    givenName: 'Simulated',
    familyName: 'Owner',
  });
}

function discovery(_context: OauthContext, req: SimRequest): SimAnswer {
  const base = `http://${req.headers.host ?? '127.0.0.1'}`;
  return json(200, {
    issuer: 'https://oauth.platform.intuit.com/op/v1',
    authorization_endpoint: `${base}/connect/oauth2`,
    token_endpoint: `${base}/oauth2/v1/tokens/bearer`,
    userinfo_endpoint: `${base}/v1/openid_connect/userinfo`,
    revocation_endpoint: `${base}/v2/oauth2/tokens/revoke`,
    jwks_uri: `${base}/op/v1/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile', 'address', 'phone'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'exp', 'iat', 'iss', 'realmid', 'sub'],
  });
}
