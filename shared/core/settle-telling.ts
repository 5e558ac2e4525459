// Settle telling: the link after its product was told, or after both sides were found to agree.
import type { Decision } from './decisions.ts';
import type { Drift, Health, Link } from './links.ts';

/** What a record waits for whose product has not been told of an edit yet. */
export const UNTOLD = 'inbound_sync';

type Telling = Extract<Decision, { type: 'tell' }>;

/** The link with the new base. Unless it was in sync before, and still is, the rules are asked once more. */
export function settleTelling(link: Link, { agreed, paid, overruled }: Telling, now: number): Link {
  const base = agreed ?? link.base;
  const drift = agreed === undefined ? driftAfter(link.drift, paid === undefined) : undefined;
  const noted = overruled === undefined ? link.overruled : { ...overruled, at: now };
  const next: Link = { ...link, base, drift, told: paid ?? link.told, overruled: noted };
  return { ...next, health: healthAfter(link.health, next, now) };
}

/** An end that was told stays drift, and says that it was. */
function driftAfter(drift: Drift | undefined, isEnd: boolean): Drift | undefined {
  return drift !== undefined && drift.kind !== 'edited' && isEnd ? { ...drift, told: true } : drift;
}

function healthAfter(before: Health, { base, drift, source }: Link, now: number): Health {
  if (drift?.told === true) return { state: 'waiting', since: now, reason: 'ended_in_ledger' };
  const isDone = base?.revision === source?.revision && drift === undefined;
  if (isDone && before.state === 'synced') return { state: 'synced', since: before.since };
  // Due by itself: if we die before the next decision, no message may name the record any more.
  return { state: 'pending', since: now, dueAt: now };
}
