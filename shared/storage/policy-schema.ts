// The policy as a strict schema: a setting we do not know is refused, not ignored, for it would change the books.
import * as z from 'zod';
import type { Policy } from '../core/policy.ts';

// A new setting must have a default here: policies that were stored before it have to go on being readable.

const id = z.string().min(1).max(100);
/** A policy has to fit into a row with room to spare; nobody maps more by hand. */
const MAP_ENTRIES_MAX = 500;
const map = z
  .record(z.string().min(1).max(200), id)
  .refine((entries) => Object.keys(entries).length <= MAP_ENTRIES_MAX, {
    error: `has more than ${MAP_ENTRIES_MAX} entries`,
  });

const CUSTOMERS = z.strictObject({
  onMissing: z.enum(['create', 'require_linked']),
  nameTemplate: z
    .string()
    .max(200)
    .refine((template) => /\{(name|number)\}/.test(template), { error: 'must contain {name} or {number}' })
    .refine((template) => !/\{(?!(name|number|currency)\})/.test(template), {
      error: 'knows only {name}, {number} and {currency}',
    }),
  onNameClash: z.literal('fail'),
  onUpdate: z.enum(['overwrite', 'create_only']),
});

const ITEMS = z.strictObject({
  onMissing: z.enum(['create', 'mapped']),
  map,
  defaultItem: id.optional(),
  accountMap: map,
  defaultIncomeAccount: id.optional(),
});

const INVOICES = z.strictObject({
  pushOn: z.enum(['created', 'closed']),
  documentTypes: z.array(id).max(100),
  onSourceEdit: z.enum(['push_update', 'ignore']),
  onRemoteEdit: z.literal('ignore'),
  onConflict: z.enum(['fail', 'source_wins']),
  numbering: z.enum(['source', 'ledger']),
});

const PAYMENTS = z.strictObject({
  direction: z.enum(['none', 'to_ledger']),
  depositAccount: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('undeposited') }),
    z.strictObject({ mode: z.literal('fixed'), account: id }),
    z.strictObject({ mode: z.literal('map'), map, default: id.optional() }),
  ]),
  methodMap: map,
});

/** Whether the zone and the days exist is checked where policies come in: policy-input.ts. */
export const POLICY = z.strictObject({
  preset: id,
  timeZone: z.string().min(1).max(64),
  direction: z.literal('to_ledger'),
  customers: CUSTOMERS,
  items: ITEMS,
  invoices: INVOICES,
  payments: PAYMENTS,
  tax: z.strictObject({ mode: z.enum(['mapped', 'none']), map, default: id.optional() }),
  ends: z.strictObject({
    invoice: z.enum(['void', 'delete', 'ignore']),
    payment: z.enum(['void', 'delete', 'ignore']),
  }),
  backfill: z.strictObject({
    exportFrom: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a day, YYYY-MM-DD' })
      .optional(),
    excludePaymentsBeforeExportFrom: z.boolean(),
  }),
  /** A tolerance of 1,000 minor units is far more than rounding can explain. */
}) satisfies z.ZodType<Policy>;
