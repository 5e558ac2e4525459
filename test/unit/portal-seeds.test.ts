// Seeds of a portal and its company: whatever gets lost, doubled or dies, both sides come to the same, once.
import { expect, test } from 'vitest';
import { runPortalSeed } from '../simulation/portal-seed.ts';

/** Some seconds of every run; `PORTAL_SEEDS` asks for more. */
const SEEDS = Number(process.env['PORTAL_SEEDS'] ?? 10);

test(`${SEEDS} seeds end without a violation`, { timeout: 600_000 }, async () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations } = await runPortalSeed(seed);
    wrong.push(...violations.map((what) => `seed ${seed}: ${what}`));
  }
  expect(wrong).toEqual([]);
});
