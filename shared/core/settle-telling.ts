// Settle telling: the link after its product was told, or after both sides were found to agree.
import type { Decision } from './decisions.ts';
import type { Drift, Health, Link } from './links.ts';

/** What a record waits for whose product has not been told of an edit yet. */
export const UNTOLD = 'inbound_sync';

type Telling = Extract<Decision, { type: 'tell' }>;

/** The link with the new base. Where the source's last word is not booked yet, it is decided again at once. */
export function settleTelling(link: Link, { agreed, paid }: Telling, now: number): Link {
  const base = agreed ?? link.base;
  const drift = agreed === undefined ? driftAfter(link.drift, paid === undefined) : undefined;
  const next: Link = { ...link, base, drift, told: paid ?? link.told };
  return { ...next, health: healthAfterTelling(next, now) };
}

/** An end that was told stays drift, and says that it was. */
function driftAfter(drift: Drift | undefined, isEnd: boolean): Drift | undefined {
  return drift !== undefined && drift.kind !== 'edited' && isEnd ? { ...drift, told: true } : drift;
}

/** Whether the rules have more to say about a record that was just told of. */
export function isUnfinished({ base, drift, source }: Link): boolean {
  return base?.revision !== source?.revision || drift?.kind === 'edited';
}

function healthAfterTelling(link: Link, now: number): Health {
  // Due by itself: if we die before the next decision, no message may name the record any more.
  if (isUnfinished(link)) return { state: 'pending', since: now, dueAt: now };
  const untold = link.base?.fields?.untold === undefined ? undefined : UNTOLD;
  const reason = link.drift?.told === true ? 'ended_in_ledger' : untold;
  const state = reason === undefined ? 'synced' : 'waiting';
  return { state, since: link.health.state === state ? link.health.since : now, reason };
}
