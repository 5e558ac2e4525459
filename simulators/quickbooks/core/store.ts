// Commits: the only place where objects enter, change or leave the books, with their tokens, times and indexes.
import { keyOf, tableOf, type Company, type Row } from './company.ts';
import type { WriteRecord } from './contract.ts';
import { knownKind } from './entities.ts';
import { dropFromIndexes, enterIntoIndexes, trace } from './indexes.ts';
import type { JsonObject } from './json.ts';
import { customerOf } from './links.ts';
import type { Change } from './types.ts';

/** Who commits, and under which request. */
export interface Origin {
  readonly by: WriteRecord['by'];
  readonly requestId?: string;
  readonly bId?: string;
}

/** What shall stand in the books from now on. Without an id it is a new object. */
export interface Draft {
  readonly entity: string;
  readonly id?: string;
  readonly fields: JsonObject;
  readonly voided?: boolean;
}

/** Commits a new object or a new version of one, and tells the world. */
export const commit = (
  company: Company,
  draft: Draft,
  operation: Change['operation'],
  origin: Origin,
): Row => {
  const old = draft.id === undefined ? undefined : tableOf(company.rows, draft.entity).get(draft.id);
  const at = company.surroundings.now();
  const row: Row = {
    entity: draft.entity,
    id: draft.id ?? nextId(company, draft.entity),
    syncToken: old === undefined ? 0 : old.syncToken + 1,
    createdAt: old?.createdAt ?? at,
    updatedAt: at,
    order: nextOrder(company),
    voided: draft.voided ?? old?.voided ?? false,
    fields: draft.fields,
  };
  if (old !== undefined) dropFromIndexes(company, old);
  tableOf(company.rows, row.entity).set(row.id, row);
  enterIntoIndexes(company, row);
  record(company, row, operation, origin);
  touchCustomers(company, old, row);
  return row;
};

/** Takes an object out of the books; a grave is left for change data capture. */
export const remove = (company: Company, row: Row, origin: Origin, mergedInto?: string): void => {
  dropFromIndexes(company, row);
  tableOf(company.rows, row.entity).delete(row.id);
  const at = company.surroundings.now();
  const order = nextOrder(company);
  tableOf(company.graves, row.entity).set(row.id, {
    id: row.id,
    at,
    order,
    merged: mergedInto !== undefined,
  });
  trace(company, row.entity, { id: row.id, at, order });
  if (mergedInto === undefined) record(company, { ...row, updatedAt: at }, 'Delete', origin);
  else announceMerge(company, row, mergedInto, at);
  touchCustomers(company, row, undefined);
};

/** The same object once more with the next token: what linking and unlinking does to an invoice. */
export const touch = (company: Company, entity: string, id: string): Row | undefined => {
  const row = tableOf(company.rows, entity).get(id);
  if (row === undefined) return undefined;
  return commit(company, { entity, id, fields: row.fields }, 'Update', { by: 'books' });
};

const nextOrder = (company: Company): number => {
  company.state = { ...company.state, order: company.state.order + 1 };
  return company.state.order;
};

const nextId = (company: Company, entity: string): string => {
  const { sequence } = knownKind(entity);
  let next = (company.sequences.get(sequence) ?? 0) + 1;
  // The chart of accounts starts with ids of its own choice.
  while (sequence === entity && tableOf(company.rows, entity).has(String(next))) next += 1;
  company.sequences.set(sequence, next);
  return String(next);
};

const record = (company: Company, row: Row, operation: Change['operation'], origin: Origin): void => {
  const { realmId } = company.settings;
  company.announce({ realmId, entity: row.entity, id: row.id, operation, at: row.updatedAt });
  company.writeLog.push({
    at: row.updatedAt,
    entity: row.entity,
    id: row.id,
    operation,
    syncToken: String(row.syncToken),
    ...origin,
  });
};

const announceMerge = (company: Company, loser: Row, winnerId: string, at: number): void => {
  const { realmId } = company.settings;
  company.announce({
    realmId,
    entity: loser.entity,
    id: winnerId,
    operation: 'Merge',
    at,
    deletedId: loser.id,
  });
  company.writeLog.push({
    at,
    entity: loser.entity,
    id: winnerId,
    operation: 'Merge',
    syncToken: String(loser.syncToken),
    by: 'ui',
  });
};

// A new balance moves the customer's LastUpdatedTime, though its SyncToken stays.
const touchCustomers = (company: Company, old: Row | undefined, row: Row | undefined): void => {
  const { customerTouch } = company.knobs;
  if (customerTouch === 'off') return;
  if (old?.fields.TotalAmt === row?.fields.TotalAmt && old?.voided === row?.voided) return;
  const ids = [old, row].map((one) => (one === undefined ? undefined : receivingCustomer(one)));
  for (const id of new Set(ids)) if (id !== undefined) touchCustomer(company, id);
};

const receivingCustomer = (row: Row): string | undefined =>
  ['Invoice', 'CreditMemo', 'Payment'].includes(row.entity) ? customerOf(row.fields) : undefined;

const touchCustomer = (company: Company, id: string): void => {
  const table = tableOf(company.rows, 'Customer');
  const customer = table.get(id);
  if (customer === undefined) return;
  const touched = { ...customer, updatedAt: company.surroundings.now(), order: nextOrder(company) };
  table.set(id, touched);
  trace(company, 'Customer', { id, at: touched.updatedAt, order: touched.order });
  if (company.knobs.customerTouch !== 'event') return;
  const { realmId } = company.settings;
  company.announce({ realmId, entity: 'Customer', id, operation: 'Update', at: touched.updatedAt });
};

/** The key of a row in the indexes. */
export const rowKey = (row: Row): string => keyOf(row.entity, row.id);
