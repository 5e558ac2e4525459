// The last step of connecting a ledger: the browser comes back, once, and only then are tokens fetched and kept.
import type { LedgerConnector, Tokens } from '../../shared/connectors/ports.ts';
import { sessionEnd } from '../../shared/core/holds.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, Credentials } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { page } from './page.ts';
import { revokeTokens } from './revoke-tokens.ts';
import { isSecret, isSessionOf, sessionCookie } from './session.ts';
import { looksAfterRest } from './looks-after-rest.ts';
import { tell } from './tell.ts';

/** `GET /oauth/{ledger}/callback` */
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
  const ledger = connection === undefined ? undefined : host.ledger(connection.ledger);
  if (connection === undefined || ledger === undefined) return page('gone');
  const callbackUrl = `${attempt.redirectUri}?${request.rawQuery}`;
  const redeemed = await ledger.redeem(callbackUrl, attempt.redirectUri, host.clock.now());
  if (!redeemed.ok) {
    host.log.warn('connect_refused', { connection: connection.id, fault: redeemed.fault.fault });
    return page('refused');
  }
  return keep(host, connection, ledger, redeemed.value);
}

/** Keeps the tokens, unless they are of another company: a connection's records must never move to other books. */
async function keep(
  host: Host,
  connection: Connection,
  ledger: LedgerConnector,
  { company, ...tokens }: Tokens & { readonly company: string },
): Promise<HttpAnswer> {
  if (connection.company !== undefined && connection.company !== company) {
    host.log.warn('connect_wrong_company', { connection: connection.id, ledger: ledger.name });
    await giveBack(host, ledger, laneOf(connection.ledger, company), tokens.refreshToken);
    return page('wrong_company');
  }
  const lane = laneOf(connection.ledger, company);
  const connected = { ...connection, company, sessionEndsAt: await endOfSession(host, connection.id) };
  const endsAt = await endOfSessions(host, connected);
  if (!(await saveTokens(host, lane, { ...tokens, endsAt }))) return page('busy');
  await host.connections.saveConnection(connected);
  await wake(host, connection.ledger, company);
  await tell(host, 'connection.connected', connected);
  host.log.info('connected', { connection: connection.id, lane });
  return page('connected');
}

/** Revokes what was granted by mistake, unless another connection works with that company: it would lose its grant too. */
async function giveBack(
  host: Host,
  ledger: LedgerConnector,
  lane: string,
  refreshToken: string,
): Promise<void> {
  if ((await host.connections.credentials(lane)) === undefined)
    await revokeTokens(host, ledger, lane, refreshToken);
}

/** Each try loses only to a worker that just refreshed the old tokens; the new grant wins over them. */
const TRIES_MAX = 3;

async function saveTokens(
  host: Host,
  lane: string,
  tokens: Tokens & Pick<Credentials, 'endsAt'>,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const version = (await host.connections.credentials(lane))?.version ?? 0;
    const saved = await host.connections.saveCredentials(lane, { ...tokens, version: version + 1 }, version);
    if (saved === 'saved') return true;
  }
  return false;
}

/** C19: the session begins now; how long it lasts is what the policy says now. */
async function endOfSession(host: Host, connection: string): Promise<number | undefined> {
  const policy = await host.connections.policy(connection);
  return sessionEnd(policy?.policy, host.clock.now());
}

/**
 * When the sessions of all connections of the company are over: they share its tokens, and one without an end needs them
 * for good. Undefined then.
 */
async function endOfSessions(
  host: Host,
  { id, ledger, company, sessionEndsAt }: Connection,
): Promise<number | undefined> {
  const ids = company === undefined ? [] : await host.connections.connectionsOf(ledger, company);
  const others = await Promise.all(
    ids.filter((other) => other !== id).map((other) => host.connections.connection(other)),
  );
  const ends = [sessionEndsAt, ...others.map((other) => other?.sessionEndsAt)];
  return ends.some((end) => end === undefined) ? undefined : Math.max(...ends.map((end) => end ?? 0));
}

/** A lane that rested for want of tokens goes on; one that an operator paused stays paused. */
async function wake(host: Host, ledger: string, company: string): Promise<void> {
  const lane = laneOf(ledger, company);
  const state = await host.connections.laneState(lane);
  if (state.paused !== undefined && state.paused.reason !== 'operator')
    await host.connections.savePause(state.lane, undefined);
  await host.lanes.send(lane, [{ at: 'lists' }, ...(await looksAfterRest(host, ledger, company))]);
}
