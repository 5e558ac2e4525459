// Listing: the documents of a type page by page, for a first import and for comparing. Unmoved by what changes meanwhile.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess, Listing, Page } from '../ports.ts';
import type { Client } from './client.ts';
import { entityOf } from './documents/documents.ts';
import { companyOf } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, literal, ROWS_MAX } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';

/**
 * Where a walk stands: at the documents made at or after a time, `skip` of which were seen. Unlike a position in the list,
 * and unlike the time of the last change, the time of birth moves for nobody.
 */
interface Place {
  readonly pass: number;
  readonly from: number;
  readonly skip: number;
}

const START: Place = { pass: 0, from: 0, skip: 0 };

/** Customers come in two passes: locations lean on their customers. (Deeper levels come as they were made.) */
const PASSES_OF_CUSTOMERS = ['Job = false', 'Job = true'];

/** One page. A cursor that is not one of ours begins anew. */
export async function list(
  client: Client,
  access: LedgerAccess,
  listing: Listing,
  cursor?: string,
): Promise<Answer<Page>> {
  const place = placeOf(cursor);
  const { name: entity } = entityOf(listing.type);
  const limit = Math.min(Math.max(1, listing.limit ?? ROWS_MAX), ROWS_MAX);
  const paging = `ORDERBY MetaData.CreateTime STARTPOSITION ${place.skip + 1} MAXRESULTS ${limit}`;
  const rest = `WHERE ${conditionsOf(listing, place).join(' AND ')} ${paging}`;
  const answer = await ask(client, access, [{ entity, rest }]);
  if (!answer.ok) return answer;
  const rows = answer.value.lists[0] ?? [];
  const context = { at: answer.value.at, ...companyOf(access.reference) };
  const snapshots = snapshotsOf(listing.type, rows, context);
  if (!snapshots.ok) return snapshots;
  const next = rows.length < limit ? passAfter(listing, place) : placeAfter(place, rows);
  return { ok: true, value: { snapshots: snapshots.value, next: next && cursorOf(next) } };
}

function conditionsOf({ type, from, to }: Listing, place: Place): readonly string[] {
  const made = `MetaData.CreateTime >= ${literal(new Date(place.from).toISOString())}`;
  const passes = passesOf(type);
  const pass = passes[place.pass];
  if (entityOf(type).family === 'name') return [made, ALSO_INACTIVE, ...(pass === undefined ? [] : [pass])];
  return [
    made,
    ...(from === undefined ? [] : [`TxnDate >= ${literal(from)}`]),
    ...(to === undefined ? [] : [`TxnDate <= ${literal(to)}`]),
  ];
}

function passesOf(type: Listing['type']): readonly string[] {
  return type === 'customer' ? PASSES_OF_CUSTOMERS : [];
}

function passAfter({ type }: Listing, { pass }: Place): Place | undefined {
  return pass + 1 < passesOf(type).length ? { ...START, pass: pass + 1 } : undefined;
}

const born = z.object({ MetaData: z.object({ CreateTime: z.string() }) });

/** On to the time of the last row, whose second is met again whole; within it by position, while it fills a whole page. */
function placeAfter(place: Place, rows: readonly unknown[]): Place {
  const last = Date.parse(born.safeParse(rows.at(-1)).data?.MetaData.CreateTime ?? '');
  if (last > place.from) return { ...place, from: last, skip: 0 };
  return { ...place, skip: place.skip + rows.length };
}

function cursorOf({ pass, from, skip }: Place): string {
  return `${pass}.${from}.${skip}`;
}

function placeOf(cursor: string | undefined): Place {
  const read = /^(\d)\.(\d{1,15})\.(\d{1,9})$/.exec(cursor ?? '');
  return read === null ? START : { pass: Number(read[1]), from: Number(read[2]), skip: Number(read[3]) };
}
