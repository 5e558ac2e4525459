// The objects API for up to a hundred records at a time: all or nothing, unless every input names a trace id.
import { z } from 'zod';
import { BATCH_MAX, batchAnswer, findRecord, idSchema, notThere, readBody, tooMany } from './api.ts';
import type { Answered, BatchError, Call } from './api.ts';
import type { Kind } from './catalog.ts';
import { associationInput, hasRules, wantsUrl } from './objects-api.ts';
import { liveRecord, recordOf } from './portal.ts';
import { invalid, isRefusal, notFound } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { checkRemoval, remove } from './removals.ts';
import { carryOut, planSave } from './save.ts';
import type { Plan, SaveInput } from './save.ts';
import { valueSchema } from './values.ts';
import { show, showAll } from './view.ts';

const names = z.array(z.string()).nullish();
const readInputs = z.object({
  inputs: z.array(z.object({ id: idSchema })),
  idProperty: z.string().nullish(),
  properties: names,
  propertiesWithHistory: names,
});
const traced = { properties: z.record(z.string(), valueSchema), objectWriteTraceId: z.string().nullish() };
const createInputs = z.object({
  inputs: z.array(z.object({ ...traced, associations: z.array(associationInput).nullish() })),
});
const updateInputs = z.object({
  inputs: z.array(z.object({ ...traced, id: idSchema, idProperty: z.string().nullish() })),
});
const ids = z.object({ inputs: z.array(z.object({ id: idSchema })) });

/** One input on its way: what to save, or why it cannot be found. */
interface Step {
  readonly trace: string | null;
  readonly input: SaveInput | Refusal;
  /** For batch updates, whose missing ids are told together. */
  readonly missing?: string;
  readonly isNew?: boolean;
}

export function batchRead(call: Call, kind: Kind): Answered {
  const { portal, request } = call;
  const body = readBody(readInputs, request);
  if (isRefusal(body)) return body;
  const { inputs, idProperty, properties, propertiesWithHistory } = body.value;
  const refusal = tooMany(inputs.length, BATCH_MAX);
  if (refusal !== undefined) return refusal;
  const wanted = {
    properties: properties ?? [],
    history: propertiesWithHistory ?? [],
    withUrl: wantsUrl(call),
  };
  const results: unknown[] = [];
  const missing: string[] = [];
  for (const id of new Set(inputs.map((input) => input.id))) {
    const found =
      request.query.get('archived') === 'true'
        ? inTheBin(call, kind, id)
        : findRecord(portal, kind, id, idProperty);
    if (isRefusal(found)) return found;
    if (found.record === null) missing.push(id);
    else results.push(show(portal, kind, found.record, wanted));
  }
  const told = missing.length > 0 && portal.knobs.batchMissing === 'told';
  return batchAnswer(call, 200, results, told ? [notThere(kind, missing)] : []);
}

function inTheBin({ portal }: Call, kind: Kind, id: string) {
  const record = recordOf(portal, kind.typeId, id);
  return { record: record === undefined || record.archivedAt === null ? null : record };
}

export function batchCreate(call: Call, kind: Kind): Answered {
  const body = readBody(createInputs, call.request);
  if (isRefusal(body)) return body;
  const steps = body.value.inputs.map(({ properties, associations, objectWriteTraceId }) => ({
    trace: objectWriteTraceId ?? null,
    input: { kind, properties, associations: associations ?? [] },
  }));
  return carryOutSteps(call, kind, steps, 'create');
}

export function batchUpdate(call: Call, kind: Kind): Answered {
  return saveKnown(call, kind, false);
}

export function batchUpsert(call: Call, kind: Kind): Answered {
  return saveKnown(call, kind, true);
}

export function batchArchive(call: Call, kind: Kind): Answered {
  const { portal, origin } = call;
  const body = readBody(ids, call.request);
  if (isRefusal(body)) return body;
  const refusal = tooMany(body.value.inputs.length, BATCH_MAX);
  if (refusal !== undefined) return refusal;
  const records = body.value.inputs.flatMap(({ id }) => liveRecord(portal, kind.typeId, id) ?? []);
  for (const record of records) {
    const refused = checkRemoval(portal, record);
    if (refused !== undefined) return refused;
  }
  for (const { id } of records) {
    // A record may have gone with its parent a moment ago.
    const record = liveRecord(portal, kind.typeId, id);
    if (record !== undefined) remove(portal, record, origin);
  }
  return { status: 204 };
}

function saveKnown(call: Call, kind: Kind, orCreate: boolean): Answered {
  const body = readBody(updateInputs, call.request);
  if (isRefusal(body)) return body;
  const { inputs } = body.value;
  const twice = inputs.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index);
  if (twice.length > 0) return invalid(`Duplicate IDs found in batch input: [${twice.join(', ')}]`);
  const steps = inputs.map(({ id, idProperty, properties, objectWriteTraceId }): Step => {
    const trace = objectWriteTraceId ?? null;
    const found = findRecord(call.portal, kind, id, idProperty);
    if (isRefusal(found)) return { trace, input: found };
    if (found.record !== null)
      return { trace, input: { kind, record: found.record, properties }, isNew: false };
    if (!orCreate || idProperty === null || idProperty === undefined) {
      return { trace, input: notFound(), missing: id };
    }
    return { trace, input: { kind, properties: { ...properties, [idProperty]: id } }, isNew: true };
  });
  return carryOutSteps(call, kind, steps, orCreate ? 'upsert' : 'update');
}

/** Checks all, then writes. A batch in which every input has a trace id goes through in part. */
function carryOutSteps(
  call: Call,
  kind: Kind,
  steps: readonly Step[],
  mode: 'create' | 'update' | 'upsert',
): Answered {
  const { portal, origin } = call;
  const refusal = tooMany(steps.length, BATCH_MAX);
  if (refusal !== undefined) return refusal;
  const inParts = steps.every(({ trace }) => trace !== null);
  const context = { origin, byUser: false, withRules: hasRules(call), claimed: new Set<string>() };
  const plans: { readonly step: Step; readonly plan: Plan }[] = [];
  const errors: BatchError[] = [];
  const missing: string[] = [];
  for (const step of steps) {
    const plan = isRefusal(step.input) ? step.input : planSave(portal, step.input, context);
    if (!isRefusal(plan)) plans.push({ step, plan });
    else if (step.missing !== undefined && !inParts) missing.push(step.missing);
    else if (inParts) errors.push(errorOf(plan, step.trace ?? ''));
    else return plan;
  }
  const told = missing.length > 0 && portal.knobs.batchMissing === 'told';
  if (told) errors.push(notThere(kind, missing));
  const results = plans.map(({ step, plan }) => ({
    ...shownAfter(call, plan, mode),
    ...(step.isNew === undefined || mode !== 'upsert' ? {} : { new: step.isNew }),
    ...(step.trace === null ? {} : { objectWriteTraceId: step.trace }),
  }));
  return batchAnswer(call, mode === 'create' ? 201 : 200, results, errors);
}

function shownAfter(call: Call, plan: Plan, mode: string): Readonly<Record<string, unknown>> {
  const { portal, origin } = call;
  const { kind, record } = plan.input;
  const saved = carryOut(portal, plan, origin);
  const names = Object.keys(plan.input.properties);
  return mode === 'create' || record === undefined
    ? showAll(portal, saved, wantsUrl(call))
    : show(portal, kind, saved, { properties: names, withUrl: wantsUrl(call) });
}

function errorOf({ category = 'VALIDATION_ERROR', message }: Refusal, trace: string): BatchError {
  return { status: 'error', category, message, context: { objectWriteTraceId: [trace] } };
}
