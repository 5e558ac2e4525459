// Faults of QuickBooks: the one table from HTTP status, vendor code and (where the code is not enough) text to our classes.
import * as z from 'zod';
import type { Fault, FaultClass } from '../../core/faults.ts';
import type { HttpFailure, HttpResponse } from '../http.ts';

/** What a call wanted: after a write nobody saw the end of, the books may hold it; a read leaves nothing behind. */
export type Effect = 'write' | 'read';

/** What a class means where it depends on the effect: the outcome of a write is unknown, a read just did not work. */
type TableClass = FaultClass | 'unclear';

/** One row per vendor code; a row with a text speaks only where the vendor's words match, and stands before the plain row. */
interface FaultRow {
  readonly code: string;
  readonly text?: RegExp;
  readonly fault: TableClass;
}

/** How long QuickBooks wants us to wait after a throttle; it promises no Retry-After (limits page). */
const THROTTLE_MS = 60_000;
const RETRY_AFTER_MAX_MS = 3_600_000;
const DETAIL_MAX = 300;

/** Intuit's error-code tables, corrected by what integrators measured in 2026. Exported for the test that walks it. */
export const FAULT_TABLE: readonly FaultRow[] = [
  // Who we are
  { code: '3200', fault: 'unauthorised' }, // access token expired or malformed
  { code: '3202', fault: 'unauthorised' },
  { code: '100', fault: 'unauthorised' },
  { code: '110', fault: 'unauthorised' },
  { code: '120', fault: 'disconnected' }, // the user who connected lost access
  { code: '3100', fault: 'disconnected' }, // the app is not, or no longer, connected to this company
  { code: '6190', fault: 'suspended' }, // subscription ended: reads still work
  { code: '5020', fault: 'suspended' }, // permission denied by the plan or the user's rights
  { code: '5030', fault: 'suspended' }, // the plan lacks the feature
  // When
  { code: '3001', fault: 'throttled' },
  { code: '130', fault: 'unavailable' },
  { code: '140', fault: 'unavailable' },
  { code: '150', fault: 'unavailable' }, // maintenance
  { code: '4002', fault: 'unavailable' },
  // Idempotency: the id was used, so something of it may be in the books
  { code: '600', fault: 'unclear' },
  // Versions, names, numbers
  { code: '5010', fault: 'stale' },
  { code: '6240', fault: 'name_taken' },
  // The vendor's page once gave 6210 for duplicates as well, and wraps both in 6000: the words decide.
  { code: '6210', text: /duplicate (document )?(number|doc)/i, fault: 'number_taken' },
  { code: '6140', text: /period|closed/i, fault: 'closed_period' },
  { code: '6140', fault: 'number_taken' },
  { code: '6200', fault: 'closed_period' },
  { code: '6210', fault: 'closed_period' },
  { code: '6000', text: /duplicate document number/i, fault: 'number_taken' },
  { code: '6000', text: /duplicate name|name supplied already exists/i, fault: 'name_taken' },
  {
    code: '6000',
    text: /account period (has|is) closed|books (are|have been) closed/i,
    fault: 'closed_period',
  },
  { code: '6000', text: /stale object/i, fault: 'stale' },
  { code: '6000', text: /deposit(ed)?\b.*(delete|change|modif|void)|reconciled/i, fault: 'locked' },
  { code: '6000', fault: 'invalid' },
  // References; 610 says "made inactive" for a reference and plain "not found" for the object itself
  { code: '610', text: /inactive/i, fault: 'reference_gone' },
  { code: '610', fault: 'not_found' },
  { code: '2500', fault: 'not_found' },
  { code: '6250', fault: 'not_found' },
  // Locked by something else in the books
  { code: '800', fault: 'locked' },
  { code: '6220', fault: 'locked' },
  { code: '6280', fault: 'locked' },
  { code: '6450', fault: 'locked' },
  { code: '6480', fault: 'locked' },
  { code: '6540', fault: 'locked' },
  // Content
  ...['620', '2020', '2030', '2040', '2050', '2170', '2210', '2220', '2290', '5000'].map(invalid),
  ...['6070', '6080', '6090', '6100', '6130', '6150', '6160', '6170', '6180', '6230', '6430', '6530'].map(
    invalid,
  ),
  // Our own mistakes: nothing was done, and no bookkeeper can cure them
  ...['500', '1040', '2010', '2130', '4000', '4001', '10100', '10200'].map((code): FaultRow => ({
    code,
    fault: 'unexpected',
  })),
  // An application error. It is also the answer to a path that does not exist, and then nothing was done.
  { code: '10000', text: /could not find resource/i, fault: 'unexpected' },
  { code: '10000', fault: 'unclear' },
];

/** The fault in an answer, or undefined when the answer carries none (a Fault may come with HTTP 200). */
export function faultOf(response: HttpResponse, json: unknown, effect: Effect): Fault | undefined {
  const vendor = vendorFault(json);
  if (response.status >= 200 && response.status < 300 && vendor === undefined) return undefined;
  const found = classOf(response.status, vendor, response.text);
  const fault = found === 'unclear' ? unclear(effect) : found;
  return {
    fault,
    vendorCode: vendor?.code ?? `http ${response.status}`,
    detail: detailOf(vendor, response),
    retryAfterMs: fault === 'throttled' ? retryAfter(response) : undefined,
  };
}

/** The fault of a call without an answer. */
export function failureFault(failed: HttpFailure, effect: Effect): Fault {
  if (failed === 'refused') return { fault: 'unavailable', detail: 'QuickBooks could not be reached' };
  const words = {
    broken: 'the connection broke',
    timeout: 'no answer in time',
    too_large: 'the answer was too large',
  };
  return { fault: unclear(effect), vendorCode: failed, detail: `QuickBooks: ${words[failed]}` };
}

/** The fault of an answer that says "done" in words we cannot read: of a write we then know nothing. */
export function unreadable(response: HttpResponse, effect: Effect): Fault {
  const fault = effect === 'write' ? 'unknown_outcome' : 'unexpected';
  return {
    fault,
    vendorCode: `http ${response.status}`,
    detail: withTid('an answer that we cannot read', response),
  };
}

interface VendorFault {
  readonly code: string;
  readonly text: string;
  /** A failure inside QuickBooks, not a refusal of ours. */
  readonly system: boolean;
}

function classOf(status: number, vendor: VendorFault | undefined, body: string): TableClass {
  // The gateway throttles with 429, in older accounts with 403; its own quota block is a 429 of unknown form.
  const throttled = /throttleexceeded|errorcode=0*3001\b/i.test(vendor?.text ?? body.slice(0, 1000));
  if (status === 429 || throttled) return 'throttled';
  const row = FAULT_TABLE.find(
    ({ code, text }) => code === vendor?.code && (text === undefined || text.test(vendor.text)),
  );
  if (row !== undefined) return row.fault;
  if (status >= 500 || status === 408) return 'unclear';
  if (status === 401 || status === 403) return 'unauthorised';
  if (vendor === undefined || vendor.code === '' || vendor.system) return byStatus(status);
  // A refusal with a code that we do not know: QuickBooks looked at the content and did not take it.
  return status === 400 || status < 300 ? 'invalid' : 'unexpected';
}

/** Without a vendor's word: a plain refusal did nothing; anything else in the 2xx and 3xx range says nothing. */
function byStatus(status: number): TableClass {
  return status >= 400 ? 'unexpected' : 'unclear';
}

function unclear(effect: Effect): FaultClass {
  return effect === 'write' ? 'unknown_outcome' : 'unavailable';
}

const word = z.string().nullish();
/** Application faults are written with capitals, gateway faults without. */
const envelopes = z.union([
  z
    .object({
      Fault: z.object({ Error: z.array(z.object({ Message: word, Detail: word, code: word })).min(1) }),
    })
    .transform(({ Fault: { Error: errors } }) =>
      errors.map((error) => ({ message: error.Message, detail: error.Detail, code: error.code })),
    ),
  z
    .object({
      fault: z.object({ error: z.array(z.object({ message: word, detail: word, code: word })).min(1) }),
    })
    .transform(({ fault: { error: errors } }) => errors),
]);

/** Any object with a fault member is a fault, even when its inside is not what the vendor documents. */
const anyFault = z.union([z.object({ Fault: z.object({}) }), z.object({ fault: z.object({}) })]);

const systemFault = z.object({ Fault: z.object({ type: z.literal('SystemFault') }) });

/** Nearly every answer is none: that is seen at once, without collecting what is missing for one. */
function hasFaultMember(json: unknown): boolean {
  return typeof json === 'object' && json !== null && ('Fault' in json || 'fault' in json);
}

function vendorFault(json: unknown): VendorFault | undefined {
  if (!hasFaultMember(json)) return undefined;
  const read = envelopes.safeParse(json);
  const first = read.success ? read.data[0] : undefined;
  const system = systemFault.safeParse(json).success;
  if (first === undefined)
    return anyFault.safeParse(json).success ? { code: '', text: '', system } : undefined;
  const text = [first.message, first.detail].filter((part) => part !== null && part !== undefined).join(': ');
  return { code: codeOf(first.code, text), text, system };
}

/** The gateway pads its codes inside the message (`errorCode=003200`); the code member itself may be missing. */
function codeOf(code: string | null | undefined, text: string): string {
  const digits = code ?? /errorCode=(\d{1,8})/.exec(text)?.[1] ?? '';
  return digits.replace(/^0+(?=\d)/, '');
}

function detailOf(vendor: VendorFault | undefined, response: HttpResponse): string {
  // The body of an answer that is no fault may hold anything, names and amounts included: only its status is told.
  const text = vendor === undefined || vendor.text === '' ? `HTTP ${response.status}` : vendor.text;
  return withTid(text.replace(/\s+/g, ' ').slice(0, DETAIL_MAX), response);
}

/** intuit_tid is what Intuit's support asks for first. */
function withTid(text: string, response: HttpResponse): string {
  const tid = response.headers.intuit_tid;
  return tid === undefined ? text : `${text} [intuit_tid ${tid.slice(0, 64)}]`;
}

function retryAfter(response: HttpResponse): number {
  const seconds = /^\d{1,5}$/.exec(response.headers['retry-after'] ?? '')?.[0];
  return seconds === undefined ? THROTTLE_MS : Math.min(Number(seconds) * 1000, RETRY_AFTER_MAX_MS);
}

function invalid(code: string): FaultRow {
  return { code, fault: 'invalid' };
}
