// Run: everything that must hold, quick failures first, ending with one line of counts. `npm test` and CI call this.
import { join } from 'node:path';
import { runCheck } from './runner/check.ts';
import { groupsOf, runGroup } from './runner/group.ts';
import { printTable, type Result, sumOf, verdict } from './runner/result.ts';

process.chdir(join(import.meta.dirname, '..'));

const TYPES = ['node_modules/ts7/bin/tsc', '--noEmit'];
const LINT = ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'];
const FORMAT = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'];

const results: Result[] = [];
results.push(await runCheck('type check', [TYPES]));
results.push(await runCheck('lint', [LINT, FORMAT]));
// The groups stand in vitest.config.ts in the order of what they need: the cheap ones first.
for (const group of groupsOf()) results.push(await runGroup(group));

const total = sumOf(results);
printTable([...results, total]);
console.log(`\n${verdict(total)}`);
process.exitCode = results.some(({ ok }) => !ok) ? 1 : 0;
