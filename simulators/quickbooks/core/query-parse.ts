// The query language: from text to a query, or a fault that says what was not understood.
import { faults, type Fault } from './faults.ts';

export interface Condition {
  readonly field: string;
  readonly operator: '=' | '<' | '>' | '<=' | '>=' | 'IN' | 'LIKE';
  readonly values: readonly string[];
}

export interface Query {
  readonly entity: string;
  readonly fields: readonly string[] | 'all' | 'count';
  readonly conditions: readonly Condition[];
  readonly order: readonly { readonly field: string; readonly descending: boolean }[];
  readonly start: number;
  readonly limit: number;
}

export type Parsed = { readonly fault: Fault } | { readonly query: Query };

const usualLimit = 100;
const highestLimit = 1000;

/** Reads a query; the clauses for paging may come in either order. */
export const parseQuery = (text: string): Parsed => {
  const tokens = tokenise(text);
  if (tokens === undefined) return { fault: faults.badQuery(`Lexical error in: ${text}`) };
  return parse({ tokens, at: 0 });
};

interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'symbol';
  readonly text: string;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const pattern = /\s*(?:'((?:[^'\\]|\\.)*)'|(<=|>=|[=<>(),*])|(\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][\w.]*))/gy;

// A quote inside a literal is written \'. Doubling it ends the literal, and the query is not understood.
const tokenise = (text: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  const source = text.trim();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (match === null) return undefined;
    tokens.push(tokenOf(match));
  }
  return tokens;
};

const tokenOf = (match: RegExpExecArray): Token => {
  const [, text, symbol, number, word] = match;
  if (text !== undefined) return { kind: 'text', text: text.replace(/\\(.)/g, '$1') };
  if (symbol !== undefined) return { kind: 'symbol', text: symbol };
  return number !== undefined ? { kind: 'number', text: number } : { kind: 'word', text: word ?? '' };
};

const parse = (reader: Reader): Parsed => {
  if (!takeWord(reader, 'SELECT')) return unexpected(reader);
  const fields = takeFields(reader);
  if (fields === undefined || !takeWord(reader, 'FROM')) return unexpected(reader);
  const entity = take(reader, 'word');
  if (entity === undefined) return unexpected(reader);
  const conditions = takeWord(reader, 'WHERE') ? takeConditions(reader) : [];
  if (conditions === undefined) return unexpected(reader);
  const order = takeOrder(reader);
  if (order === undefined) return unexpected(reader);
  const paging = takePaging(reader);
  if ('fault' in paging) return paging;
  if (reader.at < reader.tokens.length) return unexpected(reader);
  return { query: { entity, fields, conditions, order, ...paging } };
};

const unexpected = (reader: Reader): { readonly fault: Fault } => ({
  fault: faults.badQuery(`Encountered " ${reader.tokens[reader.at]?.text ?? '<EOF>'} "`),
});

const take = (reader: Reader, kind: Token['kind']): string | undefined => {
  const token = reader.tokens[reader.at];
  if (token?.kind !== kind) return undefined;
  reader.at += 1;
  return token.text;
};

const takeWord = (reader: Reader, word: string): boolean => {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'word' || token.text.toUpperCase() !== word) return false;
  reader.at += 1;
  return true;
};

const takeSymbol = (reader: Reader, symbol: string): boolean => {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'symbol' || token.text !== symbol) return false;
  reader.at += 1;
  return true;
};

const takeFields = (reader: Reader): Query['fields'] | undefined => {
  if (takeSymbol(reader, '*')) return 'all';
  const next = reader.tokens[reader.at + 1];
  if (next?.text === '(' && takeWord(reader, 'COUNT')) {
    const whole = takeSymbol(reader, '(') && takeSymbol(reader, '*') && takeSymbol(reader, ')');
    return whole ? 'count' : undefined;
  }
  const fields: string[] = [];
  do {
    const field = take(reader, 'word');
    if (field === undefined) return undefined;
    fields.push(field);
  } while (takeSymbol(reader, ','));
  return fields;
};

const takeConditions = (reader: Reader): readonly Condition[] | undefined => {
  const conditions: Condition[] = [];
  do {
    const condition = takeCondition(reader);
    if (condition === undefined) return undefined;
    conditions.push(condition);
  } while (takeWord(reader, 'AND'));
  return conditions;
};

const takeCondition = (reader: Reader): Condition | undefined => {
  const field = take(reader, 'word');
  if (field === undefined) return undefined;
  if (takeWord(reader, 'IN')) {
    const values = takeList(reader);
    return values === undefined ? undefined : { field, operator: 'IN', values };
  }
  const operator = takeWord(reader, 'LIKE') ? 'LIKE' : takeComparison(reader);
  const value = operator === undefined ? undefined : takeValue(reader);
  return operator === undefined || value === undefined ? undefined : { field, operator, values: [value] };
};

const comparisons = ['<=', '>=', '=', '<', '>'] as const;

const takeComparison = (reader: Reader): Condition['operator'] | undefined =>
  comparisons.find((symbol) => takeSymbol(reader, symbol));

// Literals stand in single quotes; only true and false may stand alone.
const takeValue = (reader: Reader): string | undefined => {
  const text = take(reader, 'text');
  if (text !== undefined) return text;
  if (takeWord(reader, 'TRUE')) return 'true';
  return takeWord(reader, 'FALSE') ? 'false' : undefined;
};

const takeList = (reader: Reader): readonly string[] | undefined => {
  if (!takeSymbol(reader, '(')) return undefined;
  const values: string[] = [];
  do {
    const value = takeValue(reader);
    if (value === undefined) return undefined;
    values.push(value);
  } while (takeSymbol(reader, ','));
  return takeSymbol(reader, ')') ? values : undefined;
};

const takeOrder = (reader: Reader): Query['order'] | undefined => {
  const starts = takeWord(reader, 'ORDERBY') || (takeWord(reader, 'ORDER') && takeWord(reader, 'BY'));
  if (!starts) return [];
  const order: { field: string; descending: boolean }[] = [];
  do {
    const field = take(reader, 'word');
    if (field === undefined) return undefined;
    const descending = takeWord(reader, 'DESC');
    if (!descending) takeWord(reader, 'ASC');
    order.push({ field, descending });
  } while (takeSymbol(reader, ','));
  return order;
};

type Paging = { readonly fault: Fault } | { readonly start: number; readonly limit: number };

const takePaging = (reader: Reader): Paging => {
  let [start, limit] = [1, usualLimit];
  for (;;) {
    const isStart = takeWord(reader, 'STARTPOSITION');
    if (!isStart && !takeWord(reader, 'MAXRESULTS')) return { start, limit };
    const number = Number(take(reader, 'number') ?? Number.NaN);
    if (!Number.isInteger(number)) return unexpected(reader);
    if (number < 1)
      return { fault: faults.invalidQuery(`value ${number} is too small. Min allowed value is 1`) };
    if (!isStart && number > highestLimit) {
      return {
        fault: faults.invalidQuery(`value ${number} is too large. Max allowed value is ${highestLimit}`),
      };
    }
    if (isStart) start = number;
    else limit = number;
  }
};
