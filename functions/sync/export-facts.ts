// Export facts: how far the exports of a connection are. Read once a delivery, and only where there are any.
import { type ExportFacts, exportFacts } from '../../shared/core/exports.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Lane } from './lane.ts';

/** What the rules have to know of a connection's exports; undefined where its records go at once. */
export async function exportsOf(
  lane: Lane,
  connection: string,
  policy: Policy,
): Promise<ExportFacts | undefined> {
  if (policy.schedule.outbound.mode === 'event') return undefined;
  if (!lane.exports.has(connection)) {
    const [last] = await lane.host.connections.exportRuns(connection, 1);
    lane.exports.set(connection, last);
  }
  return exportFacts(policy, lane.exports.get(connection), lane.host.clock.now());
}
