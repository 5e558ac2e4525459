// The parts of a link's row that are stored as one body each, and the words its attributes may hold.
import * as z from 'zod';
import type { HealthState, Link } from '../core/links.ts';
import type { Problem, ProblemCode } from '../core/problems.ts';
import { PROBLEMS } from '../core/problems.ts';
import type { SourceState } from '../core/records.ts';
import { DOCUMENT_REF } from './document-schema.ts';

export const HEALTH_STATE: z.ZodType<HealthState> = z.enum([
  'pending',
  'waiting',
  'synced',
  'failed',
  'skipped',
  'not_synced',
  'uncertain',
  'action_needed',
]);

export const PRESENCE: z.ZodType<SourceState['presence']> = z.enum(['live', 'voided', 'deleted']);

const problemCode = z.custom<ProblemCode>(
  (code) => typeof code === 'string' && Object.hasOwn(PROBLEMS, code),
);
const PROBLEM: z.ZodType<Problem> = z.looseObject({
  code: problemCode,
  values: z.record(z.string(), z.string()),
});

/** Why a record's health is what it is. */
export const HEALTH_REASON = z.looseObject({ problem: PROBLEM.optional(), reason: z.string().optional() });

const ATTEMPT = z.looseObject({
  at: z.number(),
  operation: z.enum(['create', 'update', 'void', 'delete']),
  outcome: z.enum(['done', 'fault', 'unknown']),
  detail: z.string().optional(),
});

const TRACE = z.looseObject({
  rule: z.string(),
  decision: z.string(),
  values: z.record(z.string(), z.string()),
  at: z.number(),
  policyVersion: z.number(),
});

const HASHES = z.record(z.string(), z.string());

/** What of a link is neither a key nor the source nor its health. */
export type LinkBody = Omit<Link, 'key' | 'version' | 'source' | 'health' | 'awaited'>;

export const LINK_BODY: z.ZodType<LinkBody> = z.looseObject({
  document: z
    .looseObject({
      ...DOCUMENT_REF.shape,
      status: z.enum(['live', 'voided', 'deleted']),
      total: z.string().optional(),
      balance: z.string().optional(),
    })
    .optional(),
  base: z
    .looseObject({
      revision: z.number(),
      ours: z.string(),
      theirs: z.string(),
      fields: z
        .looseObject({
          ours: HASHES,
          theirs: HASHES,
          kept: z.array(z.string()).optional(),
          untold: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
  dealTold: z.string().optional(),
  overruled: z
    .looseObject({ winner: z.enum(['source', 'ledger']), difference: z.string(), at: z.number() })
    .optional(),
  told: z.looseObject({ paid: z.string(), settled: z.boolean().optional() }).optional(),
  drift: z
    .looseObject({
      kind: z.enum(['edited', 'voided', 'deleted']),
      at: z.number(),
      differences: z.array(z.string()),
      theirs: z.string().optional(),
      told: z.boolean().optional(),
    })
    .optional(),
  hold: z.looseObject({ state: z.enum(['skipped', 'not_synced']), reason: z.string() }).optional(),
  asked: z.boolean().optional(),
  named: z.string().optional(),
  said: z.looseObject({ what: z.string(), by: z.string(), at: z.number() }).optional(),
  syncs: z.boolean().optional(),
  acceptedDifference: z.string().optional(),
  lineAccount: z
    .looseObject({
      code: z.string(),
      by: z.string(),
      revision: z.number(),
      written: z.boolean().optional(),
    })
    .optional(),
  stale: z.boolean().optional(),
  endWish: z
    .looseObject({ by: z.string(), how: z.enum(['void', 'delete']), revision: z.number().optional() })
    .optional(),
  dependents: z.array(z.string()).optional(),
  order: z.enum(['source_wins', 'create_anew']).optional(),
  attempts: z.array(ATTEMPT),
  trace: TRACE.optional(),
  settledSeq: z.number().optional(),
});
