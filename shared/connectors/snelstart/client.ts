// One call to SnelStart: the address, the two keys, the limits, and what its answer means as a value.
import type { Answer } from '../../core/faults.ts';
import type { Fetcher, HttpRequest, HttpResponse } from '../http.ts';
import type { LedgerAccess } from '../ports.ts';
import { type Effect, failureFault, faultOf, unreadable } from './faults.ts';
import { parseJson } from './json.ts';

/** What every call needs. */
export interface Client {
  readonly fetcher: Fetcher;
  /** Base URL of the API, from the table of endpoints. */
  readonly api: string;
  /** The key of this installation. Asked for each use, so that a changed one is taken up without a restart. */
  readonly subscriptionKey: () => Promise<string>;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** Behind the base URL, with its query: `/relaties?$top=500`. */
  readonly path: string;
  /** Plain data; amounts are decimal texts, which SnelStart takes and keeps exactly. */
  readonly body?: unknown;
  readonly effect: Effect;
}

export interface Reply {
  /** The parsed body; every number in it is its digits. Undefined where there is none (204). */
  readonly json: unknown;
  readonly response: HttpResponse;
}

/** Calls SnelStart once, with leave of whoever keeps the rate limit. */
export async function call(
  client: Client,
  access: LedgerAccess,
  { method, path, body, effect }: Call,
): Promise<Answer<Reply>> {
  const leave = (await access.leave?.()) ?? 'go';
  if (leave === 'stop')
    return { ok: false, fault: { fault: 'unavailable', detail: 'the rate limit leaves no time for it' } };
  const answer = await client.fetcher({
    method,
    url: client.api + path,
    headers: {
      authorization: `Bearer ${access.accessToken}`,
      'ocp-apim-subscription-key': await client.subscriptionKey(),
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs: access.timeoutMs,
  });
  if ('failed' in answer) return { ok: false, fault: failureFault(answer.failed, effect) };
  const json = parseJson(answer.text);
  const fault = faultOf(answer, json, effect);
  if (fault !== undefined) return { ok: false, fault };
  const isEmpty = answer.status === 204 && answer.text === '';
  if (json === undefined && !isEmpty) return { ok: false, fault: unreadable(answer.status, effect) };
  return { ok: true, value: { json, response: answer } };
}
