// Inbound: when what changed in the ledger may go to the product, and how far its first import is.
import type { Schedule } from './policy.ts';
import { runsAround } from './runs.ts';

/** What is known of the way back for one connection. Times in milliseconds UTC. */
export interface Inbound {
  readonly version: number;
  /** When a person last asked for what changed. */
  readonly askedAt?: number | undefined;
  /** Everything that was asked for up to then has been told. */
  readonly doneAt?: number | undefined;
  readonly firstImport?: FirstImport | undefined;
}

/** The first import: everything of the ledger that the product takes over (KLP-12). */
export interface FirstImport {
  readonly state: 'running' | 'done';
  readonly startedAt: number;
  readonly finishedAt?: number | undefined;
  /** Which list it is at, and the ledger's cursor of its next page; absent at a list's beginning. */
  readonly at: ImportedType;
  readonly cursor?: string | undefined;
  /** Ids of the page before: the next one may begin with documents that it ended with. */
  readonly recent?: readonly string[] | undefined;
  readonly counts: Readonly<
    Record<'customers' | 'locations' | 'suppliers' | 'costCentres' | 'items', number>
  >;
}

export type ImportedType = 'customer' | 'supplier' | 'cost_centre' | 'item';

/** The lists of an import, in their order: customers come before their locations in the first of them. */
export const IMPORTED: readonly ImportedType[] = ['customer', 'supplier', 'cost_centre', 'item'];

/** Whether the product may be told now: at once, once a person asked, or once a run of the schedule has come. */
export function mayTell(schedule: Schedule, inbound: Inbound, zone: string, now: number): boolean {
  const { askedAt, doneAt = 0 } = inbound;
  if (schedule.mode === 'event') return true;
  if (schedule.mode === 'off') return false;
  if (askedAt !== undefined && askedAt > doneAt) return true;
  return schedule.mode === 'interval' && runsAround(schedule, zone, now).latest > doneAt;
}
