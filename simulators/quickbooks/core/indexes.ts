// Indexes: kept in step with the rows at each commit, so that no write ever scans a table.
import type { Amount } from './amounts.ts';
import { entryOf, keyOf, tableOf, type Company, type Row, type Trace } from './company.ts';
import { knownKind } from './entities.ts';
import { objectsAt, refAt, textAt } from './json.ts';
import { appliesMoney, customerOf, linksOf } from './links.ts';

/** Enters a row as it stands now. */
export const enterIntoIndexes = (company: Company, row: Row): void => {
  const { indexes } = company;
  const key = keyOf(row.entity, row.id);
  const name = nameKey(row);
  if (name !== undefined) indexes.names.set(name, key);
  const number = numberKey(row);
  if (number !== undefined) entryOf(indexes.numbers, number, () => new Set()).add(row.id);
  const parent = parentKey(row);
  if (parent !== undefined) entryOf(indexes.children, parent, () => new Set()).add(key);
  if (knownKind(row.entity).family === 'transaction') enterTransaction(company, row, key);
  trace(company, row.entity, { id: row.id, at: row.updatedAt, order: row.order });
};

/** Takes a row out as it stood until now. */
export const dropFromIndexes = (company: Company, row: Row): void => {
  const { indexes } = company;
  const key = keyOf(row.entity, row.id);
  const name = nameKey(row);
  if (name !== undefined && indexes.names.get(name) === key) indexes.names.delete(name);
  const number = numberKey(row);
  if (number !== undefined) indexes.numbers.get(number)?.delete(row.id);
  const parent = parentKey(row);
  if (parent !== undefined) indexes.children.get(parent)?.delete(key);
  if (knownKind(row.entity).family === 'transaction') dropTransaction(company, row, key);
};

/** Notes the last change of an object; the list stays sorted because time only moves forward. */
export const trace = (company: Company, entity: string, entry: Trace): void => {
  const traces = entryOf(company.indexes.recency, entity, () => []);
  traces.push(entry);
  // Outdated traces are swept when they are the majority, so that each costs a constant share.
  const live = tableOf(company.rows, entity).size + tableOf(company.graves, entity).size;
  if (traces.length > 64 + live * 2) {
    company.indexes.recency.set(
      entity,
      traces.filter((one) => isCurrent(company, entity, one)),
    );
  }
};

/** Whether a trace still tells the last change of its object. */
export const isCurrent = (company: Company, entity: string, one: Trace): boolean =>
  (tableOf(company.rows, entity).get(one.id) ?? tableOf(company.graves, entity).get(one.id))?.order ===
  one.order;

/** The key under which a name is unique. */
export const scopedName = (entity: string, name: string): string | undefined => {
  const { nameScope } = knownKind(entity);
  return nameScope === undefined ? undefined : `${nameScope.scope}:${name.trim().toLowerCase()}`;
};

const nameKey = (row: Row): string | undefined => {
  const { nameScope } = knownKind(row.entity);
  if (nameScope === undefined) return undefined;
  // Names of accounts, classes and items are unique below their parent.
  const field = nameScope.scope === 'person' ? nameScope.field : 'FullyQualifiedName';
  const name = textAt(row.fields, field) ?? textAt(row.fields, nameScope.field);
  return name === undefined ? undefined : scopedName(row.entity, name);
};

const numberKey = (row: Row): string | undefined => {
  const number = textAt(row.fields, 'DocNumber');
  return number === undefined ? undefined : keyOf(row.entity, number);
};

const parentKey = (row: Row): string | undefined => {
  const parent = refAt(row.fields, 'ParentRef');
  return parent === undefined ? undefined : keyOf(row.entity, parent);
};

const enterTransaction = (company: Company, row: Row, key: string): void => {
  const { indexes } = company;
  const customer = customerOf(row.fields);
  if (customer !== undefined) {
    entryOf(indexes.ofCustomer, customer, () => new Set()).add(key);
    indexes.balances.delete(customer);
  }
  const vendor = vendorOf(row);
  if (vendor !== undefined) entryOf(indexes.ofVendor, vendor, () => new Set()).add(key);
  for (const target of appliesTo(row)) {
    const payments = entryOf(indexes.applied, target.key, () => new Map<string, Amount>());
    payments.set(row.id, target.amount.plus(payments.get(row.id) ?? 0));
  }
  for (const held of heldBy(row)) indexes.deposited.set(held, row.id);
};

const dropTransaction = (company: Company, row: Row, key: string): void => {
  const { indexes } = company;
  const customer = customerOf(row.fields);
  if (customer !== undefined) {
    indexes.ofCustomer.get(customer)?.delete(key);
    indexes.balances.delete(customer);
  }
  const vendor = vendorOf(row);
  if (vendor !== undefined) indexes.ofVendor.get(vendor)?.delete(key);
  for (const target of appliesTo(row)) indexes.applied.get(target.key)?.delete(row.id);
  for (const held of heldBy(row)) indexes.deposited.delete(held);
};

const appliesTo = (row: Row) => (appliesMoney(row.entity) ? linksOf(row.fields) : []);

const vendorOf = (row: Row): string | undefined =>
  row.entity === 'Bill' || row.entity === 'BillPayment' ? refAt(row.fields, 'VendorRef') : undefined;

const heldBy = (row: Row): readonly string[] =>
  row.entity === 'Deposit'
    ? objectsAt(row.fields, 'Line').flatMap((line) =>
        objectsAt(line, 'LinkedTxn').map((linked) =>
          keyOf(textAt(linked, 'TxnType') ?? '', textAt(linked, 'TxnId') ?? ''),
        ),
      )
    : [];
