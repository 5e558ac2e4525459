// The associations API: one pair at a time, or in batches, plain or by type id.
import { z } from 'zod';
import { batchAnswer, idSchema, readBody, tooMany } from './api.ts';
import type { Answered, BatchError, Call } from './api.ts';
import { link, linked, linksBetween, secondParent, unlink } from './associations.ts';
import { typeBetween, typesBetween, wayBack } from './association-types.ts';
import type { AssociationType } from './association-types.ts';
import type { Kind } from './catalog.ts';
import { checkEditable } from './invoices.ts';
import { KINDS } from './catalog.ts';
import { liveRecord } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { recalculate } from './recalculate.ts';
import { invalid, isRefusal, notFound } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { legacyLinks } from './view.ts';

/** The two records of an association by their ids. */
export interface Pair {
  readonly from: Kind;
  readonly fromId: string;
  readonly to: Kind;
  readonly toId: string;
}

const CREATE_MAX = 2000;

const spec = z.object({ associationCategory: z.string(), associationTypeId: z.number() });
const specs = z.array(spec).min(1);
const end = z.object({ id: idSchema });
const pairs = z.object({ inputs: z.array(z.object({ from: end, to: end })) });
const typedPairs = z.object({ inputs: z.array(z.object({ from: end, to: end, types: specs })) });
const fans = z.object({ inputs: z.array(z.object({ from: end, to: z.array(end) })) });
const sources = z.object({ inputs: z.array(z.object({ id: idSchema, after: z.string().nullish() })) });

/** `GET …/{id}/associations/{to}`: short in v3 and the dated versions, with types in v4. */
export function listAssociations({ portal, version }: Call, from: Kind, id: string, to: Kind): Answered {
  const record = liveRecord(portal, from.typeId, id);
  if (record === undefined) return notFound();
  const results = version === 'v4' ? typed(portal, record, to) : legacyLinks(portal, record, to);
  return { status: 200, body: { results } };
}

/** `PUT …/associations/default/…`: the plain type, both ways. */
export function putDefault(call: Call, pair: Pair): Answered {
  const done = associate(call, pair, typesBetween(pair.from.typeId, pair.to.typeId).slice(0, 1));
  return isRefusal(done)
    ? done
    : batchAnswer(
        call,
        200,
        done.flatMap((type) => bothWays(pair, type)),
      );
}

/** `PUT …/associations/{to}/{toId}` with a list of types. */
export function putTyped(call: Call, pair: Pair): Answered {
  const body = readBody(specs, call.request);
  if (isRefusal(body)) return body;
  const types = typesOf(pair, body.value);
  if (isRefusal(types)) return types;
  const done = associate(call, pair, types);
  return isRefusal(done) ? done : { status: 201, body: labels(pair, done) };
}

export function deletePair(call: Call, pair: Pair): Answered {
  const refusal = dissociate(call, pair);
  return refusal ?? { status: 204 };
}

/** `POST …/batch/read`: whom each record is associated with. */
export function batchReadAssociations(call: Call, from: Kind, to: Kind): Answered {
  const { portal } = call;
  const body = readBody(sources, call.request);
  if (isRefusal(body)) return body;
  const { inputs } = body.value;
  const refusal = tooMany(inputs.length, portal.knobs.associationsReadMax);
  if (refusal !== undefined) return refusal;
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const { id } of inputs) {
    const record = liveRecord(portal, from.typeId, id);
    const found = record === undefined ? [] : typed(portal, record, to);
    if (found.length > 0) results.push({ from: { id }, to: found });
    else {
      errors.push({
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        message: `No ${to.name} is associated with ${from.name} ${id}.`,
        context: { fromObjectId: [id], fromObjectType: [from.name], toObjectType: [to.name] },
      });
    }
  }
  return batchAnswer(call, 200, results, errors);
}

/** `POST …/batch/create`: pairs with their types. */
export function batchAssociate(call: Call, from: Kind, to: Kind): Answered {
  const body = readBody(typedPairs, call.request);
  if (isRefusal(body)) return body;
  const { inputs } = body.value;
  return forEach(call, inputs, (input) => {
    const pair = { from, fromId: input.from.id, to, toId: input.to.id };
    const types = typesOf(pair, input.types);
    const done = isRefusal(types) ? types : associate(call, pair, types);
    return isRefusal(done) ? done : [labels(pair, done)];
  });
}

/** `POST …/batch/associate/default`: pairs with the plain type. */
export function batchAssociateDefault(call: Call, from: Kind, to: Kind): Answered {
  const body = readBody(pairs, call.request);
  if (isRefusal(body)) return body;
  return forEach(call, body.value.inputs, (input) => {
    const pair = { from, fromId: input.from.id, to, toId: input.to.id };
    const done = associate(call, pair, typesBetween(from.typeId, to.typeId).slice(0, 1));
    return isRefusal(done) ? done : done.flatMap((type) => bothWays(pair, type));
  });
}

/** `POST …/batch/archive`: pairs part with all of their types. */
export function batchDissociate(call: Call, from: Kind, to: Kind): Answered {
  const body = readBody(fans, call.request);
  if (isRefusal(body)) return body;
  for (const input of body.value.inputs) {
    for (const { id } of input.to) {
      const refusal = dissociate(call, { from, fromId: input.from.id, to, toId: id });
      if (refusal !== undefined) return refusal;
    }
  }
  return parted(call);
}

/** `POST …/batch/labels/archive`: pairs part with some of their types. */
export function batchUnlabel(call: Call, from: Kind, to: Kind): Answered {
  const body = readBody(typedPairs, call.request);
  if (isRefusal(body)) return body;
  for (const input of body.value.inputs) {
    const ids = input.types.map(({ associationTypeId }) => associationTypeId);
    const pair = { from, fromId: input.from.id, to, toId: input.to.id };
    const refusal = dissociate(call, pair, (typeId) => ids.includes(typeId));
    if (refusal !== undefined) return refusal;
  }
  return parted(call);
}

/** Associates two live records. */
function associate(
  { portal, origin }: Call,
  { from, fromId, to, toId }: Pair,
  types: readonly AssociationType[],
): readonly AssociationType[] | Refusal {
  const one = liveRecord(portal, from.typeId, fromId);
  const other = liveRecord(portal, to.typeId, toId);
  if (one === undefined || other === undefined) return notFound();
  if (types.length === 0) return invalid(`A ${from.name} cannot be associated with a ${to.name}.`);
  const refusal = partRefusal(portal, one, other) ?? secondParent(portal, one, other);
  if (refusal !== undefined) return refusal;
  const former = link(portal, one, { record: other, types }, origin);
  recalculate(portal, [], [one, other, ...former]);
  return types;
}

function dissociate(
  { portal, origin }: Call,
  { from, fromId, to, toId }: Pair,
  which?: (typeId: number) => boolean,
): Refusal | undefined {
  const one = liveRecord(portal, from.typeId, fromId);
  const other = liveRecord(portal, to.typeId, toId);
  if (one === undefined || other === undefined) return undefined;
  const refusal = partRefusal(portal, one, other);
  if (refusal !== undefined) return refusal;
  // What one end owes the other has to be worked out for both, whether or not they still know of each other.
  if (unlink(portal, [one, other], origin, which)) recalculate(portal, [], [one, other]);
  return undefined;
}

/** An invoice that cannot be edited takes no further lines, and gives none away. Payments come and go. */
function partRefusal(portal: Portal, one: Stored, other: Stored): Refusal | undefined {
  const parts: readonly string[] = [KINDS.lineItem, KINDS.discount, KINDS.fee, KINDS.tax].map(
    ({ typeId }) => typeId,
  );
  const invoice = [one, other].find(({ typeId }) => typeId === KINDS.invoice.typeId);
  const part = [one, other].some(({ typeId }) => parts.includes(typeId));
  return invoice !== undefined && part ? checkEditable(portal, invoice) : undefined;
}

function typesOf(
  { from, to }: Pair,
  given: readonly z.infer<typeof spec>[],
): readonly AssociationType[] | Refusal {
  const types: AssociationType[] = [];
  for (const { associationCategory: category, associationTypeId: id } of given) {
    const type = category === 'HUBSPOT_DEFINED' ? typeBetween(from.typeId, to.typeId, id) : undefined;
    if (type === undefined) {
      return invalid(
        `${id} is no ${category} type from ${from.name} to ${to.name}`,
        'INVALID_ASSOCIATION_TYPE',
      );
    }
    types.push(type);
  }
  return types;
}

function typed(
  portal: Portal,
  record: Stored,
  to: Kind,
): readonly { toObjectId: string; associationTypes: unknown }[] {
  return linked(portal, record, to.typeId).map((other) => ({
    toObjectId: other.id,
    associationTypes: linksBetween(portal, record, other).map(({ category, typeId }) => ({
      category,
      typeId,
      label: typeBetween(record.typeId, to.typeId, typeId)?.label ?? null,
    })),
  }));
}

function bothWays({ fromId, toId }: Pair, type: AssociationType): readonly unknown[] {
  const told = (from: string, to: string, associationTypeId: number) => ({
    from: { id: from },
    to: { id: to },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId },
  });
  const back = wayBack(type);
  return [told(fromId, toId, type.id), ...(back === undefined ? [] : [told(toId, fromId, back.id)])];
}

function labels({ from, fromId, to, toId }: Pair, types: readonly AssociationType[]): unknown {
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: fromId,
    toObjectTypeId: to.typeId,
    toObjectId: toId,
    labels: types.flatMap(({ label }) => label ?? []),
  };
}

/** Works on the inputs one after the other; those that fail are told beside those that did not. */
function forEach<T extends { readonly from: { readonly id: string } }>(
  call: Call,
  inputs: readonly T[],
  work: (input: T) => readonly unknown[] | Refusal,
): Answered {
  const refusal = tooMany(inputs.length, CREATE_MAX);
  if (refusal !== undefined) return refusal;
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    const done = work(input);
    if (!isRefusal(done)) results.push(...done);
    else {
      const { category = 'VALIDATION_ERROR', message } = done;
      errors.push({ status: 'error', category, message, context: { fromObjectId: [input.from.id] } });
    }
  }
  return batchAnswer(call, isDated(call) ? 200 : 201, results, errors);
}

/** The dated specification answers 200 with an envelope where version 4 answers 201, and 204 without a body. */
function isDated({ version }: Call): boolean {
  return version !== 'v4';
}

function parted(call: Call): Answered {
  return isDated(call) ? batchAnswer(call, 200, []) : { status: 204 };
}
