// Pace: the lane spends the company's rate limit with one hand, so that the ledger never has to say 429.
import type { RecentCalls } from '../../shared/core/writes.ts';
import type { LedgerLimits } from '../../shared/connectors/ports.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const HOUR_MS = 60 * MINUTE_MS;
/** An hour is noted in twelve spans: a note of each of thousands of calls would not fit into a row. */
const SPAN_MS = 5 * MINUTE_MS;

/**
 * Milliseconds to wait before the next call may start. `singles` remembers every call of the last second (a batch is
 * one too), `batches` every batch of the last minute.
 */
export function waitBefore(recent: RecentCalls, limits: LedgerLimits, batch: boolean, now: number): number {
  // At least one: a limit below one a second would have to be kept by the minute, and no ledger we know has one.
  const second = Math.max(1, Math.min(limits.callsPerSecond, Math.floor(limits.callsPerMinute / 60)));
  const waits = [windowWait(recent.singles, second, SECOND_MS, now)];
  if (batch) waits.push(windowWait(recent.batches, limits.batchesPerMinute, MINUTE_MS, now));
  if (limits.callsPerHour !== undefined) waits.push(hourWait(recent.hour ?? [], limits.callsPerHour, now));
  return Math.max(...waits);
}

/**
 * The window after a call at `now`; what has left it by then is forgotten, so it never grows beyond the limits.
 * `countedAt`: when the ledger counts the call, where that is later.
 */
export function afterCall(recent: RecentCalls, batch: boolean, now: number, countedAt = now): RecentCalls {
  const { hour } = recent;
  return {
    ...(hour === undefined ? {} : { hour: withCall(hour, countedAt) }),
    singles: [...recent.singles.filter((at) => at >= now - SECOND_MS), countedAt],
    batches: [...recent.batches.filter((at) => at >= now - MINUTE_MS), ...(batch ? [countedAt] : [])],
  };
}

/** What two notes of the same lane's calls know together; a call that both noted counts once. */
export function together(...notes: readonly (RecentCalls | undefined)[]): RecentCalls {
  const all = (times: (note: RecentCalls) => readonly number[]): readonly number[] =>
    [...new Set(notes.flatMap((note) => (note === undefined ? [] : times(note))))].sort((a, b) => a - b);
  const hours = notes.flatMap((note) => note?.hour ?? []);
  const counts = new Map<number, number>();
  for (const { at, count } of hours) counts.set(at, Math.max(counts.get(at) ?? 0, count));
  const hour = [...counts].map(([at, count]) => ({ at, count })).sort((a, b) => a.at - b.at);
  return {
    batches: all((note) => note.batches),
    singles: all((note) => note.singles),
    ...(hour.length === 0 ? {} : { hour }),
  };
}

/** A sliding window: the call waits until the one `limit` places before it has left. One ms more: borders are closed. */
function windowWait(times: readonly number[], limit: number, windowMs: number, now: number): number {
  const inside = times.filter((at) => at >= now - windowMs).sort((a, b) => a - b);
  const blocking = inside[inside.length - limit];
  return blocking === undefined ? 0 : Math.max(0, blocking + windowMs + 1 - now);
}

type Spans = NonNullable<RecentCalls['hour']>;

/** One call more, in its span; spans that have left the hour are forgotten. */
function withCall(hour: Spans, now: number): Spans {
  const at = Math.floor(now / SPAN_MS) * SPAN_MS;
  const count = (hour.find((span) => span.at === at)?.count ?? 0) + 1;
  return [...hour.filter((span) => span.at !== at && span.at > now - HOUR_MS - SPAN_MS), { at, count }];
}

/** A span counts until its last moment has left the hour. The call waits until enough of them have. */
function hourWait(hour: Spans, limit: number, now: number): number {
  const inside = hour.filter(({ at }) => at + SPAN_MS > now - HOUR_MS).sort((a, b) => a.at - b.at);
  let left = inside.reduce((sum, { count }) => sum + count, 0);
  let until = now;
  for (const { at, count } of inside) {
    if (left < limit) break;
    left -= count;
    until = at + SPAN_MS + HOUR_MS + 1;
  }
  return until - now;
}
