// Read the log: what a source wrote down of all its accounts, for the time in which nobody could hear its webhooks.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Changed, SourceConnector } from '../../shared/connectors/source-port.ts';
import type { Host, SourceLook } from '../../shared/host/host.ts';
import { pauseAccount } from './account.ts';
import { LOG } from './log-lane.ts';
import { withoutKnown } from './sweep-account.ts';

/** A log that was not read for so long was not read because we were down: then parts of records are looked at as well. */
const OUTAGE_MS = 60 * 60_000;

/** Names to the accounts' lanes what they have not heard of yet, and lets those rest that took the app out. */
export async function readLog(host: Host, source: SourceConnector): Promise<void> {
  if (source.log === undefined) return;
  const lane = laneOf(source.name, LOG);
  const state = await host.connections.laneState(lane);
  const now = host.clock.now();
  const options = { now, timeoutMs: host.timeouts.ledgerCallMs };
  const answer = await source.log(state.place, options);
  if (!answer.ok) return host.log.warn('log_not_read', { lane, fault: answer.fault.fault });
  const { notices, gone, place, whole, lost } = answer.value;
  const wasOut = now - (state.lastSweepAt ?? now) > OUTAGE_MS;
  for (const [account, changed] of Map.groupBy(notices, ({ account: of }) => of))
    await nameNews(host, source, { account, changed, wasOut });
  for (const each of gone) await letRest(host, laneOf(source.name, each.account), each.at);
  if (lost) host.log.warn('log_place_lost', { lane });
  await host.connections.saveLaneState({ ...state, place, lastSweepAt: now });
  if (!whole) await host.sources.send(lane, [{ at: 'log' }]);
}

/** As far as a source's clock may be ahead of ours. An end that is missed by that is told by the first call: its token is refused. */
const CLOCKS_APART_MS = 60_000;

/** The log keeps entries for days: an end from before the present grant is over. */
async function letRest(host: Host, lane: string, at: number): Promise<void> {
  const { grantedAt } = (await host.connections.credentials(lane)) ?? {};
  if (grantedAt === undefined || at > grantedAt + CLOCKS_APART_MS) await pauseAccount(host, lane);
}

interface News {
  readonly account: string;
  readonly changed: readonly Changed[];
  readonly wasOut: boolean;
}

async function nameNews(
  host: Host,
  source: SourceConnector,
  { account, changed, wasOut }: News,
): Promise<void> {
  const ids = await host.connections.connectionsOf(source.name, account);
  const found = await Promise.all(ids.map((id) => host.connections.connection(id)));
  const connections = found.flatMap((each) =>
    each?.company === undefined ? [] : [{ ...each, company: each.company }],
  );
  const news = await withoutKnown({ host, source, connections }, latest(changed));
  const looks = news
    .filter(({ object }) => wasOut || source.recordOf(object) !== undefined)
    .map(({ object }): SourceLook => ({ at: 'object', object }));
  if (connections.length > 0 && looks.length > 0)
    await host.sources.send(laneOf(source.name, account), looks);
}

/** Each object once, with its latest change. */
function latest(changed: readonly Changed[]): readonly Changed[] {
  const byName = new Map<string, Changed>();
  for (const each of changed) {
    const name = `${each.object.type}/${each.object.id}`;
    if ((byName.get(name)?.at ?? -Infinity) < each.at) byName.set(name, each);
  }
  return [...byName.values()];
}
