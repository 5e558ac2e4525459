// OAuth: installing our app in an account and keeping its tokens fresh.
import * as z from 'zod';
import type { Answer, Fault } from '../../core/faults.ts';
import type { Fetcher, HttpAnswer } from '../http.ts';
import type { Tokens } from '../ports.ts';
import { HUBSPOT_VERSION, type HubSpotEndpoints } from './endpoints.ts';
import { parseJson } from './json.ts';

/** The app as it is registered with HubSpot. */
export interface HubSpotApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface OAuthParts {
  readonly fetcher: Fetcher;
  readonly endpoints: HubSpotEndpoints;
  /** Asked for each use, so that a changed secret is taken up without a restart. */
  readonly app: () => Promise<HubSpotApp>;
}

/** Tokens of an account, and what it granted. */
export interface PortalTokens extends Tokens {
  /** HubSpot's number of the account, in digits. */
  readonly portal: string;
  readonly scopes: readonly string[];
}

/** Token calls take well under a second; a worker that holds a lane must not hang on one. */
const TOKEN_CALL_MS = 10_000;
/** HubSpot names no end of a refresh token. Ten years is longer than any installation and still a time. */
const REFRESH_LIFE_MS = 10 * 365 * 86_400_000;

/** Without these we cannot do our work, and an account that cannot grant them cannot install the app. */
export const REQUIRED_SCOPES: readonly string[] = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.invoices.read',
  'crm.objects.invoices.write',
  'crm.objects.line_items.read',
  'crm.objects.line_items.write',
  'crm.objects.products.read',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.schemas.line_items.read',
  'crm.schemas.line_items.write',
  'crm.schemas.invoices.read',
  'crm.schemas.invoices.write',
];

/** Accounts without payments cannot grant those; without the schema of deals a deal shows nothing of its invoices. */
export const OPTIONAL_SCOPES: readonly string[] = [
  'crm.objects.commercepayments.read',
  'crm.objects.commercepayments.write',
  'crm.schemas.commercepayments.read',
  'crm.schemas.commercepayments.write',
  'crm.schemas.deals.read',
  'crm.schemas.deals.write',
  'tax_rates.read',
];

/** What the app needs for the journal. The scopes' names differ between guide and specification; these are the guide's. */
const JOURNAL_SCOPES: readonly string[] = [
  'developer.webhooks_journal.read',
  'developer.webhooks_journal.subscriptions.read',
  'developer.webhooks_journal.subscriptions.write',
];

/** Where a user installs the app; `state` comes back to the callback. */
export async function authoriseUrl(parts: OAuthParts, state: string, redirectUri: string): Promise<string> {
  const { clientId } = await parts.app();
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: REQUIRED_SCOPES.join(' '),
    optional_scope: OPTIONAL_SCOPES.join(' '),
    state,
  });
  return `${parts.endpoints.authorise}?${query.toString()}`;
}

/** Redeems the code of a callback, once. The account is the one that HubSpot's answer names, never the address. */
export async function redeem(
  parts: OAuthParts,
  callbackUrl: string,
  redirectUri: string,
  now: number,
): Promise<Answer<PortalTokens>> {
  const query = URL.parse(callbackUrl, redirectUri)?.searchParams;
  const code = query?.get('code') ?? '';
  if (code === '' || code.length > 512) return { ok: false, fault: noCode(query?.get('error')) };
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  return tokensOf(await tokenCall(parts, 'token', form), now);
}

/**
 * Fresh tokens for a refresh token. HubSpot's pages show no rotation, so a lost answer should cost nothing: the caller
 * tries again with the old one. Whatever refresh token comes back is to be kept.
 */
export async function refresh(
  parts: OAuthParts,
  refreshToken: string,
  now: number,
): Promise<Answer<PortalTokens>> {
  return tokensOf(
    await tokenCall(parts, 'token', { grant_type: 'refresh_token', refresh_token: refreshToken }),
    now,
  );
}

/** A token of the app itself, for the Webhooks Journal. It acts for no account and is not refreshed, only asked for again. */
export async function appToken(
  parts: OAuthParts,
  now: number,
): Promise<Answer<{ readonly accessToken: string; readonly accessExpiresAt: number }>> {
  const form = { grant_type: 'client_credentials', scope: JOURNAL_SCOPES.join(' ') };
  const answer = await tokenCall(parts, 'token', form);
  if ('failed' in answer) return { ok: false, fault: failed(answer.failed) };
  const json = parseJson(answer.text);
  const read = own.safeParse(json);
  if (answer.status !== 200 || !read.success) return { ok: false, fault: refusal(answer.status, json) };
  const { access_token: accessToken, expires_in } = read.data;
  return { ok: true, value: { accessToken, accessExpiresAt: now + expires_in * 1000 } };
}

/** Gives an installation back by its refresh token. */
export async function revoke(parts: OAuthParts, refreshToken: string): Promise<Answer<'revoked'>> {
  const answer = await tokenCall(parts, 'token/revoke', {
    token: refreshToken,
    token_type_hint: 'refresh_token',
  });
  if ('failed' in answer) return { ok: false, fault: failed(answer.failed) };
  if (answer.status < 200 || answer.status > 299)
    return { ok: false, fault: refusal(answer.status, parseJson(answer.text)) };
  return { ok: true, value: 'revoked' };
}

/** Secrets travel in the body only. The version before last would take them in the address. */
async function tokenCall(
  { fetcher, endpoints, app }: OAuthParts,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<HttpAnswer> {
  const { clientId, clientSecret } = await app();
  return fetcher({
    method: 'POST',
    url: `${endpoints.api}/oauth/${HUBSPOT_VERSION}/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form }).toString(),
    timeoutMs: TOKEN_CALL_MS,
  });
}

const own = z.object({
  access_token: z.string().min(1),
  expires_in: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});
const granted = own.extend({
  refresh_token: z.string().min(1),
  hub_id: z.string().regex(/^\d{1,20}$/),
  scopes: z.array(z.string().max(100)).max(500).default([]),
});
const refused = z.object({ error: z.string().nullish(), status: z.string().nullish() });

function tokensOf(answer: HttpAnswer, now: number): Answer<PortalTokens> {
  if ('failed' in answer) return { ok: false, fault: failed(answer.failed) };
  const json = parseJson(answer.text);
  const read = granted.safeParse(json);
  if (answer.status !== 200 || !read.success) return { ok: false, fault: refusal(answer.status, json) };
  const { access_token, refresh_token, expires_in, hub_id, scopes } = read.data;
  return {
    ok: true,
    value: {
      portal: hub_id,
      scopes,
      accessToken: access_token,
      accessExpiresAt: now + expires_in * 1000,
      refreshToken: refresh_token,
      refreshExpiresAt: now + REFRESH_LIFE_MS,
    },
  };
}

/**
 * Only a refusal that names the refresh token says that the installation is gone. Wrong app keys, throttles and outages
 * must not make a thousand customers connect again.
 */
function refusal(status: number, json: unknown): Fault {
  const read = refused.safeParse(json);
  const word = (read.success ? (read.data.status ?? read.data.error) : undefined)?.slice(0, 60);
  const said = {
    vendorCode: word ?? `http ${status}`,
    detail: `the token endpoint answered ${word ?? status}`,
  };
  if (status === 400 && word === 'BAD_REFRESH_TOKEN') return { fault: 'disconnected', ...said };
  if (status === 400 && /AUTH_CODE|CODE_VERIFIER/.test(word ?? '')) return { fault: 'invalid', ...said };
  if (status === 429) return { fault: 'throttled', retryAfterMs: 10_000, ...said };
  return { fault: 'unavailable', ...said };
}

/** A refresh spends nothing, so it can be made again; a code that was spent is refused as `invalid` then. */
function failed(reason: string): Fault {
  return { fault: 'unavailable', vendorCode: reason, detail: 'the token endpoint gave no answer' };
}

function noCode(error: string | null | undefined): Fault {
  const reason = (error ?? 'no code').replace(/[^\w -]/g, '').slice(0, 60);
  return { fault: 'invalid', vendorCode: reason, detail: 'the callback carries no code to redeem' };
}
