// OAuth: connecting a company and keeping its tokens fresh, with Intuit's client over our own network function.
import * as z from 'zod';
import type { Answer, Fault } from '../../core/faults.ts';
import type { Fetcher, HttpAnswer } from '../http.ts';
import type { Tokens } from '../ports.ts';
import type { QuickBooksEndpoints } from './endpoints.ts';
import { parseJson } from './json.ts';

/** The app as it is registered with Intuit. */
export interface QuickBooksApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface OAuthParts {
  readonly fetcher: Fetcher;
  readonly endpoints: QuickBooksEndpoints;
  /** Asked for each use, so that a changed secret is taken up without a restart. */
  readonly app: () => Promise<QuickBooksApp>;
}

/** Token calls take well under a second; a worker that holds a lane must not hang on one (the client has no limit). */
const TOKEN_CALL_MS = 10_000;

const ACCOUNTING_SCOPE = 'com.intuit.quickbooks.accounting';

/** Where a user authorises us. */
export async function authoriseUrl(parts: OAuthParts, state: string, redirectUri: string): Promise<string> {
  const { client } = await clientFor(parts, redirectUri);
  const made = new URL(client.authorizeUri({ scope: ACCOUNTING_SCOPE, state }));
  // The client keeps its endpoints for the whole process; only the query is taken, so that tests cannot leak into it.
  return `${parts.endpoints.authorise}${made.search}`;
}

/** Redeems the code of a callback, once: a second redemption of the same code would spoil the tokens of the first. */
export async function redeem(
  parts: OAuthParts,
  callbackUrl: string,
  redirectUri: string,
  now: number,
): Promise<Answer<Tokens & { readonly company: string }>> {
  const query = URL.parse(callbackUrl, redirectUri)?.searchParams;
  const code = query?.get('code') ?? '';
  const company = query?.get('realmId') ?? '';
  if (code === '' || !/^\d{1,32}$/.test(company)) return { ok: false, fault: noCode(query?.get('error')) };
  const { client, answer } = await clientFor(parts, redirectUri);
  // Built anew from the three members we know: the client would take any `redirectUri` in the query for its own.
  const clean = new URLSearchParams({ code, realmId: company });
  await judgedLater(client.createToken(`${redirectUri}?${clean.toString()}`));
  const tokens = tokensOf(answer(), now);
  return tokens.ok ? { ok: true, value: { ...tokens.value, company } } : tokens;
}

/**
 * Fresh tokens for a refresh token. If the answer is lost, the refresh token may or may not be spent; the caller keeps
 * the old one and tries again, and whichever answer is newest wins.
 */
export async function refresh(parts: OAuthParts, refreshToken: string, now: number): Promise<Answer<Tokens>> {
  const { client, answer } = await clientFor(parts, '');
  // Passed explicitly: the client's own check of a stored token calls a good one invalid when its dates are missing.
  await judgedLater(client.refreshUsingToken(refreshToken));
  return tokensOf(answer(), now);
}

/** Gives a grant back. One that is gone already is refused like a token that never was; the caller need not care. */
export async function revoke(
  { fetcher, endpoints, app }: OAuthParts,
  refreshToken: string,
): Promise<Answer<'revoked'>> {
  const { clientId, clientSecret } = await app();
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, accept: 'application/json' };
  const answer = await fetcher({
    method: 'POST',
    url: endpoints.revoke,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ token: refreshToken }),
    timeoutMs: TOKEN_CALL_MS,
  });
  if ('failed' in answer) return { ok: false, fault: failed(answer.failed) };
  if (answer.status !== 200) return { ok: false, fault: refusal(answer.status, parseJson(answer.text)) };
  return { ok: true, value: 'revoked' };
}

/**
 * Intuit's client with our transport. Its own has no timeout, and sends a token call up to three more times after an error
 * or a lost answer - with a refresh token that the first one may have spent. Ours sends once, within a limit. The client
 * is loaded on first use only: it brings in a logger, a CSRF library and an HTTP client that no other path needs.
 */
async function clientFor(parts: OAuthParts, redirectUri: string) {
  const { default: OAuthClient } = await import('intuit-oauth');
  const { clientId, clientSecret } = await parts.app();
  // Never `logging`: it writes ./logs (read-only in a function) with the secrets of the headers.
  const client = new OAuthClient({ clientId, clientSecret, environment: 'production', redirectUri });
  let last: HttpAnswer | undefined;
  const loadResponse = async (request: unknown) => {
    last = await sendTokenCall(parts, request);
    return clientResponse(last);
  };
  Object.assign(client, { loadResponse });
  return { client, answer: () => last };
}

const tokenCall = z.object({
  data: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
});

async function sendTokenCall({ fetcher, endpoints }: OAuthParts, request: unknown): Promise<HttpAnswer> {
  const { data, headers } = tokenCall.parse(request);
  const body = new URLSearchParams(data).toString();
  return fetcher({ method: 'POST', url: endpoints.token, headers, body, timeoutMs: TOKEN_CALL_MS });
}

function clientResponse(answer: HttpAnswer) {
  if ('failed' in answer) throw new Error(answer.failed);
  return { status: answer.status, statusText: '', headers: answer.headers, data: parseJson(answer.text) };
}

/** The client loses statuses and codes in its errors, so it is not asked how it went: the answer itself is. */
async function judgedLater(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch {
    // A refusal is in the answer, and so is its reason.
  }
}

const seconds = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);
const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: seconds,
  // 101 days when it is left out (Intuit's sample answers).
  x_refresh_token_expires_in: seconds.default(8_726_400),
});
const refused = z.object({ error: z.string() });

function tokensOf(answer: HttpAnswer | undefined, now: number): Answer<Tokens> {
  if (answer === undefined)
    return { ok: false, fault: { fault: 'unavailable', detail: 'no token call was sent' } };
  if ('failed' in answer) return { ok: false, fault: failed(answer.failed) };
  const json = parseJson(answer.text);
  const read = granted.safeParse(json);
  if (answer.status !== 200 || !read.success) return { ok: false, fault: refusal(answer.status, json) };
  return {
    ok: true,
    value: {
      accessToken: read.data.access_token,
      accessExpiresAt: now + read.data.expires_in * 1000,
      refreshToken: read.data.refresh_token,
      refreshExpiresAt: now + read.data.x_refresh_token_expires_in * 1000,
    },
  };
}

/**
 * Only a structured `invalid_grant` says that the grant is gone. Wrong app keys, throttles and outages must not make a
 * thousand customers reconnect. A 2xx we cannot read, or a 5xx, may have spent the refresh token.
 */
function refusal(status: number, json: unknown): Fault {
  const read = refused.safeParse(json);
  const error = read.success ? read.data.error.slice(0, 60) : undefined;
  const told = {
    vendorCode: error ?? `http ${status}`,
    detail: `the token endpoint answered ${error ?? status}`,
  };
  if (status === 400 && error === 'invalid_grant') return { fault: 'disconnected', ...told };
  if (status === 429) return { fault: 'throttled', retryAfterMs: 60_000, ...told };
  return { fault: status >= 400 && status < 500 ? 'unavailable' : 'unknown_outcome', ...told };
}

function failed(reason: string): Fault {
  const fault = reason === 'refused' ? 'unavailable' : 'unknown_outcome';
  return { fault, vendorCode: reason, detail: 'the token endpoint gave no answer' };
}

function noCode(error: string | null | undefined): Fault {
  const reason = (error ?? 'no code').replace(/[^\w -]/g, '').slice(0, 60);
  return {
    fault: 'invalid',
    vendorCode: reason,
    detail: 'the callback carries no code and company to redeem',
  };
}
