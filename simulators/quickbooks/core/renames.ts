// Renames: the full names of everything below a renamed object follow it.
import { find, keyOf, type Company, type Row } from './company.ts';
import { textAt } from './json.ts';
import { commit } from './store.ts';

/** Gives every object below a renamed one its new full name. */
export const renameBelow = (company: Company, row: Row): void => {
  for (const key of [...(company.indexes.children.get(keyOf(row.entity, row.id)) ?? [])]) {
    const child = find(company, row.entity, key.slice(row.entity.length + 1));
    if (child === undefined) continue;
    const own = textAt(child.fields, 'DisplayName') ?? textAt(child.fields, 'Name') ?? '';
    const FullyQualifiedName = `${textAt(row.fields, 'FullyQualifiedName') ?? ''}:${own}`;
    const fields = { ...child.fields, FullyQualifiedName };
    const renamed = commit(company, { entity: child.entity, id: child.id, fields }, 'Update', {
      by: 'books',
    });
    renameBelow(company, renamed);
  }
};
