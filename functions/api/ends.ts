// The two ends of a connection that somebody lets us into: the company of a ledger, and the account of a source that is read.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Answer } from '../../shared/core/faults.ts';
import type { LedgerConnector, Tokens } from '../../shared/connectors/ports.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { looksAfterRest } from './looks-after-rest.ts';

export type Side = 'ledger' | 'source';

/** One end, as connecting and disconnecting see it. */
export interface End {
  readonly side: Side;
  readonly name: string;
  /** What is connected now: the ledger's company, the source's account. */
  readonly account: string | undefined;
  readonly lane: (account: string) => string;
  readonly authoriseUrl: LedgerConnector['authoriseUrl'];
  readonly redeem: (
    callbackUrl: string,
    redirectUri: string,
    now: number,
  ) => Promise<Answer<Tokens & { readonly account: string }>>;
  readonly revoke: LedgerConnector['revoke'];
}

/** The end of that side; undefined where no connector is for it. */
export function endOf(host: Host, connection: Connection, side: Side): End | undefined {
  if (side === 'source') {
    const source = host.source(connection.source);
    const { account } = connection;
    return source && { ...source, side, account, lane: (of) => laneOf(source.name, of) };
  }
  const ledger = host.ledger(connection.ledger);
  if (ledger === undefined) return undefined;
  return {
    side,
    name: ledger.name,
    account: connection.company,
    lane: (of) => laneOf(ledger.name, of),
    authoriseUrl: ledger.authoriseUrl,
    redeem: async (callbackUrl, redirectUri, now) => {
      const answer = await ledger.redeem(callbackUrl, redirectUri, now);
      return answer.ok ? { ok: true, value: { ...answer.value, account: answer.value.company } } : answer;
    },
    revoke: ledger.revoke,
  };
}

/** The connection with an account at one of its ends. */
export function withAccount(connection: Connection, side: Side, account: string): Connection {
  return side === 'source' ? { ...connection, account } : { ...connection, company: account };
}

/** Between a search that names what changed and the look at it lies a full queue at most, and the source's own lag. */
const NAMED_MS = 60 * 60_000;

/** A lane that rested for want of tokens goes on; one that an operator paused stays paused. */
export async function wake(host: Host, end: End, connection: Connection, account: string): Promise<void> {
  const lane = end.lane(account);
  const state = await host.connections.laneState(lane);
  const { paused, watermark } = state;
  if (paused !== undefined && paused.reason !== 'operator') {
    // What was named before the account rested was dropped then: the next search begins before that.
    const before = paused.since - NAMED_MS;
    if (end.side === 'source' && watermark !== undefined && watermark > before)
      await host.connections.saveLaneState({ ...state, watermark: before });
    await host.connections.savePause(lane, 'access', undefined);
  }
  if (end.side === 'ledger')
    await host.lanes.send(lane, [{ at: 'lists' }, ...(await looksAfterRest(host, end.name, account))]);
  await wakeSource(host, connection);
}

/** An account is read once there are books for what it says: whichever end comes last. */
async function wakeSource(host: Host, { id, source, account, company }: Connection): Promise<void> {
  if (account === undefined || company === undefined) return;
  const looks = [{ at: 'prepare' }, { at: 'changes' }, { at: 'feed', connection: id }] as const;
  await host.sources.send(laneOf(source, account), looks);
}
