// Link: one row per record. What the source said, its document, what both last agreed on, and its health.
import type { DocumentRef } from './documents.ts';
import type { AgreedFields } from './fields.ts';
import type { Amount, Money } from './money.ts';
import type { Problem } from './problems.ts';
import type { RecordKey, SourceState } from './records.ts';

/**
 * The one known state a record is in.
 * pending: to be looked at; waiting: needs something else first; uncertain: a write's outcome is being found out.
 */
export type HealthState =
  'pending' | 'waiting' | 'synced' | 'failed' | 'skipped' | 'not_synced' | 'uncertain' | 'action_needed';

export const HEALTH_STATES: readonly HealthState[] = [
  'pending',
  'waiting',
  'synced',
  'failed',
  'skipped',
  'not_synced',
  'uncertain',
  'action_needed',
];

/** The states that stand in the health index: what an operator has to see. The healthy path pays no index write. */
export const INDEXED_HEALTH: readonly HealthState[] = ['waiting', 'failed', 'uncertain', 'action_needed'];

export interface Health {
  readonly state: HealthState;
  /** Milliseconds UTC since when it is in this state. */
  readonly since: number;
  readonly problem?: Problem | undefined;
  /** Why it is skipped or waits, a stable word: `before_export_from`, `customer`, `folio_open`, `ledger_unavailable`. */
  readonly reason?: string | undefined;
  /** Milliseconds UTC at which the lane looks at it again by itself. */
  readonly dueAt?: number | undefined;
  /** The key text of the record it waits for, in the same connection. */
  readonly waitsFor?: string | undefined;
}

/** What both sides last agreed on. */
export interface Base {
  /** The source revision that was written. */
  readonly revision: number;
  /** Fingerprint of the document we sent; the same again means there is nothing to write. */
  readonly ours: string;
  /** Fingerprint of the document as the ledger showed it in its answer; another one later means a person edited it. */
  readonly theirs: string;
  /** The same field by field, where the policy merges the edits of both sides. */
  readonly fields?: AgreedFields | undefined;
}

/** How much of an invoice was paid, as its product was told. */
export interface Paid {
  readonly paid: Amount;
  /** Told that nothing is open any more. */
  readonly settled?: boolean | undefined;
}

/** The document of a link with the figures an operator asks for. */
export interface LinkedDocument extends DocumentRef {
  readonly status: 'live' | 'voided' | 'deleted';
  readonly total?: Amount | undefined;
  readonly balance?: Amount | undefined;
}

/** How the ledger differs from the base: shown, and decided by policy. */
export interface Drift {
  readonly kind: 'edited' | 'voided' | 'deleted';
  /** Milliseconds UTC of the change in the ledger. */
  readonly at: number;
  /** Names of what differs, for a person: `total 120.00 -> 130.00`. */
  readonly differences: readonly string[];
  /** Fingerprint of the document as it was seen: what both agree on if a person keeps it. */
  readonly theirs?: string | undefined;
  /** An end that the product was told of: now it is its turn. */
  readonly told?: boolean | undefined;
}

/** Both sides changed the same fields, and the policy said whose word counts: what each said stays on record. */
export interface Overruled {
  readonly winner: 'source' | 'ledger';
  /** What each side said, for a person: `memo: source "Thanks", ledger "Thank you"`. */
  readonly difference: string;
  /** Milliseconds UTC. */
  readonly at: number;
}

/** Characters of such a difference: enough for the fields of a form's head, and a row that stays short. */
export const OVERRULED_MAX = 400;

export interface Attempt {
  readonly at: number;
  readonly operation: WriteOperation;
  readonly outcome: 'done' | 'fault' | 'unknown';
  /** Vendor code and short text of a fault. */
  readonly detail?: string | undefined;
}

export type WriteOperation = 'create' | 'update' | 'void' | 'delete';

/** Which rule decided, from which values. */
export interface Trace {
  readonly rule: string;
  readonly decision: string;
  readonly values: Readonly<Record<string, string>>;
  readonly at: number;
  readonly policyVersion: number;
}

/** When a record arrived for the first time, and what it was worth then. Later revisions do not change it. */
export interface Arrival {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly money?: Money | undefined;
}

/** An account code that a line of an invoice set on its item. */
export interface LineAccount {
  /** The source's code. */
  readonly code: string;
  /** Key text of the invoice. */
  readonly by: string;
  /** The item's source revision at that time. */
  readonly revision: number;
  /** Whether the item was written with it. */
  readonly written?: boolean | undefined;
}

/** What a person did about a record, and who. */
export interface Said {
  /** The word of the action: `sync`, `unsync`, `keep`, `retry`, ... */
  readonly what: string;
  /** The id of the API key that the person came with. */
  readonly by: string;
  /** Milliseconds UTC. */
  readonly at: number;
}

export interface Link {
  readonly key: RecordKey;
  /** Counts the worker's writes of this row; every write of it is conditional on the number it read. 0: no row yet. */
  readonly version: number;
  readonly source?: SourceState | undefined;
  /** The source's first word; absent as long as it never spoke, and of a record that was made from another one. */
  readonly arrival?: Arrival | undefined;
  readonly document?: LinkedDocument | undefined;
  readonly base?: Base | undefined;
  readonly health: Health;
  readonly drift?: Drift | undefined;
  /** What its product was told of payments in the ledger; absent: of none. */
  readonly told?: Paid | undefined;
  /** The last time that the policy chose between edits of both sides. */
  readonly overruled?: Overruled | undefined;
  /** A mark of what was told of its sale (deals.ts); absent: nothing. */
  readonly dealTold?: string | undefined;
  /** The next write needs a fresh look at the document first. */
  readonly stale?: boolean | undefined;
  /** An operator's word for the next decision, cleared by the next settled write or adoption. */
  readonly order?: 'source_wins' | 'create_anew' | undefined;
  /** A person's word that the record stays out of the books until he says otherwise. */
  readonly hold?: { readonly state: 'skipped' | 'not_synced'; readonly reason: string } | undefined;
  /**
   * Its document shall leave the books although its source says nothing of an end: `by` names the record that ended (its
   * key text), or is `operator`. It counts as ended until the document is gone, and stays out until its source changes it.
   */
  readonly endWish?:
    | {
        readonly by: string;
        readonly how: 'void' | 'delete';
        /** What its source had said by then: only a newer word brings it back. Absent in rows of before. */
        readonly revision?: number | undefined;
      }
    | undefined;
  /** Key texts of records that were made from this one or lean on it, at most {@link DEPENDENTS_MAX}. */
  readonly dependents?: readonly string[] | undefined;
  /** A person asked for it to be synced: what only waits for a person's word, or for its time, lets it pass. */
  readonly asked?: boolean | undefined;
  /** The ledger's id of the document that a person named for it, until the two are linked. */
  readonly named?: string | undefined;
  /** The last that a person did about it. */
  readonly said?: Said | undefined;
  /** Payments entered by hand: what the policy's default said when we first looked at it. It does not change later. */
  readonly syncs?: boolean | undefined;
  /** The difference of the totals that a person accepted, the ledger's less the source's. */
  readonly acceptedDifference?: Amount | undefined;
  /** Items: the account code that a line of an invoice set (KLP-42, KLP-43). A newer revision of the item ends it. */
  readonly lineAccount?: LineAccount | undefined;
  /** Somebody waits for this record: whoever settles it wakes them. */
  readonly awaited?: boolean | undefined;
  /** The last attempts, newest first, at most {@link ATTEMPTS_KEPT}. */
  readonly attempts: readonly Attempt[];
  readonly trace?: Trace | undefined;
  /** Sequence number of the lane's last journal entry that was settled for this record. */
  readonly settledSeq?: number | undefined;
}

/** Enough to see a pattern; the journal of writes has them all. */
export const ATTEMPTS_KEPT = 3;
/** The refunds of one payment, the currencies of one customer: more would not fit into a healthy row. */
export const DEPENDENTS_MAX = 20;
