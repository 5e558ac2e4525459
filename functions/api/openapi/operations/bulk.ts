// The operations on many records at once.
import type { Operation } from '../operation.ts';
import { BULK, BULKS } from '../shapes/bulk.ts';
import { BULK_INPUT } from '../shapes/sent.ts';

const C = '/v1/connections/{connection}';
const IT = { says: 'The bulk action as it is now', schema: BULK } as const;

export const BULK_OPERATIONS: Readonly<Record<string, Operation>> = {
  [`POST ${C}/bulk`]: {
    name: 'planBulk',
    tag: 'records',
    summary:
      'Plans an action on all records that pass a filter: how many, how much money, what would become of them.',
    body: { schema: BULK_INPUT, required: true },
    answers: { 201: { says: 'The plan; nothing was done', schema: BULK } },
    problems: ['malformed', 'invalid', 'not_connected'],
    example: {
      body: { action: 'retry', filter: { code: 'tax_unmapped' } },
      status: 201,
      answer: { state: 'planned', action: 'retry', plan: { count: 0, more: false, money: {} } },
    },
  },
  [`GET ${C}/bulk`]: {
    name: 'listBulks',
    tag: 'records',
    summary: 'The newest bulk actions, newest first.',
    answers: { 200: { says: 'At most 30', schema: BULKS } },
    example: { status: 200, answer: { bulks: [{ state: 'planned' }] } },
  },
  [`GET ${C}/bulk/{bulk}`]: {
    name: 'getBulk',
    tag: 'records',
    summary: 'How far a bulk action is; when it has ended, its report.',
    answers: { 200: IT },
  },
  [`POST ${C}/bulk/{bulk}/run`]: {
    name: 'runBulk',
    tag: 'records',
    summary: 'Has the lane do what was planned, to the records that stood there when it was.',
    answers: { 202: IT },
    problems: ['not_connected', 'order_refused', 'in_progress'],
  },
  [`POST ${C}/bulk/{bulk}/cancel`]: {
    name: 'cancelBulk',
    tag: 'records',
    summary: 'Ends it: what was done stays done, nothing more is.',
    answers: { 200: IT },
    problems: ['in_progress'],
  },
};
