// What is told of bulk actions.
import * as z from 'zod';
import { BULK_ACTIONS } from '../../../../shared/core/bulk.ts';
import { FILTER_BODY } from '../../filter-query.ts';
import { answered, count, instant, maybe, money, text } from '../shape.ts';

const COUNTS = z.record(z.string(), count);

export const BULK = answered(
  'Bulk',
  z.strictObject({
    id: text,
    action: z.enum(BULK_ACTIONS),
    reason: maybe,
    filter: FILTER_BODY,
    by: text,
    state: z.enum(['planned', 'running', 'done', 'cancelled']),
    createdAt: instant,
    startedAt: instant.optional(),
    movedAt: instant.optional(),
    endedAt: instant.optional(),
    keptUntil: instant.meta({ description: 'Until then it can be asked for' }),
    plan: z.strictObject({
      count,
      more: z.boolean(),
      money,
      expected: z
        .strictObject({ looked: count, pass: count, wait: count, fail: COUNTS })
        .optional()
        .meta({ description: 'Of a retry: what the rules would decide about the first 500 now' }),
    }),
    done: count.meta({ description: 'Records that the action was done to so far' }),
    refused: COUNTS.meta({ description: 'Records that it was refused for, by why' }),
  }),
);

export const BULKS = answered('Bulks', z.strictObject({ bulks: z.array(BULK) }));
