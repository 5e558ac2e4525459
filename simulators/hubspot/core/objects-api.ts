// The objects API for one record at a time: list, create, read, update, delete, merge, erase.
import { z } from 'zod';
import { findRecord, idSchema, readBody } from './api.ts';
import type { Answered, Call } from './api.ts';
import { KINDS } from './catalog.ts';
import type { Kind } from './catalog.ts';
import { holderOf, liveRecord, recordOf, tableOf } from './portal.ts';
import { invalid, isRefusal, notFound } from './refusals.ts';
import { checkRemoval, forget, merge, remove } from './removals.ts';
import { save } from './save.ts';
import { valueSchema } from './values.ts';
import { show, showAll, wordsOf } from './view.ts';
import type { Wanted } from './view.ts';

const specSchema = z.object({ associationCategory: z.string(), associationTypeId: z.number() });

/** An association in the body of a creation. */
export const associationInput = z.object({
  to: z.object({ id: idSchema }),
  types: z.array(specSchema).min(1),
});

const properties = z.record(z.string(), valueSchema);
const createBody = z.object({ properties, associations: z.array(associationInput).nullish() });
const updateBody = z.object({ properties });
const mergeBody = z.object({ primaryObjectId: idSchema, objectIdToMerge: idSchema });
const eraseBody = z.object({ objectId: idSchema, idProperty: z.string().nullish() });

/** Whether the administrators' rules hold for writes of this version. */
export function hasRules({ portal, version }: Call): boolean {
  return portal.knobs.writeRulesSince === 'v3' || (/^\d/.test(version) && version >= '2026-09');
}

/** Only the dated versions show the address of a record's page. */
export function wantsUrl({ version }: Call): boolean {
  return /^\d/.test(version);
}

export function list(call: Call, kind: Kind): Answered {
  const { portal, request } = call;
  const { query } = request;
  const limit = Number(query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) return invalid('limit must be between 1 and 100');
  const after = query.get('after') ?? '0';
  if (!/^\d{1,20}$/.test(after)) return invalid('after is no cursor of this list');
  const archived = query.get('archived') === 'true';
  const all = [...tableOf(portal, kind.typeId).values()]
    .filter((record) => (record.archivedAt !== null) === archived && BigInt(record.id) >= BigInt(after))
    .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
  const page = all.slice(0, limit);
  const wanted = wantedIn(call);
  const last = page.at(-1);
  const results = page.map((record) => show(portal, kind, record, wanted));
  if (all.length <= limit || last === undefined) return { status: 200, body: { results } };
  const next = String(BigInt(last.id) + 1n);
  const onward = new URLSearchParams(query);
  onward.set('after', next);
  const link = `https://api.hubapi.com${request.path}?${onward.toString()}`;
  return { status: 200, body: { results, paging: { next: { after: next, link } } } };
}

export function create(call: Call, kind: Kind): Answered {
  const body = readBody(createBody, call.request);
  if (isRefusal(body)) return body;
  const { properties: given, associations } = body.value;
  const input = { kind, properties: given, associations: associations ?? [] };
  const saved = save(call.portal, input, { origin: call.origin, byUser: false, withRules: hasRules(call) });
  return isRefusal(saved) ? saved : { status: 201, body: showAll(call.portal, saved, wantsUrl(call)) };
}

export function read(call: Call, kind: Kind, id: string): Answered {
  const { portal, request } = call;
  const wanted = wantedIn(call);
  if (request.query.get('archived') === 'true') {
    const binned = recordOf(portal, kind.typeId, id);
    const there = binned !== undefined && binned.archivedAt !== null;
    return there ? { status: 200, body: show(portal, kind, binned, wanted) } : notFound();
  }
  const found = findRecord(portal, kind, id, request.query.get('idProperty'));
  if (isRefusal(found)) return found;
  return found.record === null ? notFound() : { status: 200, body: show(portal, kind, found.record, wanted) };
}

export function update(call: Call, kind: Kind, id: string): Answered {
  const { portal, request, origin } = call;
  const body = readBody(updateBody, request);
  if (isRefusal(body)) return body;
  const found = findRecord(portal, kind, id, request.query.get('idProperty'));
  if (isRefusal(found)) return found;
  if (found.record === null) return notFound();
  const input = { kind, record: found.record, properties: body.value.properties };
  const saved = save(portal, input, { origin, byUser: false, withRules: hasRules(call) });
  if (isRefusal(saved)) return saved;
  const names = Object.keys(body.value.properties);
  const shown = show(portal, kind, saved, {
    properties: names.length === 0 ? ['hs_object_id'] : names,
    withUrl: wantsUrl(call),
  });
  return { status: 200, body: shown };
}

export function removeOne({ portal, origin }: Call, kind: Kind, id: string): Answered {
  const record = liveRecord(portal, kind.typeId, id);
  if (record === undefined) return portal.knobs.deleteMissing === 404 ? notFound() : { status: 204 };
  const refusal = checkRemoval(portal, record);
  if (refusal !== undefined) return refusal;
  remove(portal, record, origin);
  return { status: 204 };
}

export function mergeTwo(call: Call, kind: Kind): Answered {
  const body = readBody(mergeBody, call.request);
  if (isRefusal(body)) return body;
  const { primaryObjectId, objectIdToMerge } = body.value;
  const primary = liveRecord(call.portal, kind.typeId, primaryObjectId);
  const other = liveRecord(call.portal, kind.typeId, objectIdToMerge);
  if (primary === undefined || other === undefined) return notFound();
  const remains = merge(call.portal, primary, other, call.origin);
  return isRefusal(remains) ? remains : { status: 200, body: showAll(call.portal, remains, wantsUrl(call)) };
}

export function eraseOne({ portal, request, origin }: Call, kind: Kind): Answered {
  const body = readBody(eraseBody, request);
  if (isRefusal(body)) return body;
  if (kind.typeId !== KINDS.contact.typeId) return invalid('Only contacts can be erased.');
  const { objectId, idProperty } = body.value;
  const id = idProperty === 'email' ? (holderOf(portal, kind.typeId, 'email', objectId) ?? '') : objectId;
  const record = recordOf(portal, kind.typeId, id);
  if (record !== undefined) forget(portal, record, origin);
  return { status: 204 };
}

function wantedIn(call: Call): Wanted {
  const { query } = call.request;
  return {
    properties: wordsOf(query.getAll('properties')),
    history: wordsOf(query.getAll('propertiesWithHistory')),
    associations: wordsOf(query.getAll('associations')),
    withUrl: wantsUrl(call),
  };
}
