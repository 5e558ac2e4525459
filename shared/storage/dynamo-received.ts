// What was taken in, as the lanes' messages told it: a row for each time somebody told it, and each intake counts once.
import * as z from 'zod';
import { type Intake, kindsTogether, type Tally, type TallyByKind } from '../core/completeness.ts';
import { RECORD_KINDS, type RecordKind } from '../core/records.ts';
import { type Row, textOf, unreadable } from './attributes.ts';
import { bodyRow, putRow } from './connection-table.ts';
import { unpack } from './packed.ts';
import type { ConnectionStore, Received } from './ports.ts';
import { quarterText, rowsOfQuarters } from './quarter-rows.ts';
import { SUMS, sumsOf, tallyByKindOf } from './received-sums.ts';
import type { Table } from './table.ts';

/** What was received, as part of the connection store. */
export function receivedRows(table: Table): Pick<ConnectionStore, 'countReceived' | 'received'> {
  return {
    countReceived: (intakes) => countReceived(table, intakes),
    received: (connection, from, to) => receivedBetween(table, connection, { from, to }),
  };
}

const partition = (connection: string): string => `state#received#${connection}`;

/** One row for each connection and quarter of an hour. */
async function countReceived(table: Table, intakes: readonly Intake[]): Promise<void> {
  const rows = Map.groupBy(intakes, ({ connection, at }) => `${connection} ${quarterText(at)}`);
  await Promise.all([...rows.values()].map((ofRow) => putIntakes(table, ofRow)));
}

/**
 * The names of the intakes are the row's key: telling the same ones again writes the same row. Told with others they are in two
 * rows, and whoever reads counts them once. A delivery has ten messages: their names take a third of the longest key.
 */
async function putIntakes(table: Table, intakes: readonly Intake[]): Promise<void> {
  const [first] = intakes;
  if (first === undefined) return;
  const names = intakes.map(({ id }) => id).join(BETWEEN_NAMES);
  const key = { pk: partition(first.connection), sk: `${quarterText(first.at)}${BEFORE_NAMES}${names}` };
  const sums = intakes.map(({ byKind }) => sumsOf(byKind));
  await putRow(table, bodyRow(key, sums));
}

const BEFORE_NAMES = '#';
const BETWEEN_NAMES = '.';
/** Sorts after every name. */
const AFTER_NAMES = '~';

async function receivedBetween(
  table: Table,
  connection: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Received[]> {
  const { quarters, add } = adding();
  const place = { partition: partition(connection), from, to, behind: AFTER_NAMES, consistent: true };
  for await (const row of rowsOfQuarters(table, place)) add(row);
  return [...quarters].map(([at, byKind]) => ({ at, byKind }));
}

/** Adds rows up as they come, in the order of time: so only the names of one quarter have to be remembered. */
function adding() {
  const quarters = new Map<number, TallyByKind>();
  let [time, names] = ['', new Set<string>()];
  const add = (row: Row): void => {
    const [of = '', told] = (textOf(row, 'sk') ?? '').split(BEFORE_NAMES);
    if (of !== time) [time, names] = [of, new Set()];
    const at = Date.parse(`${of}Z`);
    const here = told === undefined ? [counterOf(row)] : newIn(row, told, names);
    quarters.set(at, here.reduce(kindsTogether, quarters.get(at) ?? new Map<RecordKind, Tally>()));
  };
  return { quarters, add };
}

const STORED_SUMS = z.array(SUMS);

/** The intakes of a row that are not known yet; from now on they are. */
function newIn(row: Row, told: string, names: Set<string>): readonly TallyByKind[] {
  const sums = STORED_SUMS.safeParse(unpack(row['b']));
  if (!sums.success) throw unreadable(row, sums.error.message);
  return told.split(BETWEEN_NAMES).flatMap((name, index) => {
    if (names.has(name)) return [];
    names.add(name);
    return [tallyByKindOf(sums.data[index] ?? [])];
  });
}

/** A row of a version before, whose door added up each quarter in one counter. */
function counterOf(row: Row): TallyByKind {
  const byKind = new Map<RecordKind, Tally>();
  for (const kind of RECORD_KINDS) {
    const count = row[kind]?.N;
    if (count !== undefined) byKind.set(kind, { count: Number(count), money: moneyIn(row, kind) });
  }
  return byKind;
}

function moneyIn(row: Row, kind: RecordKind): ReadonlyMap<string, bigint> {
  const sums = Object.entries(row).filter(([name]) => name.startsWith(`${kind} `));
  return new Map(sums.map(([name, value]) => [name.slice(kind.length + 1), BigInt(value.N ?? '0')]));
}
