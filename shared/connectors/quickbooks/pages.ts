// Pages: all documents of a type that changed since a time, a thousand at a time, without skipping any that change meanwhile.
import type { DocumentType, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { Changes, LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { entityOf } from './documents/documents.ts';
import { companyOf } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, literal, ROWS_MAX, type Rows } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';

/** One run reads 50,000 documents of a type at most; the watermark then stands where it got to, and the next run goes on. */
const PAGES_MAX = 50;

/** Where the walk stands: at the documents changed at or after a time, `skip` of which were seen. */
interface Place {
  readonly from: number;
  readonly skip: number;
}

/**
 * Ordered by the time of the last change and continued by that time. Pages by position would skip documents: whatever is
 * edited during the walk leaves its place and all behind it move up. Here it moves to the end, where it is met again.
 */
export async function pagesSince(
  client: Client,
  access: LedgerAccess,
  type: DocumentType,
  since: number,
): Promise<Answer<Changes>> {
  const newest = new Map<string, Snapshot>();
  let place: Place = { from: since, skip: 0 };
  let startedAt: number | undefined;
  for (let reads = 1; ; reads += 1) {
    const page = await pageAt(client, access, type, place);
    if (!page.ok) return page;
    const { rows, at } = page.value;
    startedAt ??= at;
    rows.forEach((row) => newest.set(row.ref.id, row));
    const more = rows.length >= ROWS_MAX;
    place = next(place, rows);
    if (!more || reads >= PAGES_MAX) {
      const upTo = more ? Math.min(place.from, startedAt) : startedAt;
      return { ok: true, value: { snapshots: [...newest.values()], upTo, reads } };
    }
  }
}

interface Page {
  readonly rows: readonly Snapshot[];
  readonly at: number;
}

async function pageAt(
  client: Client,
  access: LedgerAccess,
  type: DocumentType,
  { from, skip }: Place,
): Promise<Answer<Page>> {
  const { name: entity, family } = entityOf(type);
  const also = family === 'name' ? ` AND ${ALSO_INACTIVE}` : '';
  const changed = `MetaData.LastUpdatedTime >= ${literal(new Date(from).toISOString())}`;
  const page = `STARTPOSITION ${skip + 1} MAXRESULTS ${ROWS_MAX}`;
  const rest = `WHERE ${changed}${also} ORDERBY MetaData.LastUpdatedTime ${page}`;
  const answer: Answer<Rows> = await ask(client, access, [{ entity, rest }]);
  if (!answer.ok) return answer;
  const { lists, at } = answer.value;
  const rows = snapshotsOf(type, lists[0] ?? [], { at, ...companyOf(access.reference) });
  return rows.ok ? { ok: true, value: { rows: rows.value, at } } : rows;
}

/** On to the time of the last row; while a whole page has one and the same time, by position within it. */
function next(place: Place, rows: readonly Snapshot[]): Place {
  const last = rows.at(-1)?.ref.updatedAt ?? place.from;
  if (last > place.from) return { from: last, skip: 0 };
  return { from: place.from, skip: place.skip + rows.length };
}
