// The audit of a connection: who did what and when, newest first.
import type { AuditEntry } from '../../shared/core/audit.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { instant } from './show-record.ts';

/** `GET .../audit?cursor=` */
export async function getAudit(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const { cursor } = request.query;
  const before = cursor === undefined ? undefined : placeOf(cursor);
  if (cursor !== undefined && before === undefined)
    return refuse(request, 'bad_query', 'Begin the list anew.', [
      { pointer: 'cursor', detail: 'is not one we gave for this list' },
    ]);
  const entries = await host.audit.list(id, PAGE + 1, before);
  const shown = entries.slice(0, PAGE);
  const last = shown.at(-1);
  return json(200, {
    entries: shown.map(entryOf),
    cursor: entries.length > PAGE && last !== undefined ? `${last.at}.${last.id}` : undefined,
  });
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
