// cdk-nag: what it finds is exactly what is acknowledged.
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { ACKNOWLEDGEMENTS, acknowledge } from '../../infra/acknowledgements.ts';
import type { LedgerlaneStack } from '../../infra/stack.ts';
import { ledgerlane } from './template.ts';

// Both ways: a new finding needs a reason, and a reason whose finding is gone is not left lying about.
test('what is found is what is acknowledged', () => {
  const acknowledged = ACKNOWLEDGEMENTS.map(
    ({ rule, construct }) =>
      `${rule} ${['Ledgerlane', ...construct.map((id) => id.replaceAll('/', '--'))].join('/')}`,
  );
  expect(findings(ledgerlane()).sort()).toEqual(acknowledged.sort());
});

test('nothing is left after that', () => {
  const stack = ledgerlane();
  acknowledge(stack);
  expect(findings(stack)).toEqual([]);
});

test.each(ACKNOWLEDGEMENTS)('$rule on $construct has a whole sentence for a reason', ({ reason }) => {
  expect(reason).toMatch(/^[A-Z].{40,}\.$/);
});

const findings = (stack: LedgerlaneStack): string[] =>
  new AwsSolutionsChecks(stack)
    .validateScope(stack)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(
        ({ constructPath = '' }) => `${ruleName} ${constructPath.replace(/\/Resource$/, '')}`,
      ),
    );
