// Names: who may be called what, how inactive ones are renamed, and how deep they nest.
import { find, keyOf, tableOf, type Company, type Row } from './company.ts';
import { knownKind } from './entities.ts';
import { faults, type Fault } from './faults.ts';
import { scopedName } from './indexes.ts';
import { refAt, textAt } from './json.ts';
import type { Preparation } from './preparation.ts';

const deepest = 5;

/** The path of parents above fields, or a fault when a parent is missing or the path is too long. */
export const pathAbove = (
  company: Company,
  { entity, fields, old }: Preparation,
): { readonly fault: Fault } | { readonly path: string } => {
  const parentId = refAt(fields, 'ParentRef');
  if (parentId === undefined) return { path: '' };
  const parent = find(company, entity, parentId);
  if (parent === undefined) return { fault: faults.badReference('Names', parentId) };
  if (old !== undefined && isWithin(company, parent, old)) return { fault: faults.badParent() };
  const height = old === undefined ? 1 : heightOf(company, old);
  if (levelOf(company, parent) + height >= deepest) return { fault: faults.nestedTooDeep() };
  return { path: `${textAt(parent.fields, 'FullyQualifiedName') ?? ''}:` };
};

/** How far below the top an object stands; 0 for one without a parent. */
export const levelOf = (company: Company, row: Row): number => {
  const parent = parentOf(company, row);
  return parent === undefined ? 0 : 1 + levelOf(company, parent);
};

const parentOf = (company: Company, row: Row): Row | undefined => {
  const id = refAt(row.fields, 'ParentRef');
  return id === undefined ? undefined : tableOf(company.rows, row.entity).get(id);
};

const isWithin = (company: Company, row: Row, top: Row): boolean => {
  if (row.id === top.id) return true;
  const parent = parentOf(company, row);
  return parent !== undefined && isWithin(company, parent, top);
};

// A whole branch moves with its top: 1 for an object with nothing below it.
const heightOf = (company: Company, row: Row): number => {
  const below = company.indexes.children.get(keyOf(row.entity, row.id)) ?? [];
  const heights = [...below].map((key) => {
    const child = tableOf(company.rows, row.entity).get(key.slice(row.entity.length + 1));
    return child === undefined ? 0 : heightOf(company, child);
  });
  return 1 + Math.max(0, ...heights);
};

/** Refuses a name somebody else of the same scope has, in whatever case it is written. */
export const checkUnique = (company: Company, preparation: Preparation, name: string): Fault | undefined => {
  const key = scopedName(preparation.entity, name);
  const owner = key === undefined ? undefined : company.indexes.names.get(key);
  if (owner === undefined) return undefined;
  const own = preparation.old === undefined ? undefined : keyOf(preparation.entity, preparation.old.id);
  const words = knownKind(preparation.entity).nameScope?.words ?? preparation.entity;
  return owner === own ? undefined : faults.duplicateName(words);
};

/** Colons, tabs and line breaks have a meaning of their own in names. */
export const checkCharacters = (member: string, name: string): Fault | undefined =>
  /[:\t\n\r]/.test(name) ? faults.badCharacters(member) : undefined;

const suffix = /( \(deleted(?: \d+)?\))$/;

/** The name to use for the wanted state: inactive names carry a suffix, and lose it when they come back. */
export const nameForState = (company: Company, preparation: Preparation, name: string): string => {
  const wasActive = preparation.old?.fields.Active !== false;
  const active = preparation.fields.Active !== false;
  if (wasActive && !active) return freeDeletedName(company, preparation.entity, name);
  return !wasActive && active ? name.replace(suffix, '') : name;
};

const freeDeletedName = (company: Company, entity: string, name: string): string => {
  const candidates = [
    `${name} (deleted)`,
    ...Array.from({ length: 99 }, (_, n) => `${name} (deleted ${n + 1})`),
  ];
  return (
    candidates.find((one) => !company.indexes.names.has(scopedName(entity, one) ?? '')) ?? `${name} (deleted)`
  );
};
