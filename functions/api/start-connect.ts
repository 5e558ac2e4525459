// The second step of connecting: the browser that opens the address is bound to the attempt and sent to the ledger or the source.
import type { Host } from '../../shared/host/host.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { endOf } from './ends.ts';
import { goneOf, outcomeOf } from './outcome.ts';
import {
  isOfPerson,
  isSessionOf,
  isState,
  newState,
  SECRET_BYTES,
  sessionCookie,
  sessionHash,
} from './session.ts';

/** `GET /oauth/{connector}/start?state=...` */
export async function startConnect(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const given = request.query['state'];
  // Taken out first: of two browsers that open the address only one gets through.
  const attempt = isState(given) ? await host.connections.takeOAuthAttempt(given) : undefined;
  if (attempt === undefined) return goneOf(host, given);
  const now = host.clock.now();
  if (attempt.expiresAt <= now || attempt.sessionHash !== undefined) return outcomeOf(host, attempt, 'gone');
  // A person's address is good in his own browser alone: who only got hold of it connects nothing with his connection.
  if (attempt.openerHash !== undefined && !isSessionOf(request, attempt.openerHash))
    return outcomeOf(host, attempt, 'other_session');
  const connection = await host.connections.connection(attempt.connection);
  const end = connection === undefined ? undefined : endOf(host, connection, attempt.side ?? 'ledger');
  if (end === undefined) return outcomeOf(host, attempt, 'gone');
  // A state of its own: whoever had the address in his hands must not know what the callback will be asked for.
  const state = newState(host.random, isOfPerson(attempt.state));
  const session = host.random.secret(SECRET_BYTES);
  const location = await end.authoriseUrl(state, attempt.redirectUri);
  await host.connections.saveOAuthAttempt({ ...attempt, state, sessionHash: sessionHash(session) });
  const seconds = Math.ceil((attempt.expiresAt - now) / 1000);
  return { status: 302, headers: { location }, cookies: [sessionCookie(session, seconds)], body: '' };
}
