// Installations of the app in accounts: codes, grants and tokens, and when each of them lives and dies.
import { z } from 'zod';
import { randomText } from '../../quickbooks/service/chance.ts';
import type { Surroundings } from '../core/types.ts';
import type { ServiceSettings } from './settings.ts';

const grantSchema = z.object({
  id: z.string(),
  portalId: z.number(),
  scopes: z.array(z.string()),
  createdAt: z.number(),
  state: z.enum(['live', 'revoked', 'uninstalled', 'replaced']),
  refreshToken: z.string(),
});
const codeSchema = z.object({
  code: z.string(),
  portalId: z.number(),
  scopes: z.array(z.string()),
  redirectUri: z.string(),
  /** The challenge of PKCE, base64url of SHA-256; null when the app sent none. */
  challenge: z.string().nullable(),
  issuedAt: z.number(),
  used: z.boolean(),
});
const accessSchema = z.object({
  token: z.string(),
  /** Null for a token of the app itself, by client credentials. */
  grantId: z.string().nullable(),
  scopes: z.array(z.string()),
  expiresAt: z.number(),
});

/** Everything the OAuth side remembers, as it stands in the state file. */
export const oauthState = z.object({
  codes: z.array(codeSchema),
  grants: z.array(grantSchema),
  access: z.array(accessSchema),
});

/** One installation of the app in one account. */
export type Grant = z.infer<typeof grantSchema>;
export type Access = z.infer<typeof accessSchema>;
export type Code = z.infer<typeof codeSchema>;

/** The book-keeping of installations: plain maps, changed by the functions of this file only. */
export interface OauthBook {
  readonly from: Surroundings;
  readonly settings: () => ServiceSettings;
  readonly codes: Map<string, Code>;
  readonly grants: Map<string, Grant>;
  readonly access: Map<string, Access>;
}

/** Who a token speaks for. */
export type Verdict =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired'; readonly at: number }
  | { readonly kind: 'app'; readonly access: Access }
  | { readonly kind: 'portal'; readonly access: Access; readonly grant: Grant };

export function createOauth(from: Surroundings, settings: OauthBook['settings']): OauthBook {
  return { from, settings, codes: new Map(), grants: new Map(), access: new Map() };
}

/** The code the authorize page sends back with the browser. */
export function issueCode(book: OauthBook, given: Omit<Code, 'code' | 'issuedAt' | 'used'>): string {
  const code = `na1-${uuidLike(book.from)}`;
  book.codes.set(code, { ...given, code, issuedAt: book.from.now(), used: false });
  return code;
}

/** An installation, without the dance through the browser. Installing again takes the place of the one before. */
export function install(book: OauthBook, portalId: number, scopes: readonly string[]): Grant {
  endGrants(book, (grant) => grant.portalId === portalId, 'replaced');
  const grant: Grant = {
    id: uuidLike(book.from),
    portalId,
    scopes: [...scopes],
    createdAt: book.from.now(),
    state: 'live',
    refreshToken: `na1-${uuidLike(book.from)}`,
  };
  book.grants.set(grant.id, grant);
  return grant;
}

/** An access token of an installation, or of the app itself. Earlier ones stay good until they expire. */
export function issueAccess(book: OauthBook, grant: Grant | null, scopes: readonly string[]): Access {
  const now = book.from.now();
  for (const [token, { expiresAt }] of book.access) {
    // An expired token is told apart from an unknown one for a day; after that nobody asks.
    if (expiresAt > now - 86_400_000) break;
    book.access.delete(token);
  }
  const access = {
    // Real tokens are longer than 300 characters by now.
    token: `C${randomText(book.from, 319)}`,
    grantId: grant?.id ?? null,
    scopes: [...scopes],
    expiresAt: now + book.settings().oauth.accessTokenMs,
  };
  book.access.set(access.token, access);
  return access;
}

/** The installation a refresh token belongs to, if it still stands. */
export function grantByRefresh(book: OauthBook, token: string): Grant | null {
  const grant = [...book.grants.values()].find(({ refreshToken }) => refreshToken === token);
  return grant?.state === 'live' ? grant : null;
}

/** Gives an installation a new refresh token; the old one is dead from then on. */
export function rotate(book: OauthBook, grant: Grant): void {
  grant.refreshToken = `na1-${uuidLike(book.from)}`;
}

/** What an access token is worth now. */
export function checkAccess(book: OauthBook, token: string): Verdict {
  const access = book.access.get(token);
  if (access === undefined) return { kind: 'unknown' };
  if (book.from.now() >= access.expiresAt) return { kind: 'expired', at: access.expiresAt };
  if (access.grantId === null) return { kind: 'app', access };
  const grant = book.grants.get(access.grantId);
  // Installing again leaves the tokens of before alone until they expire.
  const good = grant?.state === 'live' || grant?.state === 'replaced';
  return good ? { kind: 'portal', access, grant } : { kind: 'unknown' };
}

/** Ends the live installations that match; says which. */
export function endGrants(
  book: OauthBook,
  which: (grant: Grant) => boolean,
  state: Grant['state'],
): readonly Grant[] {
  const ended = [...book.grants.values()].filter((grant) => grant.state === 'live' && which(grant));
  for (const grant of ended) grant.state = state;
  return ended;
}

export function isInstalled(book: OauthBook, portalId: number): boolean {
  return [...book.grants.values()].some((grant) => grant.state === 'live' && grant.portalId === portalId);
}

export function dumpOauth({ codes, grants, access }: OauthBook): z.infer<typeof oauthState> {
  return { codes: [...codes.values()], grants: [...grants.values()], access: [...access.values()] };
}

export function restoreOauth(book: OauthBook, state: z.infer<typeof oauthState>): void {
  for (const map of [book.codes, book.grants, book.access]) map.clear();
  for (const code of state.codes) book.codes.set(code.code, code);
  for (const grant of state.grants) book.grants.set(grant.id, grant);
  for (const access of state.access) book.access.set(access.token, access);
}

function uuidLike(from: Surroundings): string {
  return [8, 4, 4, 4, 12].map((length) => randomText(from, length, '0123456789abcdef')).join('-');
}
