// Commits: the only place where records enter, change or leave an account, with their times, history and changes.
import { between } from '../../quickbooks/service/chance.ts';
import { kindOfTypeId } from './catalog.ts';
import { definitionOf, enterUnique, keyOf, leaveUnique, nextId, nextNumber, tableOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import type { Change, Origin } from './types.ts';

/** What shall stand in the account from now on: '' clears a property. Without a record it is a new one. */
export interface Draft {
  readonly typeId: string;
  readonly record?: Stored;
  readonly set: Readonly<Record<string, string>>;
  readonly given?: Readonly<Record<string, string>>;
}

/** Values a property had before; HubSpot shows up to 20 for most kinds. */
const KEPT_HISTORY = 20;
/** What HubSpot never tells of: its own stamps. */
const NEVER_TOLD = new Set([
  'createdate',
  'hs_createdate',
  'lastmodifieddate',
  'hs_lastmodifieddate',
  'hs_object_id',
]);

/** Commits a new record, or new values of one. Values that are the same change nothing, not even the time. */
export function commit(portal: Portal, draft: Draft, origin: Origin): Stored {
  const { record: old, typeId } = draft;
  const now = portal.from.now();
  const set = old === undefined ? { ...stamps(portal, typeId, origin), ...draft.set } : draft.set;
  const changed = Object.fromEntries(
    Object.entries(set).filter(([name, value]) => value !== (old?.properties[name] ?? '')),
  );
  const given = { ...old?.given, ...draft.given };
  if (old !== undefined && Object.keys(changed).length === 0) {
    if (draft.given === undefined) return old;
    const same = { ...old, given };
    tableOf(portal, typeId).set(old.id, same);
    return same;
  }
  const id = old?.id ?? nextId(portal, typeId);
  const { created, modified } = kindOfTypeId(typeId);
  const time = new Date(now).toISOString();
  const times: Record<string, string> = old === undefined ? { [created]: time, hs_object_id: id } : {};
  const record: Stored = {
    typeId,
    id,
    properties: merged(old?.properties ?? {}, { ...changed, ...times, [modified]: time }),
    given,
    createdAt: old?.createdAt ?? now,
    updatedAt: now,
    archivedAt: null,
    history: withHistory(old?.history ?? {}, changed, now, origin),
  };
  put(portal, record, old);
  const told = Object.entries(changed).filter(([name]) => isTold(portal, typeId, name));
  const action = old === undefined ? 'create' : 'update';
  if (action === 'create' || told.length > 0) {
    announce(portal, record, { action, origin, changed: Object.fromEntries(told) });
  }
  return record;
}

/** Puts a record into the bin, from which it can come back for 90 days. */
export function archive(
  portal: Portal,
  record: Stored,
  origin: Origin,
  action: 'delete' | 'merge' = 'delete',
): void {
  put(portal, { ...record, archivedAt: portal.from.now() }, record);
  if (action === 'delete') announce(portal, record, { action, origin, changed: {} });
}

/** Takes a record out of the bin. */
export function restore(portal: Portal, record: Stored, origin: Origin): Stored {
  const back = { ...record, archivedAt: null, updatedAt: portal.from.now() };
  put(portal, back, record);
  announce(portal, back, { action: 'restore', origin, changed: {} });
  return back;
}

/** Removes every trace of a person. */
export function erase(portal: Portal, record: Stored, origin: Origin): void {
  leaveUnique(portal, record);
  tableOf(portal, record.typeId).delete(record.id);
  portal.seen.delete(keyOf(record.typeId, record.id));
  announce(portal, record, { action: 'privacyDelete', origin, changed: {} });
}

/** Notes a change for those who are told of changes. */
export function announce(
  portal: Portal,
  { typeId, id }: Pick<Stored, 'typeId' | 'id'>,
  change: Pick<Change, 'action' | 'origin' | 'changed' | 'link' | 'merge'>,
): void {
  portal.changes.push({ portalId: portal.settings.portalId, at: portal.from.now(), typeId, id, ...change });
}

function put(portal: Portal, record: Stored, old: Stored | undefined): void {
  if (old !== undefined) leaveUnique(portal, old);
  tableOf(portal, record.typeId).set(record.id, record);
  enterUnique(portal, record);
  const [low, high] = portal.knobs.searchLagMs;
  const now = portal.from.now();
  const key = keyOf(record.typeId, record.id);
  const properties = record.archivedAt === null ? record.properties : null;
  // The last one that can be seen already, and everything that is still on its way.
  const before = portal.seen.get(key) ?? [];
  const last = before.findLastIndex(({ from }) => from <= now);
  portal.seen.set(key, [
    ...before.slice(Math.max(last, 0)),
    { from: now + between(portal.from, low, high), properties },
  ]);
}

function isTold(portal: Portal, typeId: string, name: string): boolean {
  if (NEVER_TOLD.has(name)) return false;
  return portal.knobs.calculatedFire || definitionOf(portal, typeId, name)?.readOnly !== true;
}

function merged(
  old: Readonly<Record<string, string>>,
  set: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...old, ...set }).filter(([, value]) => value !== ''));
}

function stamps(portal: Portal, typeId: string, { source, sourceId }: Origin): Record<string, string> {
  const user = /^userId:(\d+)$/.exec(sourceId)?.[1];
  return {
    hs_object_source: source,
    hs_object_source_id: sourceId,
    hs_object_source_label: source,
    ...(user === undefined ? {} : { hs_created_by_user_id: user }),
    ...(typeId === '0-101'
      ? { hs_payment_id: String(nextNumber(portal, 'payment number', 9_743_960_001)) }
      : {}),
  };
}

function withHistory(
  old: Stored['history'],
  changed: Readonly<Record<string, string>>,
  at: number,
  origin: Origin,
): Stored['history'] {
  const added = Object.entries(changed).map(([name, value]) => {
    const past = [{ value, at, ...origin }, ...(old[name] ?? [])];
    return [name, past.slice(0, KEPT_HISTORY)] as const;
  });
  return { ...old, ...Object.fromEntries(added) };
}
