// Problems: every sentence gets its values from the code that states it, and an operator always reads a full sentence.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type ProblemCode, problem, PROBLEMS, stateProblem } from '../../shared/core/problems.ts';
import { nodesOf, sourcesOf } from '../law/sources.ts';

interface Use {
  readonly code: string;
  readonly names: readonly string[];
  readonly at: string;
}

/** Every `fail('code', {...})`, `problem('code', {...})` in the product, with the names of the values it gives. */
const USES: readonly Use[] = sourcesOf('shared', 'functions').flatMap((source) =>
  [...nodesOf(source)].filter(ts.isCallExpression).flatMap((call): Use[] => {
    const [code, values] = call.arguments;
    const named = ['fail', 'problem'].includes(call.expression.getText());
    if (!named || code === undefined || !ts.isStringLiteral(code)) return [];
    return [{ code: code.text, names: namesIn(values), at: `${source.path}: ${call.getText()}` }];
  }),
);

function namesIn(values: ts.Expression | undefined): readonly string[] {
  if (values === undefined || !ts.isObjectLiteralExpression(values)) return [];
  return values.properties.flatMap((property) =>
    property.name === undefined ? [] : [property.name.getText()],
  );
}

const placesIn = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

const CODES = Object.entries(PROBLEMS).map(([code, kind]) => ({ code, ...kind }));

/** States of a whole lane are told by the lane, not by a record; and a failed customer makes its documents wait. */
const NOT_STATED_BY_RULES = ['disconnected'];

describe('the values of a sentence', () => {
  test('the uses are found', () => {
    expect(USES.length).toBeGreaterThan(20);
  });

  test.each(USES)('$code: $at', ({ code, names }) => {
    const kind = CODES.find((known) => known.code === code);
    expect(kind, `${code} is no problem code`).toBeDefined();
    const missing = placesIn(kind?.sentence ?? '').filter((place) => !names.includes(place));
    expect(missing, 'the sentence has places that nobody fills').toEqual([]);
  });

  test('every code is stated somewhere', () => {
    const unused = CODES.map(({ code }) => code).filter((code) => !USES.some((use) => use.code === code));
    expect(unused.filter((code) => !NOT_STATED_BY_RULES.includes(code))).toEqual([]);
  });
});

describe.each(CODES)('$code', ({ sentence, remedy, category, owner, retryable }) => {
  test('reads as a sentence with a cure', () => {
    expect(sentence).toMatch(/^[A-Z].*(\.|\{\w+\})$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test('says who must act, in step with its category', () => {
    const byItself = category === 'outage' || category === 'internal';
    expect(owner === 'ledgerlane').toBe(byItself);
    if (byItself) expect(retryable).toBe(true);
  });
});

describe('stating a problem', () => {
  const codes: readonly ProblemCode[] = ['customer_unknown', 'refused'];

  test('fills the places', () => {
    const stated = stateProblem(problem('closed_period', { date: '2026-11-20' }));
    expect(stated).toMatchObject({
      code: 'closed_period',
      sentence: 'The books are closed for 2026-11-20.',
      runbook: 'docs/runbook.md#closed_period',
    });
  });

  test.each(codes)('%s without its values still reads', (code) => {
    expect(stateProblem({ code, values: {} }).sentence).toContain('unknown');
  });

  test('a value is taken literally: no places, no patterns', () => {
    const detail = '$& {detail} $1';
    expect(stateProblem(problem('refused', { detail })).sentence).toContain(detail);
  });

  test('a long value is cut', () => {
    expect(problem('refused', { detail: 'x'.repeat(1000) }).values['detail']).toHaveLength(200);
  });
});
