// An account at work: everything one delivery needs to know of a source's account, read once.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import { parseLane } from '../../shared/core/lanes.ts';
import type { CallKind, SourceAccess, SourceConnector } from '../../shared/connectors/source-port.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, Credentials, LaneState } from '../../shared/storage/ports.ts';
import { tokensFor, type TokenHolder } from '../tokens/tokens.ts';

/** The state of one worker on one account. What changes while it works is named here; none of it outlives the delivery. */
export interface Account {
  readonly host: Host;
  /** The lane: the connector and the account. */
  readonly name: string;
  readonly source: SourceConnector;
  readonly account: string;
  /** Those whose ledger is connected as well: a record needs a lane to go to. */
  readonly connections: readonly Connected[];
  /** Milliseconds UTC until which calls may be started and awaited. */
  readonly deadline: number;
  state: LaneState;
  credentials?: Credentials | undefined;
  /** Milliseconds UTC of the latest calls, by kind. */
  calls: Readonly<Record<CallKind, readonly number[]>>;
  /** Calls of this delivery. */
  made: number;
}

export type Connected = Connection & { readonly company: string };

/** Reads what is needed of an account; undefined for a lane of no source that we know. */
export async function openAccount(host: Host, name: string, deadline: number): Promise<Account | undefined> {
  const parsed = parseLane(name);
  const source = parsed === undefined ? undefined : host.source(parsed.ledger);
  if (parsed === undefined || source === undefined) return undefined;
  const account = parsed.company;
  const [state, ids] = await Promise.all([
    host.connections.laneState(name),
    host.connections.connectionsOf(source.name, account),
  ]);
  const found = await Promise.all(ids.map((id) => host.connections.connection(id)));
  const connections = found.flatMap((each) =>
    each?.company === undefined ? [] : [{ ...each, company: each.company }],
  );
  const { batches = [], singles = [] } = state.recentCalls ?? {};
  const calls = { call: singles, search: batches };
  return { host, name, source, account, connections, deadline, state, calls, made: 0 };
}

/** Notes the account's latest calls for whoever works on it next, and until when it wants to be left alone. */
export async function closeAccount(at: Account): Promise<void> {
  if (at.made === 0 && at.state.restUntil === undefined) return;
  const fresh = await at.host.connections.laneState(at.name);
  const recentCalls = { singles: at.calls.call, batches: at.calls.search };
  await at.host.connections.saveLaneState({ ...fresh, recentCalls, restUntil: at.state.restUntil });
  at.host.metrics.count('source_calls', at.made, { source: at.source.name });
}

/** Makes calls with a token that is good. A refused token is refreshed once; a grant that is gone pauses the account. */
export async function callSource<T>(
  at: Account,
  call: (access: SourceAccess) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const access = await accessTo(at);
  const answer = access.ok ? await call(access.value) : access;
  if (!access.ok || answer.ok || answer.fault.fault !== 'unauthorised') return await ended(at, answer);
  const fresh = await accessTo(at, access.value.accessToken);
  const again = fresh.ok ? await call(fresh.value) : fresh;
  const refusedTwice = !again.ok && again.fault.fault === 'unauthorised';
  return await ended(
    at,
    refusedTwice ? { ok: false, fault: { ...again.fault, fault: 'disconnected' } } : again,
  );
}

async function accessTo(at: Account, rejected?: string): Promise<Answer<SourceAccess>> {
  const { host, name, source, account, credentials } = at;
  const holder: TokenHolder = { host, name, refresh: source.refresh, credentials };
  const answer = await tokensFor(holder, rejected);
  at.credentials = holder.credentials;
  if (!answer.ok) return answer;
  const { accessToken } = answer.value;
  const turn = (kind: CallKind): Promise<Fault | undefined> => takeTurn(at, kind);
  return { ok: true, value: { account, accessToken, timeoutMs: host.timeouts.ledgerCallMs, turn } };
}

const WINDOW_MS: Readonly<Record<CallKind, number>> = { call: 10_000, search: 1_000 };
/** Time to store what a call brought. */
const STORE_MS = 5_000;
/** Names the fault that is ours: nothing is wrong with the account. */
export const NO_TIME = 'no_time';

/** Waits for the account's window, or says that there is no time left in this delivery. */
async function takeTurn(at: Account, kind: CallKind): Promise<Fault | undefined> {
  const { clock, timeouts } = at.host;
  const { callsPerTenSeconds, searchesPerSecond } = at.source.limits;
  const limit = kind === 'call' ? callsPerTenSeconds : searchesPerSecond;
  const now = clock.now();
  const inside = at.calls[kind].filter((time) => time > now - WINDOW_MS[kind]);
  const blocking = inside[inside.length - limit];
  const wait = blocking === undefined ? 0 : blocking + WINDOW_MS[kind] - now;
  if (now + wait + timeouts.ledgerCallMs + STORE_MS > at.deadline)
    return { fault: 'unavailable', vendorCode: NO_TIME, detail: 'this delivery has no time for the call' };
  if (wait > 0) await clock.wait(wait);
  at.calls = { ...at.calls, [kind]: [...inside, clock.now()] };
  at.made += 1;
  return undefined;
}

async function ended<T>(at: Account, answer: Answer<T>): Promise<Answer<T>> {
  if (!answer.ok && answer.fault.fault === 'disconnected') await pauseAccount(at.host, at.name);
  return answer;
}

/** Lets an account rest until a person has let us in again: one event, not a problem for each record. */
export async function pauseAccount(host: Host, lane: string): Promise<void> {
  const { paused } = await host.connections.laneState(lane);
  if (paused !== undefined) return;
  await host.connections.savePause(lane, 'access', { reason: 'disconnected', since: host.clock.now() });
  host.log.warn('source_paused', { lane });
  host.metrics.count('source_paused', 1, { lane });
  const parsed = parseLane(lane);
  const ids = parsed === undefined ? [] : await host.connections.connectionsOf(parsed.ledger, parsed.company);
  const detail = { lane, reason: 'disconnected' };
  try {
    if (ids.length > 0)
      await host.publish(
        ids.map((connection) => ({ type: 'connection.reauth_required', connection, detail })),
      );
  } catch {
    host.log.warn('event_not_published', { lane, type: 'connection.reauth_required' });
  }
}
