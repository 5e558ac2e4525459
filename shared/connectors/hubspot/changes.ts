// What changed in an account since a time, by search: the search index lags, so each look begins before the last one ended.
import * as z from 'zod';
import type { Answer, Fault } from '../../core/faults.ts';
import { call, type HubSpotClient, type PortalAccess } from './client.ts';
import { HUBSPOT_VERSION } from './endpoints.ts';
import { unreadable } from './faults.ts';
import { objectsSchema } from './objects.ts';
import { OBJECT_TYPES, type HubSpotType } from './object-types.ts';

/** Records that changed, and how far this look reached. */
export interface ObjectChanges {
  /** Each record once, with the time of its latest change that the index knows; deleted ones are never among them. */
  readonly changed: readonly { readonly id: string; readonly at: number }[];
  /** Milliseconds UTC: the watermark to begin the next look with. */
  readonly upTo: number;
  readonly calls: number;
}

/** "A few moments" says HubSpot of its index; integrators report up to half a minute. Five minutes cost little. */
export const SEARCH_OVERLAP_MS = 5 * 60_000;
const PAGE_MAX = 200;
/** A search ends after 10,000 results, wherever it began. */
const RESULTS_MAX = 10_000;
/** One look takes 10,000 records of a kind at most; the watermark then stands where it got to, and the next one goes on. */
const CALLS_MAX = 50;

const pageSchema = objectsSchema.extend({
  paging: z.object({ next: z.object({ after: z.string().regex(/^\d{1,9}$/) }).optional() }).optional(),
});

/** Where the walk stands: at the records changed at or after a time, `skip` of which were seen. */
interface Place {
  readonly from: number;
  readonly skip: number;
}

/**
 * Records of a kind that changed at or after `since` (milliseconds UTC, a watermark of an earlier look). Ordered by the
 * time of the last change and continued by that time: pages by position would skip records, as whatever changes during
 * the walk leaves its place, and they end at 10,000. `now` is taken for the watermark if HubSpot tells no time.
 */
export async function changedSince(
  client: HubSpotClient,
  access: PortalAccess,
  type: HubSpotType,
  { since, now }: { readonly since: number; readonly now: number },
): Promise<Answer<ObjectChanges>> {
  const newest = new Map<string, number>();
  let place: Place = { from: Math.max(0, since - SEARCH_OVERLAP_MS), skip: 0 };
  let startedAt: number | undefined;
  for (let calls = 1; ; calls += 1) {
    const page = await pageAt(client, access, type, place);
    if (!page.ok) {
      // Five searches a second are little: what was read before the limit is kept, and the next look goes on from there.
      const keep = page.fault.fault === 'throttled' && startedAt !== undefined;
      return keep ? done(newest, calls, Math.min(Math.max(since, place.from), startedAt ?? since)) : page;
    }
    const { rows, more } = page.value;
    startedAt ??= page.value.at ?? now;
    for (const { id, at } of rows) newest.set(id, at);
    // The overlap comes off at the start of the next look, not here: a watermark must not fall behind the last one.
    if (!more) return done(newest, calls, Math.max(since, startedAt));
    place = next(place, rows);
    if (place.skip >= RESULTS_MAX) return { ok: false, fault: tooMany(type) };
    if (calls >= CALLS_MAX) return done(newest, calls, Math.min(Math.max(since, place.from), startedAt));
  }
}

function done(newest: ReadonlyMap<string, number>, calls: number, upTo: number): Answer<ObjectChanges> {
  return { ok: true, value: { changed: [...newest].map(([id, at]) => ({ id, at })), upTo, calls } };
}

/** No search gets past 10,000 records of one and the same millisecond, so somebody has to know. */
function tooMany(type: HubSpotType): Fault {
  return { fault: 'unexpected', detail: `more than ${RESULTS_MAX} records of type ${type} changed at once` };
}

interface Page {
  readonly rows: readonly { readonly id: string; readonly at: number }[];
  readonly more: boolean;
  readonly at: number | undefined;
}

async function pageAt(
  client: HubSpotClient,
  access: PortalAccess,
  type: HubSpotType,
  { from, skip }: Place,
): Promise<Answer<Page>> {
  const { typeId, modified } = OBJECT_TYPES[type];
  const answer = await call(client, access, {
    path: `/crm/objects/${HUBSPOT_VERSION}/${typeId}/search`,
    effect: 'read',
    body: {
      filterGroups: [{ filters: [{ propertyName: modified, operator: 'GTE', value: String(from) }] }],
      sorts: [{ propertyName: modified, direction: 'ASCENDING' }],
      properties: [modified],
      limit: PAGE_MAX,
      after: String(skip),
    },
  });
  if (!answer.ok) return answer;
  const { json, response, at } = answer.value;
  const read = pageSchema.safeParse(json);
  if (!read.success) return { ok: false, fault: unreadable(response, 'read') };
  // The property is what the search goes by; the member beside it stands in where it is empty.
  const rows = read.data.results.map(({ id, properties, updatedAt }) => {
    const told = Date.parse(properties[modified] ?? '');
    return { id, at: Number.isNaN(told) ? updatedAt : told };
  });
  return { ok: true, value: { rows, more: read.data.paging?.next !== undefined, at } };
}

/** On to the time of the last row; while a whole page has one and the same time, by position within it. */
function next(place: Place, rows: Page['rows']): Place {
  const last = rows.at(-1)?.at ?? place.from;
  if (last > place.from) return { from: last, skip: 0 };
  return { from: place.from, skip: place.skip + rows.length };
}
