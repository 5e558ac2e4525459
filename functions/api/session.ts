// The browser session of a connect attempt: a cookie that only this host reads, and the hash that is stored of it.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../shared/host/host.ts';
import type { HttpRequest } from '../http/http.ts';

/** 256 bits: not to be guessed. */
export const SECRET_BYTES = 32;

/**
 * Ends the state of a person's attempt: of one that is gone nothing else says that he belongs to the console. No hex digit, so that
 * no secret ends so by chance.
 */
const OF_A_PERSON = 'p';

/** A state that nobody guesses. */
export function newState(random: Pick<Random, 'secret'>, isPerson: boolean): string {
  return `${random.secret(SECRET_BYTES)}${isPerson ? OF_A_PERSON : ''}`;
}

/** Whether a text has the form of our states: what has not, was never one. */
export function isState(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{64}p?$/.test(text);
}

export function isOfPerson(state: string): boolean {
  return state.endsWith(OF_A_PERSON);
}

/** What is stored of a session: the cookie itself never is. */
export function sessionHash(session: string): string {
  return createHash('sha256').update(session).digest('hex');
}

/** Lax, because the callback is a navigation that comes from the ledger's site. Zero seconds take it away. */
export function sessionCookie(session: string, seconds: number): string {
  return `${COOKIE}=${session}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;
}

/** Whether the request comes from the browser whose session has this hash. */
export function isSessionOf(request: HttpRequest, hash: string): boolean {
  const cookie = request.cookies.find((text) => text.startsWith(`${COOKIE}=`));
  const given = Buffer.from(sessionHash(cookie?.slice(COOKIE.length + 1) ?? ''));
  const wanted = Buffer.from(hash);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `__Host-`: only this very host may set it, over https, for all paths. */
const COOKIE = '__Host-ledgerlane-connect';
