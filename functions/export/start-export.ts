// Start export: notes the run, and lets the lane take up what waited for it. Whoever starts it: a person or the clock.
import type { LocalDate } from '../../shared/core/dates.ts';
import { type ExportRun, nextRun } from '../../shared/core/exports.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';

export interface Start {
  /** The id of an API key, or `schedule`. */
  readonly by: string;
  /** What arrived up to here goes: milliseconds UTC. */
  readonly upTo: number;
  readonly overrideFrom?: LocalDate | undefined;
}

/** What came of it; `busy`: others started runs at the same moment. */
export type Started =
  | { readonly type: 'started'; readonly run: ExportRun }
  | { readonly type: 'too_many' }
  | { readonly type: 'busy' };

/** Starts that meet: two people and the clock. More rounds than those is a bug. */
const ROUNDS_MAX = 3;

/** Starts a run of a connected company. Records are never written here: the lane does that in its own time. */
export async function startExport(host: Host, connection: Connection, start: Start): Promise<Started> {
  const { id, ledger, company = '' } = connection;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const run = await planExport(host, id, start);
    if (run === 'too_many') return { type: 'too_many' };
    if ((await host.connections.appendExportRun(id, run)) === 'taken') continue;
    await host.lanes.send(laneOf(ledger, company), [{ at: 'held', connection: id }]);
    host.log.info('export_started', { connection: id, seq: run.seq, by: run.by, upTo: run.upTo });
    return { type: 'started', run };
  }
  return { type: 'busy' };
}

/** The run that would follow now. */
export async function planExport(
  host: Host,
  connection: string,
  start: Start,
): Promise<ExportRun | 'too_many'> {
  const [last] = await host.connections.exportRuns(connection, 1);
  return nextRun(last, { ...start, at: host.clock.now() });
}
