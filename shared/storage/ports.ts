// Storage ports: what the engine needs of its three tables. Implemented on DynamoDB here, in memory in the simulation.
import type { Intake, TallyByKind } from '../core/completeness.ts';
import type { Actor } from '../core/audit.ts';
import type { RecordKey, SourceState, RecordKind } from '../core/records.ts';
import type { DocumentId, Pointer } from '../core/pointers.ts';
import type { HealthState, Link } from '../core/links.ts';
import type { Mark } from '../core/marks.ts';
import type { Reference } from '../core/decisions.ts';
import type { Change, FeedEntry } from '../core/feed.ts';
import type { Inbound } from '../core/inbound.ts';
import type { OutcomesAt } from '../core/outcomes.ts';
import type { JournalEntry, RecentCalls } from '../core/writes.ts';
import type { ExportStore } from './export-ports.ts';
import type { PolicyStore } from './policy-ports.ts';

/** How storing what a source said ended. */
export type StoreResult =
  /**
   * `isNew`: nothing of the record was here before. Never true of a call whose answer got lost, because it may be the
   * second, nor of a record that was made from another one, because nobody sent it.
   */
  | { readonly type: 'stored'; readonly isNew: boolean }
  /** The same or a newer revision is already here; nothing was written. */
  | { readonly type: 'not_newer'; readonly revision: number; readonly sameContent: boolean };

/** One row per record. Lists are never scans; every method touches only rows of the connection it names. */
export interface LinkStore {
  /**
   * Stores what the source said, only if its revision is newer, and makes the record pending, in one conditional write.
   * `lane` is remembered on the row.
   */
  readonly storeSource: (key: RecordKey, lane: string, source: SourceState) => Promise<StoreResult>;
  /** Strongly consistent read; a record nobody ever heard of comes back as an empty link (version 0, no source). */
  readonly read: (keys: readonly RecordKey[]) => Promise<readonly Link[]>;
  /**
   * Writes everything but the source part, if the row still has the version that `link.version` names, and counts it up.
   * When a newer source revision arrived meanwhile (`link.source` is not the row's any more), the record becomes
   * `pending` whatever `link.health` says. A mark that somebody waits is kept unless `link.awaited` is `false`: the answer
   * shows it, also to who saved without knowing of it. Answers the row as it is now, or `conflict` if another worker
   * wrote first.
   */
  readonly save: (lane: string, link: Link) => Promise<Link | 'conflict'>;
  /** Marks a record as awaited, creating its row if need be; answers the row as it is then. */
  readonly markAwaited: (key: RecordKey, lane: string) => Promise<Link>;
  /** Keys of records that wait for this one. At most `limit`. */
  readonly waitersOf: (key: RecordKey, limit: number) => Promise<readonly RecordKey[]>;
  /** Keys of the lane that are due at `now` (milliseconds UTC), oldest first. At most `limit`. */
  readonly due: (lane: string, now: number, limit: number) => Promise<readonly RecordKey[]>;
  /**
   * One page of a connection's links in the order of kind and id; of one state in `INDEXED_HEALTH` oldest first.
   * A page may be shorter than the limit, even empty, and still have a cursor.
   */
  readonly list: (query: LinkQuery) => Promise<LinkPage>;
  /**
   * One page of the marks of a state in `INDEXED_HEALTH`, oldest first. Eventually consistent, and cheap: the records are not
   * read. A cursor is good for {@link list} of the same state too, and the other way round.
   */
  readonly marks: (query: MarkQuery) => Promise<MarkPage>;
  /**
   * One page of the links whose record arrived in a span of time, in the order of kind and id. Strongly consistent, and
   * it reads the whole connection page by page: there is no index by arrival, because each record would pay for it.
   */
  readonly arrivals: (query: ArrivalQuery) => Promise<LinkPage>;
  /** Remembers which record a document belongs to, and that our own write changed documents at a time. */
  readonly point: (lane: string, pointers: readonly Pointer[]) => Promise<void>;
  /** What is remembered of documents; unknown ones are left out. */
  readonly pointersOf: (lane: string, documents: readonly DocumentId[]) => Promise<readonly Pointer[]>;
  /**
   * Claims a name for a record, once and for all of its connection; undefined when it is this record's now or was before.
   * Otherwise who holds it. `instead` names a holder who has no right to it any more and may be replaced.
   */
  readonly claimName: (key: RecordKey, name: string, instead?: RecordKey) => Promise<RecordKey | undefined>;
  /**
   * Keys of records that were saved as skipped or not synced and whose number, reference or name begins with a word, whatever its
   * case. At most `limit`. They may have moved on since; records in other states are found by their index, or in the ledger.
   */
  readonly foundBy: (connection: string, word: string, limit: number) => Promise<readonly RecordKey[]>;
  /** Who holds a name, for those who only want to know. */
  readonly holderOfName: (connection: string, name: string) => Promise<RecordKey | undefined>;
}

export type { DocumentId, Pointer };

export interface LinkQuery {
  readonly connection: string;
  readonly kind?: RecordKind | undefined;
  readonly health?: HealthState | undefined;
  /** Opaque, from the page before. A cursor that is none of ours is answered as `bad_cursor`. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface ArrivalQuery extends Pick<LinkQuery, 'connection' | 'cursor'> {
  /** Milliseconds UTC: from the first of these, before the second. */
  readonly from: number;
  readonly to: number;
  /** At most so many rows are looked at for one page, whether they fit or not. */
  readonly rows: number;
}

export interface MarkQuery extends Pick<LinkQuery, 'connection' | 'cursor' | 'limit'> {
  readonly health: HealthState;
}

export type MarkPage =
  | { readonly type: 'page'; readonly marks: readonly Mark[]; readonly cursor?: string | undefined }
  | { readonly type: 'bad_cursor' };

export type LinkPage =
  | { readonly type: 'page'; readonly links: readonly Link[]; readonly cursor?: string | undefined }
  | { readonly type: 'bad_cursor' };

/** The lanes' append-only journal of announced writes. */
export interface WriteJournal {
  /** The newest entry of a lane, strongly consistent. */
  readonly head: (lane: string) => Promise<JournalEntry | undefined>;
  /** Appends an entry under its number; `taken` if somebody else already did. */
  readonly append: (entry: JournalEntry) => Promise<'appended' | 'taken'>;
  /** One entry, for the trace of a record. */
  readonly entry: (lane: string, seq: number) => Promise<JournalEntry | undefined>;
}

/** What products have to hear of the ledger: one list per connection, numbered from 1 without gaps. */
export interface FeedStore {
  /**
   * Appends changes in their order, told at a time (milliseconds UTC). Answers the number of the newest entry then. A call
   * that fails half-way may have appended the first of them: telling them again is harmless, their ids are the same.
   */
  readonly append: (connection: string, changes: readonly Change[], at: number) => Promise<number>;
  /** Number of the newest entry there ever was; 0 if there was none. */
  readonly head: (connection: string) => Promise<number>;
  /** What follows the entry of that number (0: the beginning), oldest first. A page may be shorter than the limit. */
  readonly read: (connection: string, after: number, limit: number) => Promise<FeedPage>;
}

export type FeedPage =
  | { readonly type: 'page'; readonly entries: readonly FeedEntry[]; readonly head: number }
  /** What came next was kept its 90 days and is gone; `oldest` is the first number that can be read (or will be). */
  | { readonly type: 'gone'; readonly oldest: number; readonly head: number }
  /** No entry has that number yet. */
  | { readonly type: 'ahead'; readonly head: number };

/** When the ledger's changes were asked for, and how far the first import is. */
export interface InboundStore {
  /** Version 0 and nothing else for a connection that never had any. */
  readonly inbound: (connection: string) => Promise<Inbound>;
  /** Stores it under the version after `expected`, if that is still the stored one. */
  readonly saveInbound: (
    connection: string,
    next: Omit<Inbound, 'version'>,
    expected: number,
  ) => Promise<'saved' | 'conflict'>;
}

/** Where a product is called when its feed has something new. Stored sealed. */
export interface Callback {
  readonly url: string;
  /** Secrets (Standard Webhooks, `whsec_...`), newest first, at most two: every call is signed with each. */
  readonly secrets: readonly string[];
  /** Milliseconds UTC. */
  readonly createdAt: number;
}

/** How far the calls of a product have come. Times in milliseconds UTC. */
export interface CallbackProgress {
  readonly version: number;
  /** Number of the newest entry of the feed that the product took. */
  readonly delivered: number;
  readonly deliveredAt?: number | undefined;
  /** The calls fail: since when, how often in a row, when the next one is made, and what came back. */
  readonly failing?:
    | { readonly since: number; readonly attempts: number; readonly nextAt: number; readonly what: string }
    | undefined;
  /** What the source would not take, and had to be left out: how many changes, and the last of them. */
  readonly refused?: { readonly count: number; readonly last: readonly RefusedChange[] } | undefined;
  /** Switched off after days of failing, or because the product said that it is gone for good. */
  readonly off?: { readonly since: number; readonly why: 'failing' | 'gone' } | undefined;
}

/** A change that a source refused for good. */
export interface RefusedChange {
  readonly seq: number;
  /** The change's own id. */
  readonly id: string;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly what: string;
}

export interface CallbackStore {
  readonly callback: (connection: string) => Promise<Callback | undefined>;
  readonly saveCallback: (connection: string, callback: Callback) => Promise<void>;
  /** Forgets address and secrets. The progress stays, and the feed has everything. */
  readonly removeCallback: (connection: string) => Promise<void>;
  /** Version 0 and nothing delivered for a connection that was never called. */
  readonly progress: (connection: string) => Promise<CallbackProgress>;
  /** Stores it under the version after `expected`, if that is still the stored one. */
  readonly saveProgress: (
    connection: string,
    next: Omit<CallbackProgress, 'version'>,
    expected: number,
  ) => Promise<'saved' | 'conflict'>;
}

/** One source account coupled with one ledger company. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** The connector of the source: `product` for products that push. */
  readonly source: string;
  /** The account at that source; absent for products that push, and until it is connected. */
  readonly account?: string | undefined;
  /** The connector of the ledger. */
  readonly ledger: string;
  /** The company in that ledger (QuickBooks: realmId); absent until it is connected. */
  readonly company?: string | undefined;
  /** Milliseconds UTC. */
  readonly createdAt: number;
  /** False while it is being set up: nothing of it is written before a person lets it go. Absent: it was live at once. */
  readonly live?: boolean | undefined;
  /** Milliseconds UTC at which the session ends that began when it was connected last; absent: it has no end. */
  readonly sessionEndsAt?: number | undefined;
}

/** The lane of a ledger company: `quickbooks:9130350000000001`. */
export interface LaneState {
  readonly lane: string;
  /** Why the lane rests, if it does. */
  readonly paused?:
    { readonly reason: 'disconnected' | 'session_over' | 'operator'; readonly since: number } | undefined;
  /** Since when an operator lets it rest (milliseconds UTC), whatever else it rests for: that outlives a connecting again. */
  readonly operatorSince?: number | undefined;
  /** Milliseconds UTC, by the ledger's clock, up to which its changes were worked on. */
  readonly watermark?: number | undefined;
  readonly lastSweepAt?: number | undefined;
  /** Milliseconds UTC at which a write to the ledger was last done, as a round saw it. */
  readonly lastDoneAt?: number | undefined;
  /** Milliseconds UTC of the next look that is on its way already: one is enough, however many records wait. */
  readonly wakeAt?: number | undefined;
  /** The ledger said "not before" (milliseconds UTC): until then the lane calls it for nothing. */
  readonly restUntil?: number | undefined;
  /** The lane's latest calls as of its last reads; the journal has those up to its last write. */
  readonly recentCalls?: RecentCalls | undefined;
  /** Versions of documents that were born in the ledger and that products were told of, the newest first: `invoice/7:0`. */
  readonly born?: readonly string[] | undefined;
  /** Documents that were born in the ledger since the first import, and are left out: by `customer`, `invoice`, ... */
  readonly excluded?: Readonly<Record<string, number>> | undefined;
  /** Of a source's lane: the preparation under which its account was made ready last. */
  readonly prepared?: number | undefined;
  /** Of a source's lane: the source's log has not all of its account; it is asked for again with each round. */
  readonly unlogged?: boolean | undefined;
  /** Where the lane goes on in a log of its source. */
  readonly place?: string | undefined;
  /** Metered reads of the calendar month `YYYY-MM` (UTC). */
  readonly reads?: { readonly month: string; readonly count: number } | undefined;
}

/** Tokens of a company, in the clear only in memory; stored sealed. */
export interface Credentials {
  readonly version: number;
  readonly accessToken: string;
  /** Milliseconds UTC. */
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
  /** Milliseconds UTC after which they are neither used nor refreshed: the sessions of all connections are over. */
  readonly endsAt?: number | undefined;
  /** Milliseconds UTC at which somebody let us in, and who that was; absent on rows from before it was kept. */
  readonly grantedAt?: number | undefined;
  readonly grantedBy?: Actor | undefined;
  /** Milliseconds UTC of the last refresh; absent: they are as they were granted. */
  readonly refreshedAt?: number | undefined;
  /** Somebody is refreshing them until then (milliseconds UTC): others wait for the next version. */
  readonly refreshingUntil?: number | undefined;
}

export interface ApiKeyRecord {
  readonly keyId: string;
  /** SHA-256 of the whole key, hex. Keys carry 256 random bits, so a plain hash cannot be guessed back. */
  readonly hash: string;
  /** Connections the key may act on. */
  readonly connections: readonly string[];
  /** Milliseconds UTC. */
  readonly createdAt?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** A connect attempt: it waits for a browser to open it, and then, under another state, for the callback. */
export interface OAuthAttempt {
  readonly state: string;
  readonly connection: string;
  /** Who began it. */
  readonly by?: Actor | undefined;
  /** Of a person: SHA-256 (hex) of the cookie of the browser in which he began; no other one may open it. */
  readonly openerHash?: string | undefined;
  /** SHA-256 (hex) of the cookie of the browser that opened it; absent until one did. */
  readonly sessionHash?: string | undefined;
  readonly redirectUri: string;
  /** Which end of the connection it is for; absent: the ledger. */
  readonly side?: 'source' | undefined;
  readonly expiresAt: number;
}

/** What was counted in one quarter of an hour. */
export interface Received {
  /** Milliseconds UTC at which the quarter begins. */
  readonly at: number;
  readonly byKind: TallyByKind;
}

export interface ConnectionStore extends PolicyStore, ExportStore {
  readonly connection: (id: string) => Promise<Connection | undefined>;
  readonly connections: () => Promise<readonly Connection[]>;
  /** Creates or replaces; also maintains the directory and the company's way back to its connections. */
  readonly saveConnection: (connection: Connection) => Promise<void>;
  /** Connections whose ledger company this is, or whose source account (webhooks name only that). */
  readonly connectionsOf: (ledger: string, company: string) => Promise<readonly string[]>;
  readonly laneState: (lane: string) => Promise<LaneState>;
  /** Saves all but the pauses: the lane's worker must not undo what an operator just ordered. */
  readonly saveLaneState: (state: LaneState) => Promise<void>;
  /** Lets the lane rest, or (undefined) no longer: for an operator's word or for want of access; neither touches the other. */
  readonly savePause: (lane: string, by: 'operator' | 'access', paused: LaneState['paused']) => Promise<void>;
  readonly reference: (lane: string) => Promise<Reference | undefined>;
  readonly saveReference: (lane: string, reference: Reference) => Promise<void>;
  readonly credentials: (lane: string) => Promise<Credentials | undefined>;
  /** Compare-and-swap on `version`: stores version + 1 content only if the stored version is `expected` (0: none yet). */
  readonly saveCredentials: (
    lane: string,
    next: Credentials,
    expected: number,
  ) => Promise<'saved' | 'conflict'>;
  /** Forgets the credentials if they still have this version; what is gone already counts as removed. */
  readonly removeCredentials: (lane: string, expected: number) => Promise<'removed' | 'conflict'>;
  readonly apiKey: (keyId: string) => Promise<ApiKeyRecord | undefined>;
  /** All keys that were made for a connection, also expired ones, in the order of their ids. */
  readonly apiKeysOf: (connection: string) => Promise<readonly ApiKeyRecord[]>;
  readonly saveApiKey: (record: ApiKeyRecord) => Promise<void>;
  /** Signing secrets of a product's connection (Standard Webhooks), newest first, at most two live at once. */
  readonly signingSecrets: (connection: string) => Promise<readonly string[]>;
  readonly saveSigningSecrets: (connection: string, secrets: readonly string[]) => Promise<void>;
  readonly saveOAuthAttempt: (attempt: OAuthAttempt) => Promise<void>;
  /** Takes an attempt out, once: a second call answers undefined. */
  readonly takeOAuthAttempt: (state: string) => Promise<OAuthAttempt | undefined>;
  /** Counts what was new. An intake that is told again, alone or with others, counts once. */
  readonly countReceived: (intakes: readonly Intake[]) => Promise<void>;
  /** What was counted in the quarters of an hour that a span of time touches, in its order. */
  readonly received: (connection: string, from: number, to: number) => Promise<readonly Received[]>;
  /**
   * Adds to the outcomes of a quarter of an hour. `upTo` is the number of the journal entry up to which they were counted: with it
   * the same ones count once.
   */
  readonly countOutcomes: (connection: string, outcomes: OutcomesAt, upTo?: number) => Promise<void>;
  /** The outcomes of the quarters of an hour that a span of time touches, in its order. */
  readonly outcomes: (connection: string, from: number, to: number) => Promise<readonly OutcomesAt[]>;
  /** Counts signed webhook payloads that name nobody we know or that we cannot read; they are acknowledged, not stored. */
  readonly countUnreadable: (ledger: string, reason: string) => Promise<void>;
}
