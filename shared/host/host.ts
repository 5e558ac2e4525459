// The host: everything outside the process as one value. Handlers are functions of it; nothing else reaches outside.
import type { Intake } from '../core/completeness.ts';
import type { RecordKey } from '../core/records.ts';
import type { LedgerConnector, NoticeReader } from '../connectors/ports.ts';
import type { SourceConnector, SourceNoticeReader, SourceObject } from '../connectors/source-port.ts';
import type {
  CallbackStore,
  ConnectionStore,
  DocumentId,
  FeedStore,
  InboundStore,
  LinkStore,
  WriteJournal,
} from '../storage/ports.ts';
import type { Role } from '../core/roles.ts';
import type { BulkStore } from '../storage/bulk-port.ts';
import type { RequestStore } from '../storage/request-port.ts';
import type { AuditStore } from '../storage/audit-port.ts';
import type { ReconciliationStore } from '../storage/reconciliation-port.ts';

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Random {
  /** A new id: 26 characters of [0-9a-z], sorted by time as far as the clock goes. */
  readonly id: () => string;
  /** Random bytes as lower-case hex. */
  readonly secret: (bytes: number) => string;
  /** A number in [0, 1). */
  readonly fraction: () => number;
}

/** What a message on a lane says: only where to look, never what to do. */
export type Look =
  | { readonly at: 'record'; readonly key: RecordKey }
  | { readonly at: 'document'; readonly document: DocumentId; readonly changedAt: number }
  /** The lane's own round: what changed in the ledger, what is due, what to refresh. */
  | { readonly at: 'changes' }
  /** The company's lists and settings, read anew; preflight judges by them. */
  | { readonly at: 'lists' }
  /** Records of a connection that wait because the whole of it was held back, or for an export, from a place in their list on. */
  | { readonly at: 'held'; readonly connection: string; readonly cursor?: string | undefined }
  /** Records of a connection whose product has not been told yet, from a place in their list on. */
  | { readonly at: 'untold'; readonly connection: string; readonly cursor?: string | undefined }
  /** The next page of a connection's first import. */
  | { readonly at: 'import'; readonly connection: string }
  /** The reconciliation of a connection goes a step on. */
  | { readonly at: 'audit'; readonly connection: string }
  /** The bulk action of a connection goes a step on. */
  | { readonly at: 'bulk'; readonly connection: string }
  /** Whatever of the lane is due; not looked at before a time (milliseconds UTC), if one is named. */
  | { readonly at: 'due'; readonly notBefore?: number | undefined };

/** Most looks one message carries: three ledger batches. Keeps a message far below the queue's 256 KiB. */
export const LOOKS_PER_MESSAGE_MAX = 90;

export interface LaneQueue {
  /**
   * Durable when it answers. Splits into messages of at most {@link LOOKS_PER_MESSAGE_MAX} looks; the first carries what the
   * looks' request brought that was new.
   */
  readonly send: (lane: string, looks: readonly Look[], intake?: Intake) => Promise<void>;
  /** Gives received messages back, to be delivered again after `ms`: the lane is held by another worker. */
  readonly defer: (receiptHandles: readonly string[], ms: number) => Promise<void>;
}

/** What a message on a source's lane says: only where to look, never what to do. */
export type SourceLook =
  | { readonly at: 'object'; readonly object: SourceObject }
  /** What changed in the account since it was looked at last. */
  | { readonly at: 'changes' }
  /** What the account has to hear of a connection's ledger. */
  | { readonly at: 'feed'; readonly connection: string }
  /** The account was just connected: it is made ready. */
  | { readonly at: 'prepare' }
  /** The source's own log of all accounts. */
  | { readonly at: 'log' };

/** Most looks one message of a source's lane carries: what its webhook may name in one. */
export const SOURCE_LOOKS_PER_MESSAGE_MAX = 100;

/** One lane for each account of a source: one hand refreshes its token, reads it and writes to it. */
export interface SourceQueue {
  /** Durable when it answers. Splits into messages of at most {@link SOURCE_LOOKS_PER_MESSAGE_MAX} looks. */
  readonly send: (lane: string, looks: readonly SourceLook[]) => Promise<void>;
  /** Gives received messages back, to be delivered again after `ms`. */
  readonly defer: (receiptHandles: readonly string[], ms: number) => Promise<void>;
}

/** Names connections whose product should be called: their feed has something it did not take yet. */
export interface CallbackQueue {
  /** Durable when it answers. */
  readonly send: (connection: string) => Promise<void>;
  /** Gives received messages back, to be delivered again after `ms`. */
  readonly defer: (receiptHandles: readonly string[], ms: number) => Promise<void>;
}

/** A POST to a product's own address. */
export interface ProductCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds until its answer has to be here. */
  readonly timeoutMs: number;
}

export type CallAnswer =
  | { readonly status: number; readonly retryAfterMs?: number | undefined }
  | { readonly failed: 'address_refused' | 'unreachable' | 'timeout' };

/** A GET of a file at an address that somebody gave. */
export interface FileCall {
  readonly url: string;
  /** Milliseconds until the whole file has to be here. */
  readonly timeoutMs: number;
  readonly bytesMax: number;
}

export type FileAnswer =
  | { readonly status: number; readonly bytes: Uint8Array }
  | { readonly failed: 'address_refused' | 'unreachable' | 'timeout' | 'too_large' };

/** The way to addresses that somebody typed in. Redirects are not followed; nothing inside a network is reached. */
export interface CallOut {
  /** Why an address may not be called, as far as one can tell now; undefined if it may. */
  readonly refusal: (url: string) => Promise<string | undefined>;
  /** Sends one request, once, and never throws. */
  readonly post: (call: ProductCall) => Promise<CallAnswer>;
  /** Fetches one file, once, under the same guard, and never throws. */
  readonly get: (call: FileCall) => Promise<FileAnswer>;
}

/** One line per thing that happened. Never a secret, never personal data: ids, codes, counts. */
export interface Log {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Metrics {
  readonly count: (name: string, value: number, dimensions?: Readonly<Record<string, string>>) => void;
}

/** Things the outside may want to hear of. At least once, best effort: the API is the truth. */
export interface DomainEvent {
  readonly type: string;
  readonly connection: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A person who signed in; without a role he may do nothing yet. */
export interface Operator {
  /** The name he signs in with. */
  readonly name: string;
  readonly role: Role | undefined;
}

/** How people sign in, and who a token speaks for. */
export interface Operators {
  readonly signIn: { readonly issuer: string; readonly clientId: string; readonly scope: string };
  /** Undefined for a token that is not good, for whatever reason. */
  readonly of: (token: string) => Promise<Operator | undefined>;
}

export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: LinkStore;
  readonly writes: WriteJournal;
  readonly connections: ConnectionStore;
  readonly feed: FeedStore;
  readonly callbacks: CallbackStore;
  readonly inbound: InboundStore;
  readonly reconciliations: ReconciliationStore;
  readonly audit: AuditStore;
  readonly bulks: BulkStore;
  readonly requests: RequestStore;
  /** Absent where nobody signs in. */
  readonly operators?: Operators | undefined;
  /** Where people's pages are, scheme and host: `https://console.example.com`. Below it at /api is this API. Absent: nowhere. */
  readonly consoleUrl?: string | undefined;
  readonly lanes: LaneQueue;
  readonly sources: SourceQueue;
  readonly callbackQueue: CallbackQueue;
  readonly callOut: CallOut;
  /** The ledger connector of this name, from the registry; undefined for a name nobody registered. */
  readonly ledger: (name: string) => LedgerConnector | undefined;
  readonly notices: (name: string) => NoticeReader | undefined;
  /** The connector of a source that is read, from its registry; undefined for products that push. */
  readonly source: (name: string) => SourceConnector | undefined;
  readonly sourceNotices: (name: string) => SourceNoticeReader | undefined;
  readonly publish: (events: readonly DomainEvent[]) => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timeouts: Timeouts;
}

/** The inner links of the timeout chain, in milliseconds; written once in infra/timeouts.ts. */
export interface Timeouts {
  readonly ledgerCallMs: number;
  readonly laneLeaseMs: number;
}
