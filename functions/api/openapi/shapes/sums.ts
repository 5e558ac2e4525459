// What is told for pages of the source: one record in a sentence, all that do not sync, and sums over records.
import * as z from 'zod';
import { amount, answered, count, instant, maybe, text } from '../shape.ts';
import { KIND, STATE } from './records.ts';

export const CARD = answered(
  'Card',
  z.strictObject({
    kind: KIND,
    id: text,
    state: STATE,
    sentence: text.meta({ description: 'What is the matter with it' }),
    remedy: maybe.meta({ description: 'What to do about it' }),
    problem: z.strictObject({ code: text, category: text }).optional(),
    since: instant,
    lastSyncAt: instant.optional(),
    links: z.strictObject({
      record: text,
      ledger: maybe.meta({ description: 'Its page in the ledger' }),
      source: maybe.meta({ description: 'Its page at the source' }),
      pdf: maybe,
      runbook: maybe,
    }),
  }),
);

const COUNTED = z.strictObject({ count, more: z.boolean(), list: text });

export const BANNER = answered(
  'Banner',
  z.strictObject({ show: z.boolean(), sentence: maybe, failed: COUNTED, actionNeeded: COUNTED }),
);

export const FEES = answered(
  'Fees',
  z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    currencies: z.array(
      z.strictObject({
        currency: text,
        payments: count,
        received: amount,
        processing: amount,
        platform: amount,
        total: amount.meta({ description: 'What to enter in the ledger as one expense' }),
      }),
    ),
    booked: z.literal(false),
  }),
);

export const DEAL = answered(
  'Deal',
  z.strictObject({
    id: text,
    invoiceId: text,
    number: maybe,
    ledgerId: text,
    status: z.enum(['live', 'voided', 'deleted']),
    currency: text,
    date: z.iso.date(),
    dueDate: z.iso.date().optional(),
    total: amount.optional(),
    balance: amount.optional(),
    updatedAt: instant,
  }),
);
