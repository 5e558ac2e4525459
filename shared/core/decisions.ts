// Facts, rules, decisions: all that a decision may depend on, a named pure function, its answer.
import type { LocalDate } from './dates.ts';
import type { ExportFacts } from './exports.ts';
import type { DocumentId, DocumentType, LedgerDocument, Snapshot } from './documents.ts';
import type { Change } from './feed.ts';
import type { Base, LineAccount, Link, Overruled, Paid, WriteOperation } from './links.ts';
import type { VersionedPolicy } from './policy.ts';
import type { Problem } from './problems.ts';
import type { RecordKind, SourceState } from './records.ts';

/** What a ledger can do, so that no rule has to know which ledger it is. */
export interface LedgerAbilities {
  /** Whether the same write sent twice under the same key is done once. Without it a lost answer is looked up first. */
  readonly keyed: boolean;
  readonly numberLengthMax: number;
  readonly nameLengthMax: number;
  /** What the ledger offers for the end of a document; what it offers for a type that is not named here is nothing. */
  readonly ends: Readonly<Partial<Record<DocumentType, readonly ('void' | 'delete')[]>>>;
  /** Types of documents beside which it keeps files; absent: none. */
  readonly attachmentsOf?: readonly DocumentType[] | undefined;
  /**
   * Milliseconds until a document that was just made is found by its name or number; absent: at once. Until then nothing
   * found is no proof that nothing is there.
   */
  readonly lookUpLagMs?: number | undefined;
  /** Whether it can be asked for the customers that have an e-mail address; absent: no. */
  readonly findsByEmail?: boolean | undefined;
}

/** Facts of the company's own lists and settings, read from the ledger and kept for a day. */
export interface Reference {
  /** Milliseconds UTC at which it was read. */
  readonly readAt: number;
  /** What the company is called in the ledger; absent where it does not say, and in lists that were kept before we asked. */
  readonly companyName?: string | undefined;
  readonly homeCurrency: string;
  readonly multiCurrency: boolean;
  /** Books are closed up to and including this day. */
  readonly closedUntil?: LocalDate | undefined;
  readonly accounts: readonly ReferenceEntry[];
  readonly items: readonly ReferenceEntry[];
  readonly taxCodes: readonly ReferenceEntry[];
  readonly paymentMethods: readonly ReferenceEntry[];
  /** Absent where the ledger keeps none, and in lists that were kept before there were any. */
  readonly costCentres?: readonly ReferenceEntry[] | undefined;
  /** Ids of the custom fields that some policy maps: only those are read. Not kept with the lists, but added for a call. */
  readonly customFields?: readonly string[] | undefined;
  /** Named switches of the ledger that preflight looks at, e.g. `custom_numbers: on`. */
  readonly switches: Readonly<Record<string, string>>;
}

export interface ReferenceEntry {
  readonly id: string;
  readonly name: string;
  readonly type?: string | undefined;
  readonly currency?: string | undefined;
  readonly active: boolean;
  /** Tax codes: what it adds on a sale, in percent, where the ledger says. */
  readonly rate?: string | undefined;
  /** `undeposited`: the account where payments rest until they are deposited. */
  readonly use?: 'undeposited' | undefined;
  /** The number by which its people know it, where it has one beside the id. */
  readonly number?: string | undefined;
  /** Accounts: the ids of the tax codes that a line on it may have; absent: the ledger does not say. */
  readonly taxCodes?: readonly string[] | undefined;
  /** Accounts: a line on it needs a cost centre. */
  readonly needsCostCentre?: boolean | undefined;
  /** Tax codes whose rate changed over time: what it was from which day on. `rate` is today's. */
  readonly rates?: readonly { readonly from: LocalDate; readonly rate: string }[] | undefined;
}

/** What was found when the ledger was asked for documents that carry our name or number. */
export interface Found {
  readonly candidates: readonly Snapshot[];
}

/**
 * Why nothing of a whole connection is written: a person has to connect again; the ledger's parties have to be imported
 * first; a check that would spoil every write is not green.
 */
export type Hold = 'session_over' | 'initial_import' | 'not_live' | 'preflight';

export interface Facts {
  readonly link: Link;
  /** Links of the records this one refers to, by key text; absent: we never heard of it. */
  readonly related: ReadonlyMap<string, Link>;
  readonly policy: VersionedPolicy;
  readonly reference: Reference;
  readonly abilities: LedgerAbilities;
  /** The document as the ledger shows it now, where it was looked at. */
  readonly snapshot?: Snapshot | undefined;
  /** Of what is taken over from the ledger: the snapshot says nothing that the link did not know already. */
  readonly isSeenAgain?: boolean | undefined;
  /** Documents with our name or number, where the ledger was asked for them. */
  readonly found?: Found | undefined;
  /** Customers with our e-mail address, where the ledger was asked for them. */
  readonly sameEmail?: Found | undefined;
  /** Other documents that a rule asked to see, by `documentName`. */
  readonly others?: ReadonlyMap<string, Snapshot> | undefined;
  /** Links of the records whose documents the ledger shows as linked with this one, where it was looked at. */
  readonly linked?: readonly Link[] | undefined;
  /** Key text of the record that claimed this one's name first. */
  readonly namesake?: string | undefined;
  /** Whether the schedule lets the product be told of the ledger's changes now; absent: it does not. */
  readonly mayTell?: boolean | undefined;
  /** The source is one that we write to: what it says shows whether it took what it was told. Absent: it is not. */
  readonly isWrittenTo?: boolean | undefined;
  /** Why the record's connection is held back; absent: it is not. */
  readonly hold?: Hold | undefined;
  /** Key text of another record that the document named for this one is linked with already. */
  readonly namedOwner?: string | undefined;
  /** How far the exports are, where records do not go to the ledger at once. */
  readonly exports?: ExportFacts | undefined;
  /** Today in the company's zone. */
  readonly today: LocalDate;
  /** Milliseconds UTC. */
  readonly now: number;
}

export type Decision =
  | { readonly type: 'in_sync' }
  | {
      readonly type: 'skip';
      readonly reason: string;
      readonly state?: 'skipped' | 'not_synced' | undefined;
      /** The record that it follows into the books, if that one ever goes there. */
      readonly waitsFor?: string | undefined;
    }
  | {
      readonly type: 'wait';
      readonly reason: string;
      readonly waitsFor?: string | undefined;
      /** When it is looked at again by itself, in milliseconds UTC, where that is known. */
      readonly dueAt?: number | undefined;
      /** What the record that is waited for has to take over first. */
      readonly asks?: { readonly lineAccount: LineAccount } | undefined;
    }
  | { readonly type: 'fail'; readonly problem: Problem; readonly waitsFor?: string | undefined }
  | { readonly type: 'ask'; readonly task: string }
  | {
      readonly type: 'adopt';
      readonly snapshot: Snapshot;
      readonly document: LedgerDocument;
      /** The policy merges edits of both sides: what differs is remembered field by field. */
      readonly merges?: boolean | undefined;
      /** Of what differs the ledger's side stays until the source changes that very field. */
      readonly keeps?: boolean | undefined;
    }
  /** Look at the ledger, then decide again: at the linked document, or for one with our name or number. */
  | { readonly type: 'look'; readonly at: 'document' }
  | { readonly type: 'look'; readonly at: 'twin'; readonly document: LedgerDocument }
  /** Look for customers with an e-mail address. */
  | { readonly type: 'look'; readonly at: 'email'; readonly email: string }
  /** Look at documents that are not this record's. */
  | { readonly type: 'look'; readonly at: 'others'; readonly documents: readonly DocumentId[] }
  /**
   * Tell the product (nothing, if `changes` is empty), and agree with the ledger on what it shows: `agreed` is the new base,
   * and takes an edit for known. `paid` is what the product then knows of payments.
   */
  | {
      readonly type: 'tell';
      readonly changes: readonly Change[];
      readonly agreed?: Base | undefined;
      readonly paid?: Paid | undefined;
      /** Edits of both sides between which the policy chose. */
      readonly overruled?: Omit<Overruled, 'at'> | undefined;
    }
  /** Let these records (key texts, at least one) leave the books first, and wait until they have. */
  | { readonly type: 'cascade'; readonly keys: readonly string[]; readonly how: 'void' | 'delete' }
  | {
      readonly type: 'write';
      readonly operation: WriteOperation;
      /** For create and update what shall stand in the ledger; for void and delete what stood there. */
      readonly document: LedgerDocument;
    };

/** A record that is made from another one: stored as if it had been sent, and looked at by itself. */
export interface Derived {
  readonly kind: RecordKind;
  readonly id: string;
  readonly source: SourceState;
}

/** A decision with the rule that made it and the values that rule read. */
export interface Decided {
  readonly rule: string;
  readonly decision: Decision;
  readonly values: Readonly<Record<string, string>>;
}

/** A named rule: it speaks (a decision) or passes (undefined). */
export interface Rule {
  readonly name: string;
  readonly decide: (facts: Facts) => Ruling | undefined;
}

/** What a rule says: its decision and the values it looked at, for the trace. */
export interface Ruling {
  readonly decision: Decision;
  readonly values?: Readonly<Record<string, string>> | undefined;
}
