// Faults of SnelStart: the one table from its codes, the status of an answer and five shapes of bodies to our classes.
import * as z from 'zod';
import type { Fault, FaultClass } from '../../core/faults.ts';
import type { HttpFailure, HttpResponse } from '../http.ts';

/** What a call wanted: after a write nobody saw the end of, the books may hold it; a read leaves nothing behind. */
export type Effect = 'write' | 'read';

/** What a class means where it depends on the effect. */
type TableClass = FaultClass | 'unclear';

/** Where the gateway names no time: its window is a minute. */
const THROTTLE_MS = 60_000;
const RETRY_AFTER_MAX_MS = 3_600_000;
const DETAIL_MAX = 300;

/** The portal's page "foutcodes v2". What is not named here is a refusal of the content. Exported for its test. */
export const FAULT_TABLE: Readonly<Record<string, TableClass>> = {
  // Our own mistakes, and what the API says of itself
  'ALG-0100': 'unexpected',
  'ALG-0101': 'unexpected',
  'ALG-0102': 'unclear', // "unknown error"
  'ALG-0103': 'unexpected',
  'ALG-0104': 'unexpected',
  'ALG-0105': 'reference_gone',
  'ALG-0106': 'unexpected',
  // Files
  'BLG-0001': 'not_found',
  'BLG-0003': 'unclear',
  'BLG-0015': 'unclear', // "upload failed"
  // Bookings
  'BOE-0001': 'not_found',
  'BOE-0008': 'reference_gone', // the account is inactive
  'BOE-0019': 'reference_gone', // no such cost centre
  'BOE-0021': 'number_taken',
  'BOE-0026': 'reference_gone', // the cost centre is inactive
  'BOE-0037': 'reference_gone', // no such account
  'BOE-0042': 'closed_period',
  'BOE-0046': 'locked', // in a VAT return
  'BOE-0047': 'locked',
  'BOE-0048': 'locked',
  'BOE-0049': 'locked',
  'BOE-0050': 'locked',
  'BOE-0051': 'closed_period', // closed by the accountant
  'BOE-0054': 'reference_gone', // the party is inactive
  'BOE-0060': 'reference_gone', // the party is no customer
  'BOE-0083': 'locked', // payments exist
  'BOE-0089': 'reference_gone',
  // Cost centres and parties
  'KPL-0001': 'not_found',
  'KPL-0008': 'number_taken',
  'REL-0005': 'not_found',
  'REL-0008': 'number_taken',
  'REL-0049': 'locked',
  'REL-0103': 'locked',
};

/** The fault in an answer, or undefined when the answer carries none. */
export function faultOf(response: HttpResponse, json: unknown, effect: Effect): Fault | undefined {
  if (response.status >= 200 && response.status < 300) return undefined;
  const said = saidIn(json, response.text);
  const found = classOf(response.status, said);
  const fault = found === 'unclear' ? unclear(effect) : found;
  return {
    fault,
    vendorCode: said.code ?? codeOfStatus(response.status, said.text),
    detail: detailOf(said.text, response.status),
    retryAfterMs: fault === 'throttled' ? retryAfter(response, said.text) : undefined,
  };
}

/** The fault of a call without an answer. */
export function failureFault(failed: HttpFailure, effect: Effect): Fault {
  if (failed === 'refused') return { fault: 'unavailable', detail: 'SnelStart could not be reached' };
  const words = {
    broken: 'the connection broke',
    timeout: 'no answer in time',
    too_large: 'the answer was too large',
  };
  return { fault: unclear(effect), vendorCode: failed, detail: `SnelStart: ${words[failed]}` };
}

/** The fault of an answer that says "done" in words we cannot read: of a write we then know nothing. */
export function unreadable(status: number, effect: Effect): Fault {
  const fault = effect === 'write' ? 'unknown_outcome' : 'unavailable';
  return { fault, vendorCode: `http ${status}`, detail: 'an answer that we cannot read' };
}

/** What an error says: its first business code, if it has one, and its words. */
export interface Said {
  readonly code?: string | undefined;
  readonly text: string;
}

const word = z.string().nullish();
const SHAPES = z.union([
  // Business rules: a list, most of the time of one.
  z
    .array(z.object({ errorCode: z.string(), message: word }))
    .min(1)
    .transform((all) => ({
      code: all[0]?.errorCode,
      text: all.map(({ errorCode, message }) => `${errorCode} ${message ?? ''}`.trim()).join('; '),
    })),
  // A field that is missing or cannot be read.
  z
    .object({ message: word, modelState: z.record(z.string(), z.array(z.string())) })
    .transform(({ modelState }) => ({
      text: Object.entries(modelState)
        .map(([field, sentences]) => `${field}: ${sentences.join(' ')}`)
        .join('; '),
    })),
  // OData, and authorisation.
  z.object({ Message: z.string() }).transform(({ Message: text }) => ({ text })),
  // The gateway, and failures of the server.
  z.object({ message: z.string() }).transform(({ message: text }) => ({ text })),
  // The token endpoint.
  z.object({ error: z.string() }).transform(({ error: text }) => ({ text })),
]);

/** Reads whichever of the five shapes it is; of anything else a code is looked for in the text. */
export function saidIn(json: unknown, raw: string): Said {
  const read = SHAPES.safeParse(json);
  if (read.success) return { code: undefined, ...read.data };
  const code = /\b[A-Z]{3}-\d{4}\b/.exec(raw.slice(0, 2_000))?.[0];
  return { code, text: code ?? '' };
}

function classOf(status: number, { code, text }: Said): TableClass {
  if (status === 429 || /rate limit is exceeded|out of call volume quota/i.test(text)) return 'throttled';
  if (status >= 500 || status === 408) return 'unclear';
  if (code !== undefined) return FAULT_TABLE[code] ?? 'invalid';
  // The key of this installation, not the tenant's: nobody has to connect again for it.
  if (status === 401) return /subscription key/i.test(text) ? 'unavailable' : 'unauthorised';
  if (status === 403) return 'suspended';
  if (status === 404) return 'not_found';
  if (status === 400) return text === '' ? 'unexpected' : 'invalid';
  return status >= 400 ? 'unexpected' : 'unclear';
}

function codeOfStatus(status: number, text: string): string {
  return status === 401 && /subscription key/i.test(text) ? 'subscription_key' : `http ${status}`;
}

function unclear(effect: Effect): FaultClass {
  return effect === 'write' ? 'unknown_outcome' : 'unavailable';
}

/** The words of a known shape are the API's own; any other body may hold anything, so only its status is told. */
function detailOf(text: string, status: number): string {
  return text === '' ? `HTTP ${status}` : text.replace(/\s+/g, ' ').slice(0, DETAIL_MAX);
}

function retryAfter({ headers }: HttpResponse, text: string): number {
  const seconds =
    /^\d{1,5}$/.exec(headers['retry-after'] ?? '')?.[0] ?? /in (\d{1,5}) seconds/.exec(text)?.[1];
  return seconds === undefined ? THROTTLE_MS : Math.min(Number(seconds) * 1000, RETRY_AFTER_MAX_MS);
}
