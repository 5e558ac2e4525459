// Validating a policy: everything that would be refused, and what preflight would say, with nothing saved.
import * as z from 'zod';
import { preflight } from '../../../shared/core/preflight.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { instant } from '../show-record.ts';
import { keptFacts } from './kept-facts.ts';
import { faultsInLists, readPolicyBody } from './policy-body.ts';

/** `POST .../policy/validate { policy }` */
export async function validatePolicy(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const body = readPolicyBody(request, BODY);
  if (!body.ok) return body.answer;
  const { policy } = body;
  if (policy === undefined) return json(200, { valid: false, errors: body.errors });
  const facts = await keptFacts(host, connection, policy);
  const errors = faultsInLists(policy, facts.reference);
  return json(200, {
    valid: errors.length === 0,
    errors,
    listsReadAt: facts.reference === undefined ? undefined : instant(facts.reference.readAt),
    preflight: preflight(facts),
  });
}

const BODY = z.strictObject({ policy: z.unknown() });
