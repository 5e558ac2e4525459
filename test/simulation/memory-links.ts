// Links and pointers in memory: one map of rows per connection, lists by looking at all of them.
import { arrivalOf, moneyOf } from '../../shared/core/completeness.ts';
import { findWord, findWordsOf, isOutOfBooks } from '../../shared/core/find-words.ts';
import { INDEXED_HEALTH, type Link } from '../../shared/core/links.ts';
import type { Mark } from '../../shared/core/marks.ts';
import { keyText, type RecordKey } from '../../shared/core/records.ts';
import {
  emptyLink,
  healthAfter,
  newerSource,
  sameCall,
  sameContent,
  saved,
} from '../../shared/storage/link-rules.ts';
import type { LinkPage, LinkQuery, LinkStore, Pointer } from '../../shared/storage/ports.ts';
import { cursorAfter, type ListPlace, readCursor } from '../../shared/storage/list-cursor.ts';
import { createKept, type Kept } from './kept.ts';

interface Row {
  readonly lane: string;
  readonly link: Link;
}

export function createMemoryLinks(kept: Kept = createKept()): LinkStore {
  const rows = createRows(kept);
  const pointers = kept.map<string, Pointer>('pointers');
  const findable = kept.map<string, RecordKey>('findable');
  const names = kept.map<string, RecordKey>('names');
  const nameOf = (connection: string, name: string): string => JSON.stringify([connection, name]);
  const pointerName = (lane: string, { type, id }: { type: string; id: string }): string =>
    JSON.stringify([lane, type, id]);
  return {
    storeSource: async (key, lane, source) => {
      const { link } = rows.get(key);
      const known = link.source;
      if (known !== undefined && sameCall(known, source)) return { type: 'stored', isNew: false };
      if (known !== undefined && known.revision >= source.revision)
        return { type: 'not_newer', revision: known.revision, sameContent: sameContent(known, source) };
      const arrival = link.arrival ?? (source.derivedFrom === undefined ? arrivalOf(source) : undefined);
      const next = { ...link, source: newerSource(known, source), arrival, health: healthAfter(source) };
      rows.put({ lane, link: next });
      return { type: 'stored', isNew: known === undefined && source.derivedFrom === undefined };
    },
    read: async (keys) => keys.map((key) => rows.get(key).link),
    save: async (lane, link) => {
      if (isOutOfBooks(link.health.state)) findable.set(JSON.stringify(link.key), link.key);
      const standing = rows.get(link.key).link;
      if (standing.version !== link.version) return 'conflict';
      return rows.put({ lane, link: saved(standing, link) });
    },
    markAwaited: async (key, lane) => rows.put({ lane, link: { ...rows.get(key).link, awaited: true } }),
    waitersOf: async (key, limit) =>
      rows
        .of(key.connection)
        .filter(({ link }) => link.health.waitsFor === keyText(key))
        .map(({ link }) => link.key)
        .slice(0, limit),
    due: async (lane, now, limit) =>
      rows
        .all()
        .filter((row) => row.lane === lane && dueAt(row) <= now)
        .sort((a, b) => dueAt(a) - dueAt(b))
        .map(({ link }) => link.key)
        .slice(0, limit),
    list: async (query) => listed(rows.of(query.connection), query),
    marks: async ({ connection, health, cursor, limit }) => {
      const page = listed(rows.of(connection), { connection, health, cursor, limit });
      return page.type === 'bad_cursor' ? page : { ...page, marks: page.links.map(markOf) };
    },
    arrivals: async ({ connection, cursor, from, to, rows: limit }) => {
      const page = listed(rows.of(connection), { connection, cursor, limit });
      if (page.type === 'bad_cursor') return page;
      const arrived = ({ arrival }: Link) => arrival !== undefined && arrival.at >= from && arrival.at < to;
      return { ...page, links: page.links.filter(arrived) };
    },
    point: async (lane, given) => {
      for (const pointer of given) pointers.set(pointerName(lane, pointer), pointer);
    },
    claimName: async (key, name, instead) => {
      const held = names.get(nameOf(key.connection, name));
      const isFree = held === undefined || keyText(held) === keyText(key);
      if (!isFree && (instead === undefined || keyText(held) !== keyText(instead))) return held;
      names.set(nameOf(key.connection, name), key);
      return undefined;
    },
    foundBy: async (connection, word, limit) =>
      [...findable.values()]
        .filter((key) => key.connection === connection)
        .filter((key) => {
          const record = rows.get(key).link.source?.record;
          const words = record === undefined ? [] : findWordsOf(record);
          return words.some((one) => one.startsWith(findWord(word)));
        })
        .slice(0, limit),
    holderOfName: async (connection, name) => names.get(nameOf(connection, name)),
    pointersOf: async (lane, documents) =>
      [...new Set(documents.map((document) => pointerName(lane, document)))].flatMap(
        (name) => pointers.get(name) ?? [],
      ),
  };
}

function markOf({ key, health, source }: Link): Mark {
  const { state, since, problem, reason } = health;
  const money = source?.record === undefined ? undefined : moneyOf(source.record);
  return { key, state, since, money, problem, reason };
}

const dueAt = ({ link }: Row): number => link.health.dueAt ?? Infinity;

function createRows(kept: Kept) {
  const connections = kept.map<string, Map<string, Row>>('links');
  return {
    get: (key: RecordKey): Pick<Row, 'link'> =>
      connections.get(key.connection)?.get(keyText(key)) ?? { link: emptyLink(key) },
    put: (row: Row): Link => {
      const { connection } = row.link.key;
      const rows = connections.get(connection) ?? new Map<string, Row>();
      connections.set(connection, rows.set(keyText(row.link.key), row));
      return row.link;
    },
    of: (connection: string): readonly Row[] => [...(connections.get(connection)?.values() ?? [])],
    all: (): readonly Row[] => [...connections.values()].flatMap((rows) => [...rows.values()]),
  };
}

function listed(rows: readonly Row[], query: LinkQuery): LinkPage {
  const cursor = readCursor(query);
  if (cursor === 'bad_cursor') return { type: 'bad_cursor' };
  const byAge = INDEXED_HEALTH.some((state) => state === query.health);
  const after = rows
    .map(({ link }) => ({ link, since: byAge ? link.health.since : 0, text: keyText(link.key) }))
    .filter(({ link }) => query.kind === undefined || link.key.kind === query.kind)
    .filter(({ link }) => query.health === undefined || link.health.state === query.health)
    .sort(compare)
    .filter((place) => cursor === undefined || compare(place, cursor) > 0);
  const page = after.slice(0, query.limit);
  const last = page.at(-1);
  return {
    type: 'page',
    links: page.map(({ link }) => link),
    cursor: last !== undefined && after.length > page.length ? cursorAfter(query, last) : undefined,
  };
}

// Keys are compared by bytes, as DynamoDB does; JavaScript alone would compare by UTF-16 units.
const compare = (a: ListPlace, b: ListPlace): number =>
  a.since - b.since || Buffer.compare(Buffer.from(a.text), Buffer.from(b.text));
