// OData as SnelStart speaks it: typed literals, 500 rows at most, no count and no next page, filters that some lists ignore.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import { call, type Client } from './client.ts';
import { unreadable } from './faults.ts';

/** Rows of one answer. Whether there are more only the next page tells. */
export const ROWS_MAX = 500;

/** 100,000 rows: a list that never ends is a fault of the other side, and must not become ours. */
const PAGES_MAX = 200;

export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const timeLiteral = (wallClock: string): string => `datetime'${wallClock}'`;

export interface Query {
  /** `/relaties` */
  readonly path: string;
  readonly filter?: string | undefined;
  readonly top?: number | undefined;
  readonly skip?: number | undefined;
}

/** One page as it was answered. */
export async function page(
  client: Client,
  access: LedgerAccess,
  { path, filter, top, skip }: Query,
): Promise<Answer<readonly unknown[]>> {
  const parts = [
    ...(filter === undefined ? [] : [`$filter=${encodeURIComponent(filter)}`]),
    ...(top === undefined ? [] : [`$top=${top}`]),
    ...(skip === undefined || skip === 0 ? [] : [`$skip=${skip}`]),
  ];
  const query = parts.length === 0 ? '' : `?${parts.join('&')}`;
  const answer = await call(client, access, { method: 'GET', path: path + query, effect: 'read' });
  if (!answer.ok) return answer;
  const rows = anyRows.safeParse(answer.value.json);
  if (rows.success) return { ok: true, value: rows.data };
  return { ok: false, fault: unreadable(answer.value.response.status, 'read') };
}

const anyRows = z.array(z.unknown());

/**
 * All rows of a filter. A page that is full has a next one; rows may move between two pages while the list changes, so they
 * are told apart by their id. The filter is asked again of every row, because some lists take it and ignore it.
 */
export async function all<T extends { readonly id: string }>(
  client: Client,
  access: LedgerAccess,
  of: Query & { readonly row: z.ZodType<T>; readonly fits: (row: T) => boolean },
): Promise<Answer<{ readonly rows: readonly T[]; readonly reads: number }>> {
  const seen = new Map<string, T>();
  for (let number = 0; number < PAGES_MAX; number += 1) {
    const answer = await page(client, access, { ...of, top: ROWS_MAX, skip: number * ROWS_MAX });
    if (!answer.ok) return answer;
    const rows = readRows(of.row, answer.value);
    if (rows === undefined) return { ok: false, fault: unreadable(200, 'read') };
    const before = seen.size;
    for (const row of rows) seen.set(row.id, row);
    // Full pages of rows that we have already: $skip is ignored too, and this is everything.
    const isEnd = rows.length < ROWS_MAX || seen.size === before;
    if (isEnd) return { ok: true, value: { rows: [...seen.values()].filter(of.fits), reads: number + 1 } };
  }
  return { ok: false, fault: { fault: 'unexpected', detail: `${of.path} has more than ${PAGES_MAX} pages` } };
}

/** Rows by their schema; undefined if one cannot be read, because a row we skip would pass for something that is gone. */
export function readRows<T>(schema: z.ZodType<T>, rows: readonly unknown[]): readonly T[] | undefined {
  const read = rows.flatMap((row) => {
    const one = schema.safeParse(row);
    return one.success ? [one.data] : [];
  });
  return read.length === rows.length ? read : undefined;
}
