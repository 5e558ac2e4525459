// A group of test files: run by vitest, counted from its report, and not believed when it says nothing.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import config from '../../vitest.config.ts';
import { runNode } from './process.ts';
import type { Result } from './result.ts';

export interface Group {
  readonly name: string;
  readonly files: number;
}

const projectSchema = z.object({ test: z.object({ name: z.string(), include: z.array(z.string()) }) });
const configSchema = z.object({ test: z.object({ projects: z.array(projectSchema) }) });

/** What vitest's JSON report says of a run. A file that could not even be loaded has no assertions, only a status. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** The groups of vitest.config.ts in its order, with how many files each has. */
export function groupsOf(): readonly Group[] {
  return configSchema
    .parse(config)
    .test.projects.map(({ test }) => ({ name: test.name, files: globSync(test.include).length }));
}

/** Runs one group. */
export async function runGroup({ name, files }: Group): Promise<Result> {
  const nothing = { name, passed: 0, failed: 0, skipped: 0, ms: 0 };
  if (files === 0) return { ...nothing, ok: true, note: 'no files' };
  const folder = mkdtempSync(join(tmpdir(), 'ledgerlane-test-'));
  const report = join(folder, 'report.json');
  const started = performance.now();
  const code = await runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    ...['--project', name],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ]);
  const ms = performance.now() - started;
  const counts = read(report);
  rmSync(folder, { recursive: true, force: true });
  if (counts === undefined) {
    const note = code === undefined ? 'ran out of time' : 'gave no report';
    return { ...nothing, failed: 1, ms, ok: false, note };
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    return { ...nothing, failed: 1, ms, ok: false, note: `ran no test of ${files} files` };
  }
  // Vitest also fails for an error outside of any test: that is a failure too, though no test carries it.
  const stray = code !== 0 && counts.failed === 0 ? 1 : 0;
  const failed = counts.failed + stray;
  return {
    name,
    ...counts,
    failed,
    ms,
    ok: failed === 0,
    note: stray > 0 ? 'error outside of a test' : undefined,
  };
}

function read(
  path: string,
): { readonly passed: number; readonly failed: number; readonly skipped: number } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined; // Vitest ended before it could write one; the caller counts that as a failure.
  }
  const report = reportSchema.parse(JSON.parse(text));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
