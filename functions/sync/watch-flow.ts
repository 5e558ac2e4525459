// Watch the flow: on each round, whether invoices that should be in the books stand still and nothing got through (QCS-58).
import type { Link } from '../../shared/core/links.ts';
import { isStalled, stalledSince } from '../../shared/core/stalled.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import { connectionsOf } from './hold.ts';
import { type Lane, policyOf, tellEvents } from './lane.ts';

/** The oldest of each state are enough: what waits for its source stands among those that wait for the ledger. */
const LOOKED_AT = 50;

/**
 * Counts each connection whose flow is stalled, for the alarm, and says so outside once: in the first round that sees it. It is
 * asked before anything else of a round, because a lane that rests is stalled too.
 */
export async function watchFlow(lane: Lane, head: JournalEntry | undefined): Promise<void> {
  const { host } = lane;
  for (const connection of await connectionsOf(lane)) {
    const policy = (await policyOf(lane, connection))?.policy;
    if (policy === undefined || policy.alerts.stalledAfterRuns === 0) continue;
    const standing = await standingIn(lane, connection);
    const facts = { policy, standing, lastDoneAt: await lastDoneAt(lane, head), now: host.clock.now() };
    if (!isStalled(facts)) continue;
    host.metrics.count('flow_stalled', 1);
    const since = new Date(stalledSince(facts) ?? facts.now).toISOString();
    host.log.warn('flow_stalled', { lane: lane.name, connection, since, records: standing.length });
    if (!isStalled({ ...facts, runsAgo: 1 }))
      // At once: a lane that rests tells nothing when its delivery is over.
      await tellEvents(lane, [
        { type: 'connection.stalled', connection, detail: { lane: lane.name, since } },
      ]);
  }
}

async function standingIn({ host, name }: Lane, connection: string): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const health of ['failed', 'uncertain', 'waiting'] as const) {
    const page = await host.links.list({ connection, kind: 'invoice', health, limit: LOOKED_AT });
    if (page.type === 'page') links.push(...page.links);
    else host.log.error('bad_cursor', { lane: name, connection });
  }
  return links;
}

/** When a write that the newest entry announced was done; undefined if none was. */
async function lastDoneAt({ host }: Lane, head: JournalEntry | undefined): Promise<number | undefined> {
  if (head === undefined) return undefined;
  const links = await host.links.read(head.intents.map(({ key }) => key));
  const done = links.flatMap(({ attempts: [last] }) => (last?.outcome === 'done' ? [last.at] : []));
  return done.length === 0 ? undefined : Math.max(...done);
}
