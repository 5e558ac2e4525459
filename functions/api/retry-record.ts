// An operator's "again" for one record: back to pending, with his order if one is needed, and named to the lane.
import * as z from 'zod';
import type { Link } from '../../shared/core/links.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { changeRecord } from './change-record.ts';

/** `POST .../records/{kind}/{id}/retry`, optionally with `{ "order": "source_wins" | "create_anew" }`. */
export async function retryRecord(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  keyId: string,
): Promise<HttpAnswer> {
  const wish = readWish(request);
  if (!wish.ok) return wish.answer;
  const asked = { request, connection, keyId, action: 'retry' };
  return changeRecord(host, asked, ({ link }) => {
    const answer = blockerOf(request, link, wish.order);
    return answer === undefined
      ? { type: 'save', link: pending(link, wish.order, host.clock.now()), look: true }
      : { type: 'refuse', answer };
  });
}

type Order = Link['order'];
type Wish =
  { readonly ok: true; readonly order: Order } | { readonly ok: false; readonly answer: HttpAnswer };

/** What a retry may be told. */
export const BODY = z.strictObject({ order: z.optional(z.enum(['source_wins', 'create_anew'])) });

function readWish(request: HttpRequest): Wish {
  if (request.body.length === 0) return { ok: true, order: undefined };
  const body = readJson(request.body);
  if (!body.ok) return { ok: false, answer: refuse(request, 'malformed', body.detail) };
  const wish = readShape(BODY, body.value, '');
  return wish.ok
    ? { ok: true, order: wish.value.order }
    : { ok: false, answer: refuse(request, 'invalid', 'Correct the body; nothing was done.', wish.mistakes) };
}

/** The `409` with what is in the way and what to do instead; undefined if nothing is. */
function blockerOf(request: HttpRequest, link: Link, order: Order): HttpAnswer | undefined {
  const no = (detail: string): HttpAnswer => refuse(request, 'nothing_to_retry', detail);
  if (link.source === undefined) return no('Its source never sent it: send the record first.');
  if (link.health.state === 'synced' && link.drift === undefined)
    return no('It is in the books as its source sent it; send a new revision to change it.');
  if (order === 'create_anew' && link.document?.status === 'live')
    return no('Its document stands in the ledger: creating it anew would book it twice.');
  return undefined;
}

/**
 * The record as pending, let in again if a person had kept it out. One that is pending already only gets the order: its
 * message may be lost, so it is named again.
 */
function pending(link: Link, order: Order, now: number): Link {
  const nothingNew = order === undefined || order === link.order;
  if (link.health.state === 'pending' && link.hold === undefined && nothingNew) return link;
  // Due at once: if we die before the lane hears of it, the next sweep finds it.
  const health = { state: 'pending', since: now, dueAt: now } as const;
  return { ...link, order: order ?? link.order, hold: undefined, health };
}
