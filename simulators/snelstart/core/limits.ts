// Limits: calls per minute, per hour and at the same time, for each administration, with the gateway's own body.
import type { SimAnswer } from '../../quickbooks/core/types.ts';
import type { Administration } from './administration.ts';
import { jsonAnswer } from './faults.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Counts the call; the refusal if it is one too many. `busyMs` is how long the answer will take. */
export function admitCall(books: Administration, now: number, busyMs: number): SimAnswer | undefined {
  const { limits } = books.knobs;
  books.calls = books.calls.filter(({ at }) => at > now - HOUR);
  const inMinute = books.calls.filter(({ at }) => at > now - MINUTE);
  const running = books.calls.filter(({ until }) => until > now);
  if (limits.enforce) {
    if (running.length >= limits.concurrent)
      return tooMany(Math.min(...running.map(({ until }) => until)) - now);
    if (inMinute.length >= limits.perMinute) return tooMany((inMinute[0]?.at ?? now) + MINUTE - now);
    if (books.calls.length >= limits.perHour) return tooMany((books.calls[0]?.at ?? now) + HOUR - now);
  }
  books.calls.push({ at: now, until: now + busyMs });
  return undefined;
}

function tooMany(waitMs: number): SimAnswer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const message = `Rate limit is exceeded. Try again in ${seconds} seconds.`;
  return jsonAnswer(429, { statusCode: 429, message }, { 'retry-after': String(seconds) });
}
