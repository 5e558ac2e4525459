// The simulation's command: many seeds, one seed aloud, all mutants, all crash points.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CORPUS } from './corpus.ts';
import { runCrashPoints } from './crash-points.ts';
import { MUTANTS, type Mutant } from './mutants.ts';
import { runAll, type Done, type Task } from './pool.ts';
import { runSeed } from './run-seed.ts';
import { describe, swarmOf } from './swarm.ts';

const FAILURES = '.ledgerlane/simulation-failures.txt';
/** By when a mutant must be caught. */
const MUTANT_SEEDS = 2_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    keyless: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    'crash-points': { type: 'boolean', default: false },
    singly: { type: 'boolean', default: false },
    determinism: { type: 'string' },
    cells: { type: 'boolean', default: false },
    corpus: { type: 'boolean', default: false },
  },
});

process.exitCode = (await chosen()) ? 0 : 1;

async function chosen(): Promise<boolean> {
  if (values.seed !== undefined) return await replay(Number(values.seed), values.keyless);
  if (values.mutants || values.mutant !== undefined) return await runMutants(values.mutant);
  if (values['crash-points']) return await runCrashPoints((line) => console.log(line), !values.singly);
  const { from, keyless } = values;
  const twice = values.determinism !== undefined;
  const count = Number(values.determinism ?? values.seeds ?? 500);
  const fresh = Array.from({ length: count }, (_, index) => ({ seed: Number(from) + index, keyless, twice }));
  return await runSeeds(values.corpus ? [...CORPUS, ...fresh] : fresh);
}

/** One seed, every step of it told. */
async function replay(seed: number, keyless: boolean): Promise<boolean> {
  const mutant = MUTANTS.find(({ name }) => name === values.mutant);
  console.log(describe(swarmOf(seed, keyless)));
  const result = await runSeed(seed, {
    keyless,
    tell: (line) => console.log(line),
    defect: mutant?.defect(),
  });
  console.log(result.counts, `trace ${result.trace}`, result.violations);
  return result.violations.length === 0;
}

async function runSeeds(tasks: readonly Task[]): Promise<boolean> {
  const began = performance.now();
  const failed: Done[] = [];
  const cells = new Map<string, number>();
  let steps = 0;
  let virtualMs = 0;
  let cpuMs = 0;
  await runAll(tasks, (done) => {
    steps += done.steps;
    virtualMs += done.virtualMs;
    cpuMs += done.cpuMs;
    for (const [cell, hits] of done.cells) cells.set(cell, (cells.get(cell) ?? 0) + hits);
    if (done.checks.length > 0) {
      failed.push(done);
      console.log(`${done.task.seed}: ${done.checks.join(' ')}: ${done.detail}\n  ${replayOf(done.task)}`);
    }
    return true;
  });
  const minutes = (performance.now() - began) / 60_000;
  tellCells(cells);
  // By the time of a core, and not of the clock on the wall: others may be at work on the machine.
  console.log(
    `${tasks.length} seeds, ${failed.length} with violations; ${Math.round((tasks.length / cpuMs) * 60_000)} seeds a minute ` +
      `and core, ${Math.round(steps / tasks.length)} steps a seed, ${Math.round(virtualMs / 3_600_000)} virtual hours in ` +
      `${minutes.toFixed(1)} minutes`,
  );
  mkdirSync('.ledgerlane', { recursive: true });
  writeFileSync(
    FAILURES,
    failed.map(({ task, checks }) => `${replayOf(task)} # ${checks.join(' ')}\n`).join(''),
  );
  return failed.length === 0;
}

function replayOf({ seed, keyless }: Task): string {
  return `npm run simulate -- --seed ${seed}${keyless ? ' --keyless' : ''}`;
}

function tellCells(cells: ReadonlyMap<string, number>): void {
  const all = [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
  const seldom = all.filter(([, hits]) => hits < 20).length;
  console.log(
    `${all.length} cells of fault x subject x operation were hit, ${seldom} of them fewer than 20 times`,
  );
  if (values.cells) for (const [cell, hits] of all) console.log(`  ${String(hits).padStart(7)}  ${cell}`);
}

async function runMutants(only: string | undefined): Promise<boolean> {
  const chosen = MUTANTS.filter(({ name }) => only === undefined || name === only);
  let survivors = 0;
  for (const mutant of chosen) {
    const caught = await hunt(mutant);
    if (caught === undefined && mutant.equivalent === undefined) survivors += 1;
    const verdict =
      caught === undefined
        ? mutant.equivalent === undefined
          ? 'SURVIVES'
          : `equivalent: ${mutant.equivalent}`
        : `seed ${caught.task.seed}: ${caught.checks.join(', ')}`;
    console.log(`${mutant.name.padEnd(24)} ${verdict}`);
  }
  console.log(`${chosen.length} mutants, ${survivors} survive`);
  return survivors === 0;
}

/** The lowest seed that catches it, searched in steps that grow. */
async function hunt({ name, keyless, equivalent }: Mutant): Promise<Done | undefined> {
  const most = equivalent === undefined ? MUTANT_SEEDS : 200;
  for (let from = 1, size = 8; from <= most; from += size, size = Math.min(size * 4, 256)) {
    const tasks = Array.from({ length: size }, (_, index) => ({
      seed: from + index,
      keyless: keyless === true,
      mutant: name,
    }));
    const caught: Done[] = [];
    await runAll(tasks, (done) => {
      if (done.checks.length > 0) caught.push(done);
      return true;
    });
    const [first] = caught.sort((a, b) => a.task.seed - b.task.seed);
    if (first !== undefined) return first;
  }
  return undefined;
}
