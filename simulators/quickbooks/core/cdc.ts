// Change data capture: what changed since a moment, full objects for the living and stubs for the deleted.
import { tableOf, type Company } from './company.ts';
import { kindOf } from './entities.ts';
import { faults, type Fault } from './faults.ts';
import { isCurrent } from './indexes.ts';
import type { JsonObject } from './json.ts';
import { objectSecond, objectTime, readTime } from './times.ts';
import { view } from './view.ts';

const window = 30 * 24 * 3_600_000;
const cap = 1000;
const excluded = ['journalcode', 'taxagency', 'timeactivity', 'taxcode', 'taxrate'];

export type CdcOutcome = { readonly fault: Fault } | { readonly answer: JsonObject };

/** Answers with one block for each entity asked for; silently stops at a thousand objects. */
export const changesSince = (company: Company, entities: string, changedSince: string): CdcOutcome => {
  const since = readTime(changedSince);
  if (since === undefined) return { fault: faults.required('changedSince') };
  if (company.surroundings.now() - since > window) {
    return { fault: faults.invalidQuery('changedSince must be within the last 30 days') };
  }
  const names = entities.split(',').map((name) => name.trim());
  const unknown = names.find((name) => kindOf(name) === undefined || excluded.includes(name.toLowerCase()));
  if (unknown !== undefined)
    return { fault: faults.invalidQuery(`Entity ${unknown} is not supported for CDC`) };
  let room = cap;
  const blocks = names.map((name) => {
    const found = block(company, kindOf(name)?.name ?? name, since, room);
    room -= found.count;
    return found.shown;
  });
  return { answer: { CDCResponse: [{ QueryResponse: blocks }] } };
};

// Times in objects have whole seconds, so a change in the second of `changedSince` is included.
const block = (
  company: Company,
  entity: string,
  since: number,
  room: number,
): { shown: JsonObject; count: number } => {
  const traces = company.indexes.recency.get(entity) ?? [];
  const objects: JsonObject[] = [];
  let live = 0;
  for (let index = traces.length - 1; index >= 0 && objects.length < room; index -= 1) {
    const one = traces[index];
    if (one === undefined || objectSecond(one.at) < Math.floor(since / 1000) * 1000) break;
    if (!isCurrent(company, entity, one)) continue;
    const row = tableOf(company.rows, entity).get(one.id);
    if (row !== undefined) live += 1;
    objects.push(row === undefined ? stub(one.id, one.at) : view(company, row));
  }
  if (objects.length === 0) return { shown: {}, count: 0 };
  // Measured: a block of nothing but stubs has no start position.
  const start = live > 0 ? { startPosition: 1 } : {};
  const shown = { [entity]: objects, ...start, maxResults: objects.length, totalCount: objects.length };
  return { shown, count: objects.length };
};

const stub = (id: string, at: number): JsonObject => ({
  domain: 'QBO',
  status: 'Deleted',
  Id: id,
  MetaData: { LastUpdatedTime: objectTime(at) },
});
