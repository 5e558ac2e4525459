// A policy as it comes in from outside: readable, and its zone and days exist. The answer says what to correct.
import { isLocalDate } from '../core/dates.ts';
import { isTimeZone } from '../core/zones.ts';
import type { Policy } from '../core/policy.ts';
import { POLICY } from './policy-schema.ts';

/** What is wrong with a policy, by the path of the setting: `customers.nameTemplate`. */
export interface PolicyFault {
  readonly path: string;
  readonly message: string;
}

export type PolicyReading =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/** Reads a policy; every fault at once, so that nobody has to correct them one by one. */
export function readPolicy(input: unknown): PolicyReading {
  const read = INPUT.safeParse(input);
  if (read.success) return { ok: true, policy: read.data };
  const faults = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  // One fault per setting: a text that is no day at all need not also be missed in the calendar.
  const first = faults.filter((fault, i) => faults.findIndex(({ path }) => path === fault.path) === i);
  return { ok: false, faults: first };
}

// The calendar is a big library: only those who take policies in pay for it.
const INPUT = POLICY.extend({
  timeZone: POLICY.shape.timeZone.refine(isTimeZone, {
    error: 'is no IANA time zone, e.g. Europe/Amsterdam',
  }),
  backfill: POLICY.shape.backfill.refine(
    ({ exportFrom }) => exportFrom === undefined || isLocalDate(exportFrom),
    {
      path: ['exportFrom'],
      error: 'is no day of the calendar',
    },
  ),
});
