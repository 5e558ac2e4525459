// The fault matrix as a whole: each of its rows has a test, or a todo that says why it has none.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { nodesOf } from '../law/sources.ts';

const ROWS = 35;
const FOLDER = new URL('.', import.meta.url);

interface Named {
  readonly row: number;
  readonly isTodo: boolean;
  readonly title: string;
}

/** Every `test('row 7: ...')`, `test.each(...)('row 7: ...')` and `test.todo('row 7: ...')` of these files. */
const TESTS: readonly Named[] = readdirSync(FOLDER)
  .filter((name) => /^fault-matrix-(?!rows).*\.test\.ts$/.test(name))
  .flatMap((name) => titlesIn(name));

function titlesIn(name: string): readonly Named[] {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  return [...nodesOf({ path: name, text, imports: [] })]
    .filter(ts.isCallExpression)
    .flatMap((call): readonly Named[] => {
      const [title] = call.arguments;
      const called = call.expression.getText();
      if (title === undefined || !ts.isStringLiteral(title) || !called.startsWith('test')) return [];
      const row = /^row (\d+): /.exec(title.text)?.[1];
      return [{ row: Number(row ?? NaN), isTodo: called === 'test.todo', title: title.text }];
    });
}

test('the tests are found, and each names its row', () => {
  expect(TESTS.length).toBeGreaterThan(80);
  expect(TESTS.filter(({ row }) => Number.isNaN(row)).map(({ title }) => title)).toEqual([]);
});

test.each(Array.from({ length: ROWS }, (_, index) => index + 1))('row %i has a test', (row) => {
  expect(TESTS.filter((one) => one.row === row && !one.isTodo).length).toBeGreaterThan(0);
});

test('no row is named that the matrix has not', () => {
  expect(TESTS.filter(({ row }) => row < 1 || row > ROWS)).toEqual([]);
});
