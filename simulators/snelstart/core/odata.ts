// OData: the dialect that SnelStart takes: $filter, $top, $skip. No count, no next link, no $expand, no promised order.
import { isList, isObject, type Json, type JsonObject } from '../../quickbooks/core/json.ts';
import { parseFilter, type Expression } from './odata-parse.ts';

export type Page =
  | { readonly ok: true; readonly rows: readonly JsonObject[] }
  | { readonly ok: false; readonly fault: string };

/** A page never holds more. */
export const TOP_MAX = 500;

/** One page of rows. `fields` are the properties the type has, in the API's own lower case spelling. */
export function pageOf(
  rows: readonly JsonObject[],
  query: URLSearchParams,
  type: { readonly name: string; readonly fields: readonly string[] },
): Page {
  const filter = query.get('$filter');
  if (query.has('$expand')) return { ok: false, fault: "Query option 'Expand' is not allowed." };
  const parsed = filter === null ? undefined : parseFilter(filter);
  if (parsed !== undefined && !parsed.ok) return { ok: false, fault: parsed.fault };
  const unknown = parsed === undefined ? undefined : unknownProperty(parsed.expression, type.fields);
  if (unknown !== undefined) {
    const model = `SnelStart.B2B.Api.V2.Models.${type.name}`;
    return { ok: false, fault: `Could not find a property named '${unknown}' on type '${model}'.` };
  }
  const top = numberOf(query.get('$top'), TOP_MAX);
  const skip = numberOf(query.get('$skip'), 0);
  if (top === undefined || skip === undefined)
    return { ok: false, fault: 'The query specified in the URI is not valid.' };
  const fitting =
    parsed === undefined ? rows : rows.filter((row) => truthOf(parsed.expression, row, {}) === true);
  return { ok: true, rows: fitting.slice(skip, skip + Math.min(top, TOP_MAX)) };
}

function numberOf(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The first property that the type does not have: names are case-sensitive and begin with a capital. */
function unknownProperty(expression: Expression, fields: readonly string[]): string | undefined {
  const known = new Set(fields.map(capital));
  const look = (one: Expression, bound: readonly string[]): string | undefined => {
    switch (one.is) {
      case 'path': {
        const [first = ''] = one.path;
        return bound.includes(first) || known.has(first) ? undefined : first;
      }
      case 'literal':
        return undefined;
      case 'any':
        return look(one.list, bound) ?? look(one.where, [...bound, one.variable]);
      case 'not':
        return look(one.of, bound);
      case 'call':
        return one.args.map((arg) => look(arg, bound)).find((name) => name !== undefined);
      case 'binary':
        return look(one.left, bound) ?? look(one.right, bound);
    }
  };
  return look(expression, []);
}

type Value = Json | undefined;

function truthOf(expression: Expression, row: JsonObject, bound: Readonly<Record<string, Value>>): Value {
  const of = (one: Expression): Value => truthOf(one, row, bound);
  switch (expression.is) {
    case 'literal':
      return expression.value;
    case 'path':
      return valueAt(expression.path, row, bound);
    case 'not':
      return of(expression.of) !== true;
    case 'any': {
      const list = of(expression.list);
      if (!isList(list)) return false;
      return list.some(
        (each) => truthOf(expression.where, row, { ...bound, [expression.variable]: each }) === true,
      );
    }
    case 'call':
      return call(expression.name, expression.args.map(of));
    case 'binary':
      return compare(expression.operator, of(expression.left), of(expression.right));
  }
}

function valueAt(path: readonly string[], row: JsonObject, bound: Readonly<Record<string, Value>>): Value {
  const [first = '', ...rest] = path;
  let value: Value = Object.hasOwn(bound, first) ? bound[first] : row[lower(first)];
  for (const name of rest) value = isObject(value) ? value[lower(name)] : undefined;
  return value;
}

function call(name: string, args: readonly Value[]): Value {
  const [first, second] = args.map((arg) => (typeof arg === 'string' ? arg.toLowerCase() : undefined));
  if (first === undefined || second === undefined) return false;
  // The odd one out of OData 3: the part comes first, the whole second.
  if (name === 'substringof') return second.includes(first);
  return name === 'startswith' ? first.startsWith(second) : first.endsWith(second);
}

function compare(operator: string, left: Value, right: Value): boolean {
  if (operator === 'and') return left === true && right === true;
  if (operator === 'or') return left === true || right === true;
  const [a, b] = [comparable(left), comparable(right)];
  if (operator === 'eq') return a === b;
  if (operator === 'ne') return a !== b;
  if (a === null || b === null || typeof a !== typeof b) return false;
  if (operator === 'gt') return a > b;
  if (operator === 'ge') return a >= b;
  return operator === 'lt' ? a < b : a <= b;
}

// Texts are compared without regard to case, as the database behind the API does; times are texts in one order.
function comparable(value: Value): string | number | boolean | null {
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
