// What the parts of the API share: a call, an answer, bodies read by schema, and batches in their envelope.
import { z } from 'zod';
import type { Kind } from './catalog.ts';
import { definitionOf, holderOf, liveRecord } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import type { Origin, SimRequest } from './types.ts';

/** A request of an app whose token was accepted for an account. */
export interface Call {
  readonly portal: Portal;
  /** `v3`, `v4` or a date: `2026-09`. */
  readonly version: string;
  readonly request: SimRequest;
  readonly origin: Origin;
  readonly scopes: readonly string[];
}

/** An answer before it is written out. Without a body it has none on the wire either. */
export type Answered = { readonly status: number; readonly body?: unknown } | Refusal;

/** Inputs in one batch, for objects. */
export const BATCH_MAX = 100;

/** Reads a body, or says in the words of HubSpot's own parser what is wrong with it. */
export function readBody<T>(schema: z.ZodType<T>, { body }: SimRequest): { readonly value: T } | Refusal {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // The refusal is what the caller does about it.
    return invalid('Invalid input JSON on line 1, column 1: Unexpected character');
  }
  const read = schema.safeParse(parsed);
  if (read.success) return { value: read.data };
  const [first] = read.error.issues;
  const where = first?.path.map(String).join('.') ?? '';
  return first?.code === 'invalid_type' && first.message.includes('undefined')
    ? invalid(`Invalid input JSON on line 1, column 1. Some required fields were not set: [${where}]`)
    : invalid(`Invalid input JSON on line 1, column 1: ${where}: ${first?.message ?? 'not valid'}`);
}

/** The live record an id names, by its own id or by the value of a unique property; null when there is none. */
export function findRecord(
  portal: Portal,
  kind: Kind,
  id: string,
  idProperty: string | null | undefined,
): { readonly record: Stored | null } | Refusal {
  if (idProperty === null || idProperty === undefined || idProperty === '') {
    return { record: liveRecord(portal, kind.typeId, id) ?? null };
  }
  if (definitionOf(portal, kind.typeId, idProperty)?.hasUniqueValue !== true) {
    return invalid(
      `Unable to perform update/upsert by non-unique ${kind.typeId} property ${idProperty} in portal ID ${portal.settings.portalId}`,
    );
  }
  const holder = holderOf(portal, kind.typeId, idProperty, id);
  return { record: holder === undefined ? null : (liveRecord(portal, kind.typeId, holder) ?? null) };
}

/** One error inside a batch that went through for the other inputs. */
export interface BatchError {
  readonly status: 'error';
  readonly category: string;
  readonly message: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** A batch answer: 207 when some of it failed. */
export function batchAnswer(
  { portal }: Call,
  status: number,
  results: readonly unknown[],
  errors: readonly BatchError[] = [],
): Answered {
  const at = new Date(portal.from.now()).toISOString();
  const failed = errors.length === 0 ? {} : { numErrors: errors.length, errors };
  return {
    status: errors.length === 0 ? status : 207,
    body: { status: 'COMPLETE', results, ...failed, startedAt: at, completedAt: at },
  };
}

export function notThere(kind: Kind, ids: readonly string[]): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${kind.name.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids },
  };
}

export function tooMany(given: number, most: number): Refusal | undefined {
  return given > most ? invalid(`The batch has ${given} inputs; at most ${most} are allowed.`) : undefined;
}

/** An id in a body: texts and numbers are both taken. */
export const idSchema = z.union([z.string().min(1), z.number().int().min(0)]).transform(String);
