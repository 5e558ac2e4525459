// What the service says of itself, and how it refuses.
import * as z from 'zod';
import { REQUEST_PROBLEMS } from '../../../http/problem.ts';
import { answered, count, maybe, text } from '../shape.ts';
import { FIELD_ERROR } from './policy.ts';
import { KIND } from './records.ts';

export const HEALTH = answered('Health', z.strictObject({ status: z.literal('ok') }));

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
