// Bulk: one decision of a person about many records, carried out by the lane in steps. What it is, and what it does to each record.
import type { HealthState, Link } from './links.ts';
import type { Amount } from './money.ts';
import { order } from './orders.ts';
import type { RecordFilter } from './record-filter.ts';
import { retry } from './retry.ts';

/** What can be decided about many at once: each can be taken back, record by record. */
export const BULK_ACTIONS = ['retry', 'skip', 'keep', 'restore'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** The states whose records can be chosen, in the order in which they are worked on. An uncertain record is the lane's to finish. */
export const BULK_STATES = ['failed', 'action_needed', 'waiting'] as const satisfies readonly HealthState[];

/** How far it is: the state whose records come next, and where in their list. */
export interface BulkPlace {
  readonly state: (typeof BULK_STATES)[number];
  readonly cursor?: string | undefined;
}

export interface Bulk {
  readonly id: string;
  readonly connection: string;
  /** Counts the writes of its row. */
  readonly version: number;
  readonly action: BulkAction;
  /** The person's word for why. */
  readonly reason?: string | undefined;
  readonly filter: RecordFilter;
  /** Who asked for it. */
  readonly by: string;
  /** Milliseconds UTC. Records that came into their state later are none of its. */
  readonly createdAt: number;
  readonly state: 'planned' | 'running' | 'done' | 'cancelled';
  readonly plan: BulkPlan;
  readonly startedAt?: number | undefined;
  /** When it last moved: one that stands still is taken up by the lane's next round. */
  readonly movedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  /** What comes next; absent: from the beginning. */
  readonly place?: BulkPlace | undefined;
  /** Records that the action was done to; and those that it was refused for, by why. */
  readonly done: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** A quarter of a year: as long as somebody may ask what was done in it. */
const KEPT_MS = 92 * 86_400_000;

/** Until when (milliseconds UTC) a bulk action and its report are kept. */
export const bulkKeptUntil = ({ createdAt }: Pick<Bulk, 'createdAt'>): number => createdAt + KEPT_MS;

export interface BulkPlan {
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
  readonly money: Readonly<Record<string, Amount>>;
  /** Of a retry: what the rules would decide about the first of them now. */
  readonly expected?:
    | {
        readonly looked: number;
        readonly pass: number;
        readonly wait: number;
        readonly fail: Readonly<Record<string, number>>;
      }
    | undefined;
}

/** Does the action to one record; a word for why not. */
export function bulkStep(
  { action, reason }: Pick<Bulk, 'action' | 'reason'>,
  link: Link,
  now: number,
): { readonly link: Link } | { readonly refused: string } {
  if (link.health.state === 'uncertain') return { refused: 'in_progress' };
  const acted = action === 'retry' ? retry(link, undefined, now) : order(action, link, reason ?? '', now);
  return acted.type === 'done' ? { link: acted.link } : { refused: 'order_refused' };
}

/** The place after one; undefined at the end. `cursor` is where the same list goes on. */
export function bulkPlaceAfter({ state }: BulkPlace, cursor: string | undefined): BulkPlace | undefined {
  if (cursor !== undefined) return { state, cursor };
  const next = BULK_STATES[BULK_STATES.indexOf(state) + 1];
  return next === undefined ? undefined : { state: next };
}
