// The behaviour of an account that HubSpot's documents leave open, or that differs between accounts.
import { z } from 'zod';

const milliseconds = z.number().int().min(0);
const positive = z.number().int().min(1);

const limits = z.strictObject({
  enforce: z.boolean(),
  /** Requests of one app in any 10 seconds: 110 for an OAuth app, 100 or 190 for a private one. */
  perTenSeconds: positive,
  searchesPerSecond: positive,
  /** Batches of associations are exempt from the limit above and have one of their own: 100, 150 or 200. */
  associationsPerTenSeconds: positive,
  /** Null: no daily limit, as for OAuth apps; a number also brings the daily headers. Midnight is UTC. */
  perDay: positive.nullable(),
  /** Sent as `Retry-After` with a 429 when set: only the community speaks of the header. */
  retryAfterSeconds: milliseconds.nullable(),
  /** More write requests than this in one second lock the account for 2 s (423). Null: never. */
  writesPerSecond: positive.nullable(),
});

/** What a portal's administrators demand of writes: enforced by the API since 2026-09. */
const writeRule = z.strictObject({
  objectType: z.string(),
  /** `create`: required in the form that creates a record. `write`: required whenever the condition holds. */
  on: z.enum(['create', 'write']),
  when: z.strictObject({ property: z.string(), value: z.string() }).optional(),
  required: z.array(z.string()).min(1),
});

const members = {
  /** What the account takes payments with; `none`: it has neither HubSpot payments nor Stripe. */
  processor: z.enum(['hs_payments', 'byo_stripe', 'none']),
  /** Whether the API may create payments: one page asks for a processor, another says it is not possible at all. */
  paymentsByApi: z.enum(['withProcessor', 'always', 'never']),
  /** Whether a payment that succeeded lowers the balance of the invoice it is associated with. */
  paymentsSettle: z.boolean(),
  /** Whether a refund opens the invoice again. */
  refundReopens: z.boolean(),
  paidByPatch: z.enum(['refuse', 'allow']),
  voidedByPatch: z.enum(['refuse', 'allow']),
  /** Whether the API may choose `hs_number`. */
  numberWritable: z.boolean(),
  /** `hs_amount_billed`: a live integrator writes it on drafts without lines. */
  amountWritable: z.enum(['never', 'withoutLines']),
  /** Whether opening an invoice whose due date has passed is refused, as a live integrator found. */
  pastDueDate: z.enum(['refuse', 'allow']),
  /** Invoices with `hs_invoice_billable=false`: whether every status may be written to them. */
  unbilledStatus: z.enum(['free', 'asOthers']),
  /** The account setting "delete unpaid invoices". */
  deleteUnpaid: z.boolean(),
  /** The account setting that lets finalised invoices be edited, as long as nothing was paid. */
  editFinalised: z.boolean(),
  /** What order-level taxes in percent are taken from. */
  taxBase: z.enum(['afterFees', 'beforeFees']),
  /** What happens to a line item that is associated with a second parent. */
  secondParent: z.enum(['refuse', 'move']),
  /** Whether properties that HubSpot works out (`hs_balance_due`) fire webhooks. */
  calculatedFire: z.boolean(),
  /** How long a write stays unseen by searches, drawn from this range. */
  searchLagMs: z.tuple([milliseconds, milliseconds]).readonly(),
  uniqueConflict: z.union([z.literal(400), z.literal(409)]),
  /** Ids that a batch read or update does not find: told in a 207, or left out in silence. */
  batchMissing: z.enum(['told', 'leftOut']),
  /** The status of a DELETE of nothing. */
  deleteMissing: z.union([z.literal(204), z.literal(404)]),
  /** Which record remains after a merge. */
  mergeKeeps: z.enum(['primary', 'new']),
  /** What reading a record finds that was merged away. */
  mergedAway: z.enum(['survivor', 'nothing']),
  enforceScopes: z.boolean(),
  writeRules: z.array(writeRule).readonly(),
  writeRulesSince: z.enum(['v3', '2026-09']),
  associationsReadMax: positive,
};

const knobsSchema = z.strictObject({ ...members, limits });

/** A change of knobs: only what is to be different. */
export const knobsPatch = z.strictObject({ ...members, limits: limits.partial() }).partial();

/** What the state file keeps of the knobs. */
export const storedKnobs = knobsSchema;

/** All knobs of an account. */
export type Knobs = z.infer<typeof knobsSchema>;

/** See `knobsPatch`. */
export type KnobsPatch = z.infer<typeof knobsPatch>;

/** The knobs nobody has touched: what the documents say, else the answer a client has more trouble with. */
export const defaultKnobs: Knobs = {
  processor: 'byo_stripe',
  paymentsByApi: 'withProcessor',
  paymentsSettle: true,
  refundReopens: false,
  paidByPatch: 'refuse',
  voidedByPatch: 'refuse',
  numberWritable: false,
  amountWritable: 'withoutLines',
  pastDueDate: 'refuse',
  unbilledStatus: 'free',
  deleteUnpaid: false,
  editFinalised: true,
  taxBase: 'afterFees',
  secondParent: 'refuse',
  calculatedFire: false,
  searchLagMs: [1000, 5000],
  uniqueConflict: 400,
  batchMissing: 'told',
  deleteMissing: 204,
  mergeKeeps: 'primary',
  mergedAway: 'survivor',
  enforceScopes: true,
  writeRules: [],
  writeRulesSince: '2026-09',
  associationsReadMax: 1000,
  limits: {
    enforce: true,
    perTenSeconds: 110,
    searchesPerSecond: 5,
    associationsPerTenSeconds: 100,
    perDay: null,
    retryAfterSeconds: null,
    writesPerSecond: null,
  },
};

/** The knobs with a change laid over them. */
export function patchKnobs(current: Knobs, { limits: changed, ...rest }: KnobsPatch): Knobs {
  return knobsSchema.parse({ ...current, ...rest, limits: { ...current.limits, ...changed } });
}
