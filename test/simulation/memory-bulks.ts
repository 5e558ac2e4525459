// Bulk actions in memory.
import type { Bulk } from '../../shared/core/bulk.ts';
import type { BulkStore } from '../../shared/storage/bulk-port.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryBulks(kept: Kept = createKept()): BulkStore {
  const rows = kept.map<string, Bulk>('bulks');
  const name = (connection: string, id: string): string => JSON.stringify([connection, id]);
  return {
    find: async (connection, id) => rows.get(name(connection, id)),
    newest: async (connection, limit) =>
      [...rows.values()]
        .filter((bulk) => bulk.connection === connection)
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit),
    save: async (bulk) => {
      const at = name(bulk.connection, bulk.id);
      if ((rows.get(at)?.version ?? 0) !== bulk.version) return 'conflict';
      rows.set(at, { ...bulk, version: bulk.version + 1 });
      return 'saved';
    },
  };
}
