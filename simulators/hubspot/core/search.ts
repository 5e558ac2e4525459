// Searches: an index that lags behind the records, with HubSpot's limits on filters, pages and results.
import { z } from 'zod';
import { readBody } from './api.ts';
import type { Answered, Call } from './api.ts';
import type { Kind } from './catalog.ts';
import { definitionOf, keyOf, recordOf, tableOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { invalid, isRefusal } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { checkFilter, compare, filterSchema, fits } from './search-filters.ts';
import { wantsUrl } from './objects-api.ts';
import { show } from './view.ts';

/** The page "search the CRM": what more than this is answered with 400. */
const GROUPS_MAX = 5;
const FILTERS_MAX = 6;
const ALL_FILTERS_MAX = 18;
const BODY_MAX = 3000;
const PAGE_MAX = 200;
const RESULTS_MAX = 10_000;

const sortSchema = z.union([
  z.string(),
  z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
]);
const searchBody = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filterSchema) })).nullish(),
  filters: z.array(filterSchema).nullish(),
  query: z.string().max(BODY_MAX).nullish(),
  sorts: z.array(sortSchema).nullish(),
  properties: z.array(z.string()).nullish(),
  limit: z.number().int().nullish(),
  after: z.union([z.string(), z.number()]).transform(String).nullish(),
});
type Search = z.infer<typeof searchBody>;

/** Answers a search. */
export function search(call: Call, kind: Kind): Answered {
  const { portal, request } = call;
  const body = readBody(searchBody, request);
  if (isRefusal(body)) return body;
  const wanted = body.value;
  const refusal =
    request.body.length > BODY_MAX
      ? invalid(`The body has more than ${BODY_MAX} characters`)
      : checkSearch(portal, kind, wanted);
  if (refusal !== undefined) return refusal;
  const limit = wanted.limit ?? 10;
  const offset = Number(wanted.after ?? 0);
  const found = find(portal, kind, wanted);
  const page = found.slice(offset, offset + limit);
  const next = offset + limit;
  const more = next < found.length;
  const properties = wanted.properties ?? [];
  const names = properties.length === 0 ? kind.found : properties;
  return {
    status: 200,
    body: {
      total: found.length,
      results: page.map((record) =>
        show(portal, kind, record, { properties: names, withUrl: wantsUrl(call) }),
      ),
      ...(more ? { paging: { next: { after: String(next) } } } : {}),
    },
  };
}

function checkSearch(portal: Portal, kind: Kind, wanted: Search): Refusal | undefined {
  const groups = groupsOf(wanted);
  const filters = groups.flat();
  const { limit, after, sorts } = wanted;
  if (groups.length > GROUPS_MAX) return invalid(`At most ${GROUPS_MAX} filter groups are allowed`);
  if (groups.some((group) => group.length > FILTERS_MAX)) {
    return invalid(`At most ${FILTERS_MAX} filters are allowed in a group`);
  }
  if (filters.length > ALL_FILTERS_MAX) return invalid(`At most ${ALL_FILTERS_MAX} filters are allowed`);
  if ((limit ?? 10) < 1 || (limit ?? 10) > PAGE_MAX)
    return invalid(`limit must be between 1 and ${PAGE_MAX}`);
  if (!/^\d{1,9}$/.test(after ?? '0')) return invalid('after must be a whole number');
  if (Number(after ?? 0) + (limit ?? 10) > RESULTS_MAX) {
    return invalid(`Searches end after ${RESULTS_MAX} results`);
  }
  if ((sorts ?? []).length > 1) return invalid('Only one sort is allowed');
  return filters.map((filter) => checkFilter(portal, kind, filter)).find((refusal) => refusal !== undefined);
}

function groupsOf({ filterGroups, filters }: Search) {
  const groups = (filterGroups ?? []).map((group) => group.filters);
  return filters === null || filters === undefined ? groups : [...groups, filters];
}

/** The records as the index has them by now, filtered and sorted. */
function find(portal: Portal, kind: Kind, wanted: Search): readonly Stored[] {
  const groups = groupsOf(wanted);
  const words = (wanted.query ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const seen = [...tableOf(portal, kind.typeId).keys()].flatMap(
    (id) => asSeen(portal, kind.typeId, id) ?? [],
  );
  const found = seen.filter(
    (record) =>
      (groups.length === 0 ||
        groups.some((group) => group.every((filter) => fits(portal, record, filter)))) &&
      words.every((word) =>
        Object.values(record.properties).some((value) => value.toLowerCase().includes(word)),
      ),
  );
  return sorted(portal, kind, found, wanted);
}

/** What the index shows of a record; undefined when it does not know it yet, or no longer. */
function asSeen(portal: Portal, typeId: string, id: string): Stored | undefined {
  const now = portal.from.now();
  const last = portal.seen.get(keyOf(typeId, id))?.findLast(({ from }) => from <= now);
  const record = recordOf(portal, typeId, id);
  if (record === undefined || last === undefined || last.properties === null) return undefined;
  const modified = Date.parse(last.properties.hs_lastmodifieddate ?? last.properties.lastmodifieddate ?? '');
  return { ...record, properties: last.properties, updatedAt: modified, archivedAt: null };
}

/** Without a sort the oldest come first; a minus before a name turns the order round. */
function sorted(
  portal: Portal,
  kind: Kind,
  records: readonly Stored[],
  { sorts }: Search,
): readonly Stored[] {
  const [first] = sorts ?? [];
  const byAge = records.toSorted(
    (one, other) => one.createdAt - other.createdAt || Number(one.id) - Number(other.id),
  );
  if (first === undefined) return byAge;
  const plain = typeof first === 'string' ? first.replace(/^-/, '') : first.propertyName;
  const falling = typeof first === 'string' ? first.startsWith('-') : first.direction === 'DESCENDING';
  const definition = definitionOf(portal, kind.typeId, plain);
  if (definition === undefined) return byAge;
  const order = (one: Stored, other: Stored) => {
    const [a, b] = [one.properties[plain], other.properties[plain]];
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
    return compare(definition, a, b) * (falling ? -1 : 1);
  };
  return byAge.toSorted(order);
}
