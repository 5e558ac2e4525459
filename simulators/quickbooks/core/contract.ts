// What the books promise to the service around them: settings, knobs, acts of a user, and what tests may inspect.
import type { JsonObject } from './json.ts';
import type { ApiCall, Change, SimAnswer, SimRequest } from './types.ts';

/** The books of all companies of one simulator. */
export interface Books {
  /** Opens a company with a chart of accounts; opening the same realm again starts it afresh. */
  readonly openCompany: (settings: CompanySettings) => void;
  /** Answers one authorised request under `/v3/company/{realmId}`. */
  readonly answer: (call: ApiCall) => SimAnswer;
  /** Does what a user does in the QuickBooks UI; gives the object touched, and throws when the UI would refuse. */
  readonly act: (realmId: string, act: UiAct) => unknown;
  /** Gives away a file at its temporary address, `/_files/...`. */
  readonly file: (request: SimRequest) => SimAnswer;
  /** Drains the changes since the last call, in the order they were committed. */
  readonly takeChanges: () => readonly Change[];
  readonly inspect: (realmId: string) => Inspection;
  /** The log of writes from a place on: cheap for who follows a company write by write. */
  readonly written: (realmId: string, since: number) => readonly WriteRecord[];
  /** A live object in the form the API shows it, without a call that counts. */
  readonly show: (realmId: string, entity: string, id: string) => JsonObject | undefined;
  /** The knobs of a company: set its members. After `restore` ask for them again. */
  readonly settings: (realmId: string) => Knobs;
  /** The whole state as JSON text. */
  readonly dump: () => string;
  readonly restore: (dumped: string) => void;
}

/** How a company starts. */
export interface CompanySettings {
  readonly realmId: string;
  readonly name: string;
  /** Two letters; US when left out. Outside the US every line carries a real tax code. */
  readonly country?: string;
  /** Three letters; by default the currency of the country. */
  readonly homeCurrency?: string;
  readonly multiCurrency?: boolean;
  /** Decides what "today" is for transactions without a date. */
  readonly timeZone?: string;
  /** False: the company keeps no sales tax and ignores tax details. */
  readonly usingSalesTax?: boolean;
  /** Objects to create on top of the chart of accounts, in this order; ids are given by the books. */
  readonly start?: readonly { readonly entity: string; readonly object: JsonObject }[];
}

/** The behaviour of a company that nobody has settled, or that a test wants to change. */
export interface Knobs {
  /** `off`: the request id is ignored. For a batch: replay each item by request id and bId, or the whole answer. */
  requestIdReplay: 'perItem' | 'perBatch' | 'off';
  /** Whether a refusal (400) is remembered under its request id as well. */
  replayFaults: boolean;
  throttle: {
    enforce: boolean;
    perSecond: number;
    perMinute: number;
    batchesPerMinute: number;
    variant: '429' | '403';
    /** Sent as `Retry-After` when set; Intuit does not promise the header. */
    retryAfterSeconds: number | null;
  };
  /** What the company has subscribed to; a smaller plan refuses bills, classes or stock (5030). */
  plan: 'SimpleStart' | 'Essentials' | 'Plus' | 'Advanced';
  /** Metered reads of a calendar month (UTC), after which the app's own plan blocks with 429; null is no limit. */
  readsPerMonth: number | null;
  /** `refuse`: every uploaded file has a fault of its own, inside an answer with 200. */
  uploads: 'accept' | 'refuse';
  /** `manual`: the code sent. `automated`: the engine's code, a sent total is kept. The third ignores that too. */
  taxMode: 'manual' | 'automated' | 'automatedIgnoresTotal';
  /** Where tax is rounded: once for each rate, or on each line. */
  taxRounding: 'perRate' | 'perLine';
  /** Every computed or sent tax comes out one cent lower. */
  oneCentOff: boolean;
  /** New sales forms are settled with open credits of the customer by a payment nobody asked for. */
  autoApplyCredit: boolean;
  /** Duplicate document numbers are refused, if custom transaction numbers are on too. */
  warnDuplicateDocNumber: boolean;
  shuffleBatchAnswers: boolean;
  /** Deleting a transaction through the API that others link to. */
  deleteLinked: 'refuse' | 'unlink';
  /** What a new balance does to its customer: nothing, a new LastUpdatedTime, or a change event as well. */
  customerTouch: 'off' | 'time' | 'event';
  /** Mails a company may send in 24 hours. */
  mailsPerDay: number;
  /** The word for a void in webhooks; read by the service. */
  legacyVoidWord: 'Void' | 'Voided';
}

/** An act of a user in the QuickBooks UI. */
export type UiAct =
  | { readonly act: 'create'; readonly entity: string; readonly object: JsonObject }
  | { readonly act: 'edit'; readonly entity: string; readonly id: string; readonly fields: JsonObject }
  | { readonly act: 'copy'; readonly entity: string; readonly id: string }
  | { readonly act: 'void'; readonly entity: string; readonly id: string }
  | { readonly act: 'delete'; readonly entity: string; readonly id: string }
  | {
      readonly act: 'receivePayment';
      readonly invoiceId: string;
      readonly amount?: number;
      readonly date?: string;
      readonly depositToAccountId?: string;
    }
  | {
      readonly act: 'applyCredit';
      readonly creditMemoId: string;
      readonly invoiceId: string;
      readonly amount?: number;
    }
  | {
      readonly act: 'applyPayment';
      readonly paymentId: string;
      readonly invoiceId: string;
      readonly amount?: number;
    }
  | {
      readonly act: 'payBill';
      readonly billId: string;
      readonly amount?: number;
      readonly accountId?: string;
    }
  | { readonly act: 'matchToBank'; readonly entity: string; readonly id: string }
  | { readonly act: 'unmatchFromBank'; readonly entity: string; readonly id: string }
  | {
      readonly act: 'setExchangeRate';
      readonly currency: string;
      readonly rate: number;
      readonly date?: string;
    }
  | { readonly act: 'depositPayments'; readonly paymentIds: readonly string[]; readonly accountId?: string }
  | { readonly act: 'makeInactive'; readonly entity: string; readonly id: string }
  | { readonly act: 'makeActive'; readonly entity: string; readonly id: string }
  | { readonly act: 'rename'; readonly entity: string; readonly id: string; readonly name: string }
  | { readonly act: 'merge'; readonly entity: string; readonly winnerId: string; readonly loserId: string }
  | { readonly act: 'closeBooks'; readonly date: string; readonly password?: boolean }
  | { readonly act: 'reopenBooks' }
  | { readonly act: 'cancelSubscription' }
  | { readonly act: 'restoreSubscription' }
  | { readonly act: 'setPreferences'; readonly preferences: JsonObject };

/** One line of the log of writes: who wrote what, including what the books did as a consequence. */
export interface WriteRecord {
  readonly at: number;
  readonly entity: string;
  readonly id: string;
  readonly operation: Change['operation'];
  readonly syncToken: string;
  /** `api` and `ui` are writes of somebody; `books` is a consequence, e.g. the invoice a payment was linked to. */
  readonly by: 'api' | 'ui' | 'books';
  readonly requestId?: string;
  readonly bId?: string;
}

/** Counters of one company's API calls. */
export interface CallCounters {
  requests: number;
  batches: number;
  batchItems: number;
  /** Committed writes asked for by API clients. */
  writes: number;
  /** Metered calls: successful reads, queries, change data capture and PDFs, also inside batches. */
  reads: number;
  /** The same by calendar month (UTC), `2026-11`. */
  readsByMonth: Record<string, number>;
  throttled: number;
  /** Answers given from the memory of request ids. */
  replays: number;
  byStatus: Record<string, number>;
}

/** What a test may look at without going through the API. */
export interface Inspection {
  readonly counts: Readonly<Record<string, number>>;
  /** Every live object by entity, in the form the API shows it, as of the first look at this member. */
  readonly objects: Readonly<Record<string, readonly JsonObject[]>>;
  readonly writeLog: readonly WriteRecord[];
  readonly calls: CallCounters;
}
