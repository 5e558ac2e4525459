// Connections between the app and companies: codes, grants and tokens, and when each of them lives and dies.
import { z } from 'zod';
import type { Surroundings } from '../core/types.ts';
import { randomText, randomUuid } from './chance.ts';
import type { ServiceSettings } from './settings.ts';

const grantSchema = z.object({
  id: z.string(),
  realmId: z.string(),
  scope: z.string(),
  createdAt: z.number(),
  /** `disconnected`: the user removed the app; `spoiled`: its code was redeemed twice. */
  state: z.enum(['live', 'revoked', 'disconnected', 'spoiled', 'replaced']),
  refreshToken: z.string(),
  /** When the current value was first given out: the age that decides about rotation. */
  valueSince: z.number(),
  refreshedAt: z.number(),
});
const codeSchema = z.object({
  code: z.string(),
  realmId: z.string(),
  scope: z.string(),
  redirectUri: z.string(),
  issuedAt: z.number(),
  /** The grant it was redeemed for; null while it is unused. */
  grantId: z.string().nullable(),
});
const accessSchema = z.object({ token: z.string(), grantId: z.string(), expiresAt: z.number() });

/** Everything the OAuth side remembers, as it stands in the state file. */
export const oauthState = z.object({
  codes: z.array(codeSchema),
  grants: z.array(grantSchema),
  access: z.array(accessSchema),
});

/** One connection of the app with one company. */
export type Grant = z.infer<typeof grantSchema>;

/** A pair of tokens as the token endpoint gives them out. */
export interface TokenPair {
  readonly grant: Grant;
  readonly accessToken: string;
  readonly expiresInMs: number;
  readonly refreshExpiresInMs: number;
  readonly hardExpiresInMs: number;
}

/** What an access token turned out to be. */
export type AccessVerdict =
  { readonly kind: 'unknown' | 'expired' | 'dead' } | { readonly kind: 'grant'; readonly grant: Grant };

/** The book-keeping of connections: plain maps, changed by the functions of this file only. */
export interface OauthBook {
  readonly from: Surroundings;
  readonly settings: () => ServiceSettings['oauth'];
  readonly codes: Map<string, z.infer<typeof codeSchema>>;
  readonly grants: Map<string, Grant>;
  readonly access: Map<string, z.infer<typeof accessSchema>>;
  /** Only the values that are good today: a value that was rotated away is simply not found. */
  readonly byRefreshToken: Map<string, string>;
}

/** Opens the book of connections, empty. */
export function createOauth(from: Surroundings, settings: OauthBook['settings']): OauthBook {
  return {
    from,
    settings,
    codes: new Map(),
    grants: new Map(),
    access: new Map(),
    byRefreshToken: new Map(),
  };
}

/** The code the authorize page sends back with the browser. */
export function issueCode(book: OauthBook, realmId: string, scope: string, redirectUri: string): string {
  const code = `XAB11${randomText(book.from, 45)}`;
  book.codes.set(code, { code, realmId, scope, redirectUri, issuedAt: book.from.now(), grantId: null });
  return code;
}

/** Tokens for a code, once. Null: `invalid_grant`. */
export function redeemCode(book: OauthBook, value: string, redirectUri: string): TokenPair | null {
  const code = book.codes.get(value);
  if (code === undefined) return null;
  // A second redemption is taken for a theft of the code, and the tokens of the first one die with it.
  if (code.grantId !== null) endGrants(book, (grant) => grant.id === code.grantId, 'spoiled');
  const late = book.from.now() >= code.issuedAt + book.settings().codeLifetimeMs;
  if (code.grantId !== null || late || code.redirectUri !== redirectUri) return null;
  const pair = connect(book, code.realmId, code.scope);
  code.grantId = pair.grant.id;
  return pair;
}

/** A fresh connection with a company, without the dance through the browser. */
export function connect(book: OauthBook, realmId: string, scope: string): TokenPair {
  if (book.settings().reconnectEndsEarlierGrants) {
    endGrants(book, (grant) => grant.realmId === realmId, 'replaced');
  }
  const now = book.from.now();
  const common = { realmId, scope, state: 'live', refreshToken: '' } as const;
  const grant = { id: randomUuid(book.from), ...common, createdAt: now, valueSince: now, refreshedAt: now };
  book.grants.set(grant.id, grant);
  giveNewValue(book, grant);
  return issuePair(book, grant);
}

/** New tokens for a refresh token. Null: `invalid_grant`. */
export function refresh(book: OauthBook, value: string): TokenPair | null {
  const grant = book.grants.get(book.byRefreshToken.get(value) ?? '');
  if (grant === undefined || !canRefresh(grant, book.from.now(), book.settings())) return null;
  const { rotateEveryRefresh, rotateAfterMs } = book.settings();
  if (rotateEveryRefresh || book.from.now() - grant.valueSince >= rotateAfterMs) giveNewValue(book, grant);
  grant.refreshedAt = book.from.now();
  return issuePair(book, grant);
}

/** What an access token is worth now. */
export function checkAccess(book: OauthBook, token: string): AccessVerdict {
  const found = book.access.get(token);
  const grant = book.grants.get(found?.grantId ?? '');
  if (found === undefined || grant === undefined) return { kind: 'unknown' };
  if (book.from.now() >= found.expiresAt) return { kind: 'expired' };
  // A disconnected company still knows whose token it is, so that the gateway can answer 3100 and not 3200.
  const readable = grant.state === 'live' || grant.state === 'disconnected';
  return readable ? { kind: 'grant', grant } : { kind: 'dead' };
}

/** Ends the live grants that match; says how many there were. */
export function endGrants(book: OauthBook, which: (grant: Grant) => boolean, state: Grant['state']): number {
  const ended = [...book.grants.values()].filter((grant) => grant.state === 'live' && which(grant));
  for (const grant of ended) grant.state = state;
  return ended.length;
}

/** The grant a token of either kind belongs to. */
export function grantOf(book: OauthBook, token: string): Grant | null {
  const id = book.byRefreshToken.get(token) ?? book.access.get(token)?.grantId ?? '';
  return book.grants.get(id) ?? null;
}

/** Whether the app may reach this company at all. */
export function isConnected(book: OauthBook, realmId: string): boolean {
  for (const grant of book.grants.values())
    if (grant.realmId === realmId && grant.state === 'live') return true;
  return false;
}

/** The whole book as plain data. */
export function dumpOauth(book: OauthBook): z.infer<typeof oauthState> {
  return {
    codes: [...book.codes.values()],
    grants: [...book.grants.values()],
    access: [...book.access.values()],
  };
}

/** Replaces the whole book. */
export function restoreOauth(book: OauthBook, state: z.infer<typeof oauthState>): void {
  for (const map of [book.codes, book.grants, book.access, book.byRefreshToken]) map.clear();
  for (const code of state.codes) book.codes.set(code.code, code);
  for (const item of state.access) book.access.set(item.token, item);
  for (const grant of state.grants) {
    book.grants.set(grant.id, grant);
    book.byRefreshToken.set(grant.refreshToken, grant.id);
  }
}

function issuePair(book: OauthBook, grant: Grant): TokenPair {
  const now = book.from.now();
  const { accessTokenMs, refreshIdleMs, refreshHardMs } = book.settings();
  forgetOldAccess(book, now);
  const accessToken = `eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..${randomText(book.from, 120)}`;
  book.access.set(accessToken, { token: accessToken, grantId: grant.id, expiresAt: now + accessTokenMs });
  const hardExpiresInMs = Math.max(0, grant.createdAt + refreshHardMs - now);
  const refreshExpiresInMs = Math.min(refreshIdleMs, hardExpiresInMs);
  return { grant, accessToken, expiresInMs: accessTokenMs, refreshExpiresInMs, hardExpiresInMs };
}

function canRefresh(grant: Grant, now: number, settings: ServiceSettings['oauth']): boolean {
  const idle = now >= grant.refreshedAt + settings.refreshIdleMs;
  const over = now >= grant.createdAt + settings.refreshHardMs;
  return grant.state === 'live' && !idle && !over;
}

function giveNewValue(book: OauthBook, grant: Grant): void {
  book.byRefreshToken.delete(grant.refreshToken);
  grant.refreshToken = newRefreshToken(book);
  grant.valueSince = book.from.now();
  book.byRefreshToken.set(grant.refreshToken, grant.id);
}

/** Intuit's values carry the second in which they end, between a prefix and a random tail. */
function newRefreshToken({ from, settings }: OauthBook): string {
  return `RT1-39-H0-${Math.floor((from.now() + settings().refreshIdleMs) / 1000)}${randomText(from, 20)}`;
}

/** An expired token is told apart from an unknown one for a day; after that nobody asks, and the map stays small. */
function forgetOldAccess(book: OauthBook, now: number): void {
  for (const [token, { expiresAt }] of book.access) {
    if (expiresAt > now - 86_400_000) return;
    book.access.delete(token);
  }
}
