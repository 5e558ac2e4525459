// The last step of connecting: the browser comes back, once, and only then are tokens fetched and kept.
import type { Host } from '../../shared/host/host.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { endOf } from './ends.ts';
import { keepGrant } from './keep-grant.ts';
import { page } from './page.ts';
import { isSecret, isSessionOf, sessionCookie } from './session.ts';

/** `GET /oauth/{connector}/callback` */
export async function finishConnect(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await finish(host, request);
  return { ...answer, cookies: [sessionCookie('', 0)] };
}

async function finish(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  // Taken out before anything else is looked at: whatever happens next, this state is never good again.
  const state = request.query['state'];
  const attempt = isSecret(state) ? await host.connections.takeOAuthAttempt(state) : undefined;
  if (attempt === undefined || attempt.expiresAt <= host.clock.now()) return page('gone');
  // An attempt that no browser has opened yet is nobody's: its state was never given to the ledger.
  if (attempt.sessionHash === undefined || !isSessionOf(request, attempt.sessionHash))
    return page('other_session');
  if (request.query['error'] !== undefined) return page('declined');
  const connection = await host.connections.connection(attempt.connection);
  const end = connection === undefined ? undefined : endOf(host, connection, attempt.side ?? 'ledger');
  if (connection === undefined || end === undefined) return page('gone');
  const callbackUrl = `${attempt.redirectUri}?${request.rawQuery}`;
  const redeemed = await end.redeem(callbackUrl, attempt.redirectUri, host.clock.now());
  if (!redeemed.ok) {
    host.log.warn('connect_refused', { connection: connection.id, fault: redeemed.fault.fault });
    return page('refused');
  }
  return page(await keepGrant(host, connection, end, redeemed.value));
}
