// Evidence: what the judges know of both sides of a simulated world, and where they put what they find.
import type { Change } from '../../shared/core/feed.ts';
import { mergesFields } from '../../shared/core/fields.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { derivedId, type RecordKey, type SourceState } from '../../shared/core/records.ts';
import type { BookDoc, BooksView } from './books-view.ts';
import type { Kernel } from './kernel.ts';
import { entityOf, HOME } from './marks.ts';
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
  /** What each connection was told to do, by the name of the connection. */
  readonly policyOf: (connection: string) => Policy;
  readonly truths: Map<string, Truth>;
  readonly realmOf: (connection: string) => string;
  readonly connectionsOf: (realm: string) => readonly string[];
  /** Payments of one invoice alone, and refunds of one payment, by record name. */
  readonly paidOnly: (invoice: string) => readonly string[];
  readonly refundsOf: (payment: string) => readonly string[];
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
  /** Records that a person asked for by name: sync, adopt. */
  readonly asked: Set<string>;
  /** Records that a person took out of the books, with what leans on them. */
  readonly unsynced: Set<string>;
  /** When each word of a record was stored first, by `record@word`: milliseconds UTC. */
  readonly storedAt: Map<string, number>;
  /** Up to when what arrived may be exported, by connection; Infinity while somebody asks for a run. */
  readonly exportedUpTo: Map<string, number>;
  /** How many ask for an export of a connection at the moment. */
  readonly exporting: Map<string, number>;
  /** Connections of which a person left a period out of the exports. */
  readonly periodsSkipped: Set<string>;
  /** Connections of which somebody began the first import. */
  readonly imports: Set<string>;
  /** When the session of a connection is over: milliseconds UTC. */
  readonly sessionEnds: Map<string, number>;
  /** What products were told, by connection. */
  readonly told: Map<string, Change[]>;
  /** When a document came to be a record's own, by its name: milliseconds UTC. */
  readonly linkedAt: Map<string, number>;
  /** What records took over from the ledger, by record. */
  readonly taken: Map<string, Readonly<Record<string, string>>>;
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
    leantOn(plan).some(
      (ref) => evidence.tainted.has(ref) || hasEnd(evidence, ref) || isDisturbed(evidence, ref),
    )
  );
}

/** What it leans on by its own word, and the customer of its currency that is made for it. */
function leantOn({ refs, currency, isDerived }: SourceRecordPlan): readonly string[] {
  return currency === HOME || isDerived === true
    ? refs
    : [...refs, ...refs.map((ref) => derivedId(ref, currency))];
}

function hasEnd(evidence: Evidence, name: string): boolean {
  return evidence.plans.get(name)?.end !== undefined;
}

/** The document in the books that a link names. */
export function docOf(
  { view, realmOf }: Evidence,
  link: Pick<Link, 'key' | 'document'>,
): BookDoc | undefined {
  const { key, document } = link;
  return document === undefined ? undefined : view.doc(realmOf(key.connection), entityOf(link), document.id);
}

/** Whether edits of both sides of a record are brought together, and its product is told. */
export function isMerged({ policyOf }: Evidence, { key }: Pick<Link, 'key'>): boolean {
  const policy = policyOf(key.connection);
  return policy.schedule.inbound.mode !== 'off' && mergesFields(key.kind, policy);
}
