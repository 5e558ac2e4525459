// What is told of records: their state, why, and their way into the books.
import * as z from 'zod';
import { HEALTH_STATES } from '../../../../shared/core/links.ts';
import { RECORD_KINDS } from '../../../../shared/core/records.ts';
import { DOCUMENT_TYPE, LEDGER_DOCUMENT } from '../../../../shared/storage/document-schema.ts';
import { STORED_RECORD } from '../../../../shared/storage/record-schema.ts';
import { amount, answered, count, instant, maybe, text } from '../shape.ts';

export const KIND = answered('RecordKind', z.enum(RECORD_KINDS));
export const STATE = answered('HealthState', z.enum(HEALTH_STATES));
export const RECORD_ID = answered('RecordId', z.strictObject({ kind: KIND, id: text }));
const OPERATION = answered('WriteOperation', z.enum(['create', 'update', 'void', 'delete']));

export const PROBLEM = answered(
  'Problem',
  z.strictObject({
    code: text,
    category: z.enum(['data', 'mapping', 'books', 'conflict', 'connection', 'outage', 'internal']),
    owner: z.enum(['bookkeeper', 'source', 'operator', 'ledgerlane']),
    retryable: z.boolean(),
    sentence: text,
    remedy: text,
    runbook: text.meta({ description: 'Its heading in the runbook: docs/runbook.md#tax_unmapped' }),
  }),
);

const DOCUMENT = answered(
  'LinkedDocument',
  z.strictObject({
    type: DOCUMENT_TYPE,
    id: text.meta({ description: 'The id in the ledger' }),
    revision: text,
    status: z.enum(['live', 'voided', 'deleted']),
    total: amount.optional(),
    balance: amount.optional(),
    updatedAt: instant,
  }),
);

const DRIFT = answered(
  'Drift',
  z.strictObject({
    kind: z.enum(['edited', 'voided', 'deleted']),
    at: instant,
    differences: z.array(text).meta({ description: 'For a person: total 120.00 -> 130.00' }),
  }),
);

const ATTEMPT = z.strictObject({
  at: instant,
  operation: OPERATION,
  outcome: z.enum(['done', 'fault', 'unknown']),
  detail: maybe,
});

export const RECORD = answered(
  'Record',
  z.strictObject({
    kind: KIND,
    id: text,
    number: maybe,
    name: maybe,
    partyId: maybe,
    party: maybe.meta({ description: 'The name of the customer that it is booked on' }),
    amount: amount.optional(),
    currency: maybe,
    date: maybe,
    state: STATE,
    since: instant,
    problem: PROBLEM.optional(),
    reason: maybe,
    waitsFor: RECORD_ID.optional(),
    nextTryAt: instant.optional(),
    revision: count.optional(),
    presence: z.enum(['live', 'voided', 'deleted']).optional(),
    receivedAt: instant.optional(),
    derivedFrom: RECORD_ID.optional(),
    dependents: z.array(RECORD_ID).optional(),
    leaving: z.strictObject({ by: text, how: z.enum(['void', 'delete']) }).optional(),
    syncedRevision: count.optional(),
    document: DOCUMENT.optional(),
    drift: DRIFT.optional(),
    difference: z
      .strictObject({ source: amount, ledger: amount, difference: amount, currency: text })
      .optional(),
    overruled: z
      .strictObject({ winner: z.enum(['source', 'ledger']), difference: text, at: instant })
      .optional()
      .meta({
        description: 'The last time both sides changed the same fields and the policy chose: what each said',
      }),
    order: z.enum(['source_wins', 'create_anew']).optional(),
    hold: z.strictObject({ state: z.enum(['skipped', 'not_synced']), reason: text }).optional(),
    asked: z.boolean().optional(),
    said: z.strictObject({ what: text, by: text, at: instant }).optional(),
    attempts: z.array(ATTEMPT),
  }),
);

export const RECORD_PAGE = answered(
  'RecordPage',
  z.strictObject({
    records: z.array(RECORD),
    cursor: maybe.meta({ description: 'There may be more: send it back as it is' }),
  }),
);

export const FOUND = answered(
  'Found',
  z.strictObject({
    records: z.array(RECORD),
    ledger: z.strictObject({
      asked: z.boolean(),
      fault: maybe.meta({ description: 'Why it could not be asked' }),
      others: z
        .array(z.strictObject({ type: DOCUMENT_TYPE, id: text }))
        .optional()
        .meta({ description: 'Documents of this number or name that are no record of ours' }),
    }),
  }),
);

const TARGET = z.strictObject({ type: DOCUMENT_TYPE, id: text, revision: text });
const SOURCE_RECORD = answered('SourceRecord', STORED_RECORD);
const BOOKED = answered('LedgerDocument', LEDGER_DOCUMENT);
const VALUES = z.record(z.string(), text);

export const TRACE = answered(
  'Trace',
  z.strictObject({
    record: RECORD,
    source: z
      .strictObject({
        eventId: text,
        revision: count,
        presence: z.enum(['live', 'voided', 'deleted']),
        receivedAt: instant,
        record: SOURCE_RECORD.optional(),
      })
      .optional(),
    decision: z
      .strictObject({ rule: text, decision: text, values: VALUES, policyVersion: count, at: instant })
      .optional(),
    write: z
      .strictObject({
        state: z.enum(['open', 'settled']),
        operation: OPERATION,
        rule: text,
        revision: count,
        policyVersion: count,
        announcedAt: instant,
        entry: count,
        requestId: text,
        target: TARGET.optional(),
        document: BOOKED.optional(),
      })
      .optional(),
  }),
);

export const ATTEMPTS = answered(
  'Attempts',
  z.strictObject({
    record: RECORD,
    attempts: z.array(
      z.strictObject({
        entry: count,
        state: z.enum(['open', 'settled']),
        announcedAt: instant,
        resumes: count.optional(),
        operation: OPERATION,
        rule: text,
        revision: count,
        policyVersion: count,
        requestId: text,
        outcomes: z.array(z.strictObject({ at: instant, outcome: text, detail: maybe })),
        target: TARGET.optional(),
        document: BOOKED.optional(),
      }),
    ),
    more: z.boolean(),
  }),
);

export const DIFF = answered(
  'Diff',
  z.strictObject({
    record: RECORD,
    revisions: z.strictObject({ source: count.optional(), written: count.optional() }),
    ledger: z
      .strictObject({
        type: DOCUMENT_TYPE,
        id: text,
        read: z.boolean(),
        fault: maybe,
        detail: maybe,
        readAt: instant.optional(),
        status: z.enum(['live', 'voided', 'deleted']).optional(),
        revision: maybe,
        edited: z.boolean().optional(),
      })
      .optional(),
    fields: z.array(
      z.strictObject({
        field: text,
        source: maybe,
        written: maybe,
        ledger: maybe,
        differs: z.array(z.enum(['source', 'ledger'])),
      }),
    ),
    differing: z.array(text),
  }),
);

export const PLAN = answered(
  'Plan',
  z.strictObject({
    rule: maybe,
    values: VALUES.optional(),
    policyVersion: count.optional(),
    heldBy: maybe,
    decision: text,
    state: STATE.optional(),
    reason: maybe,
    waitsFor: RECORD_ID.optional(),
    problem: PROBLEM.optional(),
    task: maybe,
    at: z.unknown().optional(),
    says: maybe,
    changes: z.array(z.unknown()).optional(),
    first: z.array(RECORD_ID).optional(),
    how: maybe,
    document: maybe,
    write: z
      .strictObject({
        operation: OPERATION,
        document: BOOKED.optional(),
        request: z.strictObject({ method: text, path: text, body: text }),
      })
      .optional(),
  }),
);

export const PLANNED_RECORD = answered(
  'PlannedRecord',
  z.strictObject({ record: RECORD, plan: PLAN.optional() }),
);

export const EVENT_RESULTS = answered(
  'EventResults',
  z.strictObject({
    results: z.array(
      z.strictObject({
        id: maybe,
        status: z.enum(['accepted', 'duplicate', 'stale', 'conflict', 'invalid', 'not_stored']).optional(),
        record: z.strictObject({ kind: KIND, id: text, revision: count }).optional(),
        errors: z.array(z.strictObject({ pointer: text, detail: text })).optional(),
        plan: PLAN.optional(),
      }),
    ),
  }),
);
