// Preparing a write: the request laid over what stands, before the rules of the entity look at it.
import type { Company, Row } from './company.ts';
import type { Fault } from './faults.ts';
import { without, type JsonObject } from './json.ts';
import { bare } from './refs.ts';

/** A write of a new object or of a new version. */
export interface Preparation {
  readonly entity: string;
  /** The request as it came, without envelope members. */
  readonly sent: JsonObject;
  readonly old: Row | undefined;
  /** The fields as they will stand, if the entity's rules agree. */
  readonly fields: JsonObject;
  readonly by: 'api' | 'ui' | 'books';
}

/** The fields to commit, or why not. */
export type Prepared = { readonly fields: JsonObject } | { readonly fault: Fault };

export type Check = (company: Company, preparation: Preparation) => Fault | undefined;

/** Lays a request over what stands: sparse keeps what is left out, full forgets it. */
export const overlay = (
  entity: string,
  body: JsonObject,
  old: Row | undefined,
  by: Preparation['by'],
): Preparation => {
  const sparse = body.sparse === true || body.sparse === 'true';
  const sent = bare(withoutUndefined(body));
  const kept = old === undefined ? {} : sparse ? old.fields : {};
  return { entity, sent, old, by, fields: without({ ...kept, ...sent }, ...envelope) };
};

const envelope = ['Id', 'SyncToken', 'sparse', 'domain', 'MetaData', 'status'];

const withoutUndefined = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(body).filter(([key, value]) => value !== undefined && !envelope.includes(key)),
  );

/** The first refusal of a list of checks. */
export const firstFault = (
  company: Company,
  preparation: Preparation,
  checks: readonly Check[],
): Fault | undefined => {
  for (const check of checks) {
    const fault = check(company, preparation);
    if (fault !== undefined) return fault;
  }
  return undefined;
};
