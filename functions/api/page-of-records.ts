// One page of a connection's records in the state they are shown in: a write that nobody settles counts as uncertain here too.
import type { Link } from '../../shared/core/links.ts';
import { keyText } from '../../shared/core/records.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { LinkQuery } from '../../shared/storage/ports.ts';
import { openWriteOf } from './find-record.ts';
import { overdueLinks } from './overdue.ts';
import { showRecord, stateOf } from './show-record.ts';

export type RecordPage =
  | {
      readonly type: 'page';
      readonly records: readonly ReturnType<typeof showRecord>[];
      readonly cursor?: string | undefined;
    }
  | { readonly type: 'bad_cursor' };

/** The page that a query names. `head` is the newest entry of the lane's journal. */
export async function pageOfRecords(
  host: Host,
  query: LinkQuery,
  head: JournalEntry | undefined,
): Promise<RecordPage> {
  const now = host.clock.now();
  const show = (links: readonly Link[]) =>
    links.map((link) => showRecord(link, openWriteOf(link, head, now)));
  const overdue = query.health === 'uncertain' ? await overdueOf(host, query, head) : [];
  const last = overdue[query.limit - 1];
  if (last !== undefined)
    return { type: 'page', records: show(overdue.slice(0, query.limit)), cursor: cursorAfter(last) };
  const cursor = placeOf(query) === undefined ? query.cursor : undefined;
  const listed = await host.links.list({ ...query, cursor, limit: query.limit - overdue.length });
  if (listed.type === 'bad_cursor') return listed;
  const isShown = (link: Link): boolean =>
    query.health === undefined
      ? isHeardOf(link)
      : stateOf(link, openWriteOf(link, head, now)) === query.health;
  return {
    type: 'page',
    records: show([...overdue, ...listed.links.filter(isShown)]),
    cursor: listed.cursor,
  };
}

/** Records that others only refer to are no news to anybody, unless they are what is asked for (`not_synced`). */
function isHeardOf({ source, document }: Link): boolean {
  return source !== undefined || document !== undefined;
}

/** The overdue of the query; they stand before those that the store lists. */
async function overdueOf(
  host: Host,
  query: LinkQuery,
  head: JournalEntry | undefined,
): Promise<readonly Link[]> {
  const place = query.cursor === undefined ? '' : placeOf(query);
  if (place === undefined) return [];
  const links = await overdueLinks(host, query.connection, head);
  return links
    .filter(({ key }) => query.kind === undefined || key.kind === query.kind)
    .filter(({ key }) => keyText(key) > place);
}

/** Tells a place among the overdue from the store's own cursors, which hold no dot. */
const OVERDUE = 'overdue.';

const cursorAfter = ({ key }: Link): string => OVERDUE + Buffer.from(keyText(key)).toString('base64url');

/** The key text after which the overdue go on; undefined for the store's own cursors. */
function placeOf({ health, cursor }: LinkQuery): string | undefined {
  if (health !== 'uncertain' || cursor?.startsWith(OVERDUE) !== true) return undefined;
  return Buffer.from(cursor.slice(OVERDUE.length), 'base64url').toString();
}
