// Sweep lanes: every company gets one message that asks for its round. What the round is, is the lane's own business.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';

/** Lanes told at once: enough to tell thousands within the function's time, few enough to keep its connections. */
const AT_ONCE = 10;

/** Tells every connected company's lane to look for changes. Two overlapping runs are two looks: harmless. */
export async function sweepLanes(host: Host): Promise<number> {
  const connections = await host.connections.connections();
  const lanes = new Set(
    connections.flatMap(({ ledger, company }) => (company === undefined ? [] : [laneOf(ledger, company)])),
  );
  const waiting = [...lanes];
  while (waiting.length > 0) {
    await Promise.all(waiting.splice(0, AT_ONCE).map((lane) => host.lanes.send(lane, [{ at: 'changes' }])));
  }
  host.log.info('lanes_swept', { lanes: lanes.size });
  host.metrics.count('lanes_swept', lanes.size);
  return lanes.size;
}
