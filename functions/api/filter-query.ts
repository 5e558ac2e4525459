// A filter in the words of a query or a body, read into one over marks; what is wrong is named.
import * as z from 'zod';
import { HEALTH_STATES, INDEXED_HEALTH } from '../../shared/core/links.ts';
import { PROBLEM_CATEGORIES, PROBLEM_OWNERS } from '../../shared/core/problem-kind.ts';
import type { RecordFilter } from '../../shared/core/record-filter.ts';
import { RECORD_KINDS } from '../../shared/core/records.ts';
import { code, currency } from '../../shared/connectors/product/fields.ts';

/** Enough digits for every amount we take in. */
const bound = () => z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, { error: 'must be an amount, e.g. 100.00' });

/** The members of a filter, in a query and in the body of a bulk action. */
export const FILTER = {
  health: z.optional(z.enum(HEALTH_STATES, { error: `must be one of ${HEALTH_STATES.join(', ')}` })),
  kind: z.optional(z.enum(RECORD_KINDS, { error: `must be one of ${RECORD_KINDS.join(', ')}` })),
  category: z.optional(z.enum(PROBLEM_CATEGORIES)),
  owner: z.optional(z.enum(PROBLEM_OWNERS)),
  code: z.optional(code()),
  currency: z.optional(currency()),
  amount_min: z.optional(bound()),
  amount_max: z.optional(bound()),
  updated_after: z.optional(z.iso.datetime({ offset: true, error: 'must be an instant of RFC 3339' })),
} as const;

/** A filter as a body has it. */
export const FILTER_BODY = z.strictObject(FILTER);
export type FilterInput = z.infer<typeof FILTER_BODY>;

/** The filter that is meant. */
export function filterOf(input: FilterInput): RecordFilter {
  const { amount_min: min, amount_max: max, updated_after: after, ...same } = input;
  return { ...same, min, max, after: after === undefined ? undefined : Date.parse(after) };
}

/** Whether a filter needs marks: more than a state or a kind, which a list has of its own. */
export function needsMarks({ health: _health, kind: _kind, ...others }: RecordFilter): boolean {
  return Object.values(others).some((value) => value !== undefined);
}

/** Whether the records of a filter have marks: all whose state somebody has to see. */
export function hasMarks({ health }: RecordFilter): boolean {
  return health === undefined || INDEXED_HEALTH.includes(health);
}
