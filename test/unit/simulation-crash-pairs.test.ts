// Crash pairs in the everyday tests: one small world is searched whole, and equal cases are run all the same.
import { expect, test } from 'vitest';
import { SEARCHES, searchPairs } from '../simulation/crash-search.ts';

/** Some two hundred runs; the machine may have other work. */
const SLOW = 300_000;

test.each(SEARCHES.filter(({ name }) => name === 'delete item'))(
  '$name: two deaths at any two calls, and equal worlds have equal futures',
  async (search) => {
    const { points, pointsRun, pairs, pairsRun, failures, checked, wrong } = await searchPairs(search, 10);
    expect(failures).toEqual([]);
    expect(wrong).toEqual([]);
    expect(checked).toBe(10);
    expect(points).toBeGreaterThan(100);
    expect(pairs).toBeGreaterThan(5_000);
    // Else a call that only reads would pass for one that changes the world.
    expect(pointsRun + pairsRun).toBeLessThan(pairs / 20);
  },
  SLOW,
);
