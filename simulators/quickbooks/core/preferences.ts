// Preferences: one object of groups; a change names only the members it changes.
import { find, type Company, type Row } from './company.ts';
import { flagAt, isObject, objectAt, without, type Json, type JsonObject } from './json.ts';
import { commit, type Origin } from './store.ts';

/** Lays new preferences over the old ones, group by group. */
export const mergePreferences = (company: Company, sent: JsonObject, by: Origin['by']): Row => {
  const row = find(company, 'Preferences', '1');
  const applies = flagAt(objectAt(sent, 'SalesFormsPrefs'), 'AutoApplyCredit');
  if (applies !== undefined) company.knobs.autoApplyCredit = applies;
  const fields = merge(row?.fields ?? {}, without(sent, 'Id', 'SyncToken', 'sparse', 'domain', 'MetaData'));
  return commit(company, { entity: 'Preferences', id: '1', fields }, 'Update', { by });
};

const merge = (old: JsonObject, sent: JsonObject): JsonObject => ({
  ...old,
  ...Object.fromEntries(Object.entries(sent).map(([key, value]) => [key, mergeMember(old[key], value)])),
});

const mergeMember = (old: Json | undefined, sent: Json | undefined): Json | undefined =>
  isObject(old) && isObject(sent) ? merge(old, sent) : sent;
