// Queries: finding rows by index where there is one, filtering, ordering, paging, and the shape of the answer.
import { amountAt } from './amounts.ts';
import { find, keyOf, tableOf, type Company, type Row } from './company.ts';
import { kindOf, type EntityKind } from './entities.ts';
import { faults, type Fault } from './faults.ts';
import { isCurrent, scopedName } from './indexes.ts';
import { flagAt, objectAt, objectsAt, refAt, textAt, type JsonObject } from './json.ts';
import { customerBalance, openAmount, vendorBalance } from './links.ts';
import { fieldOf, type Field } from './query-fields.ts';
import { parseQuery, type Condition, type Query } from './query-parse.ts';
import { objectSecond, readTime } from './times.ts';
import { view } from './view.ts';

export type QueryOutcome = { readonly fault: Fault } | { readonly answer: JsonObject };

/** Answers a query with its `QueryResponse`. */
export const runQuery = (company: Company, text: string): QueryOutcome => {
  const parsed = parseQuery(text);
  if ('fault' in parsed) return parsed;
  const { query } = parsed;
  const kind = kindOf(query.entity);
  if (kind === undefined)
    return { fault: faults.invalidQuery(`Metadata not found for Entity: ${query.entity}`) };
  const tests = testsOf(kind, query.conditions);
  const fault = 'fault' in tests ? tests.fault : checkOrder(kind, query);
  if (fault !== undefined || 'fault' in tests) return { fault: fault ?? faults.invalidQuery('') };
  const rows = matching(company, kind, query, tests.tests);
  if (query.fields === 'count') return { answer: { QueryResponse: { totalCount: rows.length } } };
  return { answer: { QueryResponse: page(company, kind, query, ordered(company, kind, query, rows)) } };
};

type Test = (company: Company, row: Row) => boolean;

const testsOf = (
  kind: EntityKind,
  conditions: readonly Condition[],
): { readonly fault: Fault } | { readonly tests: readonly Test[] } => {
  const tests: Test[] = [];
  for (const condition of conditions) {
    const field = fieldOf(kind, condition.field);
    if (field === undefined)
      return { fault: faults.invalidQuery(`property '${condition.field}' is not queryable`) };
    if (['id', 'ref', 'attached'].includes(field.type) && !['=', 'IN'].includes(condition.operator)) {
      return {
        fault: faults.invalidQuery(`operator ${condition.operator} is not supported for '${field.name}'`),
      };
    }
    const test = testOf(field, condition);
    if (test === undefined) return { fault: faults.invalidQuery(`value for '${field.name}' is not valid`) };
    tests.push(test);
  }
  return { tests };
};

const checkOrder = (kind: EntityKind, query: Query): Fault | undefined => {
  const unknown = query.order.find((one) => fieldOf(kind, one.field) === undefined);
  return unknown === undefined
    ? undefined
    : faults.invalidQuery(`property '${unknown.field}' is not sortable`);
};

type Comparable = string | number;

const testOf = (field: Field, condition: Condition): Test | undefined => {
  if (field.type === 'attached') return attachedTest(field, condition);
  if (condition.operator === 'LIKE') return likeTest(field, condition.values[0] ?? '');
  const wanted = condition.values.map((value) => literal(field, value));
  if (wanted.some((value) => value === undefined)) return undefined;
  const values = new Set(wanted);
  const [first] = wanted;
  return (company, row) => {
    const value = valueOf(company, row, field);
    if (value === undefined || first === undefined) return false;
    return condition.operator === 'IN' ? values.has(value) : compares(value, condition.operator, first);
  };
};

// A file is found by any of its references, in whatever case the type is written.
const attachedTest = (field: Field, condition: Condition): Test => {
  const member = field.name.split('.')[2]?.toLowerCase() ?? '';
  const wanted = new Set(condition.values.map((value) => value.toLowerCase()));
  return (_company, row) =>
    objectsAt(row.fields, 'AttachableRef').some((one) =>
      wanted.has((textAt(objectAt(one, 'EntityRef'), member) ?? '').toLowerCase()),
    );
};

const compares = (value: Comparable, operator: Condition['operator'], wanted: Comparable): boolean => {
  switch (operator) {
    case '<':
      return value < wanted;
    case '>':
      return value > wanted;
    case '<=':
      return value <= wanted;
    case '>=':
      return value >= wanted;
    case '=':
    case 'IN':
    case 'LIKE':
      return value === wanted;
  }
};

const likeTest = (field: Field, wanted: string): Test => {
  const escaped = wanted.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${escaped.join('.*')}$`, 'is');
  return (company, row) => pattern.test(String(valueOf(company, row, field) ?? ''));
};

const literal = (field: Field, value: string): Comparable | undefined => {
  if (field.type === 'time') return readTime(value);
  if (field.type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  return field.type === 'text' ? value.toLowerCase() : value;
};

const valueOf = (company: Company, row: Row, field: Field): Comparable | undefined => {
  switch (field.type) {
    case 'id':
      return row.id;
    case 'time': {
      const at = field.name === 'MetaData.CreateTime' ? row.createdAt : row.updatedAt;
      return objectSecond(at);
    }
    case 'ref':
      return refAt(row.fields, field.name);
    case 'flag':
      return String(flagAt(row.fields, field.name) ?? false);
    case 'number':
      return numberOf(company, row, field);
    case 'date':
      return textAt(row.fields, field.name);
    case 'text':
      return textOf(row, field)?.toLowerCase();
    case 'attached':
      return undefined;
  }
};

const textOf = (row: Row, field: Field): string | undefined =>
  field.name === 'PrimaryEmailAddr'
    ? textAt(objectAt(row.fields, 'PrimaryEmailAddr'), 'Address')
    : textAt(row.fields, field.name);

const numberOf = (company: Company, row: Row, field: Field): number | undefined => {
  if (field.name !== 'Balance' || row.fields.Balance !== undefined) {
    return amountAt(row.fields, field.name)?.toNumber();
  }
  if (row.entity === 'Vendor') return vendorBalance(company, row.id).toNumber();
  return (row.entity === 'Customer' ? customerBalance(company, row.id) : openAmount(company, row)).toNumber();
};

const matching = (
  company: Company,
  kind: EntityKind,
  query: Query,
  tests: readonly Test[],
): readonly Row[] => {
  const asksActive = query.conditions.some((condition) => condition.field.toLowerCase() === 'active');
  const hidesInactive = kind.family !== 'transaction' && !asksActive;
  return candidates(company, kind, query.conditions).filter(
    (row) => !(hidesInactive && row.fields.Active === false) && tests.every((test) => test(company, row)),
  );
};

// The narrowest index that serves one of the conditions; the tests still run on what it gives.
const candidates = (company: Company, kind: EntityKind, conditions: readonly Condition[]): readonly Row[] => {
  for (const condition of conditions) {
    const keys =
      condition.operator === '=' || condition.operator === 'IN'
        ? keysOf(company, kind, condition)
        : undefined;
    if (keys !== undefined) return keys.flatMap((id) => tableOf(company.rows, kind.name).get(id) ?? []);
  }
  return kind.family === 'transaction'
    ? latestFirst(company, kind.name)
    : [...tableOf(company.rows, kind.name).values()];
};

const keysOf = (company: Company, kind: EntityKind, condition: Condition): readonly string[] | undefined => {
  const field = condition.field.toLowerCase();
  const values = [...new Set(condition.values)];
  if (field === 'id') return values;
  if (field === 'customerref')
    return values.flatMap((value) => idsOf(kind, company.indexes.ofCustomer.get(value)));
  if (field === 'vendorref')
    return values.flatMap((value) => idsOf(kind, company.indexes.ofVendor.get(value)));
  if (field === 'docnumber') {
    return values.flatMap((value) => [...(company.indexes.numbers.get(keyOf(kind.name, value)) ?? [])]);
  }
  if (field !== 'displayname') return undefined;
  return values.flatMap((value) => idsOf(kind, ownerOf(company, kind, value)));
};

const ownerOf = (company: Company, kind: EntityKind, name: string): readonly string[] => {
  const owner = company.indexes.names.get(scopedName(kind.name, name) ?? '');
  return owner === undefined ? [] : [owner];
};

const idsOf = (kind: EntityKind, keys: Iterable<string> | undefined): readonly string[] =>
  [...(keys ?? [])].flatMap((key) =>
    key.startsWith(`${kind.name}:`) ? [key.slice(kind.name.length + 1)] : [],
  );

/** All rows of an entity, the one changed last first. */
export const latestFirst = (company: Company, entity: string): readonly Row[] => {
  const traces = company.indexes.recency.get(entity) ?? [];
  return traces
    .toReversed()
    .flatMap((one) => (isCurrent(company, entity, one) ? (find(company, entity, one.id) ?? []) : []));
};

const ordered = (company: Company, kind: EntityKind, query: Query, rows: readonly Row[]): readonly Row[] => {
  const [wanted] = query.order;
  if (wanted === undefined) return byDefault(kind, rows);
  const fields = query.order.flatMap(({ field, descending }) => {
    const known = fieldOf(kind, field);
    return known === undefined ? [] : [{ known, factor: descending ? -1 : 1 }];
  });
  const keyed = rows.map((row) => ({ row, keys: fields.map(({ known }) => sortValue(company, row, known)) }));
  keyed.sort((one, other) => {
    for (const [index, { factor }] of fields.entries()) {
      const order = comparePair(one.keys[index], other.keys[index]);
      if (order !== 0) return order * factor;
    }
    return Number(one.row.id) - Number(other.row.id);
  });
  return keyed.map(({ row }) => row);
};

const sortValue = (company: Company, row: Row, field: Field): Comparable =>
  field.type === 'id' ? Number(row.id) : (valueOf(company, row, field) ?? '');

const comparePair = (one: Comparable | undefined, other: Comparable | undefined): number =>
  one === other || one === undefined || other === undefined ? 0 : one < other ? -1 : 1;

const byDefault = (kind: EntityKind, rows: readonly Row[]): readonly Row[] => {
  if (kind.order === undefined) return rows.toSorted((one, other) => other.order - one.order);
  const { order } = kind;
  const keyed = rows.map((row) => ({ row, key: (textAt(row.fields, order) ?? '').toLowerCase() }));
  return keyed.sort((one, other) => comparePair(one.key, other.key)).map(({ row }) => row);
};

const page = (company: Company, kind: EntityKind, query: Query, rows: readonly Row[]): JsonObject => {
  const shown = rows.slice(query.start - 1, query.start - 1 + query.limit);
  if (shown.length === 0) return {};
  return {
    [kind.name]: shown.map((row) => selected(view(company, row), query.fields)),
    startPosition: query.start,
    maxResults: shown.length,
    ...(kind.totalCount ? { totalCount: rows.length } : {}),
  };
};

const selected = (shown: JsonObject, fields: Query['fields']): JsonObject => {
  if (fields === 'all' || fields === 'count') return shown;
  const wanted = new Set(fields.map((field) => (field.split('.')[0] ?? '').toLowerCase()));
  const picked = Object.entries(shown).filter(([key]) => wanted.has(key.toLowerCase()));
  return { ...Object.fromEntries(picked), sparse: true, Id: shown.Id };
};
