// Rate limits: rolling windows of ten seconds and of one, the day, and the lock on an account that is written to too fast.
import type { Portal } from './portal.ts';
import { limitReached, locked } from './refusals.ts';
import type { Refusal } from './refusals.ts';

/** What a call counts as. Searches and batches of associations have limits of their own (the specification's exemptions). */
export type CallClass = 'search' | 'association' | 'read' | 'write';

const TEN_SECONDS = 10_000;
const SECOND = 1000;
const LOCK_MS = 2000;
const DAY = 86_400_000;

/** Counts a call, or says which limit it is over. A refused call counts as well for the day only. */
export function admitCall(portal: Portal, what: CallClass): Refusal | undefined {
  const { limits } = portal.knobs;
  const now = portal.from.now();
  const refusal = limits.enforce ? overLimit(portal, what, now) : undefined;
  if (refusal !== undefined) {
    portal.counters.throttled += 1;
    const { retryAfterSeconds } = limits;
    return refusal.refused !== 429 || retryAfterSeconds === null
      ? refusal
      : { ...refusal, headers: { 'retry-after': String(retryAfterSeconds) } };
  }
  windowOf(portal, what).push(now);
  if (what === 'write') portal.recent.writes.push(now);
  portal.day = { number: today(now), calls: callsToday(portal, now) + 1 };
  return undefined;
}

/** The headers of an answer: none for searches, those of the day only where there is a limit of the day. */
export function limitHeaders(portal: Portal, what: CallClass): Readonly<Record<string, string>> {
  const { perTenSeconds, perDay, associationsPerTenSeconds } = portal.knobs.limits;
  if (what === 'search') return {};
  const most = what === 'association' ? associationsPerTenSeconds : perTenSeconds;
  const left = (all: number, used: number) => String(Math.max(0, all - used));
  const now = portal.from.now();
  return {
    'x-hubspot-ratelimit-max': String(most),
    'x-hubspot-ratelimit-remaining': left(most, windowOf(portal, what).length),
    'x-hubspot-ratelimit-interval-milliseconds': String(TEN_SECONDS),
    ...(perDay === null
      ? {}
      : {
          'x-hubspot-ratelimit-daily': String(perDay),
          'x-hubspot-ratelimit-daily-remaining': left(perDay, callsToday(portal, now)),
        }),
  };
}

function overLimit(portal: Portal, what: CallClass, now: number): Refusal | undefined {
  const { perTenSeconds, searchesPerSecond, associationsPerTenSeconds, perDay, writesPerSecond } =
    portal.knobs.limits;
  const { calls, searches, associations, writes } = portal.recent;
  forget(calls, now - TEN_SECONDS);
  forget(associations, now - TEN_SECONDS);
  forget(searches, now - SECOND);
  forget(writes, now - SECOND);
  if (perDay !== null && callsToday(portal, now) >= perDay) return limitReached('DAILY');
  if (what === 'search') return searches.length >= searchesPerSecond ? limitReached('SECONDLY') : undefined;
  const most = what === 'association' ? associationsPerTenSeconds : perTenSeconds;
  if (windowOf(portal, what).length >= most) return limitReached('TEN_SECONDLY_ROLLING');
  if (what !== 'write') return undefined;
  if (writesPerSecond !== null && writes.length >= writesPerSecond) portal.lockedUntil = now + LOCK_MS;
  return now < portal.lockedUntil ? locked() : undefined;
}

function windowOf({ recent }: Portal, what: CallClass): number[] {
  if (what === 'search') return recent.searches;
  return what === 'association' ? recent.associations : recent.calls;
}

function forget(times: number[], until: number): void {
  const kept = times.findIndex((time) => time > until);
  times.splice(0, kept === -1 ? times.length : kept);
}

function today(now: number): number {
  return Math.floor(now / DAY);
}

function callsToday(portal: Portal, now: number): number {
  return portal.day.number === today(now) ? portal.day.calls : 0;
}
