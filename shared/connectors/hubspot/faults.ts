// Faults of HubSpot: the one place where status, category and policy of an answer become our classes.
import * as z from 'zod';
import type { Fault, FaultClass } from '../../core/faults.ts';
import type { HttpFailure, HttpResponse } from '../http.ts';

/** What a call wanted: after a write nobody saw the end of, the account may hold it; a read leaves nothing behind. */
export type Effect = 'write' | 'read';

/** How long each limit asks us to wait when no header says so: as HubSpot's own client does, and a day's limit an hour. */
const WAITS_MS: Readonly<Record<string, number>> = {
  TEN_SECONDLY_ROLLING: 10_000,
  SECONDLY: 1_000,
  DAILY: 3_600_000,
};
const THROTTLE_MS = 10_000;
/** "Wait at least 2 seconds" after a 423 (usage page). */
const LOCK_MS = 2_000;
/** An account that is moved between data centres is away for up to a day; we ask again each hour. */
const RETRY_AFTER_MAX_MS = 3_600_000;
const DETAIL_MAX = 300;

interface StatusRow {
  readonly status: number;
  readonly category?: string;
  readonly fault: FaultClass;
}

/** One row per status; a row with a category speaks only where HubSpot's matches. Exported for the test that walks it. */
export const STATUS_TABLE: readonly StatusRow[] = [
  { status: 401, fault: 'unauthorised' },
  // A scope was not granted, or taken away: no refresh gives it back, a person has to connect again.
  { status: 403, category: 'MISSING_SCOPES', fault: 'disconnected' },
  { status: 403, fault: 'unauthorised' },
  { status: 404, fault: 'not_found' },
  { status: 409, fault: 'name_taken' },
  { status: 423, fault: 'throttled' },
  { status: 429, fault: 'throttled' },
  { status: 477, fault: 'unavailable' },
  { status: 400, fault: 'invalid' },
  { status: 414, fault: 'unexpected' },
];

const told = z.object({
  message: z.string().nullish(),
  category: z.string().nullish(),
  policyName: z.string().nullish(),
  correlationId: z.string().nullish(),
  errors: z.array(z.object({ code: z.string().nullish() })).nullish(),
});

/** The fault in an answer, or undefined when it carries none. */
export function faultOf(response: HttpResponse, json: unknown, effect: Effect): Fault | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  const read = told.safeParse(json);
  const said = read.success ? read.data : {};
  const code = said.errors?.[0]?.code ?? said.policyName ?? said.category;
  const fault = classOf(status, said.category ?? undefined, code ?? undefined, effect);
  return {
    fault,
    vendorCode: (code ?? `http ${status}`).slice(0, 80),
    detail: detailOf(response, said),
    retryAfterMs:
      fault === 'throttled' || status === 477 ? waitOf(response, said.policyName ?? '') : undefined,
  };
}

/** The fault of a call without an answer. */
export function failureFault(failed: HttpFailure, effect: Effect): Fault {
  if (failed === 'refused') return { fault: 'unavailable', detail: 'HubSpot could not be reached' };
  const words = {
    broken: 'the connection broke',
    timeout: 'no answer in time',
    too_large: 'the answer was too large',
  };
  return { fault: unclear(effect), vendorCode: failed, detail: `HubSpot: ${words[failed]}` };
}

/** The fault of an answer that says "done" in words we cannot read: of a write we then know nothing. */
export function unreadable({ status }: HttpResponse, effect: Effect): Fault {
  const fault = effect === 'write' ? 'unknown_outcome' : 'unexpected';
  return { fault, vendorCode: `http ${status}`, detail: 'an answer that we cannot read' };
}

function classOf(
  status: number,
  category: string | undefined,
  code: string | undefined,
  effect: Effect,
): FaultClass {
  // A unique value that is taken comes as 400 or 409, depending on the property.
  if (code === 'CONFLICTING_UNIQUE_VALUE') return 'name_taken';
  const row = STATUS_TABLE.find(
    (each) => each.status === status && (each.category === undefined || each.category === category),
  );
  if (row !== undefined) return row.fault;
  if (status >= 500 || status === 408) return unclear(effect);
  return status >= 400 ? 'unexpected' : unclear(effect);
}

function unclear(effect: Effect): FaultClass {
  return effect === 'write' ? 'unknown_outcome' : 'unavailable';
}

/** The message may quote the values that were sent, so of a refused write only the codes are told. */
function detailOf(
  { status }: HttpResponse,
  { message, category, correlationId }: z.infer<typeof told>,
): string {
  const quotes = category === 'VALIDATION_ERROR' || category === 'CONFLICT';
  const text = quotes || message === null || message === undefined ? `HTTP ${status}` : message;
  const id = correlationId?.slice(0, 64);
  const short = text.replace(/\s+/g, ' ').slice(0, DETAIL_MAX);
  return id === undefined ? short : `${short} [correlation ${id}]`;
}

function waitOf({ status, headers }: HttpResponse, policy: string): number {
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
  if (seconds !== undefined) return Math.min(Number(seconds) * 1000, RETRY_AFTER_MAX_MS);
  if (status === 477) return RETRY_AFTER_MAX_MS;
  return status === 423 ? LOCK_MS : (WAITS_MS[policy] ?? THROTTLE_MS);
}
