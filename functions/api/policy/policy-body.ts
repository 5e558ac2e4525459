// A policy in the body of a request: read, and checked against the company's lists as far as they are known.
import type * as z from 'zod';
import { laneOf } from '../../../shared/core/lanes.ts';
import type { Reference } from '../../../shared/core/decisions.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import { mappingFaults } from '../../../shared/core/preflight/mapped.ts';
import { pointerTo, readShape } from '../../../shared/connectors/product/shape.ts';
import type { Host } from '../../../shared/host/host.ts';
import { MAP_ENTRIES_MAX } from '../../../shared/storage/policy-schema.ts';
import { readPolicy } from '../../../shared/storage/policy-input.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../../http/http.ts';
import { type FieldError, refuse } from '../../http/problem.ts';
import { readJson } from '../../http/read-json.ts';

/** What a request asks with a policy, or the answer that refuses it as a whole. */
export type PolicyBody<T> =
  | {
      readonly ok: true;
      readonly asked: T;
      readonly policy: Policy | undefined;
      readonly errors: readonly FieldError[];
    }
  | { readonly ok: false; readonly answer: HttpAnswer };

/** A policy with all its maps full is a quarter of this; the row that it is kept in takes 400 KB. */
const BODY_BYTES_MAX = 256 * 1024;

/**
 * Reads a body with a `policy` among its members. Where the policy cannot be read, `errors` says all that is
 * wrong with it; what the company's lists say about it is for {@link faultsInLists}.
 */
export function readPolicyBody<T extends { readonly policy: unknown }>(
  request: HttpRequest,
  shape: z.ZodType<T>,
): PolicyBody<T> {
  if (request.body.length > BODY_BYTES_MAX)
    return refused(request, 'too_large', 'A policy has at most 256 KiB.');
  const body = readJson(request.body, MAP_ENTRIES_MAX);
  if (!body.ok) return refused(request, 'malformed', body.detail);
  const said = readShape(shape, body.value, '');
  if (!said.ok) return { ok: false, answer: refuse(request, 'invalid', NOTHING_DONE, said.mistakes) };
  const reading = readPolicy(said.value.policy);
  return {
    ok: true,
    asked: said.value,
    policy: reading.ok ? reading.policy : undefined,
    errors: reading.ok ? [] : reading.faults.map(({ path, message }) => errorAt(path, message)),
  };
}

export const NOTHING_DONE = 'Correct the body; nothing was done.';

function refused(request: HttpRequest, code: 'too_large' | 'malformed', detail: string) {
  return { ok: false, answer: refuse(request, code, detail) } as const;
}

/** The lists of the connection's company as they are kept; undefined as long as nobody read them. */
export async function listsOf(host: Host, { ledger, company }: Connection): Promise<Reference | undefined> {
  return company === undefined ? undefined : host.connections.reference(laneOf(ledger, company));
}

/** Settings that name what the company does not have, or what does not fit (TXD-18, CLK-17). */
export function faultsInLists(policy: Policy, lists: Reference | undefined): readonly FieldError[] {
  return lists === undefined
    ? []
    : mappingFaults(policy, lists)
        .slice(0, ERRORS_MAX)
        .map(({ path, message }) => errorAt(path, message));
}

/** As many as anybody corrects in one go. */
const ERRORS_MAX = 50;

const errorAt = (path: readonly string[], detail: string): FieldError => ({
  pointer: pointerTo('', 'policy', ...path),
  detail,
});
