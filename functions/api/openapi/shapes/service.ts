// What the service says of itself, and how it refuses.
import * as z from 'zod';
import { ROLES } from '../../../../shared/core/roles.ts';
import { REQUEST_PROBLEMS } from '../../../http/problem.ts';
import { answered, count, instant, maybe, text } from '../shape.ts';
import { FIELD_ERROR } from './policy.ts';
import { KIND, RECORD_ID } from './records.ts';

export const HEALTH = answered('Health', z.strictObject({ status: z.literal('ok') }));

export const ME = answered('Me', z.strictObject({ name: text, role: z.enum(ROLES) }));
export const SIGN_IN = answered('SignIn', z.strictObject({ issuer: z.url(), clientId: text, scope: text }));

const AUDIT_STATE = z.record(z.string(), z.union([text, z.number(), z.boolean()]));
export const AUDIT = answered(
  'Audit',
  z.strictObject({
    entries: z.array(
      z.strictObject({
        at: instant,
        by: z.strictObject({ kind: z.enum(['operator', 'key']), id: text }),
        what: text,
        record: RECORD_ID.optional(),
        before: AUDIT_STATE.optional(),
        after: AUDIT_STATE.optional(),
        request: text,
      }),
    ),
    cursor: maybe,
  }),
);

export const OPENAPI = z.looseObject({ openapi: text });

export const REQUEST_PROBLEM = answered(
  'RequestProblem',
  z.strictObject({
    type: text.meta({ description: 'urn:ledgerlane:problem:{code}' }),
    title: text,
    status: count,
    code: z.enum(Object.keys(REQUEST_PROBLEMS)),
    category: z.enum(['request', 'state', 'connection', 'outage', 'internal']),
    owner: z.enum(['source', 'operator', 'ledgerlane']),
    retryable: z.boolean(),
    detail: text,
    errors: z.array(FIELD_ERROR).optional(),
    blocker: maybe,
    next: maybe,
    nextAction: z.strictObject({ action: text, kind: KIND, id: text }).optional(),
    request_id: text,
  }),
);
