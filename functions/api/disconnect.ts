// Disconnect: the tokens of a company or an account are given back and forgotten, and its lane rests until somebody connects it again.
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { sideOf } from './begin-connect.ts';
import { type End, endOf } from './ends.ts';
import { getConnection } from './get-connection.ts';
import { revokeTokens } from './revoke-tokens.ts';
import { tell } from './tell.ts';

/**
 * `POST .../disconnect?side=source`, the ledger's side if none is named: records, policy, keys, company and account of the
 * connection stay as they are. Doing it again is harmless, and finishes what a crash left undone.
 */
export async function disconnect(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const side = sideOf(request);
  if (side === undefined) return refuse(request, 'bad_query', 'The sides are "ledger" and "source".');
  const end = endOf(host, connection, side);
  if (end?.account === undefined)
    return refuse(request, 'not_connected', 'There is nothing to disconnect yet.');
  const lane = end.lane(end.account);
  // Resting first: no delivery that begins after this calls the ledger. Tokens are of the company, so it is for all of its connections.
  const { paused } = await host.connections.laneState(lane);
  if (paused?.reason !== 'disconnected')
    await host.connections.savePause(lane, 'access', { reason: 'disconnected', since: host.clock.now() });
  const forgotten = await forgetTokens(host, lane, end);
  if (!forgotten)
    return refuse(request, 'in_progress', 'The tokens are being refreshed all the time; try again.');
  if (paused?.reason !== 'disconnected') await tellAll(host, connection, end);
  host.log.info('disconnected', { connection: connection.id, lane });
  const audit = { before: { connected: paused?.reason !== 'disconnected' }, after: { connected: false } };
  return { ...(await getConnection(host, request, connection)), audit };
}

/** A conflict means that the tokens were just refreshed or granted anew: those have to go too. */
const TRIES_MAX = 3;

async function forgetTokens(host: Host, lane: string, end: End): Promise<boolean> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const stored = await host.connections.credentials(lane);
    if (stored === undefined) return true;
    await revokeTokens(host, end, lane, stored.refreshToken);
    if ((await host.connections.removeCredentials(lane, stored.version)) === 'removed') return true;
  }
  return false;
}

async function tellAll(host: Host, { id, ledger, company }: Connection, end: End): Promise<void> {
  const others = await host.connections.connectionsOf(end.name, end.account ?? '');
  for (const one of new Set([id, ...others]))
    await tell(host, 'connection.disconnected', { id: one, ledger, company });
}
