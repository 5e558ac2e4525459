// The operations on records: sending them, reading them, deciding about them.
import * as z from 'zod';
import { FILTER } from '../../filter-query.ts';
import { CURSOR, MODE, type Operation, param } from '../operation.ts';
import {
  ATTEMPTS,
  DIFF,
  EVENT_RESULTS,
  FOUND,
  PLANNED_RECORD,
  RECORD,
  RECORD_PAGE,
  TRACE,
} from '../shapes/records.ts';
import { ADOPT, EVENTS, ORDER, RETRY, UNSYNC } from '../shapes/sent.ts';

const C = '/v1/connections/{connection}';
const ONE = `${C}/records/{kind}/{id}`;
const DECISION_PROBLEMS = ['malformed', 'invalid', 'not_connected', 'order_refused', 'in_progress'] as const;
const CUSTOMER = { kind: 'customer', id: 'cus_1' } as const;

/** Each but health and kind is for records that need somebody: of the others no index knows more than their keys. */
const FILTER_PARAMETERS = {
  health: param('Only records in this state.', FILTER.health),
  kind: param('Only records of this kind.', FILTER.kind),
  category: param('Only records with a problem of this category.', FILTER.category),
  owner: param('Only records with a problem that is this one’s to cure.', FILTER.owner),
  code: param('Only records with this problem, or that wait for this.', FILTER.code),
  currency: param('Only records with an amount in it (ISO 4217).', FILTER.currency),
  amount_min: param('Only records with an amount from this on.', FILTER.amount_min),
  amount_max: param('Only records with an amount up to this.', FILTER.amount_max),
  updated_after: param('Only records that came into their state then or later.', FILTER.updated_after),
} as const;

export const RECORD_OPERATIONS: Readonly<Record<string, Operation>> = {
  [`POST ${C}/events`]: {
    name: 'sendEvents',
    tag: 'records',
    summary: 'Takes in one event or up to 100. What is accepted is stored and queued when you hear 202.',
    query: { mode: MODE },
    body: { schema: EVENTS, required: true },
    answers: {
      200: { says: 'What would become of each event; nothing was stored', schema: EVENT_RESULTS },
      202: { says: 'What became of each event, in their order', schema: EVENT_RESULTS },
    },
    problems: ['malformed', 'not_connected', 'revision_conflict', 'too_large', 'invalid', 'unavailable'],
    example: {
      body: {
        specversion: '1.0',
        id: 'evt_1',
        source: 'https://shop.example.com',
        type: 'customer.upserted',
        data: { id: 'cus_1', revision: 1, name: 'Ada Lovelace', currency: 'EUR' },
      },
      status: 202,
      answer: {
        results: [{ id: 'evt_1', status: 'accepted', record: { ...CUSTOMER, revision: 1 } }],
      },
    },
  },
  [`GET ${C}/find`]: {
    name: 'findRecords',
    tag: 'records',
    summary: 'Finds a record by its id, its number or a name, in whatever state it is.',
    query: {
      q: param(
        'Exactly the id, or of records that stay out of the books how a number or name begins.',
        z.string(),
      ),
      ledger: param(
        'Looks in the ledger as well, for documents of exactly this number or name: at most four metered reads.',
        z.enum(['true']),
      ),
    },
    answers: { 200: { says: 'At most 20', schema: FOUND } },
    problems: ['bad_query'],
    example: {
      query: { q: 'nothing like it' },
      status: 200,
      answer: { records: [], ledger: { asked: false } },
    },
  },
  [`GET ${C}/records`]: {
    name: 'listRecords',
    tag: 'records',
    summary: 'Lists records: all in the order of kind and id, those that need somebody oldest first.',
    query: {
      ...FILTER_PARAMETERS,
      q: param(
        'What is looked for in ids, numbers and names: of records that need somebody; an exact id in any state.',
      ),
      limit: param('How many to a page: 50 unless said.', z.int().min(1).max(200)),
      cursor: CURSOR,
    },
    answers: { 200: { says: 'A page', schema: RECORD_PAGE } },
    example: {
      query: { kind: 'customer' },
      status: 200,
      answer: { records: [{ ...CUSTOMER, state: 'pending' }] },
    },
  },
  [`GET ${ONE}`]: {
    name: 'getRecord',
    tag: 'records',
    summary: 'One record: its state, why, and its document in the ledger.',
    answers: { 200: { says: 'The record', schema: RECORD } },
    example: { path: CUSTOMER, status: 200, answer: { ...CUSTOMER, name: 'Ada Lovelace', revision: 1 } },
  },
  [`GET ${ONE}/trace`]: {
    name: 'getTrace',
    tag: 'records',
    summary: 'Why it is as it is: the event, the rule with what it read, and the write that was announced.',
    answers: { 200: { says: 'The trace', schema: TRACE } },
    example: { path: CUSTOMER, status: 200, answer: { source: { eventId: 'evt_1', revision: 1 } } },
  },
  [`GET ${ONE}/attempts`]: {
    name: 'getAttempts',
    tag: 'records',
    summary: 'The writes that were announced for it, newest first, at most 20.',
    answers: { 200: { says: 'The attempts', schema: ATTEMPTS } },
    example: { path: CUSTOMER, status: 200, answer: { attempts: [], more: false } },
  },
  [`GET ${ONE}/diff`]: {
    name: 'getDiff',
    tag: 'records',
    summary: 'What source, our last write and the ledger say, field by field.',
    query: { fresh: param('`true` asks the ledger: a metered read.', z.enum(['true', 'false'])) },
    answers: { 200: { says: 'The three beside each other', schema: DIFF } },
    example: { path: CUSTOMER, status: 200, answer: { differing: [] } },
  },
  ...decisions(),
};

/** What a person decides about one record: each answers the record, or with `mode=plan` what would become of it. */
function decisions(): Readonly<Record<string, Operation>> {
  return {
    [`POST ${ONE}/skip`]: {
      ...decision(
        'skipRecord',
        'Keeps it out of the books, whatever its source sends. Needs a reason.',
        ORDER,
      ),
      example: {
        path: CUSTOMER,
        body: { reason: 'a test entry' },
        status: 202,
        answer: { ...CUSTOMER, state: 'skipped', reason: 'a test entry' },
      },
    },
    [`POST ${ONE}/retry`]: {
      ...decision('retryRecord', 'Looks at it again, after its cause is cured.', RETRY),
      problems: [...DECISION_PROBLEMS, 'nothing_to_retry'],
      example: { path: CUSTOMER, status: 202, answer: { ...CUSTOMER, state: 'pending' } },
    },
    [`POST ${ONE}/keep`]: decision('keepRecord', 'Lets what a person did in the ledger stand.', ORDER),
    [`POST ${ONE}/restore`]: decision('restoreRecord', 'Writes our version over what a person did.', ORDER),
    [`POST ${ONE}/unlink`]: decision('unlinkRecord', 'Parts it from its document. Needs a reason.', ORDER),
    [`POST ${ONE}/sync`]: {
      ...decision('syncRecord', 'Books it, if no other rule is against it.', undefined),
      problems: [...DECISION_PROBLEMS, 'customer_not_linked'],
      example: {
        path: CUSTOMER,
        status: 409,
        answer: { code: 'order_refused', blocker: '...', next: '...' },
      },
    },
    [`POST ${ONE}/unsync`]: decision(
      'unsyncRecord',
      'Takes a payment out of the books, its refunds first.',
      UNSYNC,
    ),
    [`POST ${ONE}/adopt`]: decision('adoptRecord', 'Links it with a document that is there already.', ADOPT),
  };
}

function decision(name: string, summary: string, schema: z.core.$ZodType | undefined): Operation {
  return {
    name,
    tag: 'records',
    summary,
    query: { mode: MODE },
    body: schema && { schema, required: schema === ADOPT },
    answers: {
      200: { says: 'What would become of it (mode=plan)', schema: PLANNED_RECORD },
      202: { says: 'The record as it is now', schema: RECORD },
    },
    problems: DECISION_PROBLEMS,
  };
}
