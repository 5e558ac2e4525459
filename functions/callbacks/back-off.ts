// Back off: when a product that does not answer is called again, and when it is not called any more.
import type { CallbackProgress } from '../../shared/storage/ports.ts';

/** How a call failed. `isGone`: the receiver said that it will never be there again (HTTP 410). */
export interface Failure {
  readonly what: string;
  readonly isGone?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The wait after each failure in a row, then always the last. A deployment is over within minutes, an outage within hours.
 * The last is below the 12 hours for which the queue can hide a message.
 */
export const LADDER_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
];
const LAST_MS = 8 * HOUR;

/** A receiver that fails for so long is nobody's any more; the feed keeps everything for 90 days. */
export const SWITCHED_OFF_AFTER_MS = 5 * 24 * HOUR;

/** The progress after a failed call at `now` (milliseconds UTC). */
export function afterFailure(
  { delivered, deliveredAt, failing }: CallbackProgress,
  { what, isGone, retryAfterMs = 0 }: Failure,
  now: number,
): Omit<CallbackProgress, 'version'> {
  const since = failing?.since ?? now;
  const attempts = (failing?.attempts ?? 0) + 1;
  const wait = Math.max(LADDER_MS[attempts - 1] ?? LAST_MS, Math.min(retryAfterMs, LAST_MS));
  const progress = { delivered, deliveredAt, failing: { since, attempts, nextAt: now + wait, what } };
  if (isGone === true) return { ...progress, off: { since: now, why: 'gone' } };
  return now - since >= SWITCHED_OFF_AFTER_MS
    ? { ...progress, off: { since: now, why: 'failing' } }
    : progress;
}
