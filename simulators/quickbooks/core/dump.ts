// The whole state as text and back: rows and memories are kept, indexes are built again.
import {
  emptyCompany,
  type Company,
  type CompanyState,
  type Grave,
  type Remembered,
  type Row,
} from './company.ts';
import type { CallCounters, CompanySettings, Knobs, WriteRecord } from './contract.ts';
import { enterIntoIndexes, trace } from './indexes.ts';
import { isObject } from './json.ts';
import type { Change, Surroundings } from './types.ts';

interface DumpedCompany {
  readonly settings: CompanySettings;
  readonly knobs: Knobs;
  readonly calls: CallCounters;
  readonly rows: readonly (readonly [string, readonly Row[]])[];
  readonly graves: readonly (readonly [string, readonly Grave[]])[];
  readonly sequences: readonly (readonly [string, number])[];
  readonly remembered: readonly (readonly [string, Remembered])[];
  readonly writeLog: readonly WriteRecord[];
  readonly state: CompanyState;
  /** Dumps of earlier days have none. */
  readonly files?: readonly (readonly [string, string])[];
  readonly matched?: readonly string[];
}

/** Everything a restart must not lose. */
export interface Dumped {
  readonly version: 1;
  readonly companies: readonly DumpedCompany[];
  readonly changes: readonly Change[];
}

export const dumpBooks = (companies: Iterable<Company>, changes: readonly Change[]): string => {
  const dumped: Dumped = { version: 1, companies: [...companies].map(dumpCompany), changes };
  return JSON.stringify(dumped);
};

const dumpCompany = (company: Company): DumpedCompany => ({
  settings: company.settings,
  knobs: company.knobs,
  calls: company.calls,
  rows: [...company.rows].map(([entity, table]) => [entity, [...table.values()]] as const),
  graves: [...company.graves].map(([entity, table]) => [entity, [...table.values()]] as const),
  sequences: [...company.sequences],
  remembered: [...company.remembered],
  writeLog: company.writeLog,
  state: company.state,
  files: [...company.files],
  matched: [...company.matched],
});

/** Reads a dump; throws when the text is not one. */
export const readDump = (text: string): Dumped => {
  const value: unknown = JSON.parse(text);
  if (!isDumped(value)) throw new Error('This is not a dump of the books.');
  return value;
};

const isDumped = (value: unknown): value is Dumped => isObject(value) && value.version === 1;

/** Builds a company again from its dump. */
export const restoreCompany = (
  dumped: DumpedCompany,
  surroundings: Surroundings,
  announce: (change: Change) => void,
): Company => {
  const company = emptyCompany(dumped.settings, surroundings, announce);
  Object.assign(company.knobs, dumped.knobs);
  Object.assign(company.calls, dumped.calls);
  company.state = dumped.state;
  company.writeLog.push(...dumped.writeLog);
  for (const [name, next] of dumped.sequences) company.sequences.set(name, next);
  for (const [key, answer] of dumped.remembered) company.remembered.set(key, answer);
  for (const [id, bytes] of dumped.files ?? []) company.files.set(id, bytes);
  for (const key of dumped.matched ?? []) company.matched.add(key);
  for (const [entity, rows] of dumped.rows)
    for (const row of rows) company.rows.get(entity)?.set(row.id, row);
  for (const [entity, rows] of dumped.graves)
    for (const row of rows) company.graves.get(entity)?.set(row.id, row);
  rebuild(company);
  return company;
};

// In the order of the commits, so that the newest stands last everywhere, as it did before.
const rebuild = (company: Company): void => {
  const rows = [...company.rows.values()].flatMap((table) => [...table.values()]);
  const graves = [...company.graves].flatMap(([entity, table]) =>
    [...table.values()].map((one) => ({ entity, ...one })),
  );
  const steps = [
    ...rows.map((row) => ({ order: row.order, step: () => enterIntoIndexes(company, row) })),
    ...graves.map((one) => ({ order: one.order, step: () => trace(company, one.entity, one) })),
  ];
  steps.sort((one, other) => one.order - other.order);
  for (const { step } of steps) step();
};
