// Merges: two names become one; everything of the loser belongs to the winner from then on.
import { type Company, type Row } from './company.ts';
import { isList, isObject, textAt, type Json, type JsonObject } from './json.ts';
import { entityOfRef } from './refs.ts';
import { commit, remove } from './store.ts';
import { view } from './view.ts';

/** Merges the loser into the winner. Only users can do this, so a walk over all objects is no matter. */
export const mergeInto = (company: Company, winner: Row, loser: Row): JsonObject => {
  for (const table of company.rows.values()) {
    for (const row of [...table.values()]) {
      const fields = repointed(row.fields, row.entity, loser, winner.id);
      if (fields !== row.fields)
        commit(company, { entity: row.entity, id: row.id, fields }, 'Update', { by: 'books' });
    }
  }
  remove(company, loser, { by: 'ui' }, winner.id);
  return view(company, winner);
};

const repointed = (fields: JsonObject, entity: string, loser: Row, winnerId: string): JsonObject => {
  let changed = false;
  const entries = Object.entries(fields).map(([key, value]) => {
    const next = repointedMember(key, value, entity, { loser, winnerId });
    changed ||= next !== value;
    return [key, next] as const;
  });
  return changed ? Object.fromEntries(entries) : fields;
};

interface Repoint {
  readonly loser: Row;
  readonly winnerId: string;
}

const repointedMember = (
  key: string,
  value: Json | undefined,
  entity: string,
  repoint: Repoint,
): Json | undefined => {
  const { loser, winnerId } = repoint;
  if (isList(value)) {
    const list = value.map((one) => (isObject(one) ? repointed(one, entity, loser, winnerId) : one));
    return list.some((one, index) => one !== value[index]) ? list : value;
  }
  if (!isObject(value)) return value;
  const target = key === 'ParentRef' ? entity : entityOfRef(key, value);
  if (target === loser.entity && textAt(value, 'value') === loser.id) return { ...value, value: winnerId };
  return repointed(value, entity, loser, winnerId);
};
