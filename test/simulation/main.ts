// The simulation's command: many seeds, one seed aloud, all mutants, all crash points.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { allCells, ENOUGH, unknownIn } from './cells.ts';
import { CORPUS } from './corpus.ts';
import { runOffice } from './office/command.ts';
import { runCrashPairs } from './run-crash-pairs.ts';
import { runCrashPoints } from './run-crash-points.ts';
import { MUTANTS, type Mutant } from './mutants.ts';
import { runPortalCommand } from './portal/main.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import { allSettings, neverDrawn, whyNotPlayed } from './policies.ts';
import { runAll, type SeedDone, type SeedTask } from './pool.ts';
import { runSeed } from './run-seed.ts';
import { describe, swarmOf } from './swarm.ts';

const FAILURES = '.ledgerlane/simulation-failures.txt';
/** By when a mutant must be caught. */
const MUTANT_SEEDS = 2_000;
const EQUIVALENT_SEEDS = 200;

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
    pairs: { type: 'boolean', default: false },
    only: { type: 'string' },
    determinism: { type: 'string' },
    cells: { type: 'boolean', default: false },
    settings: { type: 'boolean', default: false },
    corpus: { type: 'boolean', default: false },
    office: { type: 'boolean', default: false },
    portal: { type: 'boolean', default: false },
  },
});

process.exitCode = (await chosen()) ? 0 : 1;

async function chosen(): Promise<boolean> {
  if (values.office) {
    const { seeds = '500', from, seed, mutants, mutant } = values;
    const one = seed === undefined ? undefined : Number(seed);
    return await runOffice({ seeds: Number(seeds), from: Number(from), seed: one, mutants, mutant });
  }
  if (values.portal) {
    const { seeds = '500', from, seed, determinism, mutants, mutant, cells } = values;
    return await runPortalCommand({
      runAll,
      from: Number(from),
      count: Number(determinism ?? seeds),
      seed: seed === undefined ? undefined : Number(seed),
      twice: determinism !== undefined,
      mutants,
      mutant,
      cells,
    });
  }
  if (values.seed !== undefined) return await replay(Number(values.seed), values.keyless);
  if (values.mutants || values.mutant !== undefined) return await runMutants(values.mutant);
  if (values['crash-points'])
    return await (values.pairs ? runCrashPairs : runCrashPoints)((line) => console.log(line), values.only);
  const { from, keyless } = values;
  const twice = values.determinism !== undefined;
  const count = Number(values.determinism ?? values.seeds ?? 500);
  const fresh = Array.from({ length: count }, (_, index): SeedTask => ({
    type: 'seed',
    seed: Number(from) + index,
    keyless,
    twice,
  }));
  const known = CORPUS.map((one): SeedTask => ({ type: 'seed', seed: one.seed, keyless: one.keyless }));
  return await runSeeds(values.corpus ? [...known, ...fresh] : fresh);
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

async function runSeeds(tasks: readonly SeedTask[]): Promise<boolean> {
  const began = performance.now();
  const failed: SeedDone[] = [];
  const cells = new Map<string, number>();
  const settings = new Map<string, number>(allSettings().map((name) => [name, 0]));
  let steps = 0;
  let virtualMs = 0;
  let cpuMs = 0;
  await runAll(tasks, (done) => {
    if (done.type !== 'seed') return;
    steps += done.steps;
    virtualMs += done.virtualMs;
    cpuMs += done.cpuMs;
    for (const [cell, hits] of done.cells) cells.set(cell, (cells.get(cell) ?? 0) + hits);
    for (const name of done.settings) settings.set(name, (settings.get(name) ?? 0) + 1);
    if (done.checks.length > 0) {
      failed.push(done);
      console.log(`${done.task.seed}: ${done.checks.join(' ')}: ${done.detail}\n  ${replayOf(done.task)}`);
    }
  });
  const minutes = (performance.now() - began) / 60_000;
  tellCells(cells);
  tellSettings(settings);
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

function replayOf({ seed, keyless }: SeedTask): string {
  return `npm run simulate -- --seed ${seed}${keyless ? ' --keyless' : ''}`;
}

/** How often each cell was met; what never was, or is not in the table, is always told. */
function tellCells(met: ReadonlyMap<string, number>): void {
  const all = [...allCells(values.keyless)].sort(([a], [b]) => (a < b ? -1 : 1));
  const hitsOf = (cell: string): number => met.get(cell) ?? 0;
  const few = all.filter(([cell]) => hitsOf(cell) < ENOUGH);
  console.log(
    `${all.length} cells of fault x subject x operation: ${all.length - few.length} of them hit at least ${ENOUGH} times, ` +
      `${few.filter(([cell]) => hitsOf(cell) === 0).length} never`,
  );
  const told = values.cells ? all : few;
  for (const [cell, rare] of told)
    console.log(
      `  ${String(hitsOf(cell)).padStart(7)}  ${cell}${rare === undefined ? '' : ` (rare: ${rare})`}`,
    );
  for (const cell of unknownIn(met.keys())) console.log(`  a cell that the table does not know: ${cell}`);
}

/** How often each preset and setting was drawn; what none was is seen at once. */
function tellSettings(settings: ReadonlyMap<string, number>): void {
  const all = [...settings];
  const never = all.filter(([, hits]) => hits === 0).map(([name]) => name);
  const presets = all.filter(([name]) => name.startsWith('preset = '));
  console.log(presets.map(([name, hits]) => `${name.replace('preset = ', '')} ${hits}`).join(', '));
  console.log(
    `${all.length - presets.length} values of settings, ${never.length} of them never drawn${never.map((name) => `; ${name}`).join('')}`,
  );
  for (const preset of Object.values(PRESETS)) {
    const why = whyNotPlayed(preset);
    if (why !== undefined) console.log(`preset ${preset.preset} is played in a world of its own: ${why}`);
  }
  if (neverDrawn().length > 0) console.log(`settings that nothing here plays: ${neverDrawn().join(', ')}`);
  if (values.settings) for (const [name, hits] of all) console.log(`  ${String(hits).padStart(7)}  ${name}`);
}

/** Each of them from the first seed on, until one catches it. */
async function runMutants(only: string | undefined): Promise<boolean> {
  const chosen = MUTANTS.filter(({ name }) => only === undefined || name === only);
  const caught: { readonly mutant: Mutant; readonly done: SeedDone }[] = [];
  const tell = ({ mutant, done }: (typeof caught)[number]): void =>
    console.log(`| ${mutant.name} | ${mutant.says} | ${verdictOn(mutant, done)} |`);
  const tasks = chosen.map(({ name, keyless, equivalent }): SeedTask => ({
    type: 'seed',
    seed: 1,
    upTo: equivalent === undefined ? MUTANT_SEEDS : EQUIVALENT_SEEDS,
    keyless: keyless === true,
    mutant: name,
  }));
  const hear = (done: SeedDone): void => {
    const mutant = chosen.find(({ name }) => name === done.task.mutant);
    if (mutant === undefined) return;
    caught.push({ mutant, done });
    console.log(`  ${caught.length}/${chosen.length} ${mutant.name}`);
  };
  await runAll(tasks, (done) => (done.type === 'seed' ? hear(done) : undefined), 1);
  caught.sort((a, b) => a.done.seed - b.done.seed).forEach(tell);
  const survivors = caught.filter(({ mutant, done }) => isCaught(done) === (mutant.equivalent !== undefined));
  const seeds = caught.filter(({ done }) => isCaught(done)).map(({ done }) => done.seed);
  const median = seeds.sort((a, b) => a - b)[Math.floor(seeds.length / 2)];
  console.log(
    `${chosen.length} mutants: ${seeds.length} caught (median seed ${median}, last ${seeds.at(-1)}), ` +
      `${survivors.length} survive or are wrongly called equivalent`,
  );
  return survivors.length === 0;
}

function isCaught({ checks }: SeedDone): boolean {
  return checks.length > 0;
}

function verdictOn({ equivalent }: Mutant, done: SeedDone): string {
  if (isCaught(done)) return `${done.seed} | ${done.checks.join(', ')}`;
  return equivalent === undefined ? `SURVIVES ${done.seed} seeds |` : `equivalent | ${equivalent}`;
}
