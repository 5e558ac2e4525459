// One call to HubSpot: the address, the headers, the limits, and what its answer means as a value.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import type { Fetcher, HttpResponse } from '../http.ts';
import type { SourceAccess } from '../source-port.ts';
import { failureFault, faultOf, unreadable, type Effect } from './faults.ts';
import { parseJson } from './json.ts';

/** What every call needs. */
export interface HubSpotClient {
  readonly fetcher: Fetcher;
  /** Base URL of the API, from the table of endpoints. */
  readonly api: string;
}

/** The right to call one account, for the next calls. */
export interface PortalAccess {
  readonly accessToken: string;
  /** Milliseconds one call may take. */
  readonly timeoutMs: number;
  /** Absent: nobody counts. */
  readonly turn?: SourceAccess['turn'] | undefined;
}

export interface Call {
  /** From the slash on: `/crm/objects/2026-09/0-53/batch/read`. */
  readonly path: string;
  /** Makes the call a POST. Whatever we write goes by a POST: batches are made, changed and found by one. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly effect: Effect;
}

export interface Reply {
  /** The parsed body; every number in it is its digits. Undefined for a 204. */
  readonly json: unknown;
  readonly response: HttpResponse;
  /** Milliseconds UTC by HubSpot's own clock (the HTTP date, whole seconds); undefined when it told none. */
  readonly at: number | undefined;
}

/** Calls HubSpot once. A 207 is an answer: what failed inside it is for the reader of the body. */
export async function call(
  client: HubSpotClient,
  access: PortalAccess,
  request: Call,
): Promise<Answer<Reply>> {
  const { path, body, effect } = request;
  const late = await access.turn?.(path.endsWith('/search') ? 'search' : 'call');
  if (late !== undefined) return { ok: false, fault: late };
  const common = { authorization: `Bearer ${access.accessToken}`, accept: 'application/json' };
  const answer = await client.fetcher({
    method: body === undefined ? 'GET' : 'POST',
    url: `${client.api}${path}`,
    headers: body === undefined ? common : { ...common, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs: access.timeoutMs,
  });
  if ('failed' in answer) return { ok: false, fault: failureFault(answer.failed, effect) };
  const json = parseJson(answer.text);
  const fault = faultOf(answer, json, effect);
  if (fault !== undefined) return { ok: false, fault };
  const isEmpty = answer.status === 204;
  if (!isEmpty && !isObject.safeParse(json).success) return { ok: false, fault: unreadable(answer, effect) };
  const at = Date.parse(answer.headers.date ?? '');
  return { ok: true, value: { json, response: answer, at: Number.isNaN(at) ? undefined : at } };
}

const isObject = z.object({});
