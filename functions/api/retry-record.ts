// An operator's "again" for one record: back to pending, with his order if one is needed, and named to the lane.
import * as z from 'zod';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { findRecord, type OpenWrite } from './find-record.ts';
import { showRecord } from './show-record.ts';

/** `POST .../records/{kind}/{id}/retry`, optionally with `{ "order": "source_wins" | "create_anew" }`. */
export async function retryRecord(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const wish = readWish(request);
  if (!wish.ok) return wish.answer;
  if (connection.company === undefined)
    return refuse(request, 'not_connected', 'Connect the ledger company first; then retry.');
  const lane = laneOf(connection.ledger, connection.company);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const found = await findRecord(host, request, connection);
    if (!found.ok) return found.answer;
    const blocked = blockerOf(request, found.link, found.open, wish.order);
    if (blocked !== undefined) return blocked;
    const saved = await makePending(host, lane, found.link, wish.order);
    if (saved === 'conflict') continue;
    await host.lanes.send(lane, [{ at: 'record', key: saved.key }]);
    return json(202, showRecord(saved, undefined));
  }
  return refuse(request, 'in_progress', 'The record changes all the time at the moment; retry in a while.');
}

/** A conflict means that the lane just wrote the record; three in a row mean that it is at work on it. */
const TRIES_MAX = 3;

type Order = Link['order'];
type Wish =
  { readonly ok: true; readonly order: Order } | { readonly ok: false; readonly answer: HttpAnswer };

const WISH = z.strictObject({ order: z.optional(z.enum(['source_wins', 'create_anew'])) });

function readWish(request: HttpRequest): Wish {
  if (request.body.length === 0) return { ok: true, order: undefined };
  const body = readJson(request.body);
  if (!body.ok) return { ok: false, answer: refuse(request, 'malformed', body.detail) };
  const wish = readShape(WISH, body.value, '');
  return wish.ok
    ? { ok: true, order: wish.value.order }
    : { ok: false, answer: refuse(request, 'invalid', 'Correct the body; nothing was done.', wish.mistakes) };
}

/** The `409` with what is in the way and what to do instead; undefined if nothing is. */
function blockerOf(
  request: HttpRequest,
  link: Link,
  open: OpenWrite | undefined,
  order: Order,
): HttpAnswer | undefined {
  const { state } = link.health;
  const no = (detail: string): HttpAnswer => refuse(request, 'nothing_to_retry', detail);
  if (open !== undefined || state === 'uncertain')
    return refuse(request, 'in_progress', 'A write of it is being finished; look again in a minute.');
  if (link.source === undefined) return no('Its source never sent it: send the record first.');
  if (state === 'synced' && link.drift === undefined)
    return no('It is in the books as its source sent it; send a new revision to change it.');
  if (order === 'create_anew' && link.document?.status === 'live')
    return no('Its document stands in the ledger: creating it anew would book it twice.');
  return undefined;
}

/** The record as pending. One that is pending already only gets the order: its message may be lost, so it is named again. */
async function makePending(host: Host, lane: string, link: Link, order: Order): Promise<Link | 'conflict'> {
  if (link.health.state === 'pending' && (order === undefined || order === link.order)) return link;
  const now = host.clock.now();
  // Due at once: if we die before the lane hears of it, the next sweep finds it.
  const health = { state: 'pending', since: now, dueAt: now } as const;
  return host.links.save(lane, { ...link, order: order ?? link.order, health });
}
