// Whether an answer is what the API's description says: the status, and nothing more or less in the body than is named.
import type * as z from 'zod';
import { OPERATIONS } from '../../functions/api/openapi/operations.ts';
import { REQUEST_PROBLEM } from '../../functions/api/openapi/shapes/service.ts';
import { safeParse } from 'zod/v4/core';

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What is wrong with the answer to a route; empty if it is as described. */
export function answerFaults(route: string, { status, type, body }: Answered): readonly string[] {
  const operation = OPERATIONS[route];
  if (operation === undefined) return [`${route} is not described`];
  const answer = operation.answers[status];
  if (answer === undefined || type.startsWith('application/problem+json'))
    return faultsIn(`${route} ${status}`, REQUEST_PROBLEM, body);
  return 'schema' in answer ? faultsIn(`${route} ${status}`, answer.schema, body) : [];
}

function faultsIn(where: string, schema: z.core.$ZodType, body: string): readonly string[] {
  const read = safeParse(schema, JSON.parse(body));
  return read.success
    ? []
    : read.error.issues.map(
        (issue) =>
          `${where} /${issue.path.join('/')}: ${issue.message} ${JSON.stringify('keys' in issue ? issue.keys : '')}`,
      );
}
