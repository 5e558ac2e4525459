// The audit in memory.
import type { AuditEntry } from '../../shared/core/audit.ts';
import type { AuditStore } from '../../shared/storage/audit-port.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryAudit(kept: Kept = createKept()): AuditStore {
  const rows = kept.map<string, readonly AuditEntry[]>('audit');
  return {
    append: async (connection, entry) => {
      const known = rows.get(connection) ?? [];
      if (!known.some((one) => place(one) === place(entry))) rows.set(connection, [...known, entry]);
    },
    list: async (connection, limit, before) => page(rows.get(connection) ?? [], limit, before),
    listOf: async (connection, { kind, id }, limit, before) => {
      const known = rows.get(connection) ?? [];
      const ofIt = known.filter(({ record }) => record?.kind === kind && record.id === id);
      return page(ofIt, limit, before);
    },
  };
}

const page = (
  entries: readonly AuditEntry[],
  limit: number,
  before: Pick<AuditEntry, 'at' | 'id'> | undefined,
): readonly AuditEntry[] =>
  [...entries]
    .sort((a, b) => (place(a) < place(b) ? 1 : -1))
    .filter((entry) => before === undefined || place(entry) < place(before))
    .slice(0, limit);

const place = ({ at, id }: Pick<AuditEntry, 'at' | 'id'>): string => `${String(at).padStart(13, '0')}#${id}`;
