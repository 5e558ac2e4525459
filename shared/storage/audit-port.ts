// The store of the audit: entries by connection, only ever appended.
import type { AuditedRecord, AuditEntry } from '../core/audit.ts';

export interface AuditStore {
  /** Appends an entry. The same one again (by time and id) changes nothing. */
  readonly append: (connection: string, entry: AuditEntry) => Promise<void>;
  /** At most `limit` entries before a place, or the newest ones, newest first. Strongly consistent. */
  readonly list: (
    connection: string,
    limit: number,
    before?: Pick<AuditEntry, 'at' | 'id'>,
  ) => Promise<readonly AuditEntry[]>;
  /** The same of one record: what was done about it by name. What was done about many at once stands in {@link list} alone. */
  readonly listOf: (
    connection: string,
    record: AuditedRecord,
    limit: number,
    before?: Pick<AuditEntry, 'at' | 'id'>,
  ) => Promise<readonly AuditEntry[]>;
}
