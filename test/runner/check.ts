// A check that is not a test file (types, lint): one or more programs that together count as one test.
import { runNode } from './process.ts';
import type { Result } from './result.ts';

/** Runs every program, also after one failed: a reader wants all the findings at once. */
export async function runCheck(name: string, programs: readonly (readonly string[])[]): Promise<Result> {
  console.log(`\n${name}`);
  const started = performance.now();
  let ok = true;
  for (const args of programs) ok = (await runNode(args)) === 0 && ok;
  const ms = performance.now() - started;
  console.log(`${name}: ${ok ? 'passed' : 'failed'}`);
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, ms, ok };
}
