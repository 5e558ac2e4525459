// The OAuth addresses as the app and the browser call them: authorize, token, introspect, revoke; old and dated.
import { createHash } from 'node:crypto';
import { json, page } from '../../quickbooks/service/answers.ts';
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { checkAccess, endGrants, grantByRefresh, install, issueAccess, issueCode, rotate } from './oauth.ts';
import type { Access, Grant, OauthBook } from './oauth.ts';
import { JOURNAL_SCOPES } from './scopes.ts';
import type { ServiceSettings } from './settings.ts';

/** What the OAuth addresses need to know of the rest of the simulator. */
export interface OauthContext {
  readonly book: OauthBook;
  readonly settings: () => ServiceSettings;
  /** The accounts the app can be installed in, oldest first. */
  readonly portals: () => readonly number[];
  readonly hubDomain: (portalId: number) => string;
  /** Is told when the app was installed in an account, or taken out of it. */
  readonly tell: (action: 'install' | 'uninstall', portalId: number) => void;
}

const TOKEN = /^\/oauth\/(v1|v3|2026-03|2026-09)\/token(\/introspect|\/revoke)?$/;

/** Answers an OAuth address; null when the path is not one of them. */
export function answerOauth(context: OauthContext, req: SimRequest): SimAnswer | null {
  if (req.path === '/oauth/authorize' && req.method === 'GET') return authorize(context, req);
  const [, version, action] = TOKEN.exec(req.path) ?? [];
  if (version === undefined || req.method !== 'POST') return null;
  if (version === 'v1' && context.book.from.now() >= context.settings().oauth.v1Until) {
    return json(404, { status: 'error', message: 'This version of the OAuth API has been switched off.' });
  }
  if (version !== 'v1' && req.query.has('client_secret')) {
    return refusal('BAD_REQUEST', 'invalid_request', 'secrets must not be sent in the address');
  }
  const form = new URLSearchParams(req.body);
  const unknown = unknownApp(context, form);
  if (unknown !== null) return unknown;
  if (action === '/introspect') return introspect(context, form);
  if (action === '/revoke') return revoke(context, form);
  return token(context, form);
}

/** The page on which a user picks an account. The simulated user has decided before it is shown. */
function authorize({ book, settings, portals }: OauthContext, { query }: SimRequest): SimAnswer {
  const { app, oauth } = settings();
  const redirectUri = query.get('redirect_uri') ?? '';
  const registered = app.redirectUris.length === 0 || app.redirectUris.includes(redirectUri);
  if (query.get('client_id') !== app.clientId) return page(400, 'The client_id is not known');
  if (!registered || !URL.canParse(redirectUri)) return page(400, 'The redirect_uri is not registered');
  const state = query.get('state');
  if (query.get('deny') === '1' || oauth.deny) {
    return redirect(redirectUri, {
      error: 'access_denied',
      error_description: 'The user denied access',
      state,
    });
  }
  const scopes = wordsOf(query.get('scope'));
  if (scopes.length === 0) return page(400, 'The scope parameter is missing');
  if (scopes.some((scope) => oauth.withheldScopes.includes(scope))) {
    return page(400, 'This account cannot grant all the scopes that the app requires');
  }
  const optional = wordsOf(query.get('optional_scope')).filter(
    (scope) => !oauth.withheldScopes.includes(scope),
  );
  const hint = query.get('portal_hint');
  const portalId = hint === null ? (oauth.portal ?? portals()[0]) : Number(hint);
  if (portalId === undefined || !portals().includes(portalId)) {
    return page(400, 'There is no such account: open one with POST /_sim/portals');
  }
  const challenge = query.get('code_challenge');
  const code = issueCode(book, {
    portalId,
    scopes: [...new Set([...scopes, ...optional])],
    redirectUri,
    challenge,
  });
  return redirect(redirectUri, { code, state });
}

function token(context: OauthContext, form: URLSearchParams): SimAnswer {
  const { book, settings } = context;
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeem(context, form);
    case 'refresh_token': {
      const grant = grantByRefresh(book, form.get('refresh_token') ?? '');
      if (grant === null) {
        return refusal('BAD_REFRESH_TOKEN', 'invalid_grant', 'refresh token is invalid, expired or revoked');
      }
      if (settings().oauth.rotateEveryRefresh) rotate(book, grant);
      return pair(book, grant, issueAccess(book, grant, grant.scopes));
    }
    case 'client_credentials': {
      const wanted = wordsOf(form.get('scope'));
      const scopes = wanted.length === 0 ? JOURNAL_SCOPES : wanted;
      const access = issueAccess(book, null, scopes);
      const expires = Math.floor(settings().oauth.accessTokenMs / 1000);
      return json(200, { access_token: access.token, token_type: 'bearer', expires_in: expires, scopes });
    }
    case null:
    default:
      return refusal('BAD_GRANT_TYPE', 'unsupported_grant_type', 'missing or unknown grant type');
  }
}

function redeem({ book, settings, tell }: OauthContext, form: URLSearchParams): SimAnswer {
  const code = book.codes.get(form.get('code') ?? '');
  if (code === undefined || code.used)
    return refusal('BAD_AUTH_CODE', 'invalid_grant', 'missing or unknown auth code');
  if (book.from.now() >= code.issuedAt + settings().oauth.codeLifetimeMs) {
    return refusal('EXPIRED_AUTH_CODE', 'invalid_grant', 'auth code expired');
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    return refusal(
      'MISMATCH_REDIRECT_URI_AUTH_CODE',
      'invalid_grant',
      'redirect URI does not match the auth code',
    );
  }
  if (code.challenge !== null && code.challenge !== challengeOf(form.get('code_verifier') ?? '')) {
    return refusal('BAD_CODE_VERIFIER', 'invalid_grant', 'code verifier does not match the challenge');
  }
  code.used = true;
  const grant = install(book, code.portalId, code.scopes);
  tell('install', code.portalId);
  return pair(book, grant, issueAccess(book, grant, grant.scopes));
}

function pair(book: OauthBook, grant: Grant, access: Access): SimAnswer {
  return json(200, {
    token_type: 'bearer',
    refresh_token: grant.refreshToken,
    access_token: access.token,
    hub_id: grant.portalId,
    scopes: grant.scopes,
    expires_in: Math.floor((access.expiresAt - book.from.now()) / 1000),
  });
}

function introspect({ book, settings, hubDomain }: OauthContext, form: URLSearchParams): SimAnswer {
  // The page's own sample sends the token under the name of its kind.
  const value = form.get('token') ?? form.get('access_token') ?? form.get('refresh_token') ?? '';
  const byRefresh = grantByRefresh(book, value);
  const verdict = checkAccess(book, value);
  const grant = byRefresh ?? (verdict.kind === 'portal' ? verdict.grant : null);
  if (grant === null) return json(200, { active: false });
  const { clientId, appId } = settings().app;
  const common = {
    active: true,
    token: value,
    hub_id: grant.portalId,
    user_id: USER_ID,
    client_id: clientId,
    app_id: appId,
    user: 'owner@example.com',
    hub_domain: hubDomain(grant.portalId),
    scopes: grant.scopes,
  };
  if (verdict.kind !== 'portal')
    return json(200, { ...common, token_use: 'refresh_token', token_type: 'Bearer' });
  return json(200, {
    ...common,
    signed_access_token: { expiresAt: verdict.access.expiresAt, hubId: grant.portalId, appId, hublet: 'na1' },
    expires_in: Math.floor((verdict.access.expiresAt - book.from.now()) / 1000),
    is_private_distribution: false,
    token_use: 'access_token',
    token_type: 'Bearer',
  });
}

const USER_ID = 8_675_309;

/** Revoking a refresh token takes the app out of the account; an access token dies alone. */
function revoke({ book, tell }: OauthContext, form: URLSearchParams): SimAnswer {
  const value = form.get('token') ?? '';
  const grant = grantByRefresh(book, value);
  if (grant !== null) {
    endGrants(book, ({ id }) => id === grant.id, 'revoked');
    tell('uninstall', grant.portalId);
  }
  book.access.delete(value);
  return { status: 200, headers: {}, body: '' };
}

function unknownApp({ settings }: OauthContext, form: URLSearchParams): SimAnswer | null {
  const { clientId, clientSecret } = settings().app;
  if (form.get('client_id') !== clientId)
    return refusal('BAD_CLIENT_ID', 'invalid_client', 'missing or unknown client id');
  if (form.get('client_secret') === clientSecret) return null;
  return refusal('BAD_CLIENT_SECRET', 'invalid_client', 'missing or invalid client secret');
}

function refusal(status: string, error: string, message: string): SimAnswer {
  return json(400, { error, error_description: message, status, message });
}

function redirect(uri: string, parameters: Readonly<Record<string, string | null>>): SimAnswer {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) target.searchParams.set(name, value);
  }
  return { status: 302, headers: { location: target.toString() }, body: '' };
}

function wordsOf(text: string | null): readonly string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'utf8').digest('base64url');
}
