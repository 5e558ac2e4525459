// Keep a grant: what somebody let us into is stored, unless it is another company's, and the lane goes on.
import type { Actor } from '../../shared/core/audit.ts';
import type { Tokens } from '../../shared/connectors/ports.ts';
import { sessionEnd } from '../../shared/core/holds.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, Credentials } from '../../shared/storage/ports.ts';
import { type End, wake, withAccount } from './ends.ts';
import { revokeTokens } from './revoke-tokens.ts';
import { tell } from './tell.ts';

/** `busy`: a worker kept refreshing the old tokens meanwhile. */
export type Kept = 'connected' | 'wrong_company' | 'busy';

/** What was granted, for which company or account, and who let us in. */
export type Granted = Tokens & { readonly account: string; readonly by?: Actor | undefined };

/** Keeps the tokens, unless they are of another company or account: a connection's records must never move. */
export async function keepGrant(
  host: Host,
  connection: Connection,
  end: End,
  { account, by, ...tokens }: Granted,
): Promise<Kept> {
  const lane = end.lane(account);
  if (end.account !== undefined && end.account !== account) {
    host.log.warn('connect_wrong_company', { connection: connection.id, connector: end.name });
    await giveBack(host, end, lane, tokens.refreshToken);
    return 'wrong_company';
  }
  const connected = await inSession(host, withAccount(connection, end.side, account), end);
  const endsAt = end.side === 'source' ? undefined : await endOfSessions(host, connected);
  const granted = { grantedAt: host.clock.now(), grantedBy: by };
  if (!(await saveTokens(host, lane, { ...tokens, ...granted, endsAt }))) return 'busy';
  await host.connections.saveConnection(connected);
  await wake(host, end, connected, account);
  await tell(host, 'connection.connected', connected);
  host.log.info('connected', { connection: connection.id, lane });
  return 'connected';
}

/** Revokes what was granted by mistake, unless another connection works with that company: it would lose its grant too. */
async function giveBack(host: Host, end: End, lane: string, refreshToken: string): Promise<void> {
  if ((await host.connections.credentials(lane)) === undefined)
    await revokeTokens(host, end, lane, refreshToken);
}

/** Each try loses only to a worker that just refreshed the old tokens; the new grant wins over them. */
const TRIES_MAX = 3;

async function saveTokens(host: Host, lane: string, tokens: Omit<Credentials, 'version'>): Promise<boolean> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const version = (await host.connections.credentials(lane))?.version ?? 0;
    const saved = await host.connections.saveCredentials(lane, { ...tokens, version: version + 1 }, version);
    if (saved === 'saved') return true;
  }
  return false;
}

/** C19: the session begins now, when the ledger is connected; how long it lasts is what the policy says now. */
async function inSession(host: Host, connection: Connection, { side }: End): Promise<Connection> {
  if (side === 'source') return connection;
  const policy = await host.connections.policy(connection.id);
  return { ...connection, sessionEndsAt: sessionEnd(policy?.policy, host.clock.now()) };
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
