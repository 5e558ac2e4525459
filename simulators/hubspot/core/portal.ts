// One HubSpot account: its records, associations, properties and tax rates, and what is derived from them.
import { z } from 'zod';
import type { Definition } from './definitions.ts';
import { builtIn, definitionSchema } from './definitions.ts';
import { KINDS } from './catalog.ts';
import { defaultKnobs, storedKnobs } from './knobs.ts';
import type { Knobs } from './knobs.ts';
import { changeSchema } from './types.ts';
import type { Change, Surroundings } from './types.ts';

/** How an account is opened. */
export const portalSettings = z.strictObject({
  portalId: z.number().int().min(1).max(999_999_999_999),
  name: z.string().min(1).default('Simulated account'),
  /** The currency of the company, three capital letters. */
  currency: z.string().length(3).default('USD'),
  timeZone: z.string().min(1).default('US/Eastern'),
  hubDomain: z.string().min(1).default('example.com'),
});

/** See `portalSettings`. */
export type PortalSettings = z.infer<typeof portalSettings>;

const past = z.object({ value: z.string(), at: z.number(), source: z.string(), sourceId: z.string() });

const storedSchema = z.object({
  typeId: z.string(),
  id: z.string(),
  /** A property without a value is not here. Replaced as a whole, never changed. */
  properties: z.record(z.string(), z.string()),
  /** What a client wrote where HubSpot may work the value out itself. */
  given: z.record(z.string(), z.string()),
  createdAt: z.number(),
  updatedAt: z.number(),
  archivedAt: z.number().nullable(),
  history: z.record(z.string(), z.array(past)),
});

/** A record. */
export type Stored = z.infer<typeof storedSchema>;

const linkSchema = z.object({
  toTypeId: z.string(),
  toId: z.string(),
  category: z.string(),
  typeId: z.number(),
});

/** One labelled direction of an association. */
export type Link = z.infer<typeof linkSchema>;

const taxRateSchema = z.object({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  percentageRate: z.number(),
  active: z.boolean(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** A rate of the tax-rate library, which line items name. */
export type TaxRate = z.infer<typeof taxRateSchema>;

/** What a search sees of a record, and from when on. Null: nothing, it is archived. */
const seenSchema = z.object({ from: z.number(), properties: z.record(z.string(), z.string()).nullable() });

const countersSchema = z.object({
  requests: z.number(),
  searches: z.number(),
  writes: z.number(),
  throttled: z.number(),
  byStatus: z.record(z.string(), z.number()),
});

/** An account in the state file. */
export const portalState = z.object({
  settings: portalSettings,
  knobs: storedKnobs,
  records: z.array(storedSchema),
  links: z.array(z.tuple([z.string(), z.array(linkSchema)])),
  custom: z.array(z.tuple([z.string(), z.array(definitionSchema)])),
  taxRates: z.array(taxRateSchema),
  mergedInto: z.array(z.tuple([z.string(), z.string()])),
  seen: z.array(z.tuple([z.string(), z.array(seenSchema)])),
  sequences: z.array(z.tuple([z.string(), z.number()])),
  counters: countersSchema,
  recent: z.object({
    calls: z.array(z.number()),
    searches: z.array(z.number()),
    associations: z.array(z.number()),
    writes: z.array(z.number()),
  }),
  day: z.object({ number: z.number(), calls: z.number() }),
  lockedUntil: z.number(),
  changes: z.array(changeSchema),
});

/** A running account. Maps are changed by store.ts and associations.ts only. */
export interface Portal {
  readonly settings: PortalSettings;
  readonly from: Surroundings;
  knobs: Knobs;
  /** By type id, then by id. */
  readonly records: Map<string, Map<string, Stored>>;
  /** By the key of the record they start at, in the order in which they were made. */
  readonly links: Map<string, Link[]>;
  readonly definitions: Map<string, Map<string, Definition>>;
  readonly taxRates: TaxRate[];
  /** Keys of records that were merged away, and the ids that took their place. */
  readonly mergedInto: Map<string, string>;
  /** Which record holds a unique value: derived from the records. */
  readonly unique: Map<string, string>;
  readonly seen: Map<string, z.infer<typeof seenSchema>[]>;
  readonly sequences: Map<string, number>;
  readonly counters: z.infer<typeof countersSchema>;
  readonly recent: z.infer<typeof portalState>['recent'];
  day: z.infer<typeof portalState>['day'];
  lockedUntil: number;
  readonly changes: Change[];
}

/** An account nobody has used yet. */
export function openPortal(settings: PortalSettings, from: Surroundings): Portal {
  const kinds = Object.values(KINDS);
  return {
    settings,
    from,
    knobs: defaultKnobs,
    records: new Map(kinds.map(({ typeId }) => [typeId, new Map<string, Stored>()])),
    links: new Map(),
    definitions: new Map(
      kinds.map(({ typeId }) => [typeId, new Map(builtIn(typeId).map((each) => [each.name, each]))]),
    ),
    taxRates: [],
    mergedInto: new Map(),
    unique: new Map(),
    seen: new Map(),
    sequences: new Map(),
    counters: { requests: 0, searches: 0, writes: 0, throttled: 0, byStatus: {} },
    recent: { calls: [], searches: [], associations: [], writes: [] },
    day: { number: 0, calls: 0 },
    lockedUntil: 0,
    changes: [],
  };
}

/** The name of a record in the maps: ids are unique inside a type only. */
export function keyOf(typeId: string, id: string): string {
  return `${typeId}/${id}`;
}

export function tableOf(portal: Portal, typeId: string): Map<string, Stored> {
  const table = portal.records.get(typeId);
  if (table === undefined) throw new Error(`There is no table for ${typeId}.`);
  return table;
}

/** The record, live or archived. */
export function recordOf(portal: Portal, typeId: string, id: string): Stored | undefined {
  return portal.records.get(typeId)?.get(id);
}

/** The record if it is live; a record that was merged away leads to what became of it, if the account does that. */
export function liveRecord(portal: Portal, typeId: string, id: string): Stored | undefined {
  const record = recordOf(portal, typeId, id);
  if (record?.archivedAt === null) return record;
  const survivor = portal.mergedInto.get(keyOf(typeId, id));
  if (survivor === undefined || portal.knobs.mergedAway === 'nothing') return undefined;
  return liveRecord(portal, typeId, survivor);
}

export function definitionOf(portal: Portal, typeId: string, name: string): Definition | undefined {
  return portal.definitions.get(typeId)?.get(name);
}

/** Ids are as long as real ones; a thousand lie between the first ids of neighbouring types, so in time they overlap. */
const FIRST_ID = 44_446_244_001;

/** The next id of a type. */
export function nextId(portal: Portal, typeId: string): string {
  return String(nextNumber(portal, typeId, FIRST_ID + 1000 * Number(typeId.replace('0-', ''))));
}

/** The next number of a sequence that begins with `first`. */
export function nextNumber(portal: Portal, sequence: string, first: number): number {
  const next = (portal.sequences.get(sequence) ?? first - 1) + 1;
  portal.sequences.set(sequence, next);
  return next;
}

/** The account as plain data. */
export function dumpPortal(portal: Portal): z.infer<typeof portalState> {
  const { settings, knobs, taxRates, counters, recent, day, lockedUntil, changes } = portal;
  return {
    settings,
    knobs,
    taxRates,
    counters,
    recent,
    day,
    lockedUntil,
    changes,
    records: [...portal.records.values()].flatMap((table) => [...table.values()]),
    links: [...portal.links],
    custom: [...portal.definitions].map(([typeId, byName]) => [
      typeId,
      [...byName.values()].filter(({ hubspotDefined }) => !hubspotDefined),
    ]),
    mergedInto: [...portal.mergedInto],
    seen: [...portal.seen],
    sequences: [...portal.sequences],
  };
}

/** The account as it was dumped. */
export function restorePortal(state: z.infer<typeof portalState>, from: Surroundings): Portal {
  const portal = openPortal(state.settings, from);
  Object.assign(portal, {
    knobs: state.knobs,
    counters: state.counters,
    recent: state.recent,
    day: state.day,
    lockedUntil: state.lockedUntil,
  });
  for (const [typeId, list] of state.custom) {
    for (const each of list) portal.definitions.get(typeId)?.set(each.name, each);
  }
  for (const record of state.records) {
    tableOf(portal, record.typeId).set(record.id, record);
    enterUnique(portal, record);
  }
  fill(portal.links, state.links);
  fill(portal.mergedInto, state.mergedInto);
  fill(portal.seen, state.seen);
  fill(portal.sequences, state.sequences);
  portal.taxRates.push(...state.taxRates);
  portal.changes.push(...state.changes);
  return portal;
}

function fill<T>(map: Map<string, T>, entries: readonly (readonly [string, T])[]): void {
  for (const [key, value] of entries) map.set(key, value);
}

/** Notes the unique values of a live record. */
export function enterUnique(portal: Portal, record: Stored): void {
  if (record.archivedAt !== null) return;
  for (const name of uniqueNames(portal, record.typeId)) {
    const value = record.properties[name];
    if (value !== undefined) portal.unique.set(uniqueKey(record.typeId, name, value), record.id);
  }
}

/** Forgets the unique values of a record that is about to change or go. */
export function leaveUnique(portal: Portal, record: Stored): void {
  for (const name of uniqueNames(portal, record.typeId)) {
    const key = uniqueKey(record.typeId, name, record.properties[name] ?? '');
    if (portal.unique.get(key) === record.id) portal.unique.delete(key);
  }
}

/** The live record that holds a value of a unique property. */
export function holderOf(portal: Portal, typeId: string, name: string, value: string): string | undefined {
  return portal.unique.get(uniqueKey(typeId, name, value));
}

function uniqueNames(portal: Portal, typeId: string): readonly string[] {
  const byName = portal.definitions.get(typeId);
  return [...(byName?.values() ?? [])].filter(({ hasUniqueValue }) => hasUniqueValue).map(({ name }) => name);
}

/** E-mail addresses are the same in any case, and HubSpot keeps them in lower case. */
export function uniqueKey(typeId: string, name: string, value: string): string {
  return `${typeId}|${name}|${name === 'email' ? value.toLowerCase() : value}`;
}
