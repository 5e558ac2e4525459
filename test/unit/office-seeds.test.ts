// The office's simulation in the everyday tests: fresh seeds on a ledger without keys, those that once failed, and planted defects.
import { describe, expect, test } from 'vitest';
import { OFFICE_CORPUS } from '../simulation/office/corpus.ts';
import { OFFICE_MUTANTS } from '../simulation/office/mutants.ts';
import { runOfficeSeed } from '../simulation/office/run.ts';

const SLOW = 60_000;

describe('a ledger without keys, whose look-ups lag behind', () => {
  test.each([10_001, 10_006, 10_011, 10_016])(
    'five seeds from %i',
    async (first) => {
      for (let seed = first; seed < first + 5; seed += 1)
        expect((await runOfficeSeed(seed)).violations, replayOf(seed)).toEqual([]);
    },
    SLOW,
  );

  test.each(OFFICE_CORPUS)(
    'seed $seed once failed: $found',
    async ({ seed }) => expect((await runOfficeSeed(seed)).violations, replayOf(seed)).toEqual([]),
    SLOW,
  );

  test(
    'the same seed is the same story',
    async () => expect((await runOfficeSeed(7)).trace).toBe((await runOfficeSeed(7)).trace),
    SLOW,
  );
});

/** Those that show at once; `npm run simulate -- --office --mutants` hunts all of them. */
test.each([
  ['no-look', 'blindResend'],
  ['file-undoes-booking', 'missing'],
  ['balance-rounded', 'balance'],
  ['credit-positive', 'money'],
  ['lists-once-a-day', 'unsynced'],
])(
  '%s is caught as %s',
  async (name, check) => {
    const mutant = OFFICE_MUTANTS.find((one) => one.name === name);
    const checks = new Set<string>();
    for (let seed = 1; seed <= 12 && !checks.has(check); seed += 1)
      for (const found of (await runOfficeSeed(seed, { defect: mutant?.defect() })).violations)
        checks.add(found.check);
    expect([...checks]).toContain(check);
  },
  SLOW,
);

test('every mutant says what it spoils, under a name of its own', () => {
  expect(new Set(OFFICE_MUTANTS.map(({ name }) => name)).size).toBe(OFFICE_MUTANTS.length);
});

const replayOf = (seed: number): string => `npm run simulate -- --office --seed ${seed}`;
