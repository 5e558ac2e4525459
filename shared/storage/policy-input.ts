// A policy as it comes in from outside: readable, without contradiction, and its zone and days exist. Faults say what to correct.
import type * as z from 'zod';
import { contradictionsIn } from '../core/contradictions.ts';
import { isLocalDate } from '../core/dates.ts';
import { decimalsOf } from '../core/money.ts';
import { isTimeZone } from '../core/zones.ts';
import type { Policy } from '../core/policy.ts';
import { POLICY } from './policy-schema.ts';

/** What is wrong with a policy, and where: `['customers', 'nameTemplate']`. */
export interface PolicyFault {
  readonly path: readonly string[];
  /** Goes on after the name of the setting: `must be one of create, require_linked`. */
  readonly message: string;
}

export type PolicyReading =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/** Reads a policy; every fault at once, so that nobody has to correct them one by one. */
export function readPolicy(input: unknown): PolicyReading {
  const read = INPUT.safeParse(input, { reportInput: true });
  // A contradiction can only be seen once every setting can be read.
  const faults = read.success ? contradictionsIn(read.data) : read.error.issues.flatMap(faultsOf);
  if (read.success && faults.length === 0) return { ok: true, policy: read.data };
  // One fault per setting: a text that is no day at all need not also be missed in the calendar.
  const names = faults.map(({ path }) => pathText(path));
  return {
    ok: false,
    faults: faults.filter((_, i) => names.indexOf(names[i] ?? '') === i).slice(0, FAULTS_MAX),
  };
}

/** A path as a person reads it: `customers.nameTemplate`. */
export function pathText(path: readonly string[]): string {
  return path.join('.');
}

/** As many as anybody corrects in one go; five hundred wrong entries of a map are one mistake. */
const FAULTS_MAX = 50;

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
}).superRefine(({ refunds }, context) => {
  for (const currency of Object.keys(refunds.expenseAccountByCurrency)) {
    if (/^[A-Z]{3}$/.test(currency) && decimalsOf(currency) !== undefined) continue;
    const path = ['refunds', 'expenseAccountByCurrency', currency];
    context.addIssue({ code: 'custom', path, message: 'is no currency code of ISO 4217, in capitals' });
  }
});

/** Names of unknown settings come from outside: only so much of one is given back. */
const NAME_SHOWN_MAX = 60;

function faultsOf(issue: z.core.$ZodIssue): readonly PolicyFault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key.slice(0, NAME_SHOWN_MAX)],
      message: 'is not a setting we know',
    }));
  return [{ path, message: messageOf(issue) }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.input === undefined) return 'is required';
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
  if (issue.code !== 'invalid_value') return issue.message;
  const choices = issue.values.map(String).join(', ');
  return issue.values.length === 1 ? `must be ${choices}` : `must be one of ${choices}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object of settings',
  record: 'an object of entries',
};

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';
}
