// cdk-nag: what it finds is exactly what is acknowledged, and the real entry of cdk.json passes it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

test('the entry of cdk.json synthesises without an account or a region', () => {
  const out = mkdtempSync(join(tmpdir(), 'ledgerlane-synth-'));
  try {
    execFileSync(process.execPath, ['infra/app.ts'], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      // Nothing else of this process's environment, which may hold somebody's credentials.
      env: { PATH: process.env['PATH'], CDK_OUTDIR: out, CDK_CONTEXT_JSON: '{"aws:cdk:bundling-stacks":[]}' },
      stdio: 'pipe',
    });
    expect(readdirSync(out)).toContain('Ledgerlane.template.json');
  } finally {
    rmSync(out, { recursive: true });
  }
});

const findings = (stack: LedgerlaneStack): string[] =>
  new AwsSolutionsChecks(stack)
    .validateScope(stack)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(
        ({ constructPath = '' }) => `${ruleName} ${constructPath.replace(/\/Resource$/, '')}`,
      ),
    );
