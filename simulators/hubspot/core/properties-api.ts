// The properties API: what each kind of record can hold, and properties of one's own, unique ones included.
import { z } from 'zod';
import { batchAnswer, readBody } from './api.ts';
import type { Answered, Call } from './api.ts';
import type { Kind } from './catalog.ts';
import { definitionSchema, fieldTypeOf } from './definitions.ts';
import type { Definition } from './definitions.ts';
import { definitionOf } from './portal.ts';
import type { Portal } from './portal.ts';
import { invalid, isRefusal, notFound } from './refusals.ts';
import type { Refusal } from './refusals.ts';

/** Unique properties of one's own for each kind (properties guide). */
const UNIQUE_MAX = 10;

const option = z.object({ label: z.string(), value: z.string() });
const createBody = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'a name is of lower-case letters, digits and _'),
  label: z.string().min(1),
  type: definitionSchema.shape.type,
  fieldType: z.string().min(1),
  groupName: z.string().min(1),
  description: z.string().nullish(),
  options: z.array(option).nullish(),
  hasUniqueValue: z.boolean().nullish(),
});
const updateBody = z.object({
  label: z.string().optional(),
  description: z.string().optional(),
  groupName: z.string().optional(),
  options: z.array(option).optional(),
});
const createBodies = z.object({ inputs: z.array(createBody) });
const namesBody = z.object({ inputs: z.array(z.object({ name: z.string() })) });

export function listProperties({ portal }: Call, kind: Kind): Answered {
  const all = [...(portal.definitions.get(kind.typeId)?.values() ?? [])];
  return { status: 200, body: { results: all.map(shown) } };
}

export function readProperty({ portal }: Call, kind: Kind, name: string): Answered {
  const definition = definitionOf(portal, kind.typeId, name);
  return definition === undefined ? notFound() : { status: 200, body: shown(definition) };
}

export function createProperty(call: Call, kind: Kind): Answered {
  const body = readBody(createBody, call.request);
  if (isRefusal(body)) return body;
  const made = define(call.portal, kind, body.value);
  return isRefusal(made) ? made : { status: 201, body: shown(made) };
}

export function updateProperty({ portal, request }: Call, kind: Kind, name: string): Answered {
  const body = readBody(updateBody, request);
  if (isRefusal(body)) return body;
  const definition = definitionOf(portal, kind.typeId, name);
  if (definition === undefined) return notFound();
  const changed = { ...definition, ...body.value };
  portal.definitions.get(kind.typeId)?.set(name, changed);
  return { status: 200, body: shown(changed) };
}

export function archiveProperty({ portal }: Call, kind: Kind, name: string): Answered {
  const definition = definitionOf(portal, kind.typeId, name);
  if (definition === undefined) return notFound();
  if (definition.hubspotDefined) return invalid(`The property ${name} is defined by HubSpot.`);
  portal.definitions.get(kind.typeId)?.delete(name);
  return { status: 204 };
}

export function batchReadProperties(call: Call, kind: Kind): Answered {
  const body = readBody(namesBody, call.request);
  if (isRefusal(body)) return body;
  const found = body.value.inputs.flatMap(({ name }) => definitionOf(call.portal, kind.typeId, name) ?? []);
  return batchAnswer(call, 200, found.map(shown));
}

export function batchCreateProperties(call: Call, kind: Kind): Answered {
  const body = readBody(createBodies, call.request);
  if (isRefusal(body)) return body;
  const made: Definition[] = [];
  for (const input of body.value.inputs) {
    const definition = define(call.portal, kind, input);
    if (isRefusal(definition)) return definition;
    made.push(definition);
  }
  return batchAnswer(call, 201, made.map(shown));
}

function define(portal: Portal, kind: Kind, input: z.infer<typeof createBody>): Definition | Refusal {
  const byName = portal.definitions.get(kind.typeId);
  if (byName?.has(input.name) === true) {
    return {
      refused: 409,
      message: `A property named '${input.name}' already exists.`,
      category: 'OBJECT_ALREADY_EXISTS',
    };
  }
  const own = [...(byName?.values() ?? [])].filter((each) => each.hasUniqueValue && !each.hubspotDefined);
  if (input.hasUniqueValue === true && own.length >= UNIQUE_MAX) {
    return invalid(`There are ${UNIQUE_MAX} properties with unique values already.`, 'UNIQUE_LIMIT_REACHED');
  }
  const { description, options, hasUniqueValue, ...rest } = input;
  const definition: Definition = {
    ...rest,
    fieldType: rest.fieldType === '' ? fieldTypeOf(rest.type) : rest.fieldType,
    description: description ?? '',
    options: options ?? [],
    hasUniqueValue: hasUniqueValue ?? false,
    readOnly: false,
    hubspotDefined: false,
    createdAt: portal.from.now(),
  };
  byName?.set(input.name, definition);
  return definition;
}

function shown({
  readOnly,
  createdAt,
  options,
  ...definition
}: Definition): Readonly<Record<string, unknown>> {
  const at = new Date(createdAt).toISOString();
  return {
    ...definition,
    options: options.map((each, index) => ({ ...each, displayOrder: index, hidden: false })),
    displayOrder: -1,
    calculated: readOnly,
    externalOptions: false,
    archived: false,
    hidden: false,
    formField: !readOnly,
    modificationMetadata: {
      archivable: !definition.hubspotDefined,
      readOnlyDefinition: definition.hubspotDefined,
      readOnlyValue: readOnly,
    },
    createdAt: at,
    updatedAt: at,
  };
}
