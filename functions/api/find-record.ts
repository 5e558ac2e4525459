// The record that a path names, with what the journal knows of it.
import { isId } from '../../shared/connectors/product/fields.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import { keyText, RECORD_KINDS, type RecordKey } from '../../shared/core/records.ts';
import type { Intent, JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';

export type FoundRecord =
  | { readonly ok: true; readonly link: Link; readonly open: OpenWrite | undefined }
  | { readonly ok: false; readonly answer: HttpAnswer };

/** A write that was announced and whose outcome is not settled yet. */
export interface OpenWrite {
  readonly intent: Intent;
  readonly entry: JournalEntry;
  /** Whoever announced it had his time: the outcome is being found out. */
  readonly overdue: boolean;
}

/** Reads the record of the path in its connection. */
export async function findRecord(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<FoundRecord> {
  const key = keyOf(request, connection);
  const [[link], head] = await Promise.all([
    key === undefined ? [] : host.links.read([key]),
    headOf(host, connection),
  ]);
  if (link === undefined || isUnheardOf(link))
    return { ok: false, answer: refuse(request, 'not_found', 'This record was never sent to us.') };
  return { ok: true, link, open: openWriteOf(link, head, host.clock.now()) };
}

/** The newest entry of the connection's lane: it carries every write of the lane that may still be open. */
export async function headOf(host: Host, { ledger, company }: Connection): Promise<JournalEntry | undefined> {
  return company === undefined ? undefined : host.writes.head(laneOf(ledger, company));
}

/**
 * The record's own open write in the head of its lane, if there is one. An entry that resumes another repeats all of its
 * writes; those that were settled from that one are not open.
 */
export function openWriteOf(link: Link, entry: JournalEntry | undefined, now: number): OpenWrite | undefined {
  if (entry === undefined || (link.settledSeq ?? 0) >= (entry.resumes ?? entry.seq)) return undefined;
  const intent = entry.intents.find(({ key }) => isSame(key, link.key));
  return intent === undefined ? undefined : { intent, entry, overdue: entry.leaseUntil <= now };
}

export function isSame(a: RecordKey, b: RecordKey): boolean {
  return a.connection === b.connection && keyText(a) === keyText(b);
}

function keyOf(request: HttpRequest, connection: Connection): RecordKey | undefined {
  const kind = RECORD_KINDS.find((known) => known === request.path['kind']);
  const { id } = request.path;
  return kind === undefined || !isId(id) ? undefined : { connection: connection.id, kind, id };
}

function isUnheardOf(link: Link): boolean {
  return link.version === 0 && link.source === undefined && link.awaited !== true;
}
