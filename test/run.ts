// Run: everything that must hold, quick failures first, ending with one line of counts. `npm test` and CI call this.
import { join } from 'node:path';
import { runCheck } from './runner/check.ts';
import { groupsOf, runGroup } from './runner/group.ts';
import { printTable, type Result, sumOf, verdict } from './runner/result.ts';

process.chdir(join(import.meta.dirname, '..'));

const TYPES = ['node_modules/ts7/bin/tsc', '--noEmit'];
const TYPES_OF_CONSOLE = [...TYPES, '-p', 'console'];
const LINT = ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'];
const FORMAT = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'];

const results: Result[] = [];
results.push(await runCheck('type check', [TYPES, TYPES_OF_CONSOLE]));
results.push(await runCheck('lint', [LINT, FORMAT]));
// The groups stand in vitest.config.ts in the order of what they need: the cheap ones first. The last starts whole systems
// and takes as long as all others together, mostly waiting; it has the second core to itself.
const groups = groupsOf();
const together = [groups.slice(0, -1), groups.slice(-1)].map(async (list) => {
  const done: Result[] = [];
  for (const group of list) done.push(await runGroup(group));
  return done;
});
results.push(...(await Promise.all(together)).flat());

const total = sumOf(results);
printTable([...results, total]);
console.log(`\n${verdict(total)}`);
process.exitCode = results.some(({ ok }) => !ok) ? 1 : 0;
