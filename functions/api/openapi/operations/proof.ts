// The operations that prove: that nothing is lost, and that the books agree.
import * as z from 'zod';
import { CURSOR, type Operation, param } from '../operation.ts';
import { COMPLETENESS, RECONCILIATION, RECONCILIATIONS } from '../shapes/connection.ts';
import { KIND } from '../shapes/records.ts';
import { AUDIT, HEALTH, ME, OPENAPI, SIGN_IN } from '../shapes/service.ts';
import { PERIOD } from '../shapes/sent.ts';

const C = '/v1/connections/{connection}';
const DAY = z.iso.date();

export const PROOF_OPERATIONS: Readonly<Record<string, Operation>> = {
  [`GET ${C}/completeness`]: {
    name: 'getCompleteness',
    tag: 'proof',
    summary: 'What came in on each day, and in which state all of it is now.',
    query: {
      day: param('One day; today unless said.', DAY),
      from: param('The first day.', DAY),
      to: param('The last day, at most a month later.', DAY),
      cursor: CURSOR,
    },
    answers: { 200: { says: 'The count', schema: COMPLETENESS } },
    example: { status: 200, answer: { complete: true, adds_up: true } },
  },
  [`GET ${C}/reconcile`]: {
    name: 'listReconciliations',
    tag: 'proof',
    summary: 'The newest reconciliations, newest first.',
    answers: { 200: { says: 'At most 26', schema: RECONCILIATIONS } },
    example: { status: 200, answer: { reconciliations: [] } },
  },
  [`POST ${C}/reconcile`]: {
    name: 'startReconciliation',
    tag: 'proof',
    summary: 'Compares a period of the books with what the source and our links say.',
    body: { schema: PERIOD, required: true },
    answers: { 202: { says: 'It runs', schema: RECONCILIATION } },
    problems: ['malformed', 'invalid', 'not_connected', 'disconnected', 'reconciliation_running'],
    example: { body: { from: '2026-11-01', to: '2026-11-30' }, status: 202, answer: { state: 'running' } },
  },
  [`GET ${C}/reconcile/{run}`]: {
    name: 'getReconciliation',
    tag: 'proof',
    summary: 'One reconciliation with its sums and the records that differ.',
    answers: { 200: { says: 'The reconciliation', schema: RECONCILIATION } },
  },
  'GET /v1/health': {
    name: 'getHealth',
    tag: 'service',
    summary: 'Whether the service is up, to anybody.',
    answers: { 200: { says: 'It is', schema: HEALTH } },
    example: { status: 200, answer: { status: 'ok' } },
  },
  'GET /v1/sign-in': {
    name: 'getSignIn',
    tag: 'service',
    summary: 'Where people sign in, and as which client: OpenID Connect, code flow with PKCE.',
    answers: { 200: { says: 'The issuer', schema: SIGN_IN } },
    problems: ['not_found'],
  },
  'GET /v1/me': {
    name: 'getMe',
    tag: 'service',
    summary: 'Who is signed in, and with which role.',
    answers: { 200: { says: 'The person', schema: ME } },
  },
  [`GET ${C}/audit`]: {
    name: 'listAudit',
    tag: 'proof',
    summary: 'Who did what and when, newest first, 400 days back.',
    query: {
      cursor: CURSOR,
      kind: param('With `id`: only what was done about this record.', KIND),
      id: param('With `kind`: the id of the record.', z.string()),
    },
    answers: { 200: { says: 'A page of 100', schema: AUDIT } },
  },
  'GET /v1/openapi.json': {
    name: 'getOpenApi',
    tag: 'service',
    summary: 'This document, to anybody.',
    answers: { 200: { says: 'OpenAPI 3.1', schema: OPENAPI } },
    example: { status: 200, answer: { openapi: '3.1.1' } },
  },
};
