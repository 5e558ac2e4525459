// Crash points in the everyday tests: an invoice is created, and whoever works on it dies at each single call.
import { expect, test } from 'vitest';
import { coverScenario, SCENARIOS } from '../simulation/crash-points.ts';

const created = SCENARIOS.filter(({ kind, operation }) => kind === 'invoice' && operation === 'create');

test.each(created)(
  '$name: nothing lost, nothing doubled, wherever somebody dies',
  async (scenario) => {
    const { points, failures } = await coverScenario(scenario, false);
    expect(failures).toEqual([]);
    expect(points).toBeGreaterThan(50);
  },
  60_000,
);
