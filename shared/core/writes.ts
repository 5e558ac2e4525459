// Writes: an announced write as it stands in the lane's journal, and what came back of it.
import type { DocumentRef, LedgerDocument, Snapshot } from './documents.ts';
import type { Fault } from './faults.ts';
import type { Link, WriteOperation } from './links.ts';
import type { Done } from './outcomes.ts';
import type { Young } from './pointers.ts';
import type { RecordKey } from './records.ts';

/** One write, exactly as it will be sent (and sent again, until its outcome is known). */
export interface Intent {
  /** Names the item inside its batch; with the entry's request id it makes the ledger's idempotency key. */
  readonly bId: string;
  readonly key: RecordKey;
  readonly operation: WriteOperation;
  readonly document: LedgerDocument;
  /** The document to change, with the revision we believe it has; absent for a create. */
  readonly target?: DocumentRef | undefined;
  /** The source revision it was made from. */
  readonly revision: number;
  /** Items: the account code of a line that it was made with. */
  readonly lineAccount?: string | undefined;
  /** The policy merges edits of both sides: what was agreed on is kept field by field. */
  readonly merges?: boolean | undefined;
  readonly rule: string;
  readonly values: Readonly<Record<string, string>>;
  readonly policyVersion: number;
  /** The number of the entry with the record's write before this one. */
  readonly previous?: number | undefined;
}

/**
 * One entry of a lane's journal: the batch announced, before it is sent. Entries are only ever appended, numbered
 * without gaps; appending the next number is the claim on the lane, and loses if somebody else appended it first.
 */
export interface JournalEntry {
  readonly lane: string;
  readonly seq: number;
  /** The ledger's idempotency key of this batch; the same when an entry resumes an earlier one. */
  readonly requestId: string;
  /** The entry whose open writes this one takes over. */
  readonly resumes?: number | undefined;
  readonly intents: readonly Intent[];
  /** Who announced, and until when (milliseconds UTC) nobody else may finish it. */
  readonly owner: string;
  readonly leaseUntil: number;
  readonly announcedAt: number;
  /** Times (milliseconds UTC) of the lane's latest ledger calls: its rate window, handed on from entry to entry. */
  readonly recentCalls: RecentCalls;
  /**
   * Milliseconds UTC until which these writes may have been sent last: what is not found by then plus the ledger's lag is
   * not there. Only on an entry that resumes another.
   */
  readonly sentUntil?: number | undefined;
  /** Pointers that earlier entries made and the store does not hold yet; handed on from entry to entry. */
  readonly young?: Young | undefined;
  /** What earlier entries did in the quarter of an hour of the one before, which the store was not told of yet. */
  readonly done?: Done | undefined;
}

export interface RecentCalls {
  readonly batches: readonly number[];
  readonly singles: readonly number[];
  /** Calls of the last hour by spans of five minutes, each by its beginning; only where the ledger counts hours. */
  readonly hour?: readonly { readonly at: number; readonly count: number }[] | undefined;
}

/** What came back of one intent. */
export type Outcome =
  { readonly type: 'done'; readonly snapshot: Snapshot } | { readonly type: 'fault'; readonly fault: Fault };

/** The entry whose writes this one has: itself, or the one that it takes over. */
export function rootOf(entry: JournalEntry): number {
  return entry.resumes ?? entry.seq;
}

/** Whether a link already holds the outcome of its intent in this entry (or in the one that it takes over). */
export function isSettled({ settledSeq }: Pick<Link, 'settledSeq'>, entry: JournalEntry): boolean {
  return settledSeq !== undefined && settledSeq >= rootOf(entry);
}
