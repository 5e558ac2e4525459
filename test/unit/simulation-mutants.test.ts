// The simulation must be able to fail: a few planted defects, each caught by the seed that is known to catch it.
import { expect, test } from 'vitest';
import { MUTANTS } from '../simulation/mutants.ts';
import { runSeed } from '../simulation/run-seed.ts';

const KNOWN: readonly (readonly [string, number, string])[] = [
  ['no-request-id', 2, 'duplicate'],
  ['stored-not-pending', 1, 'falseSynced'],
  ['no-pointers', 2, 'driftUnseen'],
  ['no-lease', 5, 'twoWriters'],
  ['one-token-for-all', 5, 'foreignToken'],
  ['pause-lost', 1, 'pauseIgnored'],
  ['event-not-named', 1, 'forgotten'],
];

test.each(KNOWN)(
  '%s is caught at seed %i as %s',
  async (name, seed, check) => {
    const mutant = MUTANTS.find((known) => known.name === name);
    const { violations } = await runSeed(seed, { defect: mutant?.defect() });
    expect(violations.map((violation) => violation.check)).toContain(check);
  },
  60_000,
);

test('every mutant says what it spoils, under a name of its own', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  expect(MUTANTS.length).toBeGreaterThanOrEqual(30);
});
