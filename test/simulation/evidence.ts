// Evidence: what the judges know of both sides of a simulated world, and where they put what they find.
import type { RecordKey, SourceState } from '../../shared/core/records.ts';
import type { BookDoc, BooksView } from './books-view.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';
import type { SourceRecordPlan } from './source-plan.ts';
import type { Setting } from './swarm.ts';

export interface Violation {
  readonly check: string;
  readonly detail: string;
  readonly atMs: number;
}

/** What the source's newest stored revision of a record says. */
export interface Truth {
  readonly key: RecordKey;
  readonly revision: number;
  readonly word: string;
  readonly presence: SourceState['presence'];
}

export interface Evidence {
  readonly kernel: Kernel;
  readonly setting: Setting;
  /** The queue hands one lane to several workers at once. */
  readonly isDisordered: boolean;
  readonly hasStaleIndexes: boolean;
  readonly view: BooksView;
  readonly plans: ReadonlyMap<string, SourceRecordPlan>;
  readonly truths: Map<string, Truth>;
  readonly realmOf: (connection: string) => string;
  /** Records whose documents people touched, or that an accident of theirs concerns: they need not end as synced. */
  readonly tainted: Set<string>;
  /** The operators' orders, by record. */
  readonly orders: Map<string, Set<string>>;
  /** Contents of documents that a person may have told us to keep, by record. */
  readonly kept: Map<string, Set<string>>;
  /** Records that somebody is being told to keep, until when. */
  readonly keeping: Map<string, number>;
  /** Documents that a person parted from their records. */
  readonly parted: Set<BookDoc>;
  /** Cents of each record at its first arrival. */
  readonly arrived: Map<string, number>;
  /** Records whose last write came back without an answer. */
  readonly unanswered: Set<string>;
  /** The same, until the health row tells that it was found out. */
  readonly inDoubt: Set<string>;
  /** Records that a person edited while nobody knew whether our write had arrived (only without keys). */
  readonly blurred: Set<string>;
  /** Until when the newest announcement of a process is its own. */
  readonly leases: Map<Process, number>;
  /** Lanes that an operator paused, since when it is acknowledged. */
  readonly pausedSince: Map<string, number>;
  /** How often somebody let a company's lane go on. */
  readonly resumes: Map<string, number>;
  readonly violations: Violation[];
  readonly counts: Counts;
}

export interface Counts {
  ledgerCalls: number;
  ledgerReads: number;
  ledgerWrites: number;
  readsById: number;
  tokenAccidents: number;
  tokenMishaps: number;
  disconnects: number;
  refreshes: number;
  accidents: number;
  mishaps: number;
  /** Of the receiver of events. */
  mishapsAtTheDoor: number;
  acts: number;
  sayings: number;
  ticks: number;
  deliveries: number;
}

export function blame(evidence: Evidence, check: string, detail: string): void {
  evidence.kernel.note(() => `VIOLATION ${check}: ${detail}`);
  evidence.violations.push({ check, detail, atMs: evidence.kernel.now() });
}

/** A person may have told us to keep this. */
export function noteKept({ kept }: Evidence, record: string, { content }: BookDoc): void {
  kept.set(record, new Set([...(kept.get(record) ?? []), content]));
}

/** A record whose own document or one that it leans on was disturbed from outside. */
export function isDisturbed(evidence: Evidence, name: string): boolean {
  if (evidence.tainted.has(name)) return true;
  const plan = evidence.plans.get(name);
  return (
    plan !== undefined &&
    plan.refs.some((ref) => evidence.tainted.has(ref) || hasEnd(evidence, ref) || isDisturbed(evidence, ref))
  );
}

function hasEnd(evidence: Evidence, name: string): boolean {
  return evidence.plans.get(name)?.end !== undefined;
}
