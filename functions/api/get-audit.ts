// The audit of a connection: who did what and when, newest first.
import { isId } from '../../shared/connectors/product/fields.ts';
import type { AuditedRecord, AuditEntry } from '../../shared/core/audit.ts';
import { RECORD_KINDS } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { instant } from './show-record.ts';

/** `GET .../audit?cursor=`, and with `kind` and `id` that of one record. */
export async function getAudit(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const { cursor } = request.query;
  const before = cursor === undefined ? undefined : placeOf(cursor);
  if (cursor !== undefined && before === undefined)
    return refuse(request, 'bad_query', 'Begin the list anew.', [
      { pointer: 'cursor', detail: 'is not one we gave for this list' },
    ]);
  const asked = recordOf(request.query);
  if (asked === 'unknown')
    return refuse(request, 'bad_query', 'Name a record by its kind and its id.', [
      { pointer: 'kind', detail: `must be one of ${RECORD_KINDS.join(', ')}, with an id` },
    ]);
  const entries =
    asked === undefined
      ? await host.audit.list(id, PAGE + 1, before)
      : await host.audit.listOf(id, asked, PAGE + 1, before);
  const shown = entries.slice(0, PAGE);
  const last = shown.at(-1);
  return json(200, {
    entries: shown.map(entryOf),
    cursor: entries.length > PAGE && last !== undefined ? `${last.at}.${last.id}` : undefined,
  });
}

function recordOf({ kind, id }: HttpRequest['query']): AuditedRecord | 'unknown' | undefined {
  if (kind === undefined && id === undefined) return undefined;
  const known = RECORD_KINDS.find((each) => each === kind);
  return known === undefined || !isId(id) ? 'unknown' : { kind: known, id };
}

/** A screen and a half. */
const PAGE = 100;

function placeOf(cursor: string): Pick<AuditEntry, 'at' | 'id'> | undefined {
  const [, at, id] = /^(\d{1,13})\.([^.]{1,100})$/.exec(cursor) ?? [];
  return at === undefined || id === undefined ? undefined : { at: Number(at), id };
}

function entryOf({ id, at, by, what, record, before, after }: AuditEntry) {
  return { at: instant(at), by, what, record, before, after, request: id };
}
