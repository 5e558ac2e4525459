// The one way an operator changes a record: read it, change it, save it unless somebody wrote meanwhile, name it to the lane.
import type { AuditState } from '../../shared/core/audit.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { modeOf } from '../plan/mode.ts';
import { planRecord } from '../plan/plan-record.ts';
import { findRecord, type FoundRecord } from './find-record.ts';
import { showRecord } from './show-record.ts';
import { tellRecord } from './tell.ts';

/** Who asks for what: for the log and the record, which are the audit of what people did. */
export interface Asked {
  readonly request: HttpRequest;
  readonly connection: Connection;
  /** The key that the caller came with. */
  readonly keyId: string;
  /** The word for what is done: `retry`, `keep`, ... */
  readonly action: string;
}

/** A record as it was found. */
export type Found = Extract<FoundRecord, { ok: true }>;

/** What is to become of a record; the same link again means that there is nothing to write. */
export type Change =
  | { readonly type: 'save'; readonly link: Link; readonly look: boolean }
  | { readonly type: 'refuse'; readonly answer: HttpAnswer };

/**
 * Changes the record of the path; answers `202` and the record, or why not. `change` may be asked more than once. With
 * `?mode=plan` nothing is changed: the answer says what would become of the record and what would be written.
 */
export async function changeRecord(
  host: Host,
  asked: Asked,
  change: (found: Found) => Change | Promise<Change>,
): Promise<HttpAnswer> {
  const { request, connection } = asked;
  const mode = modeOf(request);
  if (mode === 'unknown') return refuse(request, 'bad_query', 'The only mode is "plan"; nothing was done.');
  if (connection.company === undefined)
    return refuse(request, 'not_connected', `Connect the ledger company first; then ${asked.action}.`);
  const lane = laneOf(connection.ledger, connection.company);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const found = await findRecord(host, request, connection);
    if (!found.ok) return found.answer;
    if (found.open !== undefined || found.link.health.state === 'uncertain')
      return refuse(request, 'in_progress', 'A write of it is being finished; look again in a minute.');
    const changed = await change(found);
    if (changed.type === 'refuse') return changed.answer;
    if (mode === 'plan') return json(200, await planChange(host, asked, changed));
    const saved = await save(host, lane, asked, { from: found.link, to: changed.link });
    if (saved === 'conflict') continue;
    if (changed.look) await host.lanes.send(lane, [{ at: 'record', key: saved.key }]);
    note(host, asked, found.link, saved);
    await tellRecord(host, found.link, saved);
    return {
      ...json(202, showRecord(saved, undefined)),
      audit: { before: stateIn(found.link), after: stateIn(saved) },
    };
  }
  return refuse(
    request,
    'in_progress',
    `The record changes all the time at the moment; ${asked.action} in a while.`,
  );
}

/** What the audit says of a record: no text of a person's. */
function stateIn({ health, document }: Link): AuditState {
  return { state: health.state, ...(document && { document: document.id }) };
}

/** A conflict means that the lane just wrote the record; three in a row mean that it is at work on it. */
const TRIES_MAX = 3;

async function save(
  host: Host,
  lane: string,
  { action, keyId }: Asked,
  { from, to }: { readonly from: Link; readonly to: Link },
): Promise<Link | 'conflict'> {
  if (from === to) return to;
  return await host.links.save(lane, { ...to, said: { what: action, by: keyId, at: host.clock.now() } });
}

/** What would become of the record, and what the lane would decide about it then. */
async function planChange(
  host: Host,
  { connection }: Asked,
  { link, look }: Extract<Change, { type: 'save' }>,
): Promise<object> {
  const record = showRecord(link, undefined);
  return look ? { record, plan: await planRecord(host, connection, link) } : { record };
}

/** The reason a person gave stays out of it: he may have named somebody. */
function note(host: Host, { request, keyId, action }: Asked, before: Link, after: Link): void {
  const { connection, kind, id } = after.key;
  const [from, to] = [before.health.state, after.health.state];
  host.log.info('record_ordered', {
    request: request.id,
    key: keyId,
    action,
    connection,
    kind,
    id,
    from,
    to,
  });
}
