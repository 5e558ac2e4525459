// The filter of the records' table as one line, `state:failed kind:payment amount:>100`: what the search box and the URL hold.
import type { paths } from '../api/schema.d.ts';
import { CATEGORIES, KINDS, OWNERS, type ShownRecord, STATES, URGENT } from '../data/shapes.ts';

export const PROPERTIES = [
  'state',
  'kind',
  'category',
  'owner',
  'problem',
  'party',
  'number',
  'amount',
] as const;
export type Property = (typeof PROPERTIES)[number];

export type Operator = ':' | '!:' | '>' | '<';

export interface Token {
  /** Absent: free text, looked for in whatever names the record. */
  readonly property?: Property | undefined;
  readonly operator: Operator;
  readonly value: string;
}

/** Reads a line; what is no property is free text. */
export function parseFilter(line: string): readonly Token[] {
  return [...line.matchAll(WORD)].map(([, not, name, than, quoted, plain]) => {
    const value = quoted ?? plain ?? '';
    const property = PROPERTIES.find((known) => known === name);
    const operator = than === '>' || than === '<' ? than : not === '-' ? '!:' : ':';
    if (property === undefined && name !== undefined) return { operator: ':', value: `${name}:${value}` };
    return { property, operator, value };
  });
}

/** `-` for not, a name, `>` or `<`, and a value, in quotes if it has a space. */
const WORD = /(-)?(?:([a-z]+):)?([<>])?(?:"([^"]*)"|(\S+))/g;

export function writeFilter(tokens: readonly Token[]): string {
  return tokens.map(writeToken).join(' ');
}

function writeToken({ property, operator, value }: Token): string {
  const said = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
  const than = operator === '>' || operator === '<' ? operator : '';
  return `${operator === '!:' ? '-' : ''}${property === undefined ? '' : `${property}:`}${than}${said}`;
}

/** What is asked of the API. */
export type Asked = NonNullable<paths['/v1/connections/{connection}/records']['get']['parameters']['query']>;

/**
 * What the API filters by itself; the rest is looked for in what it lists. Of records that need nobody it knows only state
 * and kind, so more is asked of it only where the filter can mean others.
 */
export function asked(tokens: readonly Token[]): { readonly query: Asked; readonly rest: readonly Token[] } {
  const one = (property: Property | undefined, operator: Operator = ':'): Token | undefined => {
    const same = tokens.filter((token) => token.property === property);
    return same.length === 1 && same[0]?.operator === operator ? same[0] : undefined;
  };
  const health = STATES.find((known) => known === one('state')?.value);
  const kind = KINDS.find((known) => known === one('kind')?.value);
  const isMarked = URGENT.some((state) => state === health);
  const category = isMarked ? CATEGORIES.find((known) => known === one('category')?.value) : undefined;
  const owner = isMarked ? OWNERS.find((known) => known === one('owner')?.value) : undefined;
  const code = isMarked ? one('problem')?.value : undefined;
  const q = isMarked ? one(undefined)?.value : undefined;
  const min = isMarked ? one('amount', '>')?.value : undefined;
  const max = isMarked ? one('amount', '<')?.value : undefined;
  const query = { health, kind, category, owner, code, q, amount_min: min, amount_max: max };
  const done: Readonly<Partial<Record<Property, unknown>>> = {
    state: health,
    kind,
    category,
    owner,
    problem: code,
  };
  // An amount stays: the API's bounds count themselves in.
  const rest = tokens.filter(({ property }) =>
    property === undefined ? q === undefined : done[property] === undefined,
  );
  return { query, rest };
}

/** Whether a record is meant: all properties have to fit, of values of the same property one. */
export function matches(record: ShownRecord, tokens: readonly Token[]): boolean {
  const positive = Map.groupBy(
    tokens.filter(({ operator, property }) => operator === ':' && property !== undefined),
    ({ property }) => property,
  );
  const others = tokens.filter(({ operator, property }) => operator !== ':' || property === undefined);
  return (
    [...positive.values()].every((same) => same.some((token) => fits(record, token))) &&
    others.every((token) => fits(record, token))
  );
}

function fits(record: ShownRecord, { property, operator, value }: Token): boolean {
  if (property === 'amount') return compares(Number(record.amount), operator, Number(value));
  const wanted = value.toLowerCase();
  const has = valuesOf(record, property).some((said) =>
    property === undefined || LOOSE.includes(property) ? said.includes(wanted) : said === wanted,
  );
  return operator === '!:' ? !has : has;
}

/** Amounts are compared for a list on a screen, not added up: a float is exact enough for that. */
function compares(amount: number, operator: Operator, value: number): boolean {
  if (operator === '>') return amount > value;
  if (operator === '<') return amount < value;
  return operator === '!:' ? amount !== value : amount === value;
}

const LOOSE: readonly Property[] = ['party', 'number'];

function valuesOf(record: ShownRecord, property: Property | undefined): readonly string[] {
  const { id, number, name, party, partyId, problem } = record;
  const by: Readonly<Record<Exclude<Property, 'amount'>, readonly (string | undefined)[]>> = {
    state: [record.state],
    kind: [record.kind],
    category: [problem?.category],
    owner: [problem?.owner],
    problem: [problem?.code],
    party: [party, partyId, name],
    number: [number, id],
  };
  const said =
    property === undefined || property === 'amount' ? [id, number, name, party, partyId] : by[property];
  return said.flatMap((each) => each?.toLowerCase() ?? []);
}
