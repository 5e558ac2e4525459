// Whether a record fits the filters of a search: comparisons by the type of the property.
import { z } from 'zod';
import { amountOf } from './amounts.ts';
import { linked } from './associations.ts';
import { kindOf } from './catalog.ts';
import type { Kind } from './catalog.ts';
import { definitionOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import type { Definition } from './definitions.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish();

/** One condition. */
export const filterSchema = z.object({
  propertyName: z.string(),
  operator: z.enum([
    'EQ',
    'NEQ',
    'LT',
    'LTE',
    'GT',
    'GTE',
    'BETWEEN',
    'IN',
    'NOT_IN',
    'HAS_PROPERTY',
    'NOT_HAS_PROPERTY',
    'CONTAINS_TOKEN',
    'NOT_CONTAINS_TOKEN',
  ]),
  value,
  highValue: value,
  values: z.array(z.union([z.string(), z.number()]).transform(String)).nullish(),
});

/** See `filterSchema`. */
export type Filter = z.infer<typeof filterSchema>;

/** What is wrong with a filter. */
export function checkFilter(portal: Portal, kind: Kind, filter: Filter): Refusal | undefined {
  const { propertyName: name, operator } = filter;
  if (associated(name) !== undefined) return undefined;
  if (definitionOf(portal, kind.typeId, name) === undefined) {
    return invalid(`There was a problem with the request. Property "${name}" does not exist`);
  }
  const needs = operator === 'IN' || operator === 'NOT_IN' ? filter.values?.length : filter.value;
  const needsNone = operator === 'HAS_PROPERTY' || operator === 'NOT_HAS_PROPERTY';
  if (!needsNone && (needs === undefined || needs === null || needs === 0)) {
    return invalid(`There was a problem with the request. The operator ${operator} needs a value`);
  }
  return undefined;
}

/** Whether a record fits one condition. A property without a value fits NEQ, NOT_IN and NOT_HAS_PROPERTY only. */
export function fits(portal: Portal, record: Stored, filter: Filter): boolean {
  const to = associated(filter.propertyName);
  if (to !== undefined) return fitsAssociation(portal, record, to, filter);
  const definition = definitionOf(portal, record.typeId, filter.propertyName);
  const present = record.properties[filter.propertyName];
  if (definition === undefined) return false;
  if (present === undefined)
    return ['NEQ', 'NOT_IN', 'NOT_HAS_PROPERTY', 'NOT_CONTAINS_TOKEN'].includes(filter.operator);
  const order = (other: string | null | undefined) => compare(definition, present, other ?? '');
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return true;
    case 'NOT_HAS_PROPERTY':
      return false;
    case 'EQ':
      return order(filter.value) === 0;
    case 'NEQ':
      return order(filter.value) !== 0;
    case 'LT':
      return order(filter.value) < 0;
    case 'LTE':
      return order(filter.value) <= 0;
    case 'GT':
      return order(filter.value) > 0;
    case 'GTE':
      return order(filter.value) >= 0;
    case 'BETWEEN':
      return order(filter.value) >= 0 && order(filter.highValue) <= 0;
    case 'IN':
      return isIn(definition, present, filter.values ?? []);
    case 'NOT_IN':
      return !isIn(definition, present, filter.values ?? []);
    case 'CONTAINS_TOKEN':
      return hasToken(present, filter.value ?? '');
    case 'NOT_CONTAINS_TOKEN':
      return !hasToken(present, filter.value ?? '');
  }
}

/** Order of two values of a property: numbers and times by size, options by their letters, other texts in any case. */
export function compare({ type }: Definition, one: string, other: string): number {
  if (type === 'number') {
    const [a, b] = [amountOf(one), amountOf(other)];
    return a === undefined || b === undefined ? NaN : a.cmp(b);
  }
  if (type === 'date' || type === 'datetime') return timeOf(one) - timeOf(other);
  const [a, b] = type === 'enumeration' ? [one, other] : [one.toLowerCase(), other.toLowerCase()];
  return a === b ? 0 : a < b ? -1 : 1;
}

function timeOf(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
}

/** The index keeps texts in lower case and does not touch the values it is asked for. */
function isIn(definition: Definition, present: string, values: readonly string[]): boolean {
  const { type } = definition;
  if (type === 'string') return values.includes(present.toLowerCase());
  return values.some((other) => compare(definition, present, other) === 0);
}

function hasToken(present: string, wanted: string): boolean {
  const tokens = present.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const pattern = wanted.toLowerCase();
  if (!pattern.includes('*')) return tokens.includes(pattern) || present.toLowerCase() === pattern;
  const bare = pattern.replaceAll('*', '');
  return [...tokens, present.toLowerCase()].some((token) =>
    pattern.startsWith('*') && pattern.endsWith('*')
      ? token.includes(bare)
      : pattern.startsWith('*')
        ? token.endsWith(bare)
        : token.startsWith(bare),
  );
}

/** `associations.contact`: the kind that the pseudo-property is about. */
function associated(name: string): Kind | undefined {
  return name.startsWith('associations.') ? kindOf(name.slice('associations.'.length)) : undefined;
}

/** Associations are looked up in the records themselves: how far the index lags for them is not known. */
function fitsAssociation(
  portal: Portal,
  record: Stored,
  to: Kind,
  { operator, value: wanted, values }: Filter,
): boolean {
  const ids = linked(portal, record, to.typeId).map(({ id }) => id);
  if (operator === 'EQ') return ids.includes(wanted ?? '');
  if (operator === 'IN') return (values ?? []).some((id) => ids.includes(id));
  return operator === 'HAS_PROPERTY' ? ids.length > 0 : operator === 'NOT_HAS_PROPERTY' && ids.length === 0;
}
