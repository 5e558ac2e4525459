// A reconciliation and its parts as they were stored.
import * as z from 'zod';
import {
  DIFFERENCE_TYPES,
  type Findings,
  type Place,
  RECONCILED_KINDS,
  type Reconciliation,
  type ReconciliationPart,
  SIDES,
} from '../core/reconciliation.ts';
import { DOCUMENT_REF } from './document-schema.ts';

const text = z.string();
const maybe = text.optional();
const kind = z.enum(RECONCILED_KINDS);

const FIGURE = z.looseObject({
  kind,
  currency: text,
  month: text,
  side: z.enum(SIDES),
  count: z.number(),
  amount: text,
});

const DIFFERENCE = z.looseObject({
  type: z.enum(DIFFERENCE_TYPES),
  kind,
  record: maybe,
  document: z.looseObject({ type: DOCUMENT_REF.shape.type, id: text }).optional(),
  number: maybe,
  currency: maybe,
  ours: maybe,
  theirs: maybe,
  ourDate: maybe,
  theirDate: maybe,
  why: maybe,
});

const FINDINGS: z.ZodType<Findings> = z.looseObject({
  figures: z.array(FIGURE),
  differences: z.array(DIFFERENCE),
  counts: z.partialRecord(z.enum(DIFFERENCE_TYPES), z.number()),
});

const PLACE: z.ZodType<Place> = z.looseObject({ at: z.enum(['ledger', 'links']), kind, cursor: maybe });

export const STORED_RECONCILIATION: z.ZodType<Reconciliation> = z.looseObject({
  id: text,
  connection: text,
  lane: text,
  from: text,
  to: text,
  startedAt: z.number(),
  startedBy: text,
  state: z.enum(['running', 'done', 'failed']),
  step: z.int(),
  place: PLACE.optional(),
  movedAt: z.number(),
  tries: z.int().optional(),
  fault: maybe,
  endedAt: z.number().optional(),
  findings: FINDINGS.optional(),
});

export const STORED_PART: z.ZodType<ReconciliationPart> = z.looseObject({
  findings: FINDINGS,
  listed: z.array(text),
  next: PLACE.optional(),
});
