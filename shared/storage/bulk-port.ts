// The store of bulk actions: one row each, written by compare-and-swap.
import type { Bulk } from '../core/bulk.ts';

export interface BulkStore {
  readonly find: (connection: string, id: string) => Promise<Bulk | undefined>;
  /** The newest ones, newest first: ids are in the order of time. */
  readonly newest: (connection: string, limit: number) => Promise<readonly Bulk[]>;
  /** Stores it under the version after its own, if that is still the stored one (0: there is none yet). */
  readonly save: (bulk: Bulk) => Promise<'saved' | 'conflict'>;
}
