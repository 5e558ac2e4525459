// The first half of connecting a ledger: a single-use attempt, bound to the browser session that began it.
import { createHash } from 'node:crypto';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';

/** `POST .../connect`: where the user has to authorise us. */
export async function beginConnect(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const ledger = host.ledger(connection.ledger);
  if (ledger === undefined) return refuse(request, 'not_supported', 'There is no connector for this ledger.');
  const state = host.random.secret(SECRET_BYTES);
  const session = host.random.secret(SECRET_BYTES);
  const redirectUri = `${request.origin}/oauth/${connection.ledger}/callback`;
  const expiresAt = host.clock.now() + ATTEMPT_SECONDS * 1000;
  const authoriseUrl = await ledger.authoriseUrl(state, redirectUri);
  await host.connections.saveOAuthAttempt({
    state,
    connection: connection.id,
    sessionHash: sessionHash(session),
    redirectUri,
    expiresAt,
  });
  return {
    ...json(200, { authorise_url: authoriseUrl, expiresAt: new Date(expiresAt).toISOString() }),
    cookies: [sessionCookie(session, ATTEMPT_SECONDS)],
  };
}

/** Time to log in at the ledger and choose a company; a link that lies about longer is somebody else's chance. */
const ATTEMPT_SECONDS = 600;

/** 256 bits: not to be guessed. */
const SECRET_BYTES = 32;

/** Whether a text has the form of our secrets: what has not, was never one. */
export function isSecret(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{64}$/.test(text);
}

/** `__Host-`: only this very host may set it, over https, for all paths. */
const COOKIE = '__Host-ledgerlane-connect';

/** What is stored of a session: the cookie itself never is. */
export function sessionHash(session: string): string {
  return createHash('sha256').update(session).digest('hex');
}

/** Lax, because the callback is a navigation that comes from the ledger's site. Zero seconds take it away. */
export function sessionCookie(session: string, seconds: number): string {
  return `${COOKIE}=${session}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;
}

/** The session of the browser that asks; undefined if it has none. */
export function sessionOf(request: HttpRequest): string | undefined {
  const cookie = request.cookies.find((text) => text.startsWith(`${COOKIE}=`));
  return cookie?.slice(COOKIE.length + 1);
}
