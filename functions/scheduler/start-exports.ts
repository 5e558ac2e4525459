// Start exports: the runs by the clock (CLK-14). What is due is computed, so a run that was missed is made up by the next look.
import { runsAround } from '../../shared/core/runs.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { startExport } from '../export/start-export.ts';

/** Connections at once: each costs two reads, and mostly nothing more. */
const AT_ONCE = 10;

/** Starts the run of every connection that is due; answers how many were. */
export async function startExports(host: Host): Promise<number> {
  const waiting = (await host.connections.connections()).filter(({ company }) => company !== undefined);
  let started = 0;
  while (waiting.length > 0) {
    const done = await Promise.all(waiting.splice(0, AT_ONCE).map((one) => startIfDue(host, one)));
    started += done.filter((isStarted) => isStarted).length;
  }
  host.log.info('exports_started', { started });
  return started;
}

async function startIfDue(host: Host, connection: Connection): Promise<boolean> {
  const policy = await host.connections.policy(connection.id);
  const outbound = policy?.policy.schedule.outbound;
  if (policy === undefined || outbound?.mode !== 'interval') return false;
  const { latest } = runsAround(outbound, policy.policy.timeZone, host.clock.now());
  const [last] = await host.connections.exportRuns(connection.id, 1);
  if ((last?.upTo ?? 0) >= latest) return false;
  return (await startExport(host, connection, { by: 'schedule', upTo: latest })).type === 'started';
}
