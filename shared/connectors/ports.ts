// The ledger port: what a connector can do for the lane worker. A connector is a value, its failures are values.
import type { LocalDate } from '../core/dates.ts';
import type { LedgerAbilities, Reference } from '../core/decisions.ts';
import type { DocumentType, LedgerDocument, Snapshot } from '../core/documents.ts';
import type { Answer } from '../core/faults.ts';
import type { Intent, Outcome } from '../core/writes.ts';
import type { DocumentId } from '../storage/ports.ts';

/** The right to call one company, for the next calls. */
export interface LedgerAccess {
  /** The ledger's id of the company. */
  readonly company: string;
  readonly accessToken: string;
  /** Milliseconds one call may take; then its outcome is unknown. */
  readonly timeoutMs: number;
  /** What is known of the company, where the caller holds it: some ledgers want other fields by country and currency. */
  readonly reference?: Reference | undefined;
  /**
   * Asked before each HTTP call by a connector that makes several for one question, so that the lane counts what the ledger
   * counts. It waits until the call may start; `stop`: no time is left for it. `isBatch`: it spends the limit of batches.
   */
  readonly leave?: ((isBatch?: boolean) => Promise<'go' | 'stop'>) | undefined;
  /** Fetches a file from an address that a source gave: base64, of at most so many bytes. */
  readonly fetchFile?: ((url: string, bytesMax: number) => Promise<Answer<string>>) | undefined;
}

/** How fast a company may be called. Conservative defaults; the lane keeps inside them. */
export interface LedgerLimits {
  readonly batchSize: number;
  readonly batchesPerMinute: number;
  readonly callsPerMinute: number;
  readonly callsPerSecond: number;
  /** Absent: the ledger counts no hours. */
  readonly callsPerHour?: number | undefined;
  /** Metered reads of a calendar month that cost nothing, of all companies together; absent: reads are not metered. */
  readonly freeReadsPerMonth?: number | undefined;
  /** Calls under way at one time. The lane makes one after the other, so it only binds connectors that make several. */
  readonly concurrent?: number | undefined;
}

/**
 * The outcomes of a batch by bId. A fault of the whole call stands for every item: `unknown_outcome` when it may have
 * been applied, any other class when it certainly was not.
 */
export type BatchAnswer = Answer<ReadonlyMap<string, Outcome>>;

/** Fresh tokens of a company. Times in milliseconds UTC. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
}

/** What changed in a company since a time. */
export interface Changes {
  readonly snapshots: readonly Snapshot[];
  /** Documents that changed and were not shown: those that are ours are worth a read. */
  readonly touched?: readonly Touched[] | undefined;
  /** Lists that came along, each whole: where they differ from those that are kept, all lists are read anew. */
  readonly lists?: ShownLists | undefined;
  /** Milliseconds UTC by the ledger's clock, taken before it looked: the next watermark. */
  readonly upTo: number;
  /** Ledger reads that were metered for it. */
  readonly reads: number;
}

export type ShownLists = Partial<Pick<Reference, 'accounts' | 'costCentres'>>;

/** A document that changed, and when: milliseconds UTC. */
export interface Touched {
  readonly document: DocumentId;
  readonly changedAt: number;
}

/** Which of the ledger's documents to list. */
export interface Listing {
  readonly type: DocumentType;
  /** Only documents dated on these days and between them; what has no date, a party or an item, is not asked for it. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** Most documents of a page; the connector takes fewer where its ledger does. */
  readonly limit?: number | undefined;
}

/** One page of a listing. */
export interface Page {
  readonly snapshots: readonly Snapshot[];
  /** Asks for the next page; absent on the last one. It stays good while documents come, change and go. */
  readonly next?: string | undefined;
}

/** Something that happened in a company, as its webhook tells: only where to look, never what to do. */
export interface Notice {
  readonly company: string;
  readonly document: DocumentId;
  /** Milliseconds UTC of the change, as the ledger tells it. */
  readonly at: number;
}

export interface LedgerConnector {
  readonly name: string;
  readonly abilities: LedgerAbilities;
  readonly limits: LedgerLimits;
  /** Whether this write may go into a batch with others; if not it is announced and sent alone. */
  readonly batches: (intent: Intent) => boolean;
  /**
   * Sends announced writes: one as a single call, more as a batch (at most `limits.batchSize`). The request id and the
   * bIds make the ledger's idempotency keys: the same list sent again under the same request id changes nothing and gives
   * the first answer. A part of it is another request: its items may be booked twice.
   */
  readonly write: (
    access: LedgerAccess,
    requestId: string,
    intents: readonly Intent[],
  ) => Promise<BatchAnswer>;
  /** Documents by id; those the ledger has no more come back with status `deleted`. Counts as one metered read a type. */
  readonly read: (access: LedgerAccess, ids: readonly DocumentId[]) => Promise<Answer<readonly Snapshot[]>>;
  /** Documents that carry the name or number of this one: for adoption, and for "did my write arrive?". */
  readonly find: (access: LedgerAccess, document: LedgerDocument) => Promise<Answer<readonly Snapshot[]>>;
  /** Active customers that have one of these e-mail addresses, in one metered read; absent: it cannot be asked so. */
  readonly customersByEmail?:
    ((access: LedgerAccess, emails: readonly string[]) => Promise<Answer<readonly Snapshot[]>>) | undefined;
  /** Everything that changed since a time (milliseconds UTC), whole: a truncated answer is narrowed inside. */
  readonly changes: (access: LedgerAccess, since: number) => Promise<Answer<Changes>>;
  readonly reference: (access: LedgerAccess, now: number) => Promise<Answer<Reference>>;
  /**
   * All documents of a type, page by page, in the order in which they were made; inactive parties and items too, and
   * customers before their locations. A page may begin with documents that the one before ended with: what comes and goes
   * between two pages then hides none. One metered read a page.
   */
  readonly list: (access: LedgerAccess, listing: Listing, cursor?: string) => Promise<Answer<Page>>;
  /** Where people find a document of a company in the ledger's own pages; absent: nowhere by an address. */
  readonly pageOf?: ((company: string, document: DocumentId) => string | undefined) | undefined;
  /** The ledger's PDF of a document, base64. Only of types that it prints; the fault is `not_found` for what is gone. */
  readonly pdf?: ((access: LedgerAccess, document: DocumentId) => Promise<Answer<string>>) | undefined;
  /** The highest number among the company's invoices that is a plain number; undefined where none has one. */
  readonly highestNumber: (access: LedgerAccess) => Promise<Answer<number | undefined>>;
  /** Where a user authorises us; `state` comes back to the callback. Of a ledger by key: where he makes one. */
  readonly authoriseUrl: (state: string, redirectUri: string) => Promise<string>;
  /** Redeems the code of a callback URL, once. */
  readonly redeem: (
    callbackUrl: string,
    redirectUri: string,
    now: number,
  ) => Promise<Answer<Tokens & { readonly company: string }>>;
  /**
   * Only of a ledger that is opened by a key which its user hands over. It is kept as the refresh token; the fault is
   * `invalid` for a key that opens nothing, `suspended` for a company whose package allows no connection.
   */
  readonly redeemKey?:
    ((key: string, now: number) => Promise<Answer<Tokens & { readonly company: string }>>) | undefined;
  readonly refresh: (refreshToken: string, now: number) => Promise<Answer<Tokens>>;
  /** Gives a grant back by its refresh token: the ledger then refuses all of its tokens. */
  readonly revoke: (refreshToken: string) => Promise<Answer<'revoked'>>;
  /** Pages of existing documents of a type, for adoption at first connect. */
  readonly documentTypes: readonly DocumentType[];
}

/** The request of a write, as it would be sent: without its credentials and its key against doing it twice. */
export interface LedgerRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Path and query behind the ledger's address. */
  readonly path: string;
  /** The body's text, digit by digit. */
  readonly body: string;
}

/** The pure part of a connector. */
export interface LedgerPlanner {
  /** What people call the ledger. */
  readonly title: string;
  readonly abilities: LedgerAbilities;
  readonly plan: (
    intent: Intent,
    of: { readonly company: string; readonly reference: Reference },
  ) => LedgerRequest;
}

/** A webhook's verdict: who it speaks of, or why it was refused. */
export type NoticeReading =
  | { readonly type: 'notices'; readonly notices: readonly Notice[]; readonly unreadable: number }
  /** Something about the access of a connection changed: its lane should find out what. */
  | { readonly type: 'hint'; readonly connection: string }
  | { readonly type: 'refused' };

/** How a ledger pushes. */
export interface NoticeReader {
  /** Verifies the signature over the raw bytes in constant time, then reads what it can. */
  readonly read: (
    headers: Readonly<Record<string, string | undefined>>,
    rawBody: Uint8Array,
  ) => Promise<NoticeReading>;
}
