// The list of a connection's records: all, by kind, or by health with the oldest first.
import { HEALTH_STATES } from '../../shared/core/links.ts';
import { RECORD_KINDS } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, LinkQuery } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { type FieldError, refuse } from '../http/problem.ts';
import { headOf } from './find-record.ts';
import { pageOfRecords } from './page-of-records.ts';
import { withParties } from './with-parties.ts';

/** `GET .../records?health=&kind=&limit=&cursor=` */
export async function listRecords(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const query = queryOf(request, connection);
  if (!query.ok) return refuse(request, 'bad_query', 'Correct the query parameter.', query.errors);
  const page = await pageOfRecords(host, query.value, await headOf(host, connection));
  if (page.type === 'bad_cursor')
    return refuse(request, 'bad_query', 'Begin the list anew.', [
      { pointer: 'cursor', detail: 'is not one we gave for this list' },
    ]);
  const records = await withParties(host, connection.id, page.records);
  return json(200, { records, cursor: page.cursor });
}

/** A page of 200 records with their problems stays far below the 6 MB that a function may answer. */
export const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

type QueryReading =
  | { readonly ok: true; readonly value: LinkQuery }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const PARAMETERS = ['health', 'kind', 'limit', 'cursor'];

function queryOf({ query }: HttpRequest, connection: Connection): QueryReading {
  const unknown = Object.keys(query).filter((name) => !PARAMETERS.includes(name));
  const health = HEALTH_STATES.find((state) => state === query['health']);
  const kind = RECORD_KINDS.find((known) => known === query['kind']);
  const limit = Number(query['limit'] ?? LIMIT_DEFAULT);
  const errors = [
    ...unknown.map((name) => ({ pointer: name.slice(0, 60), detail: 'is not a parameter we know' })),
    ...mistake('health', query['health'] !== health, `must be one of ${HEALTH_STATES.join(', ')}`),
    ...mistake('kind', query['kind'] !== kind, `must be one of ${RECORD_KINDS.join(', ')}`),
    ...mistake('limit', !isLimit(limit), `must be a whole number from 1 to ${LIMIT_MAX}`),
  ];
  const value = { connection: connection.id, health, kind, limit, cursor: query['cursor'] };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value };
}

const mistake = (pointer: string, is: boolean, detail: string): readonly FieldError[] =>
  is ? [{ pointer, detail }] : [];

const isLimit = (limit: number): boolean => Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX;
