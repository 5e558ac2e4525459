// The state of one company: its objects, its memory of requests, and the indexes that are derived from the objects.
import type { Amount } from './amounts.ts';
import type { CallCounters, CompanySettings, Knobs, WriteRecord } from './contract.ts';
import { entityKinds } from './entities.ts';
import type { Json, JsonObject } from './json.ts';
import type { Change, Surroundings } from './types.ts';

/** One object of the books. Rows are never changed, only replaced. */
export interface Row {
  readonly entity: string;
  readonly id: string;
  readonly syncToken: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts commits of the company: orders what happened within one second. */
  readonly order: number;
  readonly voided: boolean;
  readonly fields: JsonObject;
}

/** What is left of a deleted object. */
export interface Grave {
  readonly id: string;
  readonly at: number;
  readonly order: number;
  readonly merged: boolean;
}

/** An answer remembered under a request id: a whole answer, or the answer of one batch item. */
export interface Remembered {
  readonly status: number;
  readonly body: Json;
}

/** The last change of an object at the time of its commit; outdated when the object has a newer order. */
export interface Trace {
  readonly id: string;
  readonly at: number;
  readonly order: number;
}

/** Everything that can be built again from the rows. Keys of transactions have the form `Invoice:12`. */
export interface Indexes {
  readonly recency: Map<string, Trace[]>;
  /** `scope:name in lower case` to the key of its owner. */
  readonly names: Map<string, string>;
  /** `Invoice:1042` to the ids that carry the number. */
  readonly numbers: Map<string, Set<string>>;
  /** Key of a charge or credit to what each payment applies to it, newest payment last. */
  readonly applied: Map<string, Map<string, Amount>>;
  /** Key of a payment or sales receipt to the deposit that holds it. */
  readonly deposited: Map<string, string>;
  readonly ofCustomer: Map<string, Set<string>>;
  /** Bills and their payments by vendor. */
  readonly ofVendor: Map<string, Set<string>>;
  readonly children: Map<string, Set<string>>;
  /** Balances of customers, until one of their transactions changes. */
  readonly balances: Map<string, Amount>;
}

export interface Company {
  readonly surroundings: Surroundings;
  readonly announce: (change: Change) => void;
  readonly settings: CompanySettings;
  readonly homeCurrency: string;
  readonly timeZone: string;
  readonly knobs: Knobs;
  readonly calls: CallCounters;
  readonly rows: Map<string, Map<string, Row>>;
  readonly graves: Map<string, Map<string, Grave>>;
  readonly sequences: Map<string, number>;
  readonly remembered: Map<string, Remembered>;
  readonly writeLog: WriteRecord[];
  readonly indexes: Indexes;
  /** Times of the last requests, batches and mails: the windows of the limits. */
  readonly windows: { readonly requests: number[]; readonly batches: number[]; readonly mails: number[] };
  /** Contents of files by the id of their attachment; each character stands for a byte. */
  readonly files: Map<string, string>;
  /** Keys of transactions that a user has matched with the statement of the bank. */
  readonly matched: Set<string>;
  /** Keys of objects the running batch has created; its other items cannot see them. */
  readonly veil: Set<string>;
  state: CompanyState;
  /** Name and port under which the simulator was last called: addresses of files begin with it. */
  host: string;
}

/** The few things about a company that change by themselves. */
export interface CompanyState {
  readonly order: number;
  readonly subscriptionEnded: boolean;
  readonly closedThrough?: string;
  readonly closedWithPassword: boolean;
}

/** A company without any object. */
export const emptyCompany = (
  settings: CompanySettings,
  surroundings: Surroundings,
  announce: (change: Change) => void,
): Company => ({
  surroundings,
  announce,
  settings,
  homeCurrency: settings.homeCurrency ?? homeCurrencies[countryOf(settings)] ?? 'EUR',
  timeZone: settings.timeZone ?? 'America/Los_Angeles',
  knobs: freshKnobs(),
  calls: freshCounters(),
  rows: tables(),
  graves: tables(),
  sequences: new Map(),
  remembered: new Map(),
  writeLog: [],
  indexes: freshIndexes(),
  windows: { requests: [], batches: [], mails: [] },
  files: new Map(),
  matched: new Set(),
  veil: new Set(),
  state: { order: 0, subscriptionEnded: false, closedWithPassword: false },
  host: 'quickbooks.simulator',
});

/** The country decides how sales tax works. */
export const countryOf = (settings: CompanySettings): string => settings.country ?? 'US';

export const keyOf = (entity: string, id: string): string => `${entity}:${id}`;

/** The table of one entity. */
export const tableOf = <T>(tables: Map<string, Map<string, T>>, entity: string): Map<string, T> => {
  const table = tables.get(entity);
  if (table === undefined) throw new Error(`There is no table of ${entity} in the books.`);
  return table;
};

/** A live object, unless the running batch has only just created it. */
export const find = (company: Company, entity: string, id: string): Row | undefined => {
  if (company.veil.size > 0 && company.veil.has(keyOf(entity, id))) return undefined;
  return tableOf(company.rows, entity).get(id);
};

/** The value of an index of sets or maps, made on first use. */
export const entryOf = <K, V>(index: Map<K, V>, key: K, fresh: () => V): V => {
  const known = index.get(key);
  if (known !== undefined) return known;
  const made = fresh();
  index.set(key, made);
  return made;
};

const homeCurrencies: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  UK: 'GBP',
  CA: 'CAD',
  AU: 'AUD',
};

const tables = <T>(): Map<string, Map<string, T>> =>
  new Map(entityKinds.map((kind) => [kind.name, new Map<string, T>()]));

export const freshIndexes = (): Indexes => ({
  recency: new Map(entityKinds.map((kind) => [kind.name, []])),
  names: new Map(),
  numbers: new Map(),
  applied: new Map(),
  deposited: new Map(),
  ofCustomer: new Map(),
  ofVendor: new Map(),
  children: new Map(),
  balances: new Map(),
});

const freshCounters = (): CallCounters => ({
  requests: 0,
  batches: 0,
  batchItems: 0,
  writes: 0,
  reads: 0,
  readsByMonth: {},
  throttled: 0,
  replays: 0,
  byStatus: {},
});

// The limits are Intuit's published ones; everything contested starts with what was measured, else with the manual.
const freshKnobs = (): Knobs => ({
  requestIdReplay: 'perItem',
  replayFaults: true,
  throttle: {
    enforce: true,
    perSecond: 10,
    perMinute: 500,
    batchesPerMinute: 40,
    variant: '429',
    retryAfterSeconds: null,
  },
  plan: 'Plus',
  readsPerMonth: null,
  uploads: 'accept',
  taxMode: 'manual',
  taxRounding: 'perRate',
  oneCentOff: false,
  autoApplyCredit: false,
  warnDuplicateDocNumber: false,
  shuffleBatchAnswers: false,
  deleteLinked: 'refuse',
  customerTouch: 'time',
  mailsPerDay: 40,
  legacyVoidWord: 'Void',
});
