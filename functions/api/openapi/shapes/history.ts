// What is told of a connection over time: what came in, what became of it, and what stands out.
import * as z from 'zod';
import { answered, count, instant, money, text } from '../shape.ts';

/** How many, and the money of them. */
export const TALLY = z.strictObject({ count, money });

const BECAME = answered(
  'Became',
  z.strictObject({
    synced: count.meta({
      description: 'Writes that the ledger took: of new records, changed ones, and ends',
    }),
    failed: count,
    skipped: count,
  }),
);

export const HISTORY = answered(
  'History',
  z.strictObject({
    by: z.enum(['hour', 'day']),
    timeZone: text,
    spans: z.array(
      z.strictObject({
        from: instant,
        received: TALLY.meta({ description: 'What came in for the first time' }),
        became: BECAME,
        waiting: TALLY.meta({ description: 'What is in this state now, and has been since this span' }),
        failed: TALLY,
        uncertain: TALLY,
        action_needed: TALLY,
      }),
    ),
    more: z.boolean(),
    month: BECAME.meta({ description: 'The same of the calendar month so far' }),
    lastEventAt: instant.optional().meta({
      description: 'The newest word of the source that led to anything, if there was one this month',
    }),
  }),
);
