// Watch the flow: after each run, whether invoices that should be in the books stand still and nothing got through (QCS-58).
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { runsAround } from '../../shared/core/runs.ts';
import { isStalled, stalledSince } from '../../shared/core/stalled.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { inGroups } from './in-groups.ts';
import { TICK_MS } from './sweep-lanes.ts';

/** The oldest of each state are enough: what waits for its source stands among those that wait for the ledger. */
const LOOKED_AT = 50;

/**
 * Counts the connections whose flow is stalled, for the alarm. It is asked here and not by the worker, because a lane that rests,
 * or has an outage before it, does not get to its round.
 */
export async function watchFlow(host: Host): Promise<number> {
  const connections = (await host.connections.connections()).filter(({ company }) => company !== undefined);
  const stalled = await inGroups(connections, (one) => isStalledNow(host, one));
  const count = stalled.filter(Boolean).length;
  if (count > 0) host.metrics.count('flow_stalled', count);
  return count;
}

async function isStalledNow(host: Host, { id, ledger, company = '' }: Connection): Promise<boolean> {
  const policy = (await host.connections.policy(id))?.policy;
  const now = host.clock.now();
  if (policy === undefined || policy.alerts.stalledAfterRuns === 0 || !hadRun(policy, now)) return false;
  const { lastDoneAt } = await host.connections.laneState(laneOf(ledger, company));
  const facts = { policy, standing: await standingIn(host, id), lastDoneAt, now };
  if (!isStalled(facts)) return false;
  const since = new Date(stalledSince(facts) ?? now).toISOString();
  host.log.warn('flow_stalled', { connection: id, since, records: facts.standing.length });
  return true;
}

/** At night nothing can get through, and nobody is told of it. */
function hadRun({ schedule: { outbound }, timeZone }: Policy, now: number): boolean {
  return outbound.mode !== 'interval' || runsAround(outbound, timeZone, now).latest > now - TICK_MS;
}

async function standingIn(host: Host, connection: string): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const health of ['failed', 'uncertain', 'waiting'] as const) {
    const page = await host.links.list({ connection, kind: 'invoice', health, limit: LOOKED_AT });
    if (page.type === 'page') links.push(...page.links);
  }
  return links;
}
