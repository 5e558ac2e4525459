// Reconciliations in memory.
import type { Reconciliation, ReconciliationPart } from '../../shared/core/reconciliation.ts';
import type { ReconciliationStore } from '../../shared/storage/reconciliation-port.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryReconciliations(kept: Kept = createKept()): ReconciliationStore {
  const newest = kept.map<string, Reconciliation>('reconciliations');
  const ended = kept.map<string, readonly Reconciliation[]>('ended');
  const parts = kept.map<string, Map<number, ReconciliationPart>>('parts');
  const partsOf = ({ connection, id }: Reconciliation): Map<number, ReconciliationPart> => {
    const name = JSON.stringify([connection, id]);
    const known = parts.get(name) ?? new Map<number, ReconciliationPart>();
    parts.set(name, known);
    return known;
  };
  return {
    start: async (run) => {
      const standing = newest.get(run.connection);
      if (standing?.state === 'running' && standing.id !== run.id) return 'running';
      newest.set(run.connection, run);
      return 'started';
    },
    newest: async (connection) => newest.get(connection),
    find: async (connection, id) =>
      [newest.get(connection), ...(ended.get(connection) ?? [])].find((run) => run?.id === id),
    ended: async (connection, limit) =>
      [...(ended.get(connection) ?? [])].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit),
    keepPart: async (run, step, part) => {
      const known = partsOf(run);
      const standing = known.get(step) ?? part;
      known.set(step, standing);
      return standing;
    },
    parts: async (run) => [...partsOf(run)].sort(([a], [b]) => a - b).map(([, part]) => part),
    move: async (run, expected) => {
      const standing = newest.get(run.connection);
      const fits = standing?.id === run.id && standing.step === expected && standing.state === 'running';
      // The very same again is the first call, whose answer got lost.
      if (!fits) return standing === run ? 'moved' : 'conflict';
      newest.set(run.connection, run);
      if (run.state !== 'running') ended.set(run.connection, [run, ...(ended.get(run.connection) ?? [])]);
      return 'moved';
    },
  };
}
