// Reads an OData $filter: comparisons, and/or/not, text functions, any(), and the typed literals of OData 3.
import type { Json } from '../../quickbooks/core/json.ts';

export type Expression =
  | { readonly is: 'literal'; readonly value: Json }
  | { readonly is: 'path'; readonly path: readonly string[] }
  | { readonly is: 'not'; readonly of: Expression }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly is: 'any'; readonly list: Expression; readonly variable: string; readonly where: Expression }
  | {
      readonly is: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Parsed =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly fault: string };

/** Deeper nesting than any person writes; a body of brackets must not end the process. */
const DEPTH_MAX = 50;

const TOKEN =
  /\s*(?:(guid|datetime)'([^']*)'|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)[mMdDfFlL]?|([A-Za-z_]\w*)|([(),:/]))/y;

interface Token {
  readonly kind: 'literal' | 'name' | 'mark';
  readonly text: string;
  readonly value?: Json;
}

export function parseFilter(text: string): Parsed {
  const tokens = tokenise(text);
  if (tokens === undefined) return bad(text);
  const reader = { tokens, at: 0, depth: 0 };
  const expression = readOr(reader);
  return expression === undefined || reader.at < tokens.length ? bad(text) : { ok: true, expression };
}

function bad(text: string): Parsed {
  return { ok: false, fault: `Syntax error in filter '${text.slice(0, 200)}'.` };
}

function tokenise(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, typed, inner, quoted, number, name, mark] = match;
    if (typed !== undefined) tokens.push({ kind: 'literal', text: typed, value: inner ?? '' });
    else if (quoted !== undefined)
      tokens.push({ kind: 'literal', text: 'text', value: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'literal', text: 'number', value: Number(number) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'mark', text: mark ?? '' });
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

function peek(reader: Reader, text: string): boolean {
  const token = reader.tokens[reader.at];
  return token !== undefined && token.kind !== 'literal' && token.text === text;
}

function take(reader: Reader, text: string): boolean {
  if (!peek(reader, text)) return false;
  reader.at += 1;
  return true;
}

function readOr(reader: Reader): Expression | undefined {
  let left = readAnd(reader);
  while (left !== undefined && take(reader, 'or')) {
    const right = readAnd(reader);
    left = right === undefined ? undefined : { is: 'binary', operator: 'or', left, right };
  }
  return left;
}

function readAnd(reader: Reader): Expression | undefined {
  let left = readComparison(reader);
  while (left !== undefined && take(reader, 'and')) {
    const right = readComparison(reader);
    left = right === undefined ? undefined : { is: 'binary', operator: 'and', left, right };
  }
  return left;
}

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];

function readComparison(reader: Reader): Expression | undefined {
  if (take(reader, 'not')) {
    const of = readComparison(reader);
    return of === undefined ? undefined : { is: 'not', of };
  }
  const left = readOperand(reader);
  const operator = COMPARISONS.find((word) => peek(reader, word));
  if (left === undefined || operator === undefined) return left;
  reader.at += 1;
  const right = readOperand(reader);
  return right === undefined ? undefined : { is: 'binary', operator, left, right };
}

function readOperand(reader: Reader): Expression | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined || reader.depth > DEPTH_MAX) return undefined;
  if (take(reader, '(')) {
    reader.depth += 1;
    const inner = readOr(reader);
    reader.depth -= 1;
    return take(reader, ')') ? inner : undefined;
  }
  reader.at += 1;
  if (token.kind === 'literal') return { is: 'literal', value: token.value ?? '' };
  if (token.kind === 'mark') return undefined;
  if (token.text === 'true' || token.text === 'false') return { is: 'literal', value: token.text === 'true' };
  if (token.text === 'null') return { is: 'literal', value: null };
  return take(reader, '(') ? readCall(reader, token.text) : readPath(reader, token.text);
}

const FUNCTIONS = ['substringof', 'startswith', 'endswith'];

function readCall(reader: Reader, name: string): Expression | undefined {
  if (!FUNCTIONS.includes(name)) return undefined;
  const first = readOperand(reader);
  if (first === undefined || !take(reader, ',')) return undefined;
  const second = readOperand(reader);
  if (second === undefined || !take(reader, ')')) return undefined;
  return { is: 'call', name, args: [first, second] };
}

function readPath(reader: Reader, first: string): Expression | undefined {
  const path = [first];
  while (take(reader, '/')) {
    const next = reader.tokens[reader.at];
    if (next?.kind !== 'name') return undefined;
    reader.at += 1;
    if (next.text === 'any' && take(reader, '(')) return readAny(reader, { is: 'path', path });
    path.push(next.text);
  }
  return { is: 'path', path };
}

function readAny(reader: Reader, list: Expression): Expression | undefined {
  const variable = reader.tokens[reader.at];
  if (variable?.kind !== 'name') return undefined;
  reader.at += 1;
  if (!take(reader, ':')) return undefined;
  const where = readOr(reader);
  if (where === undefined || !take(reader, ')')) return undefined;
  return { is: 'any', list, variable: variable.text, where };
}
