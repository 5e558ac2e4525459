// Retry: a person's "again" for one record. It becomes pending, with his order if one is needed.
import type { Link } from './links.ts';
import type { Ordered } from './orders.ts';

/** The link to be looked at again, or what is in the way and what to do instead. `now` is milliseconds UTC. */
export function retry(link: Link, wish: Link['order'], now: number): Ordered {
  if (link.source === undefined) return refused('Its source never sent it:', 'send the record first.');
  if (link.health.state === 'synced' && link.drift === undefined)
    return refused('It is in the books as its source sent it;', 'send a new revision to change it.');
  if (wish === 'create_anew' && link.document?.status === 'live')
    return refused('Its document stands in the ledger:', 'creating it anew would book it twice.');
  return { type: 'done', link: pending(link, wish, now) };
}

/**
 * The record as pending, let in again if a person had kept it out. One that is pending already only gets the order: its
 * message may be lost, so it is named again.
 */
function pending(link: Link, wish: Link['order'], now: number): Link {
  const nothingNew = wish === undefined || wish === link.order;
  if (link.health.state === 'pending' && link.hold === undefined && nothingNew) return link;
  // Due at once: if we die before the lane hears of it, the next sweep finds it.
  const health = { state: 'pending', since: now, dueAt: now } as const;
  return { ...link, order: wish ?? link.order, hold: undefined, health };
}

function refused(blocker: string, next: string): Ordered {
  return { type: 'refused', blocker, next };
}
