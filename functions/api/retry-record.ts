// An operator's "again" for one record: back to pending, with his order if one is needed, and named to the lane.
import type { Actor } from '../../shared/core/audit.ts';
import * as z from 'zod';
import type { Link } from '../../shared/core/links.ts';
import { retry } from '../../shared/core/retry.ts';
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
  { id: keyId }: Actor,
): Promise<HttpAnswer> {
  const wish = readWish(request);
  if (!wish.ok) return wish.answer;
  const asked = { request, connection, keyId, action: 'retry' };
  return changeRecord(host, asked, ({ link }) => {
    const acted = retry(link, wish.order, host.clock.now());
    return acted.type === 'done'
      ? { type: 'save', link: acted.link, look: true }
      : { type: 'refuse', answer: refuse(request, 'nothing_to_retry', `${acted.blocker} ${acted.next}`) };
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
