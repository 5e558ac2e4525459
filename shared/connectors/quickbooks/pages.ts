// Pages: all documents of a type that changed since a time, a thousand at a time, without skipping any that change meanwhile.
import type { DocumentType, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { Changes, LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { entityOf } from './documents/documents.ts';
import { companyOf } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, literal, ROWS_MAX, type Rows } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';

/** One run reads 50,000 documents at most; the watermark then stands where it got to, and the next run goes on. */
const PAGES_MAX = 50;

/** Where the walk over a type stands: at the documents changed at or after a time, `skip` of which were seen. */
interface Place {
  readonly type: DocumentType;
  readonly from: number;
  readonly skip: number;
  /** Milliseconds UTC of its first answer. */
  readonly startedAt?: number | undefined;
  readonly isDone?: boolean;
}

/**
 * Ordered by the time of the last change and continued by that time. Pages by position would skip documents: whatever is
 * edited during the walk leaves its place and all behind it move up. Here it moves to the end, where it is met again.
 *
 * The type that is furthest behind is always next, so that a walk that has to end early has got on with all of them: up to
 * then everything was seen. Queries show no deleted documents: those come to light when they are next looked at.
 */
export async function pagesSince(
  client: Client,
  access: LedgerAccess,
  types: readonly DocumentType[],
  since: number,
): Promise<Answer<Changes>> {
  const newest = new Map<string, Snapshot>();
  let places: readonly Place[] = types.map((type) => ({ type, from: since, skip: 0 }));
  const walked = (reads: number): Answer<Changes> => {
    const upTo = Math.min(...places.map(reachOf));
    return { ok: true, value: { snapshots: [...newest.values()], upTo, reads } };
  };
  for (let reads = 0; ; reads += 1) {
    const behind = places.filter(({ isDone }) => isDone !== true).sort((a, b) => a.from - b.from)[0];
    if (behind === undefined || reads >= PAGES_MAX) return walked(reads);
    const page = await pageAt(client, access, behind);
    if (!page.ok) {
      // No time left, or the ledger went down: what was seen until then is none the less true.
      const sofar = walked(reads);
      const isFurther = page.fault.fault === 'unavailable' && sofar.ok && sofar.value.upTo > since;
      return isFurther ? sofar : page;
    }
    const { rows, at } = page.value;
    rows.forEach((row) => newest.set(`${behind.type}:${row.ref.id}`, row));
    const moved = {
      ...next(behind, rows),
      startedAt: behind.startedAt ?? at,
      isDone: rows.length < ROWS_MAX,
    };
    places = places.map((place) => (place === behind ? moved : place));
  }
}

/** Up to when everything of a type was seen. */
function reachOf({ isDone, startedAt = Infinity, from }: Place): number {
  return isDone === true ? startedAt : Math.min(from, startedAt);
}

interface Page {
  readonly rows: readonly Snapshot[];
  readonly at: number;
}

async function pageAt(
  client: Client,
  access: LedgerAccess,
  { type, from, skip }: Place,
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
  if (last > place.from) return { ...place, from: last, skip: 0 };
  return { ...place, skip: place.skip + rows.length };
}
