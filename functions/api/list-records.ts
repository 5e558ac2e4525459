// The list of a connection's records: all, by kind, by health with the oldest first, or those that pass a filter.
import * as z from 'zod';
import { INDEXED_HEALTH } from '../../shared/core/links.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { type FieldError, refuse } from '../http/problem.ts';
import { FILTER, filterOf, hasMarks, needsMarks } from './filter-query.ts';
import { filteredRecords } from './filtered-records.ts';
import { headOf } from './find-record.ts';
import { pageOfRecords } from './page-of-records.ts';
import { withParties } from './with-parties.ts';

/** `GET .../records?health=&kind=&...&q=&limit=&cursor=` */
export async function listRecords(
  host: Host,
  request: HttpRequest,
  { id, ...connection }: Connection,
): Promise<HttpAnswer> {
  const asked = queryOf(request);
  if (!asked.ok) return refuse(request, 'bad_query', 'Correct the query parameter.', asked.errors);
  const { limit, cursor, q: text, ...input } = asked.value;
  const filter = filterOf(input);
  const head = await headOf(host, { id, ...connection });
  const isFiltered = needsMarks(filter) || text !== undefined;
  const page = isFiltered
    ? await filteredRecords(host, { connection: id, filter, text, limit, cursor }, head)
    : await pageOfRecords(
        host,
        { connection: id, limit, cursor, health: filter.health, kind: filter.kind },
        head,
      );
  if (page.type === 'bad_cursor')
    return refuse(request, 'bad_query', 'Begin the list anew.', [
      { pointer: 'cursor', detail: 'is not one we gave for this list' },
    ]);
  const records = await withParties(host, id, page.records);
  return json(200, { records, cursor: page.cursor });
}

/** A page of 200 records with their problems stays far below the 6 MB that a function may answer. */
const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;
const isLimit = (limit: number): boolean => Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX;

const QUERY = z.strictObject({
  ...FILTER,
  /** What is looked for in ids, numbers and names. */
  q: z.optional(z.string().trim().min(1).max(100)),
  limit: z
    .string()
    .default(String(LIMIT_DEFAULT))
    .transform(Number)
    .refine(isLimit, { error: `must be a whole number from 1 to ${LIMIT_MAX}` }),
  cursor: z.optional(z.string()),
});

type QueryReading =
  | { readonly ok: true; readonly value: z.infer<typeof QUERY> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

function queryOf({ query }: HttpRequest): QueryReading {
  const read = readShape(QUERY, query, '');
  if (!read.ok) return { ok: false, errors: read.mistakes.map(asParameter) };
  const { q, limit: _limit, cursor: _cursor, ...input } = read.value;
  const filter = filterOf(input);
  if (hasMarks(filter) || (!needsMarks(filter) && q === undefined)) return { ok: true, value: read.value };
  // Those in other states are the many, and no index knows more of them than their keys.
  const detail = `must be one of ${INDEXED_HEALTH.join(', ')} where other filters are set`;
  return { ok: false, errors: [{ pointer: 'health', detail }] };
}

const asParameter = ({ pointer, detail }: FieldError): FieldError => ({
  pointer: pointer.slice(1),
  detail: detail.replace('a field we know', 'a parameter we know'),
});
