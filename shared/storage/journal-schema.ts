// An entry of a lane's journal as it was stored.
import * as z from 'zod';
import { RECORD_KINDS } from '../core/records.ts';
import type { JournalEntry } from '../core/writes.ts';
import { DOCUMENT_REF, LEDGER_DOCUMENT } from './document-schema.ts';

const KEY = z.looseObject({ connection: z.string(), kind: z.enum(RECORD_KINDS), id: z.string() });

const INTENT = z.looseObject({
  bId: z.string(),
  key: KEY,
  operation: z.enum(['create', 'update', 'void', 'delete']),
  document: LEDGER_DOCUMENT,
  target: DOCUMENT_REF.optional(),
  revision: z.number(),
  lineAccount: z.string().optional(),
  merges: z.boolean().optional(),
  rule: z.string(),
  values: z.record(z.string(), z.string()),
  policyVersion: z.number(),
  previous: z.number().optional(),
});

const DOCUMENT_ID = { type: DOCUMENT_REF.shape.type, id: z.string() };
const YOUNG = z.looseObject({
  pointers: z.array(z.looseObject({ ...DOCUMENT_ID, key: KEY, touchedAt: z.number() })),
  touches: z.array(z.looseObject({ ...DOCUMENT_ID, at: z.number() })),
});

/** The whole entry. */
export const STORED_ENTRY: z.ZodType<JournalEntry> = z.looseObject({
  lane: z.string(),
  seq: z.number(),
  requestId: z.string(),
  resumes: z.number().optional(),
  intents: z.array(INTENT),
  owner: z.string(),
  leaseUntil: z.number(),
  announcedAt: z.number(),
  recentCalls: z.looseObject({
    batches: z.array(z.number()),
    singles: z.array(z.number()),
    hour: z.array(z.looseObject({ at: z.number(), count: z.number() })).optional(),
  }),
  sentUntil: z.number().optional(),
  young: YOUNG.optional(),
  done: z.record(z.string(), z.number()).optional(),
});
