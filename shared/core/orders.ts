// Orders: what a person may decide about one record, and what each order makes of its link.
import { keyText } from './records.ts';
import type { Health, Link } from './links.ts';
import { totalDifferenceOf } from './totals.ts';

/**
 * keep: the ledger's version stands, its total included; restore: ours is written again; unlink: the two part for good;
 * skip: the record stays out of the books.
 */
export type OrderName = 'keep' | 'restore' | 'unlink' | 'skip';

export const ORDERS: readonly OrderName[] = ['keep', 'restore', 'unlink', 'skip'];

/** The link after an order, or what is in the way and what to do instead. */
export type Ordered =
  | { readonly type: 'done'; readonly link: Link }
  | { readonly type: 'refused'; readonly blocker: string; readonly next: string };

/** Applies an order. `reason` is the person's own word for it, shown with the record; `now` is milliseconds UTC. */
export function order(name: OrderName, link: Link, reason: string, now: number): Ordered {
  if (link.source === undefined) return refused('Its source never sent it.', 'Send the record first.');
  return APPLY[name](link, reason, now);
}

const APPLY: Readonly<Record<OrderName, (link: Link, reason: string, now: number) => Ordered>> = {
  keep: (link, reason, now) => {
    const { drift, base } = link;
    const revision = link.source?.revision ?? 0;
    const total = totalDifferenceOf(link);
    if (total !== undefined && total.difference !== link.acceptedDifference)
      return done({ ...link, acceptedDifference: total.difference, health: { state: 'synced', since: now } });
    if (drift === undefined)
      return refused('The ledger does not differ from what we wrote.', 'There is nothing to keep.');
    if (drift.kind !== 'edited' || base === undefined)
      return stayOut({ ...link, drift: undefined }, 'not_synced', reason, now);
    // The person has seen what the source said too: agreed without its revision, the next look would write over his word.
    const agreed = { ...base, revision, theirs: drift.theirs ?? base.theirs, fields: undefined };
    const kept = { ...link, drift: undefined, order: undefined, base: agreed };
    return done({ ...kept, health: { state: 'synced', since: now } });
  },
  restore: (link, _reason, now) => {
    const { drift } = link;
    if (drift === undefined)
      return refused('The ledger does not differ from what we wrote.', 'There is nothing to restore.');
    const wish = drift.kind === 'edited' ? 'source_wins' : 'create_anew';
    return done({ ...link, hold: undefined, order: wish, health: pendingNow(now) });
  },
  unlink: (link, reason, now) => {
    if (link.document === undefined)
      return refused('It is not linked with a document.', 'Skip it to keep it out.');
    const parted = {
      ...link,
      document: undefined,
      base: undefined,
      drift: undefined,
      stale: undefined,
      order: undefined,
    };
    return stayOut(parted, 'not_synced', reason, now);
  },
  skip: (link, reason, now) => {
    if (link.document?.status === 'live') {
      return refused(`${keyText(link.key)} is in the books.`, 'Unlink it, or void it at its source.');
    }
    return stayOut(link, 'skipped', reason, now);
  },
};

/** The record stays out until a person says otherwise, whatever its source sends. */
function stayOut(link: Link, state: 'skipped' | 'not_synced', reason: string, now: number): Ordered {
  const health: Health = { state, since: now, reason };
  return done({ ...link, hold: { state, reason }, asked: undefined, health });
}

/** Looked at again at once; due by itself, so that it is found even if nobody hears of the order. */
function pendingNow(now: number): Health {
  return { state: 'pending', since: now, dueAt: now };
}

function done(link: Link): Ordered {
  return { type: 'done', link };
}

function refused(blocker: string, next: string): Ordered {
  return { type: 'refused', blocker, next };
}
