// Sweep lanes: every company gets one message that asks for its round. What the round is, is the lane's own business.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Interval } from '../../shared/core/policy.ts';
import { runsAround } from '../../shared/core/runs.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { inGroups } from './in-groups.ts';

/**
 * Tells every connected company's lane to look for changes, except where all of its connections keep to windows of their own
 * (QCS-09): their rounds come with {@link sweepWindows}. Two overlapping runs are two looks: harmless.
 */
export async function sweepLanes(host: Host): Promise<number> {
  return await sweep(host, (window) => window === undefined);
}

/** How often the scheduler asks whose window has a run, in milliseconds. */
export const TICK_MS = 15 * 60_000;

/** Tells the lanes of those connections whose window had a run since the last tick: by the clock of each of them. */
export async function sweepWindows(host: Host): Promise<number> {
  const now = host.clock.now();
  return await sweep(
    host,
    (window) => window !== undefined && runsAround(window.schedule, window.zone, now).latest > now - TICK_MS,
  );
}

interface Window {
  readonly schedule: Interval;
  readonly zone: string;
}

async function sweep(host: Host, isDue: (window: Window | undefined) => boolean): Promise<number> {
  const connections = (await host.connections.connections()).filter(({ company }) => company !== undefined);
  const due = await inGroups(connections, async (one) => (isDue(await windowOf(host, one)) ? [one] : []));
  const lanes = new Set(due.flat().map(({ ledger, company = '' }) => laneOf(ledger, company)));
  await inGroups([...lanes], (lane) => host.lanes.send(lane, [{ at: 'changes' }]));
  host.log.info('lanes_swept', { lanes: lanes.size });
  host.metrics.count('lanes_swept', lanes.size);
  return lanes.size;
}

/** The window of a connection's way back; undefined where its rounds come with everybody's. */
async function windowOf(host: Host, { id }: Connection): Promise<Window | undefined> {
  const policy = (await host.connections.policy(id))?.policy;
  const schedule = policy?.schedule.inbound;
  if (policy === undefined || schedule?.mode !== 'interval' || schedule.window === undefined)
    return undefined;
  return { schedule, zone: policy.timeZone };
}
