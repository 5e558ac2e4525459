// Feed: what a product has to hear of the ledger, as one list per connection that is numbered without gaps.

/** What can be told. The consequence for the product stands in docs/api.md, one row for each (tested). */
export const CHANGE_TYPES = [
  'invoice.changed',
  'invoice.imported',
  'invoice.paid',
  'invoice.voided',
  'payment.recorded',
  'payment.imported',
  'refund.recorded',
  'customer.changed',
  'customer.imported',
  'supplier.changed',
  'supplier.imported',
  'item.imported',
  'cost_centre.changed',
  'cost_centre.imported',
  'deal.changed',
] as const;

export type ChangeType = (typeof CHANGE_TYPES)[number];

/** One thing that changed in the ledger, in words of the source as far as it has them. */
export interface Change {
  /** The same whenever this change is told again: who has seen it drops it. */
  readonly id: string;
  readonly type: ChangeType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A change with its place in the feed of its connection. */
export interface FeedEntry extends Change {
  /** From 1, without gaps. It is also the cursor after this entry. */
  readonly seq: number;
  /** Milliseconds UTC at which it was told. */
  readonly at: number;
}

/** Days an entry is kept: a quarter of a year, within which a product that missed something is repaired and reads on. */
export const FEED_KEPT_DAYS = 90;

const DAY_MS = 86_400_000;

/** Whether an entry told at a time still counts. Storage deletes when it gets to it, which may be days later. */
export function isKept(at: number, now: number): boolean {
  return at > now - FEED_KEPT_DAYS * DAY_MS;
}
