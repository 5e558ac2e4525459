// The body of an events request: one event or an array, within its bounds, before any event is looked at closely.
import { Buffer } from 'node:buffer';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';

export type EventBatch =
  | { readonly ok: true; readonly events: readonly unknown[]; readonly single: boolean }
  | { readonly ok: false; readonly answer: HttpAnswer };

/**
 * API Gateway takes 10 MB, but a function only 6 MB with the request around the body: a third more where the gateway
 * sends base64, and a byte more for each quote where it sends text. 4 MB come through either way, and the refusal is ours.
 */
export const BODY_BYTES_MAX = 4 * 1024 * 1024;

/** A stored record has to fit into one row (400 KB) beside its document and its history. */
export const EVENT_BYTES_MAX = 256 * 1024;

/** 100 conditional writes, 16 at once, are done in a fraction of the function's ten seconds. */
export const EVENTS_MAX = 100;

/** The events of a body, unread; or the answer to a body that is refused as a whole, with nothing of it stored. */
export function readEventBatch(request: HttpRequest): EventBatch {
  const no = (answer: HttpAnswer): EventBatch => ({ ok: false, answer });
  if (request.body.length > BODY_BYTES_MAX)
    return no(
      refuse(request, 'too_large', `A body has at most ${BODY_BYTES_MAX} bytes: send fewer events at once.`),
    );
  const body = readJson(request.body);
  if (!body.ok) return no(refuse(request, 'malformed', body.detail));
  const events: readonly unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  if (events.length === 0 || events.length > EVENTS_MAX)
    return no(refuse(request, 'invalid', `An array holds 1 to ${EVENTS_MAX} events; nothing was stored.`));
  const tooLarge = events.flatMap((event, index) => (isTooLarge(event) ? [index] : []));
  if (tooLarge.length > 0) return no(refuseLarge(request, tooLarge));
  return { ok: true, events, single: !Array.isArray(body.value) };
}

/** Measured without white space, so that the same event is as large on its own as in an array. */
function isTooLarge(event: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(event)) > EVENT_BYTES_MAX;
}

function refuseLarge(request: HttpRequest, indexes: readonly number[]): HttpAnswer {
  const detail = `An event has at most ${EVENT_BYTES_MAX} bytes; nothing of this request was stored.`;
  const errors = indexes.map((index) => ({ pointer: `/${index}`, detail: 'is too large' }));
  return refuse(request, 'too_large', detail, errors);
}
