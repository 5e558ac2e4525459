// The store of the audit: entries by connection, only ever appended.
import type { AuditEntry } from '../core/audit.ts';

export interface AuditStore {
  /** Appends an entry. The same one again (by time and id) changes nothing. */
  readonly append: (connection: string, entry: AuditEntry) => Promise<void>;
  /** At most `limit` entries before a place, or the newest ones, newest first. Strongly consistent. */
  readonly list: (
    connection: string,
    limit: number,
    before?: Pick<AuditEntry, 'at' | 'id'>,
  ) => Promise<readonly AuditEntry[]>;
}
