// The operations on a connection as a whole, and on how its product hears of the ledger.
import * as z from 'zod';
import { CURSOR, MODE, type Operation, param } from '../operation.ts';
import {
  CALLBACK,
  CATALOGUE,
  CATALOGUE_RESULTS,
  CHANGES,
  CONNECT_START,
  CONNECTION,
  CONNECTIONS,
  EXPORT_RUNS,
  EXPORT_STARTED,
  FIRST_IMPORT,
  INBOUND,
  PROBLEMS,
} from '../shapes/connection.ts';
import { HISTORY } from '../shapes/history.ts';
import { CALLBACK_INPUT, CSV, EXPORT, KEY_INPUT } from '../shapes/sent.ts';

const C = '/v1/connections/{connection}';
const SIDE = param(
  'Which end is meant: the ledger, or the account of a source that is read.',
  z.enum(['ledger', 'source']),
);
const IT = { 200: { says: 'The connection as it is now', schema: CONNECTION } };

export const CONNECTION_OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /v1/connections': {
    name: 'listConnections',
    tag: 'connections',
    summary:
      'All connections in short, each with the records that need somebody and the money that hangs on them.',
    query: { cursor: CURSOR },
    answers: { 200: { says: 'A page of 20', schema: CONNECTIONS } },
  },
  [`GET ${C}/problems`]: {
    name: 'listProblems',
    tag: 'connections',
    summary:
      'The records that need somebody by their cause: count, money, first and last seen, owner and remedy.',
    answers: { 200: { says: 'The causes, those with the most records first', schema: PROBLEMS } },
    example: { status: 200, answer: { problems: [], more: false } },
  },
  [`GET ${C}/history`]: {
    name: 'getHistory',
    tag: 'connections',
    summary:
      'Per hour of the last 24 or per day of the last 30: what came in, what was synced and what failed, and what stands out since then now.',
    query: { by: param('`hour` unless said.', z.enum(['hour', 'day'])) },
    answers: { 200: { says: 'The spans, oldest first', schema: HISTORY } },
    example: { query: { by: 'hour' }, status: 200, answer: { by: 'hour' } },
  },
  [`GET ${C}`]: {
    name: 'getConnection',
    tag: 'connections',
    summary: 'Whether it works, how far it is, and how many records need somebody.',
    answers: IT,
    example: { status: 200, answer: { state: 'connected', records: { failed: { count: 0, more: false } } } },
  },
  [`POST ${C}/connect`]: {
    name: 'beginConnect',
    tag: 'connections',
    summary: 'Begins to connect the ledger company: an address for a person, good once and for ten minutes.',
    query: { side: SIDE },
    answers: { 200: { says: 'Where a person goes on', schema: CONNECT_START } },
    problems: ['not_supported', 'bad_query'],
  },
  [`POST ${C}/key`]: {
    name: 'enterKey',
    tag: 'connections',
    summary:
      'Connects the company of a ledger that is opened by a key: the key is proved before it is stored, and never shown again.',
    body: { schema: KEY_INPUT, required: true },
    answers: IT,
    problems: ['not_supported', 'malformed', 'invalid', 'not_entitled', 'other_company', 'unavailable'],
  },
  [`POST ${C}/disconnect`]: {
    name: 'disconnect',
    tag: 'connections',
    summary: 'Revokes our access at the ledger and forgets the tokens. Records, policy and keys stay.',
    query: { side: SIDE },
    answers: IT,
    problems: ['not_connected', 'in_progress', 'bad_query'],
  },
  [`POST ${C}/pause`]: {
    name: 'pauseConnection',
    tag: 'connections',
    summary: 'Nothing is written to the company’s books until resumed; records are still taken in.',
    answers: IT,
    problems: ['not_connected'],
    example: { status: 200, answer: { state: 'paused' } },
  },
  [`POST ${C}/resume`]: {
    name: 'resumeConnection',
    tag: 'connections',
    summary: 'Goes on with what is due and with what changed in the ledger meanwhile.',
    answers: IT,
    problems: ['not_connected', 'disconnected'],
    example: { status: 200, answer: { state: 'connected' } },
  },
  [`POST ${C}/export`]: {
    name: 'startExport',
    tag: 'connections',
    summary: 'Lets go what waits for an export, from another day if one is named.',
    query: { mode: MODE },
    body: { schema: EXPORT, required: false },
    answers: {
      200: { says: 'The run that would be (mode=plan)', schema: EXPORT_STARTED },
      202: { says: 'The run', schema: EXPORT_STARTED },
    },
    problems: ['malformed', 'invalid', 'not_connected', 'order_refused', 'in_progress'],
  },
  [`GET ${C}/exports`]: {
    name: 'listExports',
    tag: 'connections',
    summary: 'The export runs, newest first.',
    query: { below: param('Runs below this number.', z.int().min(1)) },
    answers: { 200: { says: 'At most 60', schema: EXPORT_RUNS } },
    example: { status: 200, answer: { runs: [] } },
  },
  ...exchange(),
};

function exchange(): Readonly<Record<string, Operation>> {
  return {
    [`GET ${C}/changes`]: {
      name: 'listChanges',
      tag: 'exchange',
      summary: 'What changed in the ledger for the product, numbered without gaps, kept for 90 days.',
      query: {
        after: param('The number of the last change you have; 0 begins.', z.int().min(0)),
        limit: param('How many to a page: 100 unless said.', z.int().min(1).max(200)),
      },
      answers: { 200: { says: 'A page', schema: CHANGES } },
      problems: ['changes_gone'],
      example: { query: { after: '0' }, status: 200, answer: { changes: [], next: '0', head: '0' } },
    },
    [`GET ${C}/callback`]: {
      name: 'getCallback',
      tag: 'exchange',
      summary: 'Where the product is called, and how the calls go.',
      answers: { 200: { says: 'The callback', schema: CALLBACK } },
    },
    [`PUT ${C}/callback`]: {
      name: 'putCallback',
      tag: 'exchange',
      summary: 'Sets the address; the answer shows a new secret, this once.',
      body: { schema: CALLBACK_INPUT, required: true },
      answers: {
        200: { says: 'The callback', schema: CALLBACK },
        201: { says: 'The callback, which is new', schema: CALLBACK },
      },
      problems: ['malformed', 'invalid'],
    },
    [`DELETE ${C}/callback`]: {
      name: 'deleteCallback',
      tag: 'exchange',
      summary: 'Forgets address and secrets; the feed goes on.',
      answers: { 204: { says: 'It is forgotten' } },
    },
    [`GET ${C}/sync`]: {
      name: 'getSync',
      tag: 'exchange',
      summary: 'When the ledger’s changes were last asked for, and up to when everything was told.',
      answers: { 200: { says: 'How far it is', schema: INBOUND } },
      example: { status: 200, answer: { state: 'idle' } },
    },
    [`POST ${C}/sync`]: {
      name: 'syncInbound',
      tag: 'exchange',
      summary: 'Has the lane look at what changed in the ledger, and tell the product.',
      query: { direction: param('What goes to the ledger is started by an export.', z.literal('inbound')) },
      answers: { 202: { says: 'It is asked for', schema: INBOUND } },
      problems: ['not_connected', 'inbound_off', 'disconnected'],
    },
    [`GET ${C}/import`]: {
      name: 'getImport',
      tag: 'exchange',
      summary: 'How far the first import is.',
      answers: { 200: { says: 'How far it is', schema: FIRST_IMPORT } },
      example: { status: 200, answer: { state: 'none' } },
    },
    [`POST ${C}/import`]: {
      name: 'startImport',
      tag: 'exchange',
      summary: 'Tells everything of the ledger that the product takes over, once.',
      query: { again: param('`true` tells everything once more.', z.literal('true')) },
      answers: { 202: { says: 'It runs', schema: FIRST_IMPORT } },
      problems: ['not_connected', 'already_imported'],
    },
    ...catalogue(),
  };
}

function catalogue(): Readonly<Record<string, Operation>> {
  const summary = 'The ledger’s products and services, with your SKU where the two are linked.';
  const problems = ['not_connected', 'unavailable'] as const;
  return {
    [`GET ${C}/catalogue.json`]: {
      name: 'getCatalogue',
      tag: 'exchange',
      summary,
      answers: { 200: { says: 'The items', schema: CATALOGUE } },
      problems,
    },
    [`GET ${C}/catalogue.csv`]: {
      name: 'getCatalogueCsv',
      tag: 'exchange',
      summary,
      answers: { 200: { says: 'A table for a spreadsheet', type: 'text/csv' } },
      problems,
    },
    [`POST ${C}/catalogue`]: {
      name: 'importCatalogue',
      tag: 'exchange',
      summary: 'Links SKUs with the ledger’s items, by a table. Nothing is written to the ledger.',
      query: {
        sku: param('The column that holds it: sku unless said.'),
        ledgerId: param('The column that holds it: ledgerId unless said.'),
        name: param('The column that holds it: name unless said.'),
      },
      body: { schema: CSV, required: true, type: 'text/csv' },
      answers: { 202: { says: 'What became of each row', schema: CATALOGUE_RESULTS } },
      problems: [...problems, 'too_large', 'invalid'],
    },
  };
}
