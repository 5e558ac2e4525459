// References between objects: what each reference member points to, whether it may, and the name shown beside it.
import { find, tableOf, type Company, type Row } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { isObject, objectsAt, textAt, type Json, type JsonObject } from './json.ts';

// Which entity a reference member points to, and the word for it in fault 2500.
const pointsTo: Readonly<Record<string, readonly [entity: string, kind: string]>> = {
  CustomerRef: ['Customer', 'Names'],
  VendorRef: ['Vendor', 'Names'],
  ItemRef: ['Item', 'Items'],
  AccountRef: ['Account', 'Accounts'],
  DepositToAccountRef: ['Account', 'Accounts'],
  IncomeAccountRef: ['Account', 'Accounts'],
  ExpenseAccountRef: ['Account', 'Accounts'],
  AssetAccountRef: ['Account', 'Accounts'],
  ItemAccountRef: ['Account', 'Accounts'],
  DiscountAccountRef: ['Account', 'Accounts'],
  BankAccountRef: ['Account', 'Accounts'],
  CCAccountRef: ['Account', 'Accounts'],
  ARAccountRef: ['Account', 'Accounts'],
  APAccountRef: ['Account', 'Accounts'],
  PaymentMethodRef: ['PaymentMethod', 'PaymentMethods'],
  SalesTermRef: ['Term', 'Terms'],
  ClassRef: ['Class', 'Klasses'],
  DepartmentRef: ['Department', 'Depts'],
  TxnTaxCodeRef: ['TaxCode', 'TaxCodes'],
  TaxRateRef: ['TaxRate', 'TaxRates'],
};

const polymorphic: Readonly<Record<string, string>> = { EntityRef: 'Names', Entity: 'Names' };

/** The first reference of a request that points nowhere or to something inactive. */
export const checkReferences = (company: Company, body: JsonObject): Fault | undefined => {
  for (const [key, value] of Object.entries(body)) {
    const fault = isObject(value)
      ? checkMember(company, key, value)
      : checkList(company, objectsAt(body, key));
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const checkList = (company: Company, list: readonly JsonObject[]): Fault | undefined => {
  for (const one of list) {
    const fault = checkReferences(company, one);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const checkMember = (company: Company, key: string, value: JsonObject): Fault | undefined => {
  const id = textAt(value, 'value');
  const target = targetOf(key, value);
  if (target === undefined || id === undefined || id === '') return checkReferences(company, value);
  const [entity, kind] = target;
  const row = find(company, entity, id);
  if (row !== undefined) return row.fields.Active === false ? faults.inactive() : undefined;
  const merged = tableOf(company.graves, entity).get(id)?.merged ?? false;
  return merged ? faults.inactive() : faults.badReference(kind, id);
};

const targetOf = (key: string, value: JsonObject): readonly [string, string] | undefined => {
  const fixed = pointsTo[key];
  if (fixed !== undefined) return fixed;
  const kind = polymorphic[key];
  const type = textAt(value, 'type');
  if (kind === undefined || type === undefined) return undefined;
  const entity = people[type.toLowerCase()];
  return entity === undefined ? undefined : [entity, kind];
};

const people: Readonly<Record<string, string>> = {
  customer: 'Customer',
  vendor: 'Vendor',
  employee: 'Employee',
};

/** The same fields with the current names of what they refer to; names that were sent are not kept. */
export const withNames = (company: Company, fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, nameMember(company, key, value)]));

const nameMember = (company: Company, key: string, value: Json | undefined): Json | undefined => {
  if (Array.isArray(value)) return value.map((one: Json) => (isObject(one) ? withNames(company, one) : one));
  if (!isObject(value)) return value;
  const id = textAt(value, 'value');
  // Tax codes are shown without a name.
  if (id === undefined || key === 'TxnTaxCodeRef' || key === 'TaxRateRef') return withNames(company, value);
  const target = targetOf(key, value);
  if (target === undefined) return value;
  const row = tableOf(company.rows, target[0]).get(id);
  return { value: id, name: row === undefined ? undefined : shownName(row), type: value.type };
};

/** The name of an object as references show it: accounts in full, everything else by its own name. */
export const shownName = (row: Row): string | undefined =>
  row.entity === 'Account'
    ? (textAt(row.fields, 'FullyQualifiedName') ?? textAt(row.fields, 'Name'))
    : (textAt(row.fields, 'DisplayName') ?? textAt(row.fields, 'Name'));

/** The same fields with bare references: only ids are stored, names are looked up when shown. */
export const bare = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, bareMember(key, value)]));

const bareMember = (key: string, value: Json | undefined): Json | undefined => {
  if (Array.isArray(value)) return value.map((one: Json) => (isObject(one) ? bare(one) : one));
  if (!isObject(value)) return value;
  const isRef = key.endsWith('Ref') && value.value !== undefined;
  return isRef ? { value: textAt(value, 'value'), type: textAt(value, 'type') } : bare(value);
};

/** The entity a reference member points to, if it is a reference. */
export const entityOfRef = (key: string, value: JsonObject): string | undefined => targetOf(key, value)?.[0];
