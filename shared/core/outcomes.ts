// Outcomes: how many records got into the books, failed, or were skipped, by quarters of an hour. For a chart, not for a proof.
import type { Link } from './links.ts';

export interface Outcomes {
  /** Writes that the ledger took: of new records, changed ones, and ends. */
  readonly synced: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NO_OUTCOMES: Outcomes = { synced: 0, failed: 0, skipped: 0 };

/** What happened in one quarter of an hour. */
export interface OutcomesAt extends Outcomes {
  /** Milliseconds UTC at which the quarter begins. */
  readonly at: number;
  /** Milliseconds UTC of the newest word of the source among them. */
  readonly heardAt?: number | undefined;
}

/** Writes that the ledger took and the store was not told of yet, by connection: the journal carries them. */
export type Done = Readonly<Record<string, number>>;

/**
 * Of the records that an entry wrote, those whose write the ledger took. What was done before the entry was announced is
 * another one's: an entry may take over writes that were settled already.
 */
export function doneBy({ announcedAt }: { readonly announcedAt: number }, links: readonly Link[]): Done {
  const done: Record<string, number> = {};
  for (const { key, attempts } of links) {
    const [last] = attempts;
    if (last?.outcome === 'done' && last.at >= announcedAt)
      done[key.connection] = (done[key.connection] ?? 0) + 1;
  }
  return done;
}

export function doneTogether(one: Done, other: Done): Done {
  const sum: Record<string, number> = { ...one };
  for (const [connection, count] of Object.entries(other)) sum[connection] = (sum[connection] ?? 0) + count;
  return sum;
}

export function outcomesTogether(one: Outcomes, other: Outcomes): Outcomes {
  return {
    synced: one.synced + other.synced,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}
