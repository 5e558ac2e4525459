// A person's decision about one record: keep the ledger's version, restore ours, unlink the two, or skip the record.
import type { Actor } from '../../shared/core/audit.ts';
import * as z from 'zod';
import type { Link } from '../../shared/core/links.ts';
import { order, type OrderName } from '../../shared/core/orders.ts';
import { reason as reasonText } from '../../shared/connectors/product/fields.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { type Change, changeRecord } from './change-record.ts';

/** Answers `POST .../records/{kind}/{id}/{name}` with `{ "reason": "..." }`, which an order that can be undone may leave out. */
export function orderRecord(name: OrderName) {
  return async (host: Host, request: HttpRequest, connection: Connection, { id: keyId }: Actor) => {
    const said = readReason(request);
    if (!said.ok) return said.answer;
    const asked = { request, connection, keyId, action: name };
    return changeRecord(host, asked, ({ link }) =>
      said.reason === undefined && needsReason(name, link)
        ? { type: 'refuse', answer: withoutReason(request) }
        : ordered(request, name, order(name, link, said.reason ?? '', host.clock.now())),
    );
  };
}

type Reason =
  | { readonly ok: true; readonly reason: string | undefined }
  | { readonly ok: false; readonly answer: HttpAnswer };

/** What an order is told. */
export const BODY = z.strictObject({ reason: z.optional(reasonText()) });

function readReason(request: HttpRequest): Reason {
  if (request.body.length === 0) return { ok: true, reason: undefined };
  const body = readJson(request.body);
  if (!body.ok) return { ok: false, answer: refuse(request, 'malformed', body.detail) };
  const said = readShape(BODY, body.value, '');
  return said.ok
    ? { ok: true, reason: said.value.reason }
    : { ok: false, answer: refuse(request, 'invalid', NOTHING_DONE, said.mistakes) };
}

const NOTHING_DONE = 'Correct the body; nothing was done.';

const withoutReason = (request: HttpRequest): HttpAnswer =>
  refuse(request, 'invalid', NOTHING_DONE, [{ pointer: '/reason', detail: 'is required' }]);

/** What keeps a record out of the books says why: whoever misses it there later finds the answer. */
function needsReason(name: OrderName, { drift }: Link): boolean {
  const keepsAnEnd = name === 'keep' && drift !== undefined && drift.kind !== 'edited';
  return name === 'skip' || name === 'unlink' || keepsAnEnd;
}

function ordered(request: HttpRequest, name: OrderName, answer: ReturnType<typeof order>): Change {
  if (answer.type === 'refused')
    return {
      type: 'refuse',
      answer: refuse(request, 'order_refused', `${answer.blocker} ${answer.next}`, {
        blocker: answer.blocker,
        next: answer.next,
      }),
    };
  return { type: 'save', link: answer.link, look: name === 'restore' };
}
