// The simulation in the everyday tests: every seed that ever failed, five hundred fresh ones, and the same seed twice.
import { describe, expect, test } from 'vitest';
import { unknownIn } from '../simulation/cells.ts';
import { CORPUS } from '../simulation/corpus.ts';
import { runSeed } from '../simulation/run-seed.ts';

/** A seed of a large world takes a second on a busy machine. */
const SLOW = 60_000;

describe('seeds that once failed', () => {
  test.each(CORPUS)(
    '$seed (keyless: $keyless): $found',
    async ({ seed, keyless }) => expect((await runSeed(seed, { keyless })).violations).toEqual([]),
    SLOW,
  );
});

describe('fresh seeds', () => {
  // Eight in a test: a failure names its part, and the runner can stop between them.
  const firsts = Array.from({ length: 50 }, (_, index) => 10_001 + index * 8);
  test.each(firsts)('eight with keys from %i', async (first) => await expectSound(first, 8, false), SLOW);
  test.each(Array.from({ length: 10 }, (_, index) => 20_001 + index * 10))(
    'ten without keys from %i',
    async (first) => await expectSound(first, 10, true),
    SLOW,
  );
});

describe('the same seed', () => {
  test.each([1, 2, 3, 4, 5])(
    '%i gives the same trace twice',
    async (seed) => expect((await runSeed(seed)).trace).toBe((await runSeed(seed)).trace),
    SLOW,
  );
});

async function expectSound(first: number, count: number, keyless: boolean): Promise<void> {
  for (let seed = first; seed < first + count; seed += 1) {
    const { violations, cells } = await runSeed(seed, { keyless });
    expect(violations, `npm run simulate -- --seed ${seed}${keyless ? ' --keyless' : ''}`).toEqual([]);
    // A new call of the host wants a row in test/simulation/cell-rows.ts.
    expect(unknownIn(cells.keys())).toEqual([]);
  }
}
