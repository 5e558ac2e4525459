// Sweep an account: what changed there since the watermark is named to its own lane, as its webhooks would have.
import type { Answer } from '../../shared/core/faults.ts';
import { keyText } from '../../shared/core/records.ts';
import { startOfDay } from '../../shared/core/zones.ts';
import type { Changed } from '../../shared/connectors/source-port.ts';
import { type Account, callSource } from './account.ts';

/** A first look goes back this far where the policy names no day: nothing older waits for us. */
const FIRST_LOOK_BACK_MS = 24 * 60 * 60_000;

/** The watermark moves when all is named. A crash before that names it again, which is harmless. */
export async function sweepAccount(at: Account): Promise<Answer<'swept'>> {
  const { host } = at;
  const now = host.clock.now();
  const since = at.state.watermark ?? (await firstLook(at, now));
  const answer = await callSource(at, (access) => at.source.changedSince(access, since, now));
  if (!answer.ok) return answer;
  const { changed, upTo } = answer.value;
  const news = await withoutKnown(at, changed);
  if (news.length > 0)
    await host.sources.send(
      at.name,
      news.map(({ object }) => ({ at: 'object', object })),
    );
  const fresh = await host.connections.laneState(at.name);
  at.state = { ...fresh, watermark: Math.max(fresh.watermark ?? 0, upTo), lastSweepAt: now };
  await host.connections.saveLaneState(at.state);
  host.log.info('source_swept', { lane: at.name, changed: changed.length, news: news.length });
  return { ok: true, value: 'swept' };
}

async function firstLook({ host, connections }: Account, now: number): Promise<number> {
  const policies = await Promise.all(connections.map(({ id }) => host.connections.policy(id)));
  const from = policies.map((found) => {
    const day = found?.policy.backfill.exportFrom;
    return found === undefined || day === undefined ? Infinity : startOfDay(found.policy.timeZone, day);
  });
  return Math.min(now - FIRST_LOOK_BACK_MS, ...from);
}

/** Changes that no connection of the account has heard of. Mostly its webhooks were faster, and a row is cheaper than a call. */
export async function withoutKnown(
  { host, source, connections }: Pick<Account, 'host' | 'source' | 'connections'>,
  changed: readonly Changed[],
): Promise<readonly Changed[]> {
  const unknown = new Set<Changed>();
  for (const { id: connection } of connections) {
    const named = changed.flatMap((each) => {
      const record = source.recordOf(each.object);
      return record === undefined ? [] : [{ each, key: { connection, ...record } }];
    });
    const links = named.length === 0 ? [] : await host.links.read(named.map(({ key }) => key));
    const revisions = new Map(links.map((link) => [keyText(link.key), link.source?.revision ?? 0]));
    for (const { each, key } of named) if ((revisions.get(keyText(key)) ?? 0) < each.at) unknown.add(each);
  }
  return changed.filter((each) => unknown.has(each) || source.recordOf(each.object) === undefined);
}
