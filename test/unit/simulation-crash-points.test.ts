// Crash points in the everyday tests: an invoice is created, and whoever works on it dies at each single call.
import { expect, test } from 'vitest';
import { coverSingly } from '../simulation/crash-points.ts';
import { SCENARIOS } from '../simulation/crash-scenarios.ts';

const created = SCENARIOS.filter(({ kind, operation }) => kind === 'invoice' && operation === 'create');

test.each(created)(
  '$name: nothing lost, nothing doubled, wherever somebody dies',
  async (scenario) => {
    const { singles, failures } = await coverSingly(scenario);
    expect(failures).toEqual([]);
    expect(singles).toBeGreaterThan(50);
  },
  60_000,
);
