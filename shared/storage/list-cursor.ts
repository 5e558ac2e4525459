// The cursor of a list of links: the place after which the next page begins, and the list it belongs to.
import * as z from 'zod';
import type { LinkQuery } from './ports.ts';

/** A place in a list. `since` is 0 in lists by key. */
export interface ListPlace {
  readonly since: number;
  readonly text: string;
}

/** The place that the query's cursor names; undefined for the first page. A cursor of another list is a bad one. */
export function readCursor(query: LinkQuery): ListPlace | 'bad_cursor' | undefined {
  if (query.cursor === undefined) return undefined;
  const read = CURSOR.safeParse(parsed(query.cursor));
  if (!read.success) return 'bad_cursor';
  const [connection, kind, health, since, text] = read.data;
  const same = JSON.stringify([connection, kind, health]) === JSON.stringify(listOf(query));
  return same ? { since, text } : 'bad_cursor';
}

/** The cursor for what follows a place. */
export function cursorAfter(query: LinkQuery, place: ListPlace): string {
  return Buffer.from(JSON.stringify([...listOf(query), place.since, place.text])).toString('base64url');
}

/** Key texts are up to 1,024 bytes in the table; an empty one would be no start key. */
const CURSOR = z.tuple([z.string(), z.string(), z.string(), z.int().min(0), z.string().min(1).max(1024)]);

const listOf = (query: LinkQuery): readonly string[] => [
  query.connection,
  query.kind ?? '',
  query.health ?? '',
];

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined; // a text that is no cursor of ours
  }
}
