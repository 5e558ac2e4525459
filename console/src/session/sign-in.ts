// Sign-in by OpenID Connect: code flow with PKCE. What has to survive the way to the issuer and back is of use once only.
import * as oauth from 'oauth4webapi';
import { keepToken } from './token.ts';

/** Where and as what to sign in: /config.json, written by whoever delivers the console. Nothing in it is secret. */
export interface SignInConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** Where the issuer sends the browser back to. */
export const RETURN_PATH = '/signed-in';

export async function readConfig(): Promise<SignInConfig> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error('The console was delivered without /config.json.');
  const read: (text: string) => SignInConfig = JSON.parse;
  return read(await response.text());
}

/** Sends the browser to the issuer; it comes back to where it is now. */
export async function beginSignIn(config: SignInConfig): Promise<void> {
  const { authorization_endpoint: endpoint } = await discover(config);
  if (endpoint === undefined) throw new Error('The issuer names no place to sign in.');
  const kept: Kept = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    back: location.pathname === RETURN_PATH ? '/' : `${location.pathname}${location.search}`,
  };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
  const address = new URL(endpoint);
  const asked = {
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: config.scope,
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  location.assign(address);
}

/** Redeems what the issuer sent the browser back with; answers where the person was. */
export async function finishSignIn(config: SignInConfig): Promise<string> {
  const kept = takeKept();
  if (kept === undefined) return '/';
  const issuer = await discover(config);
  const client = { client_id: config.clientId };
  const parameters = oauth.validateAuthResponse(issuer, client, new URL(location.href), kept.state);
  const response = await oauth.authorizationCodeGrantRequest(
    issuer,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    kept.verifier,
    options(config),
  );
  const expected = { expectedNonce: kept.nonce, requireIdToken: true };
  keep(config, await oauth.processAuthorizationCodeResponse(issuer, client, response, expected));
  return kept.back;
}

/** Forgets the token, and has the issuer forget the session where it offers that. */
export async function signOut(config: SignInConfig): Promise<void> {
  keepToken(undefined);
  const { end_session_endpoint: endpoint } = await discover(config);
  if (endpoint === undefined) return location.assign('/');
  const address = new URL(endpoint);
  address.searchParams.set('client_id', config.clientId);
  address.searchParams.set('logout_uri', `${location.origin}/`);
  address.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
  location.assign(address);
}

/** Renewed this long before its end, so that no request is on its way with one that just ran out. */
const EARLY_SECONDS = 60;
const SECONDS_DEFAULT = 3_600;

function keep(config: SignInConfig, tokens: oauth.TokenEndpointResponse): void {
  keepToken(tokens.access_token);
  const { refresh_token: refresh, expires_in: seconds = SECONDS_DEFAULT } = tokens;
  if (refresh !== undefined)
    setTimeout(() => void renew(config, refresh), Math.max(seconds - EARLY_SECONDS, 1) * 1000);
}

/** If it fails, the next request is refused and the person signs in again. */
async function renew(config: SignInConfig, refresh: string): Promise<void> {
  const issuer = await discover(config);
  const client = { client_id: config.clientId };
  const asked = await oauth.refreshTokenGrantRequest(issuer, client, oauth.None(), refresh, options(config));
  const tokens = await oauth.processRefreshTokenResponse(issuer, client, asked);
  keep(config, { ...tokens, refresh_token: tokens.refresh_token ?? refresh });
}

async function discover(config: SignInConfig): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(config.issuer);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...options(config) });
  return await oauth.processDiscoveryResponse(issuer, response);
}

/** Plain http only for an issuer on this very machine. */
function options({ issuer }: SignInConfig) {
  const { hostname } = new URL(issuer);
  return { [oauth.allowInsecureRequests]: hostname === '127.0.0.1' || hostname === 'localhost' };
}

interface Kept {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly back: string;
}

const KEY = 'ledgerlane.sign-in';

function takeKept(): Kept | undefined {
  const content = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const read: (text: string) => Kept = JSON.parse;
  return content === null ? undefined : read(content);
}

const redirectUri = (): string => `${location.origin}${RETURN_PATH}`;
