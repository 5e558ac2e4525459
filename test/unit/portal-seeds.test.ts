// The portal's simulation in the everyday tests: every seed that once failed, some fresh ones, the same seed twice, some planted defects.
import { describe, expect, test } from 'vitest';
import { PORTAL_CORPUS } from '../simulation/portal/corpus.ts';
import { PORTAL_MUTANTS } from '../simulation/portal/mutants.ts';
import { runPortalSeed } from '../simulation/portal/run.ts';

/** A seed of a large world takes seconds on a busy machine. */
const SLOW = 60_000;

describe('seeds that once failed', () => {
  test.each(PORTAL_CORPUS)(
    '$seed: $found',
    async ({ seed }) => expect((await runPortalSeed(seed)).violations).toEqual([]),
    SLOW,
  );
});

describe('fresh seeds', () => {
  test.each(Array.from({ length: 12 }, (_, index) => 101 + index))(
    '%i',
    async (seed) => {
      const { violations } = await runPortalSeed(seed);
      expect(violations, `npm run simulate -- --portal --seed ${seed}`).toEqual([]);
    },
    SLOW,
  );
});

test(
  'the same seed gives the same trace twice',
  async () => expect((await runPortalSeed(104)).trace).toBe((await runPortalSeed(104)).trace),
  SLOW,
);

/** Caught by the first seed: `npm run simulate -- --portal --mutants` plants all of them. */
const QUICK = ['echo-unknown', 'upsert-without-key', 'not-associated', 'payment-twice', 'swept-not-named'];

describe('planted defects are caught', () => {
  test.each(PORTAL_MUTANTS.filter(({ name }) => QUICK.includes(name)))(
    '$name: $says',
    async ({ defect }) => {
      expect((await runPortalSeed(1, { defect: defect() })).violations.length).toBeGreaterThan(0);
    },
    SLOW,
  );
});
