// The source port: what a connector can do for a source that is read and written, instead of one that pushes its events.
import type { Change } from '../core/feed.ts';
import type { Answer, Fault } from '../core/faults.ts';
import type { RecordKind, SentKind, SourceState } from '../core/records.ts';
import type { Tokens } from './ports.ts';

/** The right to call one account, for the next calls. */
export interface SourceAccess {
  /** The source's id of the account. */
  readonly account: string;
  readonly accessToken: string;
  /** Milliseconds one call may take. */
  readonly timeoutMs: number;
  /** Asked before each call: waits for the account's rate window, or says why there is no time for the call. */
  readonly turn: (kind: CallKind) => Promise<Fault | undefined>;
}

/** Searches have a limit of their own. */
export type CallKind = 'call' | 'search';

/** How fast an account may be called. Conservative; the account's worker keeps inside them. */
export interface SourceLimits {
  readonly callsPerTenSeconds: number;
  readonly searchesPerSecond: number;
}

/** One object of the source: its kind in the source's own word, and its id. */
export interface SourceObject {
  readonly type: string;
  readonly id: string;
}

/** An object that changed, and when (milliseconds UTC). */
export interface Changed {
  readonly object: SourceObject;
  readonly at: number;
}

/** Something that happened in an account: only where to look, never what to do. */
export interface SourceNotice extends Changed {
  readonly account: string;
}

/** What a source's webhook says, or that it was refused. */
export type SourceNoticeReading =
  | { readonly type: 'notices'; readonly notices: readonly SourceNotice[]; readonly unreadable: number }
  | { readonly type: 'refused' };

/** How a source tells that something changed. */
export interface SourceNoticeReader {
  /** Verifies the signature over address and raw bytes, then reads what it can. */
  readonly read: (
    headers: Readonly<Record<string, string | undefined>>,
    rawBody: Uint8Array,
  ) => Promise<SourceNoticeReading>;
}

/** For whom something is read: days are days in this zone, and copies of this lane's documents are ours. */
export interface SourceView {
  /** IANA zone. */
  readonly timeZone: string;
  /** The lane of the ledger company. */
  readonly lane: string;
}

/** What the source says of one record now. */
export interface Said {
  readonly kind: SentKind;
  readonly id: string;
  readonly source: Pick<SourceState, 'revision' | 'presence' | 'record'>;
  /** Nobody has asked for this record: it is stored only if it is known already. */
  readonly onlyIfKnown: boolean;
}

/** Objects as they were read, to be said to each connection in its own view. */
export interface SourceRead {
  readonly said: (view: SourceView) => readonly Said[];
  /** Objects that cannot be said as a record: without a currency, or without anybody to bill. */
  readonly unreadable: readonly SourceObject[];
}

/** What changed in an account since a time. */
export interface SourceChanges {
  readonly changed: readonly Changed[];
  /** Milliseconds UTC: the watermark to begin the next look with, once these have been worked on. */
  readonly upTo: number;
}

/** What the app heard of all accounts since a place in the source's own log. */
export interface SourceLog {
  readonly notices: readonly SourceNotice[];
  /** Accounts that took the app out, and when (milliseconds UTC, by the source's clock). */
  readonly gone: readonly { readonly account: string; readonly at: number }[];
  /** Where to go on. */
  readonly place: string | undefined;
  readonly whole: boolean;
  /** The log does not reach back to the place: only a sweep knows what happened since. */
  readonly lost: boolean;
}

/** What became of a change that the source was told. */
export type Applied =
  /** `object` is what was written, where it was one. */
  | { readonly type: 'applied'; readonly object?: SourceObject | undefined }
  /** There is nothing to do for it in this source. */
  | { readonly type: 'ignored' };

export interface SourceConnector {
  readonly name: string;
  /** What people call the source. */
  readonly title: string;
  readonly limits: SourceLimits;
  /** Reads what is named and what belongs to it, in batches. `custom` are properties of invoices to bring along. */
  readonly read: (
    access: SourceAccess,
    objects: readonly SourceObject[],
    custom: readonly string[],
  ) => Promise<Answer<SourceRead>>;
  /** The record that an object is; undefined for what is only a part of one. */
  readonly recordOf: (object: SourceObject) => { readonly kind: SentKind; readonly id: string } | undefined;
  /** Where people find a record of an account in the source's own pages; absent: nowhere by an address. */
  readonly pageOf?:
    | ((account: string, record: { readonly kind: string; readonly id: string }) => string | undefined)
    | undefined;
  /** The object that a record is; undefined for one that the source has no objects for. */
  readonly objectOf: (record: { readonly kind: RecordKind; readonly id: string }) => SourceObject | undefined;
  /** What changed since a time (milliseconds UTC, a watermark), with the overlap that the source's index needs. */
  readonly changedSince: (access: SourceAccess, since: number, now: number) => Promise<Answer<SourceChanges>>;
  /** The number of what `prepare` makes, which grows with it: an account made ready under another one is made ready again. */
  readonly preparation: number;
  /** Makes the account ready to be written to and listened to. Doing it again is harmless. `unlogged`: the log will not have it. */
  readonly prepare: (access: SourceAccess, now: number) => Promise<Answer<'ready' | 'unlogged'>>;
  /** Tells the account one change of the ledger. The same change again, however often, is done once. */
  readonly apply: (access: SourceAccess, change: Change, view: SourceView) => Promise<Answer<Applied>>;
  /** The app's own log of all accounts, from a place on. */
  readonly log?: ((place: string | undefined, options: LogOptions) => Promise<Answer<SourceLog>>) | undefined;
  /** Where a user lets us in; `state` comes back to the callback. */
  readonly authoriseUrl: (state: string, redirectUri: string) => Promise<string>;
  /** Redeems the code of a callback URL, once. */
  readonly redeem: (
    callbackUrl: string,
    redirectUri: string,
    now: number,
  ) => Promise<Answer<Tokens & { readonly account: string }>>;
  readonly refresh: (refreshToken: string, now: number) => Promise<Answer<Tokens>>;
  readonly revoke: (refreshToken: string) => Promise<Answer<'revoked'>>;
}

export interface LogOptions {
  readonly now: number;
  readonly timeoutMs: number;
}
