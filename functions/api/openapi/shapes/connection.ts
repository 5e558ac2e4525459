// What is told of a connection as a whole: whether it works, its callback, its exports, its way to and from the ledger.
import * as z from 'zod';
import { amount, answered, count, instant, maybe, money, text } from '../shape.ts';
import { TALLY } from './history.ts';
import { KIND, PROBLEM, STATE } from './records.ts';

const COUNTED = answered(
  'AtStake',
  z.strictObject({ count, more: z.boolean(), money, oldestSince: instant.optional() }),
);

export const CONNECTION_STATE = answered(
  'ConnectionState',
  z.enum(['not_connected', 'not_live', 'connected', 'paused', 'disconnected', 'session_over']),
);

const ACCOUNT = answered(
  'SourceAccount',
  z.strictObject({
    id: text,
    state: z.enum(['connected', 'disconnected']),
    lastSweepAt: instant.optional(),
    watermark: instant.optional(),
    delivered: text.meta({ description: 'Number of the newest change of the ledger that it was told' }),
    head: text.meta({ description: 'Number of the newest change there is' }),
    refused: z
      .strictObject({
        count,
        last: z.array(z.strictObject({ change: text, at: instant, what: text })),
      })
      .optional(),
  }),
);

const GRANT = answered(
  'Grant',
  z.strictObject({
    grantedAt: instant.optional(),
    grantedBy: z.strictObject({ kind: z.enum(['operator', 'key']), id: text }).optional(),
    refreshedAt: instant.optional().meta({ description: 'When its token was made last' }),
    tokenUntil: instant
      .optional()
      .meta({ description: 'Until then its token is good; it is renewed before' }),
    endsAt: instant.optional().meta({ description: 'When it ends by itself if nobody uses it' }),
  }),
);

export const CONNECTION = answered(
  'Connection',
  z.strictObject({
    id: text,
    name: text,
    source: text.meta({ description: 'The connector of the source' }),
    account: ACCOUNT.optional(),
    ledger: text.meta({ description: 'The connector of the ledger' }),
    company: maybe,
    state: CONNECTION_STATE,
    live: z.boolean().meta({ description: 'False while it is set up: nothing of it is written' }),
    problem: PROBLEM.optional(),
    grants: z.strictObject({ ledger: GRANT.optional(), source: GRANT.optional() }).optional(),
    sessionEndsAt: instant.optional(),
    pausedSince: instant.optional(),
    lastSweepAt: instant.optional(),
    watermark: instant.optional(),
    reads: z
      .strictObject({
        month: text,
        count,
        free: count
          .optional()
          .meta({ description: 'Metered reads that are free, of all companies together' }),
      })
      .optional(),
    excluded: z.strictObject({ created_in_ledger: z.record(z.string(), count) }).optional(),
    policyVersion: count.optional(),
    records: z.strictObject({
      waiting: COUNTED,
      failed: COUNTED,
      uncertain: COUNTED,
      action_needed: COUNTED,
    }),
  }),
);

export const CONNECTIONS = answered(
  'Connections',
  z.strictObject({ connections: z.array(CONNECTION), cursor: maybe }),
);

export const PROBLEMS = answered(
  'Problems',
  z.strictObject({
    problems: z.array(
      z.strictObject({
        state: STATE,
        code: text.meta({
          description: 'The code of the problem, or the word for what is waited for or asked',
        }),
        problem: PROBLEM.optional(),
        count,
        money,
        first: instant,
        last: instant,
      }),
    ),
    more: z
      .boolean()
      .meta({ description: 'There are more than 2,000 records in a state; those beyond are not counted' }),
  }),
);

export const CONNECT_START = answered(
  'ConnectStart',
  z.strictObject({ start_url: text, expiresAt: instant }),
);

export const CALLBACK = answered(
  'Callback',
  z.strictObject({
    url: text,
    setAt: instant,
    state: z.enum(['on', 'failing', 'off']),
    delivered: text,
    head: text,
    deliveredAt: instant.optional(),
    failing: z
      .strictObject({ since: instant, attempts: count, nextTryAt: instant.optional(), what: text })
      .optional(),
    off: z.strictObject({ since: instant, why: z.enum(['failing', 'gone']) }).optional(),
    secret: maybe.meta({ description: 'Shown once, by the answer that brings it' }),
  }),
);

const EXPORT_RUN = answered(
  'ExportRun',
  z.strictObject({
    seq: count,
    at: instant,
    by: text,
    upTo: instant,
    after: instant.optional(),
    overrideFrom: maybe,
    skipped: z.strictObject({ datedBefore: text, arrivedUpTo: instant }).optional(),
  }),
);
export const EXPORT_STARTED = answered('ExportStarted', z.strictObject({ run: EXPORT_RUN }));
export const EXPORT_RUNS = answered('ExportRuns', z.strictObject({ runs: z.array(EXPORT_RUN) }));

export const INBOUND = answered(
  'InboundSync',
  z.strictObject({
    direction: z.literal('inbound'),
    state: z.enum(['running', 'idle']),
    askedAt: instant.optional(),
    doneAt: instant.optional(),
  }),
);

export const FIRST_IMPORT = answered(
  'FirstImport',
  z.strictObject({
    state: z.enum(['none', 'running', 'done']),
    startedAt: instant.optional(),
    finishedAt: instant.optional(),
    counts: z.record(z.string(), count).optional(),
  }),
);

export const CHANGES = answered(
  'Changes',
  z.strictObject({
    changes: z.array(
      z.strictObject({
        specversion: z.literal('1.0'),
        id: text,
        source: text,
        type: text,
        time: instant,
        datacontenttype: z.literal('application/json'),
        sequence: text,
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    next: text,
    head: text,
  }),
);

export const CATALOGUE = answered(
  'Catalogue',
  z.strictObject({
    items: z.array(
      z.strictObject({ ledgerId: text, name: text, type: maybe, active: z.boolean(), sku: maybe }),
    ),
  }),
);

export const CATALOGUE_RESULTS = answered(
  'CatalogueResults',
  z.strictObject({
    results: z.array(
      z.strictObject({
        row: count,
        sku: text,
        ledgerId: maybe,
        status: z.enum(['accepted', 'duplicate', 'conflict', 'invalid', 'not_stored']),
        detail: maybe,
      }),
    ),
  }),
);

export const COMPLETENESS = answered(
  'Completeness',
  z.strictObject({
    timeZone: text,
    complete: z.boolean(),
    cursor: maybe,
    adds_up: z.boolean().optional(),
    days: z.array(
      z.strictObject({
        day: text,
        kinds: z.array(
          z.strictObject({
            kind: KIND,
            received: TALLY,
            states: z.record(z.string(), TALLY),
            lost: count.optional(),
            uncounted: count.optional(),
            adds_up: z.boolean().optional(),
          }),
        ),
      }),
    ),
  }),
);

const RUN = {
  id: text,
  from: text,
  to: text,
  state: z.enum(['running', 'done', 'failed']),
  startedAt: instant,
  endedAt: instant.optional(),
  progress: z.strictObject({ steps: count, at: maybe, kind: KIND.optional() }).optional(),
  fault: maybe,
  agrees: z.boolean().optional(),
  differences: z.record(z.string(), count).optional(),
};
const SIDE = z.strictObject({ count, amount });

export const RECONCILIATIONS = answered(
  'Reconciliations',
  z.strictObject({ reconciliations: z.array(z.strictObject(RUN)) }),
);

export const RECONCILIATION = answered(
  'Reconciliation',
  z.strictObject({
    ...RUN,
    totals: z
      .array(
        z.strictObject({
          kind: KIND,
          currency: text,
          month: text,
          source: SIDE,
          link: SIDE,
          ledger: SIDE,
          notOurs: SIDE,
          difference: amount,
        }),
      )
      .optional(),
    records: z
      .array(
        z.strictObject({
          type: text,
          kind: KIND,
          id: maybe,
          document: z.strictObject({ type: text, id: text }).optional(),
          number: maybe,
          currency: maybe,
          ours: amount.optional(),
          theirs: amount.optional(),
          ourDate: maybe,
          theirDate: maybe,
          why: maybe,
          next: text,
          runbook: text,
        }),
      )
      .optional(),
  }),
);
