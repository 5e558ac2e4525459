// The rows of the connections table as they were stored.
import * as z from 'zod';
import type { Reference } from '../core/decisions.ts';
import { HOLDS } from '../core/holds.ts';
import { POLICY } from './policy-schema.ts';
import type { PreflightResult, SavedPolicy } from './policy-ports.ts';
import type { ApiKeyRecord, Connection, Credentials, LaneState, OAuthAttempt } from './ports.ts';

const text = z.string();
const time = z.number();
const ACTOR = z.looseObject({ kind: z.enum(['operator', 'key']), id: text });

export const STORED_CONNECTION: z.ZodType<Connection> = z.looseObject({
  id: text,
  name: text,
  source: text,
  account: text.optional(),
  ledger: text,
  company: text.optional(),
  createdAt: time,
  live: z.boolean().optional(),
  sessionEndsAt: time.optional(),
});

/** Early policies had one word for every direction; each section has its own now. */
const withoutDirection = (stored: unknown): unknown => {
  if (typeof stored !== 'object' || stored === null || !('direction' in stored)) return stored;
  return Object.fromEntries(Object.entries(stored).filter(([name]) => name !== 'direction'));
};

export const STORED_POLICY: z.ZodType<SavedPolicy> = z.looseObject({
  version: z.int(),
  policy: z.preprocess(withoutDirection, POLICY),
  saved: z.looseObject({ at: time, by: text }).optional(),
});

export const STORED_PREFLIGHT: z.ZodType<PreflightResult> = z.looseObject({
  checkedAt: time,
  policyVersion: z.int(),
  listsReadAt: time,
  checks: z.array(
    z.looseObject({
      check: text,
      rules: z.array(text),
      status: z.enum(['green', 'red', 'unknown']),
      blocking: z.boolean(),
      reason: text,
      cure: text.optional(),
    }),
  ),
  numbers: z.looseObject({ startNumber: z.number(), highest: z.number().optional() }).optional(),
  held: z.looseObject({ by: z.enum(HOLDS), since: time }).optional(),
});

export const STORED_PAUSE: z.ZodType<Pick<LaneState, 'paused'>> = z.looseObject({
  paused: z
    .looseObject({ reason: z.enum(['disconnected', 'session_over', 'operator']), since: time })
    .optional(),
});

export const STORED_OPERATOR_PAUSE: z.ZodType<Pick<LaneState, 'operatorSince'>> = z.looseObject({
  operatorSince: time.optional(),
});

export const STORED_LANE_STATE: z.ZodType<Omit<LaneState, 'paused' | 'operatorSince'>> = z.looseObject({
  lane: text,
  watermark: time.optional(),
  prepared: z.number().int().optional(),
  unlogged: z.boolean().optional(),
  lastSweepAt: time.optional(),
  lastDoneAt: time.optional(),
  wakeAt: time.optional(),
  restUntil: time.optional(),
  place: text.optional(),
  recentCalls: z
    .looseObject({
      batches: z.array(time),
      singles: z.array(time),
      hour: z.array(z.looseObject({ at: time, count: z.number() })).optional(),
    })
    .optional(),
  born: z.array(text).optional(),
  excluded: z.record(text, z.number()).optional(),
  reads: z.looseObject({ month: text, count: z.number() }).optional(),
});

const ENTRY = z.looseObject({
  id: text,
  name: text,
  type: text.optional(),
  currency: text.optional(),
  active: z.boolean(),
  rate: text.optional(),
  use: z.literal('undeposited').optional(),
  number: text.optional(),
  taxCodes: z.array(text).optional(),
  needsCostCentre: z.boolean().optional(),
  rates: z.array(z.looseObject({ from: text, rate: text })).optional(),
});

export const STORED_REFERENCE: z.ZodType<Reference> = z.looseObject({
  readAt: time,
  companyName: text.optional(),
  homeCurrency: text,
  multiCurrency: z.boolean(),
  closedUntil: text.optional(),
  accounts: z.array(ENTRY),
  items: z.array(ENTRY),
  taxCodes: z.array(ENTRY),
  paymentMethods: z.array(ENTRY),
  costCentres: z.array(ENTRY).optional(),
  switches: z.record(text, text),
});

export const STORED_CREDENTIALS: z.ZodType<Credentials> = z.looseObject({
  version: z.int(),
  accessToken: text,
  accessExpiresAt: time,
  refreshToken: text,
  refreshExpiresAt: time,
  endsAt: time.optional(),
  refreshingUntil: time.optional(),
  grantedAt: time.optional(),
  grantedBy: ACTOR.optional(),
  refreshedAt: time.optional(),
});

export const STORED_API_KEY: z.ZodType<ApiKeyRecord> = z.looseObject({
  keyId: text,
  hash: text,
  connections: z.array(text),
  createdAt: time.optional(),
  expiresAt: time.optional(),
});

export const STORED_SECRETS = z.array(text);

export const STORED_ATTEMPT: z.ZodType<OAuthAttempt> = z.looseObject({
  state: text,
  connection: text,
  by: ACTOR.optional(),
  openerHash: text.optional(),
  sessionHash: text.optional(),
  redirectUri: text,
  side: z.literal('source').optional(),
  expiresAt: time,
});
