// One screen of the table: the API's page, or as many of its pages as it takes to find a screen of what is looked for.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import { poll } from '../data/queries.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { asked, matches, type Token } from './filter.ts';

export interface Screen {
  readonly records: readonly ShownRecord[];
  /** Where the next screen begins; absent: this is the last one. */
  readonly cursor?: string | undefined;
  /** How many records were looked through. */
  readonly looked: number;
}

const SCREEN = 50;
/** The largest page that the API gives. */
const LIMIT = 200;
/** A thousand records are looked through for one screen; then the person says whether to go on. */
const PAGES_MAX = 5;

export function useScreen(connection: string, tokens: readonly Token[], cursor: string | undefined) {
  return useQuery({
    queryKey: ['records', connection, tokens, cursor],
    queryFn: ({ signal }) => screenOf(connection, tokens, { cursor, signal }),
    refetchInterval: poll,
    placeholderData: keepPreviousData,
  });
}

interface From {
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
}

async function screenOf(
  connection: string,
  tokens: readonly Token[],
  { cursor: first, signal }: From,
): Promise<Screen> {
  const limit = asked(tokens).rest.length === 0 ? SCREEN : LIMIT;
  const records: ShownRecord[] = [];
  let cursor = first;
  let looked = 0;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await pageOf(connection, tokens, { limit, cursor, signal });
    records.push(...found.records);
    looked += found.looked;
    cursor = found.cursor;
    if (cursor === undefined || records.length >= SCREEN) break;
  }
  return { records, cursor, looked };
}

/** Pages that are fetched for a file: 20,000 records, which a browser holds and a spreadsheet takes. */
const FILE_PAGES_MAX = 100;

/** All records that are meant, page after page; `isPart`: there were more than go into one file. */
export async function allRecords(
  connection: string,
  tokens: readonly Token[],
): Promise<{ readonly records: readonly ShownRecord[]; readonly isPart: boolean }> {
  const records: ShownRecord[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < FILE_PAGES_MAX; page += 1) {
    const found = await pageOf(connection, tokens, { limit: LIMIT, cursor });
    records.push(...found.records);
    cursor = found.cursor;
    if (cursor === undefined) break;
  }
  return { records, isPart: cursor !== undefined };
}

interface PageFrom {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly signal?: AbortSignal;
}

/** One page of the API, without what it cannot filter by itself. */
async function pageOf(
  connection: string,
  tokens: readonly Token[],
  { limit, cursor, signal }: PageFrom,
): Promise<Screen> {
  const { query, rest } = asked(tokens);
  const params = { path: { connection }, query: { ...query, limit, cursor } };
  const answer = await must(
    api.GET('/v1/connections/{connection}/records', {
      params,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const records = answer.records.filter((record) => matches(record, rest));
  return { records, cursor: answer.cursor, looked: answer.records.length };
}
