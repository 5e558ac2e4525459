// Style as a test: what a linter's rules do not say, each with the reason or the replacement in its message.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { RULEBOOKS } from '../../shared/core/decide.ts';
import { PROBLEMS } from '../../shared/core/problems.ts';
import { nodesOf, type Source, sourcesOf } from './sources.ts';

const PRODUCT = sourcesOf('shared', 'functions', 'infra', 'local', 'console');
const ALL = [...PRODUCT, ...sourcesOf('simulators', 'test')];

/** Paths of files that a pattern is found in. */
const found = (sources: readonly Source[], pattern: RegExp): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test('the first line of every file says what it is for', () => {
  const wrong = ALL.filter(({ text }) => !/^(#!.*\n)?(\/\/ |\/\*\*? )\S.{15,}/.test(text)).map(
    ({ path }) => path,
  );
  expect(wrong, 'begin with a comment: one idea per file, said in its first line').toEqual([]);
});

test('nothing is put off in a comment', () => {
  // Put together here, or this file would find itself.
  const marks = new RegExp(
    `\\b(${['TO', 'FIX'].map((start, i) => start + (i === 0 ? 'DO' : 'ME')).join('|')})\\b`,
  );
  expect(found(ALL, marks), 'do it now, or write an issue or an ADR').toEqual([]);
});

test('the check of certificates is never switched off', () => {
  const off = new RegExp(['reject' + 'Unauthorized\\W+false', 'NODE_TLS_REJECT_' + 'UNAUTHORIZED'].join('|'));
  expect(found(ALL, off), 'trust a test certificate by `ca` instead').toEqual([]);
});

test('no amount is ever a float', () => {
  const wrong = found(sourcesOf('shared', 'functions'), /\bparseFloat\b|Number\.parseFloat|\.toFixed\(\d/);
  expect(wrong, 'use shared/core/money.ts').toEqual([]);
});

/** Comparisons of our own values with our own: no stranger can learn anything from their timing. */
const OWN_VALUES: Readonly<Record<string, string>> = {
  'functions/tokens/tokens.ts': 'tells whether the tokens we stored are newer than the ones we hold',
};
const SECRET = /(signature|digest|hmac|token|secret|password|apikey|hash)$/i;

test('no secret, signature or digest is compared with ===', () => {
  const wrong = sourcesOf('shared', 'functions')
    .filter(({ path }) => OWN_VALUES[path] === undefined)
    .flatMap((source) =>
      [...nodesOf(source)]
        .filter(ts.isBinaryExpression)
        .flatMap((node) =>
          isEquality(node.operatorToken.kind) && comparesSecrets(node)
            ? [`${source.path}: ${node.getText()}`]
            : [],
        ),
    );
  expect(wrong, 'use timingSafeEqual of node:crypto on digests of equal length').toEqual([]);
});

test.each([
  ['given.signature === expected', true],
  ['hash(key) !== record.hash', true],
  ['signature === undefined', false],
  ['typeof token === "string"', false],
  ['total === balance', false],
])('what the test above thinks of %s', (text, wrong) => {
  const nodes = [...nodesOf({ path: 'example.ts', text, imports: [] })].filter(ts.isBinaryExpression);
  expect(nodes.some(comparesSecrets)).toBe(wrong);
});

describe('rules', () => {
  test.each(Object.entries(RULEBOOKS))('of %s have unique names in kebab-case', (_kind, book) => {
    const names = book.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('the runbook', () => {
  const path = join(import.meta.dirname, '../../docs/runbook.md');
  test.skipIf(!existsSync(path)).each(Object.keys(PROBLEMS))('has a heading for %s', (code) => {
    const headings = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => /^#+ /.test(line))
      .map((line) => line.replace(/^#+ |`/g, '').trim());
    expect(headings).toContain(code);
  });
});

function isEquality(kind: ts.SyntaxKind): boolean {
  return [
    ts.SyntaxKind.EqualsEqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsEqualsToken,
    ts.SyntaxKind.EqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsToken,
  ].includes(kind);
}

/** Whether a value with a secret's name meets another value, not `undefined`, a literal or a `typeof`. */
function comparesSecrets({ left, right }: ts.BinaryExpression): boolean {
  const harmless = (node: ts.Expression): boolean =>
    ts.isLiteralExpression(node) ||
    ts.isTypeOfExpression(node) ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    node.getText() === 'undefined';
  if (harmless(left) || harmless(right)) return false;
  return [left, right].some((node) => SECRET.test(lastName(node)));
}

function lastName(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isCallExpression(node)) return lastName(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}
