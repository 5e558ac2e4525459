// Records of an account by their ids, a hundred in a call: their properties, and whom they are associated with.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import { call, type HubSpotClient, type PortalAccess, type Reply } from './client.ts';
import { HUBSPOT_VERSION } from './endpoints.ts';
import { unreadable } from './faults.ts';
import { OBJECT_TYPES, type HubSpotType } from './object-types.ts';

/** A record as HubSpot shows it. Every value is text; a property without one is null. */
export interface HubSpotObject {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  /** Milliseconds UTC of the last change. */
  readonly updatedAt: number;
}

/** What a read of ids gave. */
export interface ObjectsRead {
  readonly objects: readonly HubSpotObject[];
  /** Ids that are deleted, merged away or never were: HubSpot does not say which. */
  readonly missing: readonly string[];
  readonly calls: number;
}

/** Another record at the end of an association. */
export interface Associated {
  readonly id: string;
  /** HubSpot's numbers of the kinds of association between the two. */
  readonly typeIds: readonly number[];
}

/** Inputs of one call: objects, and to be on the safe side of a changelog of 2024 associations as well. */
const BATCH_MAX = 100;

const id = z.string().regex(/^\d{1,20}$/);
const objectSchema = z.object({
  id,
  properties: z.record(z.string(), z.string().nullable()),
  updatedAt: z
    .string()
    .transform((text) => Date.parse(text))
    .refine((at) => !Number.isNaN(at)),
});
export const objectsSchema = z.object({ results: z.array(objectSchema) });
const associationsSchema = z.object({
  results: z.array(
    z.object({
      from: z.object({ id }),
      to: z.array(
        z.object({
          toObjectId: id,
          associationTypes: z.array(z.object({ typeId: z.string().transform(Number) })),
        }),
      ),
    }),
  ),
});

/** Reads records of one kind. Each id is read once, however often it is named. */
export async function readObjects(
  client: HubSpotClient,
  access: PortalAccess,
  type: HubSpotType,
  wanted: { readonly ids: readonly string[]; readonly properties: readonly string[] },
): Promise<Answer<ObjectsRead>> {
  const ids = [...new Set(wanted.ids)];
  const objects: HubSpotObject[] = [];
  let calls = 0;
  for (const part of parts(ids)) {
    const path = `/crm/objects/${HUBSPOT_VERSION}/${OBJECT_TYPES[type].typeId}/batch/read`;
    const inputs = part.map((each) => ({ id: each }));
    const body = { inputs, properties: wanted.properties, propertiesWithHistory: [] };
    const read = await ask(client, access, { path, body, schema: objectsSchema });
    if (!read.ok) return read;
    objects.push(...read.value.results);
    calls += 1;
  }
  const found = new Set(objects.map((object) => object.id));
  // A record that was merged comes back under the id it has now; the one we asked for is missing then.
  return { ok: true, value: { objects, missing: ids.filter((each) => !found.has(each)), calls } };
}

/** Reads whom records of one kind are associated with among those of another; records without any have an empty list. */
export async function readAssociations(
  client: HubSpotClient,
  access: PortalAccess,
  ends: { readonly from: HubSpotType; readonly to: HubSpotType },
  ids: readonly string[],
): Promise<Answer<ReadonlyMap<string, readonly Associated[]>>> {
  const found = new Map<string, readonly Associated[]>(ids.map((each) => [each, []]));
  for (const part of parts([...found.keys()])) {
    const [from, to] = [OBJECT_TYPES[ends.from].typeId, OBJECT_TYPES[ends.to].typeId];
    const path = `/crm/associations/${HUBSPOT_VERSION}/${from}/${to}/batch/read`;
    const body = { inputs: part.map((each) => ({ id: each })) };
    const read = await ask(client, access, { path, body, schema: associationsSchema });
    if (!read.ok) return read;
    for (const result of read.value.results) {
      const others = result.to.map(({ toObjectId, associationTypes }) => ({
        id: toObjectId,
        typeIds: associationTypes.map(({ typeId }) => typeId),
      }));
      found.set(result.from.id, others);
    }
  }
  return { ok: true, value: found };
}

/** One read whose answer has to have a certain form. */
async function ask<T>(
  client: HubSpotClient,
  access: PortalAccess,
  {
    path,
    body,
    schema,
  }: {
    readonly path: string;
    readonly body: Readonly<Record<string, unknown>>;
    readonly schema: z.ZodType<T>;
  },
): Promise<Answer<T>> {
  const answer: Answer<Reply> = await call(client, access, { path, body, effect: 'read' });
  if (!answer.ok) return answer;
  const read = schema.safeParse(answer.value.json);
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, fault: unreadable(answer.value.response, 'read') };
}

function parts(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / BATCH_MAX);
  return Array.from({ length: count }, (_, index) => ids.slice(index * BATCH_MAX, (index + 1) * BATCH_MAX));
}
