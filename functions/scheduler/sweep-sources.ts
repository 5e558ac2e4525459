// Sweep sources: every account that is read gets one message that asks for its round, and every source one for its log.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import { LOG } from '../source/log-lane.ts';

/** Accounts told at once. */
const AT_ONCE = 10;

/** Tells the accounts of all connections to look for changes; answers how many. Two overlapping runs are two looks: harmless. */
export async function sweepSources(host: Host): Promise<number> {
  const connections = await host.connections.connections();
  const connected = connections.flatMap(({ source, account, company }) =>
    account === undefined || company === undefined ? [] : [{ source, account }],
  );
  const lanes = new Set(connected.map(({ source, account }) => laneOf(source, account)));
  const logs = new Set(connected.map(({ source }) => laneOf(source, LOG)));
  const waiting = [
    ...[...lanes].map((lane) => ({ lane, at: 'changes' as const })),
    ...[...logs].map((lane) => ({ lane, at: 'log' as const })),
  ];
  while (waiting.length > 0)
    await Promise.all(waiting.splice(0, AT_ONCE).map(({ lane, at }) => host.sources.send(lane, [{ at }])));
  host.log.info('sources_swept', { accounts: lanes.size });
  return lanes.size;
}
