// One call to QuickBooks: the address, the headers, the limits, and what its answer means as a value.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import type { Fetcher, HttpResponse } from '../http.ts';
import type { LedgerAccess } from '../ports.ts';
import { failureFault, faultOf, unreadable, type Effect } from './faults.ts';
import { parseJson, printJson, type JsonBody } from './json.ts';

/** What every call needs. */
export interface Client {
  readonly fetcher: Fetcher;
  /** Base URL of the API, from the table of endpoints. */
  readonly api: string;
}

export interface Call {
  /** Behind `/v3/company/{realmId}/`, for example `invoice`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Makes the call a POST. */
  readonly body?: JsonBody | undefined;
  readonly effect: Effect;
}

export interface Reply {
  /** The parsed body; every number in it is its digits. */
  readonly json: unknown;
  /** Milliseconds UTC by QuickBooks' own clock. */
  readonly at: number;
  /** The answer itself, for a fault that only the reader of the body can see. */
  readonly response: HttpResponse;
}

/** 75 is the floor since August 2025 and the newest documented one: lower numbers are answered as 75. */
const MINOR_VERSION = '75';

/** Calls QuickBooks once, with leave of whoever keeps the rate limit. */
export async function call(client: Client, access: LedgerAccess, request: Call): Promise<Answer<Reply>> {
  if ((await access.leave?.(request.path === 'batch')) === 'stop') return { ok: false, fault: NO_TIME };
  const answer = await client.fetcher({
    method: request.body === undefined ? 'GET' : 'POST',
    url: addressOf(client, access, request),
    headers: headersOf(access, request),
    body: request.body === undefined ? undefined : printJson(request.body),
    timeoutMs: access.timeoutMs,
  });
  if ('failed' in answer) return { ok: false, fault: failureFault(answer.failed, request.effect) };
  const json = parseJson(answer.text);
  const fault = faultOf(answer, json, request.effect);
  if (fault !== undefined) return { ok: false, fault };
  if (!isObject.safeParse(json).success) return { ok: false, fault: unreadable(answer, request.effect) };
  return { ok: true, value: { json, at: timeOf(json, answer), response: answer } };
}

const NO_TIME = { fault: 'unavailable', detail: 'the rate limit leaves no time for it' } as const;

const isObject = z.object({});
const timed = z.object({ time: z.string() });

function addressOf(client: Client, access: LedgerAccess, { path, query }: Call): string {
  return client.api + pathOf(access.company, path, query);
}

/** Path and query of a call, as they stand behind the base URL. */
export function pathOf(company: string, path: string, query: Call['query']): string {
  const all = new URLSearchParams({ minorversion: MINOR_VERSION, ...query });
  return `/v3/company/${encodeURIComponent(company)}/${path}?${all.toString()}`;
}

function headersOf(access: LedgerAccess, request: Call): Readonly<Record<string, string>> {
  const headers = { authorization: `Bearer ${access.accessToken}`, accept: 'application/json' };
  return request.body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
}

/** The answer's own time, else the time of its HTTP date; zero says that QuickBooks told none. */
function timeOf(json: unknown, response: HttpResponse): number {
  const body = timed.safeParse(json);
  const times = [body.success ? body.data.time : '', response.headers.date ?? ''].map((text) =>
    Date.parse(text),
  );
  return times.find((time) => !Number.isNaN(time)) ?? 0;
}
