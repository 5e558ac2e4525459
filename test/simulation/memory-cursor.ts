// The cursor of the memory lists: the place after which the next page begins, and the list it belongs to.
import { z } from 'zod';
import type { LinkQuery } from '../../shared/storage/ports.ts';

const CURSOR = z.tuple([z.string(), z.string(), z.string(), z.number(), z.string()]);

/** The place a cursor names; undefined for the first page. */
export function readCursor(
  query: LinkQuery,
): { readonly since: number; readonly text: string } | 'bad_cursor' | undefined {
  if (query.cursor === undefined) return undefined;
  const read = CURSOR.safeParse(parsed(query.cursor));
  if (!read.success || read.data.slice(0, 3).join('/') !== listOf(query).join('/')) return 'bad_cursor';
  return { since: read.data[3], text: read.data[4] };
}

export function cursorAfter(
  query: LinkQuery,
  place: { readonly since: number; readonly text: string },
): string {
  return Buffer.from(JSON.stringify([...listOf(query), place.since, place.text])).toString('base64url');
}

const listOf = (query: LinkQuery): [string, string, string] => [
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
