// Tests a rulebook by its table: each row's decision, the book's order, and that every rule speaks and passes somewhere.
import { describe, expect, test } from 'vitest';
import { decide, RULEBOOKS, SET_OFF_BOOK } from '../../shared/core/decide.ts';
import type { Facts } from '../../shared/core/decisions.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import { inWords } from './decided.ts';

/** One situation and what the book says about it. */
export interface Row {
  readonly when: string;
  readonly facts: Facts;
  /** The rule that speaks. */
  readonly by: string;
  readonly says: string;
  /** Ids of the integration's rules that this row proves. */
  readonly proves?: string | undefined;
  /** A rule that only just passes here, so that a later one must speak. */
  readonly passes?: string | undefined;
}

/** Registers the tests of one book. `order` is the book as a reader expects it. */
export function testRulebook(
  kind: RecordKind | 'set_off',
  order: readonly string[],
  rows: readonly Row[],
): void {
  const names = (kind === 'set_off' ? SET_OFF_BOOK : RULEBOOKS[kind]).map(({ name }) => name);

  test('the order of the book', () => {
    expect(names).toEqual(order);
  });

  describe.each(order)('%s', (rule) => {
    const ofRule = rows.filter(({ by }) => by === rule);
    test.each(ofRule.map((row) => [titleOf(row), row] as const))('%s', (_, { facts, by, says, passes }) => {
      const decided = decide(facts);
      expect({ by: decided.rule, says: inWords(decided.decision) }).toEqual({ by, says });
      if (passes !== undefined) expect(names.indexOf(passes)).toBeLessThan(names.indexOf(by));
    });

    test('speaks in some row', () => {
      expect(ofRule.length).toBeGreaterThan(0);
    });
  });

  test.each(order.slice(0, -1))('%s passes in some row, and a later rule speaks', (rule) => {
    expect(rows.filter(({ passes }) => passes === rule).length).toBeGreaterThan(0);
  });

  test('no row names a rule that the book has not', () => {
    const named = rows.flatMap(({ by, passes }) => (passes === undefined ? [by] : [by, passes]));
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
  });
}

/** The whole title, ids included: `npm run rules` looks for them, and a placeholder of the runner would cut it short. */
function titleOf({ when, says, proves }: Row): string {
  return `${when} -> ${says}${proves === undefined ? '' : ` (${proves})`}`;
}
