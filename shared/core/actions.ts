// Actions: sync, unsync and adopt, with exactly the states they are allowed from, and what each makes of a link.
import type { Health, HealthState, Link } from './links.ts';
import type { Policy } from './policy.ts';
import { keyText, type RecordKey } from './records.ts';

/**
 * sync: it belongs in the books; unsync: it leaves them and stays out; adopt: this document of the ledger is its own.
 */
export type ActionName = 'sync' | 'unsync' | 'adopt';

/** What stands in the way of an action, and what has to be done first. */
export interface Blocked {
  readonly type: 'refused';
  readonly blocker: string;
  readonly next: string;
  /** The action on another record that has to come first. */
  readonly first?: { readonly action: ActionName; readonly record: RecordKey } | undefined;
}

export type Acted = { readonly type: 'done'; readonly link: Link } | Blocked;

/** TXD-12, TXD-20: the states from which a person may say that a record belongs in the books. */
export const SYNC_FROM: readonly HealthState[] = ['not_synced', 'failed', 'skipped'];
/** TXD-13 */
export const UNSYNC_FROM: readonly HealthState[] = ['synced'];

/** The record as one that a person wants in the books. `customer` is the link of its customer, where it has one. */
export function sync(link: Link, customer: Link | undefined, now: number): Acted {
  const { source, health, document } = link;
  if (source === undefined) return NEVER_SENT;
  if (!SYNC_FROM.includes(health.state))
    return refused(
      inState(link, 'synced by hand'),
      NEXT_OF_STATE[health.state] ?? `It may be synced from ${SYNC_FROM.join(', ')}.`,
    );
  if (source.presence !== 'live')
    return refused('Its source says that it is over.', 'Send it anew, with a higher revision.');
  const waits = customer === undefined ? undefined : customerFirst(customer);
  if (waits !== undefined) return waits;
  const isGone = document !== undefined && document.status !== 'live';
  return done({
    ...link,
    asked: true,
    hold: undefined,
    endWish: undefined,
    order: isGone ? 'create_anew' : link.order,
    health: pendingNow(now),
  });
}

/** TXD-20, TXD-21: only documents of a customer who is in the books himself. */
function customerFirst({ key, health, document }: Link): Blocked | undefined {
  if (health.state === 'synced' && document?.status === 'live') return undefined;
  return {
    type: 'refused',
    blocker: `Its customer ${key.id} is not linked with the ledger (${health.state}).`,
    next: 'Sync the customer first.',
    first: { action: 'sync', record: key },
  };
}

/** TXD-13, TXD-15, TXD-16: a payment leaves the books, its refunds before it; or, by policy, the two only part. */
export function unsync(link: Link, policy: Policy, reason: string, now: number): Acted {
  const { key, source, health } = link;
  if (source === undefined) return NEVER_SENT;
  if (key.kind !== 'payment')
    return refused('Only payments are unsynced by themselves.', 'Unlink it, or void it at its source.');
  if (!UNSYNC_FROM.includes(health.state))
    return refused(
      inState(link, 'unsynced'),
      NEXT_OF_UNSYNC[health.state] ?? 'Only a synced payment is unsynced.',
    );
  const hold = { state: 'not_synced', reason } as const;
  if (policy.ends.unsync === 'detach') {
    const parted = {
      document: undefined,
      base: undefined,
      drift: undefined,
      stale: undefined,
      order: undefined,
    };
    return done({ ...link, ...parted, hold, asked: undefined, health: { ...hold, since: now } });
  }
  const endWish = { by: 'operator', how: 'delete' } as const;
  return done({ ...link, endWish, hold, asked: undefined, health: pendingNow(now) });
}

/** The record as one whose document a person names by the ledger's id. The lane looks at it and links the two. */
export function adopt(link: Link, document: string, now: number): Acted {
  if (link.source === undefined) return NEVER_SENT;
  if (link.document?.status === 'live')
    return refused(`It is linked with the document ${link.document.id}.`, 'Unlink it first.');
  if (link.health.state === 'pending')
    return refused(inState(link, 'linked by hand'), 'Look again in a minute.');
  return done({
    ...link,
    named: document,
    asked: true,
    hold: undefined,
    endWish: undefined,
    health: pendingNow(now),
  });
}

const NEVER_SENT: Blocked = {
  type: 'refused',
  blocker: 'Its source never sent it.',
  next: 'Send the record first.',
};

const NEXT_OF_STATE: Readonly<Partial<Record<HealthState, string>>> = {
  synced: 'Nothing: it is in the books as its source sent it.',
  pending: 'Look again in a minute.',
  waiting: 'Cure what it waits for; it follows by itself.',
  action_needed: 'Do or decide what it asks for: keep, restore or skip it.',
};

const NEXT_OF_UNSYNC: Readonly<Partial<Record<HealthState, string>>> = {
  pending: 'Look again in a minute.',
  failed: 'It is not in the books, or not in its newest form: skip it, or unlink it.',
  skipped: 'Nothing: it is not in the books.',
  not_synced: 'Nothing: it is not in the books.',
  waiting: 'Skip it if it shall stay out.',
  action_needed: 'Do or decide what it asks for: keep, restore or unlink it.',
};

function inState({ key, health: { state, reason, problem } }: Link, what: string): string {
  const why = problem?.code ?? reason;
  return `${keyText(key)} is ${state}${why === undefined ? '' : ` (${why})`} and may not be ${what} now.`;
}

/** Looked at again at once; due by itself, so that it is found even if nobody hears of the action. */
function pendingNow(now: number): Health {
  return { state: 'pending', since: now, dueAt: now };
}

function done(link: Link): Acted {
  return { type: 'done', link };
}

function refused(blocker: string, next: string): Blocked {
  return { type: 'refused', blocker, next };
}
