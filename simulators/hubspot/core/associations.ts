// Associations between records: always both ways, with their type ids, and line items with one parent only.
import { typesBetween, typeBetween, wayBack } from './association-types.ts';
import type { AssociationType } from './association-types.ts';
import { KINDS } from './catalog.ts';
import { keyOf, recordOf } from './portal.ts';
import type { Link, Portal, Stored } from './portal.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { announce } from './store.ts';
import type { Origin } from './types.ts';

/** A record to associate with, and by which types. */
export interface Target {
  readonly record: Stored;
  readonly types: readonly AssociationType[];
}

/** The live records of a kind that a record is associated with, in the order in which that came about. */
export function linked(
  portal: Portal,
  from: Pick<Stored, 'typeId' | 'id'>,
  toTypeId: string,
): readonly Stored[] {
  const links = portal.links.get(keyOf(from.typeId, from.id)) ?? [];
  const ids = new Set(links.filter((link) => link.toTypeId === toTypeId).map(({ toId }) => toId));
  return [...ids].flatMap((id) => {
    const record = recordOf(portal, toTypeId, id);
    return record?.archivedAt === null ? [record] : [];
  });
}

/** The links from a record to another one. */
export function linksBetween(portal: Portal, from: Stored, to: Stored): readonly Link[] {
  const links = portal.links.get(keyOf(from.typeId, from.id)) ?? [];
  return links.filter(({ toTypeId, toId }) => toTypeId === to.typeId && toId === to.id);
}

/**
 * Associates two records, both ways; gives the parents that lost a child by it. Contacts and deals take their first
 * company as the primary one.
 */
export function link(
  portal: Portal,
  from: Stored,
  { record: to, types }: Target,
  origin: Origin,
): readonly Stored[] {
  const former = otherParents(portal, from, to);
  for (const { child, parent } of former) unlink(portal, [child, parent], origin);
  const [plain, primary] = typesBetween(from.typeId, to.typeId);
  const first = linked(portal, from, to.typeId).length === 0;
  const makesPrimary = first && to.typeId === KINDS.company.typeId;
  // Every association is a plain one as well, and only one of them is the primary one.
  const all = [plain, ...types, makesPrimary ? primary : undefined].filter((type) => type !== undefined);
  const wanted = new Set(all);
  if (primary !== undefined && wanted.has(primary)) demote(portal, from, to, primary);
  for (const type of wanted) {
    if (linksBetween(portal, from, to).some(({ typeId }) => typeId === type.id)) continue;
    const back = wayBack(type);
    add(portal, from, to, type);
    tell(portal, 'associate', [from, to, type], origin);
    if (back === undefined) continue;
    add(portal, to, from, back);
    tell(portal, 'associate', [to, from, back], origin);
  }
  return former.map(({ parent }) => parent);
}

/** Takes the label "Primary" from the associations that have had it so far. */
function demote(portal: Portal, from: Stored, to: Stored, primary: AssociationType): void {
  const back = wayBack(primary);
  for (const other of linked(portal, from, to.typeId).filter(({ id }) => id !== to.id)) {
    drop(portal, from, other, primary.id);
    if (back !== undefined) drop(portal, other, from, back.id);
  }
}

/** Takes an association away, all of it or some types of it; says whether there was any. */
export function unlink(
  portal: Portal,
  [from, to]: readonly [Stored, Stored],
  origin: Origin,
  which: (typeId: number) => boolean = () => true,
): boolean {
  const gone = linksBetween(portal, from, to).filter(({ typeId }) => which(typeId));
  for (const { typeId } of gone) {
    const type = typeBetween(from.typeId, to.typeId, typeId);
    if (type === undefined) continue;
    const back = wayBack(type);
    drop(portal, from, to, type.id);
    tell(portal, 'dissociate', [from, to, type], origin);
    if (back === undefined) continue;
    drop(portal, to, from, back.id);
    tell(portal, 'dissociate', [to, from, back], origin);
  }
  return gone.length > 0;
}

/** The refusal of an association that would give a line item, or a tax, a second parent. */
export function secondParent(portal: Portal, from: Stored, to: Stored): Refusal | undefined {
  if (portal.knobs.secondParent === 'move' || otherParents(portal, from, to).length === 0) return undefined;
  return invalid(
    'This record belongs to another record already: create a copy of it for each parent.',
    'INVALID_ASSOCIATION',
  );
}

/** Which kinds belong to exactly one record of which kinds. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  [KINDS.lineItem.typeId]: [KINDS.deal.typeId, KINDS.invoice.typeId],
  [KINDS.tax.typeId]: [KINDS.invoice.typeId],
};

/** The parents a child has besides the one it is to get. */
function otherParents(
  portal: Portal,
  one: Stored,
  other: Stored,
): readonly { child: Stored; parent: Stored }[] {
  return [
    [one, other],
    [other, one],
  ].flatMap(([child, parent]) => {
    if (child === undefined || parent === undefined) return [];
    const parents = PARENTS[child.typeId] ?? [];
    if (!parents.includes(parent.typeId)) return [];
    return parents
      .flatMap((typeId) => linked(portal, child, typeId))
      .filter(({ typeId, id }) => typeId !== parent.typeId || id !== parent.id)
      .map((present) => ({ child, parent: present }));
  });
}

function add(portal: Portal, from: Stored, to: Stored, type: AssociationType): void {
  const key = keyOf(from.typeId, from.id);
  const links = portal.links.get(key) ?? [];
  links.push({ toTypeId: to.typeId, toId: to.id, category: 'HUBSPOT_DEFINED', typeId: type.id });
  portal.links.set(key, links);
}

function drop(portal: Portal, from: Stored, to: Stored, typeId: number): void {
  const key = keyOf(from.typeId, from.id);
  const kept = (portal.links.get(key) ?? []).filter(
    (each) => each.toTypeId !== to.typeId || each.toId !== to.id || each.typeId !== typeId,
  );
  if (kept.length === 0) portal.links.delete(key);
  else portal.links.set(key, kept);
}

function tell(
  portal: Portal,
  action: 'associate' | 'dissociate',
  [from, to, type]: readonly [Stored, Stored, AssociationType],
  origin: Origin,
): void {
  const primary = type.label === 'Primary';
  const told = { toTypeId: to.typeId, toId: to.id, category: 'HUBSPOT_DEFINED', typeId: type.id, primary };
  announce(portal, from, { action, origin, changed: {}, link: told });
}
