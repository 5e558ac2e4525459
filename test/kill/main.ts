// npm run kill: real processes killed at seeded moments under load, judged by the books alone. See prove.ts.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../local/synth.ts';
import { prove } from './prove.ts';
import { reportOf } from './report.ts';

const USAGE = `Usage: npm run kill -- [options]
  --kills <number>           How many (50)
  --seed <number>            Of the load and of the plan (1)
  --budget-seconds <number>  No further kill after that (three seconds for each kill)
  --companies <number>       1 to 4 ledger companies (3)
  --rate <number>            Events a second while kills go on (12)
  --no-compare               Leave out the same load without kills
  --help                     This text`;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    'budget-seconds': { type: 'string' },
    companies: { type: 'string', default: '3' },
    rate: { type: 'string', default: '12' },
    compare: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const kills = Number(values.kills);
  const seed = Number(values.seed);
  const proof = await prove({
    kills,
    seed,
    companies: Number(values.companies),
    rate: Number(values.rate),
    budgetSeconds: Number(values['budget-seconds'] ?? Math.max(60, kills * 3)),
    compare: values.compare,
    synthDir: join(ROOT, '.ledgerlane/kill'),
    say: (line) => console.log(line),
  });
  for (const line of reportOf(proof)) console.log(line);
  if (!proof.isClean) console.log(`Again: npm run kill -- --kills ${kills} --seed ${seed}`);
  process.exitCode = proof.isClean ? 0 : 1;
}
