// The policy as a strict schema: a setting we do not know is refused, not ignored, for it would change the books.
import * as z from 'zod';
import { FILTER_FIELDS, type Policy } from '../core/policy.ts';
import { TAKEN_PATHS } from '../core/taken-paths.ts';

// A new setting must have a default here: policies that were stored before it have to go on being readable.

const id = z.string().min(1).max(100);
/** A policy has to fit into a row with room to spare; nobody maps more by hand. */
export const MAP_ENTRIES_MAX = 500;
const map = z
  .record(z.string().min(1).max(200), id)
  .refine((entries) => Object.keys(entries).length <= MAP_ENTRIES_MAX, {
    error: `has more than ${MAP_ENTRIES_MAX} entries`,
  });

const TIME = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of the day, e.g. 07:00' });

const SCHEDULE = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('event') }),
  z.strictObject({
    mode: z.literal('interval'),
    // From the sweep's quarter of an hour to a day: a longer one is a manual export.
    minutes: z.int().min(15).max(1440),
    window: z.strictObject({ from: TIME, to: TIME }).optional(),
  }),
  z.strictObject({ mode: z.literal('manual') }),
  z.strictObject({ mode: z.literal('off') }),
]);

const SOURCE_PAGE = z
  .string()
  .max(500)
  .regex(/^https:\/\/[^\s"<>\\]+$/, { error: 'must be an address that begins with https://' })
  .refine((page) => /\{(id|number)\}/.test(page), { error: 'must contain {id} or {number}' })
  .refine((page) => !/\{(?!(id|number|kind)\})/.test(page), {
    error: 'knows only {id}, {number} and {kind}',
  });

const CONNECTION = z.strictObject({
  session: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('persistent') }),
    z.strictObject({ mode: z.literal('ttl'), minutes: z.int().min(5).max(1440) }),
  ]),
  requireInitialImport: z.boolean(),
  sourcePage: SOURCE_PAGE.optional(),
});

const CUSTOMERS = z.strictObject({
  direction: z.enum(['to_ledger', 'to_source', 'both', 'link_only']).default('to_ledger'),
  onMissing: z.enum(['create', 'require_linked']),
  createIn: z.enum(['source', 'ledger', 'both']).default('source'),
  matchKey: z.enum(['name', 'number', 'email']).default('name'),
  nameTemplate: z
    .string()
    .max(200)
    .refine((template) => /\{(name|number)\}/.test(template), { error: 'must contain {name} or {number}' })
    .refine((template) => !/\{(?!(name|number|currency)\})/.test(template), {
      error: 'knows only {name}, {number} and {currency}',
    }),
  perCurrency: z.boolean().default(false),
  uniqueAmong: z.enum(['none', 'customers', 'customers_and_suppliers']).default('none'),
  onNameClash: z.literal('fail'),
  onUpdate: z.enum(['overwrite', 'create_only', 'merge']),
  hierarchy: z.enum(['flat', 'parent_sub']).default('flat'),
});

const ITEMS = z.strictObject({
  onMissing: z.enum(['create', 'mapped', 'accounts']),
  createAs: z.enum(['service', 'non_inventory']).default('service'),
  accountOverride: z.boolean().default(false),
  map,
  defaultItem: id.optional(),
  accountMap: map,
  defaultIncomeAccount: id.optional(),
});

const FILTER = z.strictObject({
  field: z
    .string()
    .max(110)
    .refine((name) => /^custom\../.test(name) || FILTER_FIELDS.some((known) => known === name), {
      error: `must be one of ${FILTER_FIELDS.join(', ')}, or custom. and a name`,
    }),
  is: z.enum(['one_of', 'none_of', 'at_least', 'at_most', 'given', 'missing']),
  // As many as a person picks from a list.
  values: z.array(z.string().min(1).max(200)).max(100).default([]),
});

const INVOICES = z.strictObject({
  pushOn: z.enum(['created', 'finalized', 'closed', 'manual']),
  // Nobody reads more conditions than that as one.
  filters: z.array(FILTER).max(20).default([]),
  surcharges: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('refuse') }),
      z.strictObject({ mode: z.literal('lines'), taxItem: id, feeItem: id }),
    ])
    .default({ mode: 'refuse' }),
  documentTypes: z.array(id).max(100),
  draftsDueAtOnce: z.boolean().default(false),
  inbound: z.enum(['none', 'edits_of_owned', 'all']).default('none'),
  onSourceEdit: z.enum(['push_update', 'ignore']),
  onRemoteEdit: z.enum(['ignore', 'pull_back', 'fail_conflict']),
  onConflict: z.enum(['fail', 'source_wins', 'ledger_wins']),
  numbering: z.enum(['source', 'ledger']),
  startNumber: z.int().min(1).optional(),
});

const CREDIT_NOTES = z.strictObject({
  mode: z.enum(['credit_memo', 'none']),
  autoLink: z.enum(['never', 'when_amount_gte_open_balance', 'always']),
  referenceInNote: z.boolean(),
});

const PAYMENTS = z.strictObject({
  direction: z.enum(['none', 'to_ledger', 'to_source', 'both']),
  withoutInvoice: z.enum(['credit', 'paid_invoice']).default('credit'),
  excludeOrigins: z.array(id).max(20).default([]),
  manual: z
    .strictObject({ syncDefault: z.boolean(), perRecordOverride: z.boolean() })
    .default({ syncDefault: true, perRecordOverride: false }),
  depositAccount: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('undeposited') }),
    z.strictObject({ mode: z.literal('fixed'), account: id }),
    z.strictObject({ mode: z.literal('map'), map, default: id.optional() }),
  ]),
  methodMap: map,
  depositTransfers: z.enum(['manual_task', 'ignore']).default('manual_task'),
});

const ENDS = z.strictObject({
  invoice: z.enum(['void', 'delete', 'ignore']),
  linkedPayments: z.enum(['void', 'ignore']).default('ignore'),
  payment: z.enum(['void', 'delete', 'ignore', 'manual_task']),
  creditNote: z.enum(['manual_task', 'delete', 'ignore']).default('manual_task'),
  refund: z.enum(['delete', 'ignore']).default('ignore'),
  unsync: z.enum(['delete', 'detach']).default('detach'),
});

const CUSTOM_FIELD = z.strictObject({
  source: id,
  ledger: id,
  direction: z.enum(['both', 'to_ledger', 'to_source']),
});

/** Whether the zone and the days exist is checked where policies come in: policy-input.ts. */
const takenFields = z
  .record(z.string().min(1).max(100), z.enum(TAKEN_PATHS))
  // The longest table that we know has 22 rows.
  .refine((fields) => Object.keys(fields).length <= 100, { error: 'has more than 100 entries' });

export const POLICY = z.strictObject({
  preset: id,
  timeZone: z.string().min(1).max(64),
  connection: CONNECTION.default({ session: { mode: 'persistent' }, requireInitialImport: false }),
  schedule: z
    .strictObject({ outbound: SCHEDULE, inbound: SCHEDULE })
    .default({ outbound: { mode: 'event' }, inbound: { mode: 'off' } }),
  customers: CUSTOMERS,
  suppliers: z.strictObject({ sync: z.enum(['none', 'both', 'if_customer']) }).default({ sync: 'none' }),
  parties: z.strictObject({ dualRole: z.enum(['forbid', 'allow']) }).default({ dualRole: 'allow' }),
  takenOver: z
    .strictObject({ company: id.optional(), customer: takenFields, costCentre: takenFields })
    .default({ customer: {}, costCentre: {} }),
  items: ITEMS,
  invoices: INVOICES,
  creditNotes: CREDIT_NOTES.default({ mode: 'none', autoLink: 'never', referenceInNote: false }),
  payments: PAYMENTS,
  refunds: z
    .strictObject({
      mode: z.enum(['none', 'expense', 'refund_receipt', 'manual_task']),
      expenseAccountByCurrency: map,
    })
    .default({ mode: 'none', expenseAccountByCurrency: {} }),
  costCentres: z.strictObject({ import: z.boolean() }).default({ import: false }),
  tax: z.strictObject({ mode: z.enum(['mapped', 'mirrored', 'none']), map, default: id.optional() }),
  fields: z
    // Ledgers have three such fields, or twelve; a source sends thirty.
    .strictObject({ custom: z.array(CUSTOM_FIELD).max(30), entitled: z.boolean() })
    .default({ custom: [], entitled: false }),
  attachments: z
    .strictObject({ invoicePdf: z.enum(['none', 'push', 'on_demand']) })
    .default({ invoicePdf: 'none' }),
  ends: ENDS,
  backfill: z.strictObject({
    exportFrom: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a day, YYYY-MM-DD' })
      .optional(),
    excludePaymentsBeforeExportFrom: z.boolean(),
  }),
  rounding: z
    .strictObject({
      mode: z.enum(['accept_ledger', 'exact_or_fail']),
      tolerance: z
        .string()
        .regex(/^\d{1,6}(\.\d{1,4})?$/, { error: 'must be an amount, e.g. 0.05' })
        .optional(),
    })
    .default({ mode: 'accept_ledger' }),
  preflight: z
    .strictObject({
      customNumbers: z.enum(['require_on', 'require_off', 'any']),
      autoApplyCredit: z.enum(['require_off', 'any']),
      packages: z.array(id).min(1).max(20).optional(),
    })
    .default({ customNumbers: 'any', autoApplyCredit: 'any' }),
  // More runs than two days have, and nobody would call it an alarm.
  alerts: z.strictObject({ stalledAfterRuns: z.int().min(0).max(200) }).default({ stalledAfterRuns: 0 }),
}) satisfies z.ZodType<Policy>;
