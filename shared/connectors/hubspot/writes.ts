// Writing to an account so that doing it twice is doing it once: by a unique property, and by ids that are known.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import { call, type HubSpotClient, type PortalAccess } from './client.ts';
import { HUBSPOT_VERSION } from './endpoints.ts';
import { unreadable } from './faults.ts';
import { type HubSpotObject, objectsSchema } from './objects.ts';
import { type HubSpotType, OBJECT_TYPES } from './object-types.ts';
import { MIRROR_PROPERTY } from './properties.ts';

/** The account that is written to. */
export interface Portal {
  readonly client: HubSpotClient;
  readonly access: PortalAccess;
}

export type Values = Readonly<Record<string, string>>;

/** Makes or changes the record that has this value of our unique property; answers its id. */
export async function upsert(
  portal: Portal,
  type: HubSpotType,
  key: string,
  properties: Values,
): Promise<Answer<string>> {
  const input = {
    id: key,
    idProperty: MIRROR_PROPERTY,
    properties: { ...properties, [MIRROR_PROPERTY]: key },
  };
  const answer = await post(portal, `${objectsPath(type)}/batch/upsert`, { inputs: [input] });
  if (!answer.ok) return answer;
  const [id] = answer.value;
  return id === undefined ? { ok: false, fault: noId } : { ok: true, value: id };
}

const noId = { fault: 'unknown_outcome', detail: 'an answer without the id of what was written' } as const;

/** Changes a record by its id. */
export async function update(
  portal: Portal,
  type: HubSpotType,
  id: string,
  properties: Values,
): Promise<Answer<'done'>> {
  if (Object.keys(properties).length === 0) return { ok: true, value: 'done' };
  const answer = await post(portal, `${objectsPath(type)}/batch/update`, { inputs: [{ id, properties }] });
  return answer.ok ? { ok: true, value: 'done' } : answer;
}

/** Associates a record with others by the plain type; those that are associated already stay so. */
export async function associate(
  portal: Portal,
  from: { readonly type: HubSpotType; readonly id: string },
  to: HubSpotType,
  ids: readonly string[],
): Promise<Answer<'done'>> {
  if (ids.length === 0) return { ok: true, value: 'done' };
  const [one, other] = [OBJECT_TYPES[from.type].typeId, OBJECT_TYPES[to].typeId];
  const path = `/crm/associations/${HUBSPOT_VERSION}/${one}/${other}/batch/associate/default`;
  const inputs = ids.map((id) => ({ from: { id: from.id }, to: { id } }));
  const answer = await call(portal.client, portal.access, { path, body: { inputs }, effect: 'write' });
  return answer.ok ? { ok: true, value: 'done' } : answer;
}

/** Moves records to the bin; what is there already stays there. */
export async function archive(
  portal: Portal,
  type: HubSpotType,
  ids: readonly string[],
): Promise<Answer<'done'>> {
  if (ids.length === 0) return { ok: true, value: 'done' };
  const body = { inputs: ids.map((id) => ({ id })) };
  const path = `${objectsPath(type)}/batch/archive`;
  const answer = await call(portal.client, portal.access, { path, body, effect: 'write' });
  return answer.ok ? { ok: true, value: 'done' } : answer;
}

/** The record with this value of a unique property; undefined if there is none. */
export async function findBy(
  { client, access }: Portal,
  type: HubSpotType,
  property: string,
  value: string,
): Promise<Answer<HubSpotObject | undefined>> {
  const path = `${objectsPath(type)}/batch/read`;
  const body = { inputs: [{ id: value }], idProperty: property, properties: [MIRROR_PROPERTY] };
  const answer = await call(client, access, { path, body, effect: 'read' });
  if (!answer.ok) return answer.fault.fault === 'not_found' ? { ok: true, value: undefined } : answer;
  const read = objectsSchema.safeParse(answer.value.json);
  return read.success
    ? { ok: true, value: read.data.results[0] }
    : { ok: false, fault: unreadable(answer.value.response, 'read') };
}

const writtenSchema = z.object({ results: z.array(z.looseObject({ id: z.string().regex(/^\d{1,20}$/) })) });

async function post(
  { client, access }: Portal,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer<readonly string[]>> {
  const answer = await call(client, access, { path, body, effect: 'write' });
  if (!answer.ok) return answer;
  const read = writtenSchema.safeParse(answer.value.json);
  return read.success
    ? { ok: true, value: read.data.results.map(({ id }) => id) }
    : { ok: false, fault: unreadable(answer.value.response, 'write') };
}

function objectsPath(type: HubSpotType): string {
  return `/crm/objects/${HUBSPOT_VERSION}/${OBJECT_TYPES[type].typeId}`;
}
