// The catalogue itself: complete, in order, and its ids can be found in the titles of tests.
import { describe, expect, test } from 'vitest';
import { idsIn } from './catalogue/asked-rule.ts';
import { ASKED_RULES } from './catalogue/index.ts';

describe('the catalogue of asked rules', () => {
  test.each([
    ['KLP', 45],
    ['TXD', 23],
    ['CLK', 52],
    ['HUB', 43],
    ['QCS', 59],
  ])('%s has %d rules, numbered without gaps', (product, count) => {
    const ids = ASKED_RULES.map(({ id }) => id).filter((id) => id.startsWith(product));
    expect(ids).toEqual(
      Array.from({ length: count }, (_, i) => `${product}-${String(i + 1).padStart(2, '0')}`),
    );
  });

  test('each rule is said once', () => {
    expect(new Set(ASKED_RULES.map(({ says }) => says)).size).toBe(ASKED_RULES.length);
  });
});

describe('ids in a title', () => {
  test.each([
    ['CLK-35..37: waits', ['CLK-35', 'CLK-36', 'CLK-37']],
    ['KLP-17, 19, 21 stay out', ['KLP-17', 'KLP-19', 'KLP-21']],
    ['CLK-16/17 and TXD-18', ['CLK-16', 'CLK-17', 'TXD-18']],
    ['CLK-27 CLK-27', ['CLK-27']],
    ['nothing here: CLKX-01, 2027-01-01', []],
  ])('%s', (title, ids) => {
    expect(idsIn(title)).toEqual(ids);
  });
});
