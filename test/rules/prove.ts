// Prove: `npm run rules`. Runs the tests whose titles name a rule and prints, rule by rule, what proves it; a gap fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { idsIn } from './catalogue/asked-rule.ts';
import { ASKED_RULES } from './catalogue/index.ts';

interface Proof {
  readonly title: string;
  readonly file: string;
  readonly passed: boolean;
}

function prove(): number {
  const proofs = run(filesWithIds());
  let gaps = 0;
  for (const { id, says } of ASKED_RULES) {
    const mine = proofs.get(id) ?? [];
    const failed = mine.filter(({ passed }) => !passed);
    if (mine.length === 0 || failed.length > 0) gaps += 1;
    console.log(`${id}  ${verdict(mine, failed)}  ${says}`);
    for (const { title, file, passed } of mine)
      console.log(`        ${passed ? ' ' : 'FAILED '}${title}  (${file})`);
  }
  console.log(`\n${ASKED_RULES.length - gaps} of ${ASKED_RULES.length} rules proven`);
  return gaps === 0 ? 0 : 1;
}

function verdict(mine: readonly Proof[], failed: readonly Proof[]): string {
  if (mine.length === 0) return 'NO TEST ';
  return failed.length > 0
    ? 'FAILED  '
    : `${String(mine.length).padStart(3)} test${mine.length === 1 ? ' ' : 's'}`;
}

/** Files that may hold a proof: those that name a rule, and the rulebooks' own, whose tables stand in other files. */
function filesWithIds(): readonly string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', name))
    .filter((path) => path.endsWith('.test.ts') && !path.endsWith('catalogue.test.ts'))
    .filter((path) => path.startsWith('test/rules/') || idsIn(readFileSync(path, 'utf8')).length > 0)
    .toSorted();
}

const RAN = new Set(['passed', 'failed']);

const REPORT = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

function run(files: readonly string[]): ReadonlyMap<string, readonly Proof[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerlane-rules-'));
  const output = join(folder, 'report.json');
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=json',
    `--outputFile=${output}`,
    ...files,
  ];
  spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const report = REPORT.parse(JSON.parse(readFileSync(output, 'utf8')));
  rmSync(folder, { recursive: true });
  const proofs = new Map<string, Proof[]>();
  for (const { name, assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults.filter((one) => RAN.has(one.status))) {
      const proof = {
        title: fullName,
        file: name.slice(process.cwd().length + 1),
        passed: status === 'passed',
      };
      for (const id of idsIn(fullName)) proofs.set(id, [...(proofs.get(id) ?? []), proof]);
    }
  }
  return proofs;
}

process.chdir(join(import.meta.dirname, '../..'));
process.exitCode = prove();
