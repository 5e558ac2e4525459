// The command of the office's simulation: `node test/simulation/office/main.ts [first seed] [how many]`.
import { runOfficeSeed } from './seed.ts';

const [first = 1, count = 1_000] = process.argv.slice(2).map(Number);
const sums = { forms: 0, accidents: 0, deaths: 0, failed: 0 };
for (let seed = first; seed < first + count; seed += 1) {
  const { violations, forms, accidents, deaths, lagMs } = await runOfficeSeed(seed);
  sums.forms += forms;
  sums.accidents += accidents;
  sums.deaths += deaths;
  if (violations.length > 0) sums.failed += 1;
  for (const violation of violations) console.log(`seed ${seed} (lag ${lagMs} ms): ${violation}`);
}
console.log(`${count} seeds, ${sums.failed} with violations; ${JSON.stringify(sums)}`);
process.exitCode = sums.failed === 0 ? 0 : 1;
