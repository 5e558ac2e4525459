// Reconciliation: the books of a period compared with what the source and our links say. What it is made of, and how its parts add up.
import type { LocalDate } from './dates.ts';
import type { DocumentType } from './documents.ts';
import { type Amount, fromMinor, minorOf } from './money.ts';
import type { Policy } from './policy.ts';
import type { RecordKind } from './records.ts';

/** The kinds that are money on a day. Customers, suppliers and items have none. */
export const RECONCILED_KINDS = [
  'invoice',
  'credit_note',
  'payment',
  'refund',
] as const satisfies readonly RecordKind[];

export type ReconciledKind = (typeof RECONCILED_KINDS)[number];

/** Who says so: the source, our links, the ledger of our documents, the ledger of documents that are nobody's record. */
export const SIDES = ['source', 'link', 'ledger', 'foreign'] as const;
export type Side = (typeof SIDES)[number];

/** How many, and how much, of one kind, currency and month, as one side says it. */
export interface Figure {
  readonly kind: ReconciledKind;
  readonly currency: string;
  /** `YYYY-MM`, of the day on the document. */
  readonly month: string;
  readonly side: Side;
  readonly count: number;
  readonly amount: Amount;
}

/** How the sides can differ about one record. The runbook has a heading for each (tested). */
export const DIFFERENCE_TYPES = [
  'not_booked',
  'not_in_ledger',
  'not_ours',
  'amount_differs',
  'month_differs',
  'ended_in_ledger',
  'ended_at_source',
] as const;
export type DifferenceType = (typeof DIFFERENCE_TYPES)[number];

/** One record or document about which the sides differ. */
export interface Difference {
  readonly type: DifferenceType;
  readonly kind: ReconciledKind;
  /** The source's id; absent for a document that is nobody's record. */
  readonly record?: string | undefined;
  readonly document?: { readonly type: DocumentType; readonly id: string } | undefined;
  readonly number?: string | undefined;
  readonly currency?: string | undefined;
  /** What the source or our link says. */
  readonly ours?: Amount | undefined;
  /** What the ledger says. */
  readonly theirs?: Amount | undefined;
  readonly ourDate?: LocalDate | undefined;
  readonly theirDate?: LocalDate | undefined;
  /** A stable word more: the health of a record that is not booked, or how a document ended. */
  readonly why?: string | undefined;
}

/** What one step found: a page of the ledger, or of our links. */
export interface Findings {
  readonly figures: readonly Figure[];
  readonly differences: readonly Difference[];
  /** How many there were of each type, also those that are not kept. */
  readonly counts: Readonly<Partial<Record<DifferenceType, number>>>;
}

/** Enough of each type to see a pattern and to work by hand; a type that is everywhere must not hide the others. */
export const KEPT_OF_TYPE = 100;

export const NOTHING_FOUND: Findings = { figures: [], differences: [], counts: {} };

/** Findings in one: figures of one cell are added up, and so many differences of each type are kept. */
export function addUp(all: readonly Findings[]): Findings {
  const differences = all.flatMap((one) => one.differences);
  const kept = DIFFERENCE_TYPES.flatMap((type) =>
    differences.filter((difference) => difference.type === type).slice(0, KEPT_OF_TYPE),
  );
  const counts = DIFFERENCE_TYPES.flatMap((type) => {
    const count = all.reduce((sum, one) => sum + (one.counts[type] ?? 0), 0);
    return count === 0 ? [] : [[type, count] as const];
  });
  return {
    figures: cells(all.flatMap((one) => one.figures)),
    differences: kept,
    counts: Object.fromEntries(counts),
  };
}

/** Findings of single records, before they are added up. */
export function found(figures: readonly Figure[], differences: readonly Difference[]): Findings {
  const counts: Partial<Record<DifferenceType, number>> = {};
  for (const { type } of differences) counts[type] = (counts[type] ?? 0) + 1;
  return { figures, differences, counts };
}

/** How many differences there are, kept or not. */
export function differenceCount({ counts }: Findings): number {
  return DIFFERENCE_TYPES.reduce((sum, type) => sum + (counts[type] ?? 0), 0);
}

/** The kinds that a policy books, and so are worth comparing. */
export function kindsOf({ creditNotes, payments, refunds }: Policy): readonly ReconciledKind[] {
  const isBooked: Readonly<Record<ReconciledKind, boolean>> = {
    invoice: true,
    credit_note: creditNotes.mode !== 'none',
    payment: payments.direction !== 'none',
    refund: refunds.mode === 'expense' || refunds.mode === 'refund_receipt',
  };
  return RECONCILED_KINDS.filter((kind) => isBooked[kind]);
}

/**
 * Whether a document that is nobody's record is worth telling. Expenses are every cost of a company, and where payments
 * come from the ledger, all of them are its own.
 */
export function tellsForeign(kind: ReconciledKind, { payments, refunds }: Policy): boolean {
  if (kind === 'refund') return refunds.mode === 'refund_receipt';
  return kind !== 'payment' || payments.direction !== 'to_source';
}

/** Where a reconciliation stands: it lists the ledger's documents of a kind, then our links of that kind. */
export interface Place {
  readonly at: 'ledger' | 'links';
  readonly kind: ReconciledKind;
  /** Of the page that comes next; absent: the first. */
  readonly cursor?: string | undefined;
}

/** The place after one; undefined when all is compared. `cursor` is where the same list goes on, if it does. */
export function placeAfter(
  { at, kind }: Place,
  cursor: string | undefined,
  kinds: readonly ReconciledKind[],
): Place | undefined {
  if (cursor !== undefined) return { at, kind, cursor };
  if (at === 'ledger') return { at: 'links', kind };
  const next = kinds[kinds.indexOf(kind) + 1];
  return next === undefined ? undefined : { at: 'ledger', kind: next };
}

/** One reconciliation of a connection. Times in milliseconds UTC. */
export interface Reconciliation {
  readonly id: string;
  readonly connection: string;
  /** The lane whose books are compared: a connection that moves to another company begins anew. */
  readonly lane: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly startedAt: number;
  /** The key of the API with which it was asked for. */
  readonly startedBy: string;
  readonly state: 'running' | 'done' | 'failed';
  /** How many steps are done; each left a part behind. */
  readonly step: number;
  /** What comes next; absent before the first step and when it has ended. */
  readonly place?: Place | undefined;
  /** When it last moved, or tried to: one that stands still is taken up by the sweep. */
  readonly movedAt: number;
  /** How often the next step failed so far, and how. */
  readonly tries?: number | undefined;
  readonly fault?: string | undefined;
  readonly endedAt?: number | undefined;
  readonly findings?: Findings | undefined;
}

/** What a step leaves behind. */
export interface ReconciliationPart {
  readonly findings: Findings;
  /** Names of the ledger's documents that the step saw (`documentName`). */
  readonly listed: readonly string[];
  /** Where the next step begins; absent: this was the last. */
  readonly next?: Place | undefined;
}

function cells(figures: readonly Figure[]): readonly Figure[] {
  const byCell = Map.groupBy(figures, ({ kind, currency, month, side }) =>
    [RECONCILED_KINDS.indexOf(kind), currency, month, SIDES.indexOf(side)].join(' '),
  );
  const sorted = [...byCell].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([, [first, ...more]]) => (first === undefined ? [] : [more.reduce(sumOf, first)]));
}

function sumOf(one: Figure, other: Figure): Figure {
  const { currency } = one;
  const minor = minorOf(one.amount, currency) + minorOf(other.amount, currency);
  return { ...one, count: one.count + other.count, amount: fromMinor(minor, currency) };
}
