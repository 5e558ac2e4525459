// A page of records that somebody has to see and that pass a filter: chosen by their marks, then read.
import type { HealthState, Link } from '../../shared/core/links.ts';
import type { Mark } from '../../shared/core/marks.ts';
import { passes, type RecordFilter } from '../../shared/core/record-filter.ts';
import { keyText, RECORD_KINDS } from '../../shared/core/records.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import { cursorAfter } from '../../shared/storage/list-cursor.ts';
import { openWriteOf } from './find-record.ts';
import type { RecordPage } from './page-of-records.ts';
import { showRecord, stateOf } from './show-record.ts';
import { summaryOf } from './summary-of.ts';

export interface FilteredQuery {
  readonly connection: string;
  readonly filter: RecordFilter;
  /** What is looked for in ids, numbers and names. */
  readonly text?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Without a state: what only waits comes last. */
const BY_URGENCY: readonly HealthState[] = ['failed', 'action_needed', 'uncertain', 'waiting'];

/** So many marks are looked at for one page, and so many records read: a page may be shorter, even empty. */
const MARKS_MAX = 2_000;
const READ_MAX = 400;
const MARKS_PER_LOOK = 500;

/** The page; a text also finds the record with exactly this id, in whatever state it is, at the head of the first page. */
export async function filteredRecords(
  host: Host,
  query: FilteredQuery,
  head: JournalEntry | undefined,
): Promise<RecordPage> {
  const states = query.filter.health === undefined ? BY_URGENCY : [query.filter.health];
  const begin = placeOf(query.cursor, states);
  if (begin === 'bad_cursor') return { type: 'bad_cursor' };
  const exact = query.cursor === undefined ? await withExactId(host, query) : [];
  const found = [...exact];
  let at: Place | undefined = begin;
  for (let marks = 0, reads = 0; at !== undefined && marks < MARKS_MAX && reads < READ_MAX;) {
    const look = { at, room: query.limit - found.length, reads: READ_MAX - reads, states, head };
    const seen = await lookOnce(host, query, look);
    if (seen === 'bad_cursor') return { type: 'bad_cursor' };
    found.push(...seen.links.filter(({ key }) => !exact.some((one) => keyText(one.key) === keyText(key))));
    marks += seen.marks;
    reads += seen.reads;
    at = seen.next;
    if (found.length >= query.limit) break;
  }
  const now = host.clock.now();
  const records = found.map((link) => showRecord(link, openWriteOf(link, head, now)));
  return { type: 'page', records, cursor: at && written(at) };
}

interface LookOnce {
  readonly at: Place;
  /** How many more records the page takes, and how many more may be read for it. */
  readonly room: number;
  readonly reads: number;
  readonly states: readonly HealthState[];
  readonly head: JournalEntry | undefined;
}

async function lookOnce(host: Host, query: FilteredQuery, { at, room, reads, states, head }: LookOnce) {
  const { connection, filter, text } = query;
  const { state } = at;
  const page = await host.links.marks({
    connection,
    health: state,
    limit: MARKS_PER_LOOK,
    cursor: at.cursor,
  });
  if (page.type === 'bad_cursor') return 'bad_cursor';
  const passing = page.marks.filter((mark) => passes(mark, filter));
  const taken = passing.slice(0, text === undefined ? room : reads);
  const links = taken.length === 0 ? [] : await host.links.read(taken.map(({ key }) => key));
  const now = host.clock.now();
  // The index lags a moment behind: a record that left the state meanwhile is left out.
  const fitting = links.filter(
    (link) => stateOf(link, openWriteOf(link, head, now)) === state && isNamed(link, text),
  );
  const isAll = fitting.length <= room && taken.length === passing.length;
  const last = fitting.length > room ? markOf(fitting[room - 1], taken) : taken.at(-1);
  const next =
    isAll || last === undefined
      ? after(at, page.cursor, states)
      : { state, cursor: cursorFor(connection, last) };
  return { links: fitting.slice(0, room), next, marks: page.marks.length, reads: taken.length };
}

interface Place {
  readonly state: HealthState;
  readonly cursor?: string | undefined;
}

function after(
  { state }: Place,
  cursor: string | undefined,
  states: readonly HealthState[],
): Place | undefined {
  if (cursor !== undefined) return { state, cursor };
  const next = states[states.indexOf(state) + 1];
  return next === undefined ? undefined : { state: next };
}

function markOf(link: Link | undefined, marks: readonly Mark[]): Mark | undefined {
  return link && marks.find(({ key }) => keyText(key) === keyText(link.key));
}

const cursorFor = (connection: string, { key, since, state }: Mark): string =>
  cursorAfter({ connection, health: state, limit: 1 }, { since, text: keyText(key) });

const written = ({ state, cursor }: Place): string => `${state}.${cursor ?? ''}`;

function placeOf(text: string | undefined, states: readonly HealthState[]): Place | 'bad_cursor' | undefined {
  const [first] = states;
  if (text === undefined) return first && { state: first };
  const [name, cursor] = text.split('.');
  const state = states.find((known) => known === name);
  return state === undefined ? 'bad_cursor' : { state, cursor: cursor === '' ? undefined : cursor };
}

/** The records of exactly this id, of whatever kind: a read of a few keys finds them in any state. */
async function withExactId(
  host: Host,
  { connection, filter, text }: FilteredQuery,
): Promise<readonly Link[]> {
  const only = filter.kind === undefined ? RECORD_KINDS : [filter.kind];
  if (text === undefined || filter.health !== undefined || hasMore(filter)) return [];
  const links = await host.links.read(only.map((kind) => ({ connection, kind, id: text })));
  return links.filter(({ source, document }) => source !== undefined || document !== undefined);
}

const hasMore = ({ health: _health, kind: _kind, ...others }: RecordFilter): boolean =>
  Object.values(others).some((value) => value !== undefined);

function isNamed(link: Link, text: string | undefined): boolean {
  if (text === undefined) return true;
  const { number, name, partyId } = summaryOf(link);
  const wanted = text.toLowerCase();
  const words = [link.key.id, number, name, partyId, link.document?.id];
  return words.some((word) => word?.toLowerCase().includes(wanted) === true);
}
