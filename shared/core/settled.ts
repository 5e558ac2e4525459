// Settled: what settling makes of a link, and when it is looked at again.
import type { Health, Link } from './links.ts';

/** A record that waits for another one is looked at again with each sweep even if nobody wakes it. */
export const RECHECK_MS = 15 * 60 * 1000;
/** Of a record that failed for want of something: each look costs a write, and it may fail for weeks. */
export const FAILED_RECHECK_MS = 60 * 60 * 1000;
/** After an outage, a throttle or an unknown outcome: long enough for a minute's limit to pass. */
export const BACKOFF_MS = 60 * 1000;

/** What to do next with a record whose write came back: nothing, or decide again, mostly after a look at the ledger. */
export interface Settled {
  readonly link: Link;
  readonly again?: 'document' | 'twin' | 'decide' | undefined;
}

/** To be looked at again at once. If we die before that, no message may name the record any more, so it is due by itself. */
export function pendingAndDue(now: number): Health {
  return { state: 'pending', since: now, dueAt: now };
}

/** `since` is when the state began, so a state that stays keeps it. */
export function keepSince(before: Health, next: Health): Health {
  return before.state === next.state ? { ...next, since: before.since } : next;
}
