// The last step of connecting: the browser comes back, once, and only then are tokens fetched and kept.
import type { Host } from '../../shared/host/host.ts';
import type { Connection, OAuthAttempt } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { type End, endOf } from './ends.ts';
import { keepGrant } from './keep-grant.ts';
import { goneOf, type Outcome, outcomeOf } from './outcome.ts';
import { isSessionOf, isState, sessionCookie } from './session.ts';

/** `GET /oauth/{connector}/callback` */
export async function finishConnect(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await finish(host, request);
  return { ...answer, cookies: [sessionCookie('', 0)] };
}

async function finish(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  // Taken out before anything else is looked at: whatever happens next, this state is never good again.
  const state = request.query['state'];
  const attempt = isState(state) ? await host.connections.takeOAuthAttempt(state) : undefined;
  if (attempt === undefined) return goneOf(host, state);
  return outcomeOf(host, attempt, await outcomeFor(host, request, attempt));
}

async function outcomeFor(host: Host, request: HttpRequest, attempt: OAuthAttempt): Promise<Outcome> {
  if (attempt.expiresAt <= host.clock.now()) return 'gone';
  // An attempt that no browser has opened yet is nobody's: its state was never given to the ledger.
  if (attempt.sessionHash === undefined || !isSessionOf(request, attempt.sessionHash)) return 'other_session';
  if (request.query['error'] !== undefined) return 'declined';
  const connection = await host.connections.connection(attempt.connection);
  const end = connection === undefined ? undefined : endOf(host, connection, attempt.side ?? 'ledger');
  if (connection === undefined || end === undefined) return 'gone';
  const callbackUrl = `${attempt.redirectUri}?${request.rawQuery}`;
  const redeemed = await end.redeem(callbackUrl, attempt.redirectUri, host.clock.now());
  if (!redeemed.ok) {
    host.log.warn('connect_refused', { connection: connection.id, fault: redeemed.fault.fault });
    return 'refused';
  }
  const kept = await keepGrant(host, connection, end, { ...redeemed.value, by: attempt.by });
  if (kept === 'connected') await note({ host, request, attempt, connection, end }, redeemed.value.account);
  return kept;
}

interface Finished {
  readonly host: Host;
  readonly request: HttpRequest;
  readonly attempt: OAuthAttempt;
  readonly connection: Connection;
  readonly end: End;
}

/** Who began it is who did it: the browser that came back carries no token, and was bound to his attempt. */
async function note({ host, request, attempt, connection, end }: Finished, account: string): Promise<void> {
  if (attempt.by === undefined) return;
  await host.audit.append(connection.id, {
    id: request.id,
    at: host.clock.now(),
    by: attempt.by,
    what: end.side === 'source' ? 'connected_source' : 'connected',
    before: { account: end.account ?? 'none' },
    after: { account },
  });
}
