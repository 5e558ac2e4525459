// A page of a feed: what follows a cursor, told apart from a cursor that is too old and from one that we never gave.
import { type FeedEntry, isKept } from '../core/feed.ts';
import type { FeedPage } from './ports.ts';

export interface FeedRead {
  /** What is stored behind the cursor, in its order; the first of it at least. */
  readonly entries: readonly FeedEntry[];
  /** Number of the newest entry there ever was; 0 for a feed without any. */
  readonly head: number;
  readonly after: number;
  /** Milliseconds UTC. */
  readonly now: number;
}

/** The page, or what is wrong with the cursor. `gone` says nothing of what is left: the store has to look for that. */
export function feedPage({ entries, head, after, now }: FeedRead): FeedPage | 'gone' {
  if (after > head) return { type: 'ahead', head };
  if (after === head) return { type: 'page', entries: [], head };
  const kept = entries.filter(({ at }) => isKept(at, now));
  // Entries have no gaps: if the next one is not there, time has taken it.
  return kept[0]?.seq === after + 1 ? { type: 'page', entries: kept, head } : 'gone';
}
