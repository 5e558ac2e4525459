// What is told of policies: the settings, what each version changed, and what preflight and the company's lists say.
import * as z from 'zod';
import { POLICY as STORED_POLICY } from '../../../../shared/storage/policy-schema.ts';
import { answered, count, instant, maybe, text } from '../shape.ts';
import { KIND } from './records.ts';

export const POLICY = answered('Policy', STORED_POLICY);

export const FIELD_ERROR = answered('FieldError', z.strictObject({ pointer: text, detail: text }));

export const PRESETS = answered(
  'Presets',
  z.strictObject({
    presets: z.array(
      z.strictObject({
        name: text,
        source: maybe.meta({ description: 'The source that it was written for; product: one that pushes' }),
        ledger: maybe.meta({ description: 'The ledger that it was written for' }),
      }),
    ),
  }),
);
export const PRESET = answered('Preset', z.strictObject({ name: text, policy: POLICY }));

const HEAD = { version: count, preset: text, savedAt: instant.optional(), savedBy: maybe };
const CHANGED = {
  changes: z.array(
    z.strictObject({ setting: text, before: z.unknown().optional(), after: z.unknown().optional() }),
  ),
  moreChanges: count.optional(),
};

export const SAVED_POLICY = answered('SavedPolicy', z.strictObject({ ...HEAD, policy: POLICY }));
export const POLICY_SAVED = answered('PolicySaved', z.strictObject({ ...HEAD, ...CHANGED }));
export const POLICY_VERSIONS = answered(
  'PolicyVersions',
  z.strictObject({ versions: z.array(z.strictObject({ ...HEAD, ...CHANGED })), before: maybe }),
);

const CHECKS = z.array(
  answered(
    'Check',
    z.strictObject({
      check: text,
      rules: z.array(text),
      status: z.enum(['green', 'red', 'unknown']),
      blocking: z.boolean(),
      reason: text,
      cure: maybe,
    }),
  ),
);

export const PREFLIGHT = answered(
  'Preflight',
  z.strictObject({
    state: z.string(),
    held: z.strictObject({ by: text, since: instant }).optional(),
    checkedAt: instant.optional(),
    listsReadAt: instant.optional(),
    policyVersion: count,
    outdated: z.boolean().optional(),
    checks: CHECKS,
  }),
);

export const VALIDATION = answered(
  'PolicyValidation',
  z.strictObject({
    valid: z.boolean(),
    errors: z.array(FIELD_ERROR),
    listsReadAt: instant.optional(),
    preflight: CHECKS.optional(),
  }),
);

const TOLD = z.strictObject({
  rule: text,
  decision: text,
  operation: maybe,
  reason: maybe,
  problem: maybe,
});

export const DRY_RUN = answered(
  'DryRun',
  z.strictObject({
    records: count,
    complete: z.boolean(),
    altered: count,
    alteredNow: count,
    byKind: z.record(z.string(), count),
    examples: z.array(
      z.strictObject({
        kind: KIND,
        id: text,
        now: z.boolean(),
        before: TOLD,
        after: TOLD,
        fields: z.array(text).optional(),
      }),
    ),
  }),
);

const ENTRIES = z.array(
  answered(
    'ListEntry',
    z.strictObject({
      id: text,
      name: text,
      number: maybe,
      type: maybe,
      currency: maybe,
      active: z.boolean(),
      rate: maybe,
    }),
  ),
);

export const MAPPINGS = answered(
  'Mappings',
  z.strictObject({
    refreshing: z.boolean(),
    readAt: instant.optional(),
    companyName: maybe,
    homeCurrency: maybe,
    multiCurrency: z.boolean().optional(),
    closedUntil: maybe,
    switches: z.record(z.string(), text).optional(),
    accounts: ENTRIES.optional(),
    items: ENTRIES.optional(),
    taxCodes: ENTRIES.optional(),
    paymentMethods: ENTRIES.optional(),
    costCentres: ENTRIES.optional(),
  }),
);
