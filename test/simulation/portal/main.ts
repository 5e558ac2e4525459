// The command of the portal's simulation: `npm run simulate -- --portal`, with seeds, one seed aloud, or all mutants.
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Done, PortalDone, PortalTask } from '../pool.ts';
import { PORTAL_MUTANTS, type PortalMutant } from './mutants.ts';
import { runPortalSeed } from './run.ts';
import { describePortal, portalSwarmOf } from './swarm.ts';

const FAILURES = '.ledgerlane/portal-failures.txt';
/** By when a mutant must be caught. */
const MUTANT_SEEDS = 1_000;

export interface PortalCommand {
  readonly runAll: (
    tasks: readonly PortalTask[],
    heard: (done: Done) => void,
    handful?: number,
  ) => Promise<void>;
  readonly from: number;
  readonly count: number;
  readonly seed?: number | undefined;
  readonly twice: boolean;
  readonly mutants: boolean;
  readonly mutant?: string | undefined;
  readonly cells: boolean;
}

/** Answers whether all is well. */
export async function runPortalCommand(command: PortalCommand): Promise<boolean> {
  if (command.seed !== undefined) return await replay(command.seed, command.mutant);
  if (command.mutants || command.mutant !== undefined) return await runMutants(command);
  return await runSeeds(command);
}

async function replay(seed: number, name: string | undefined): Promise<boolean> {
  const mutant = PORTAL_MUTANTS.find((each) => each.name === name);
  console.log(describePortal(portalSwarmOf(seed)));
  const result = await runPortalSeed(seed, {
    tell: (line) => console.log(line),
    defect: mutant?.defect(),
  });
  console.log(result.counts, `trace ${result.trace}`, result.violations);
  return result.violations.length === 0;
}

async function runSeeds({ runAll, from, count, twice, cells: isAsked }: PortalCommand): Promise<boolean> {
  const began = performance.now();
  const tasks = Array.from({ length: count }, (_, index): PortalTask => ({
    type: 'portal',
    seed: from + index,
    twice,
  }));
  const failed: PortalDone[] = [];
  const cells = new Map<string, number>();
  const counts = new Map<string, number>();
  let [steps, cpuMs, virtualMs] = [0, 0, 0];
  await runAll(tasks, (done) => {
    if (done.type !== 'portal') return;
    steps += done.steps;
    cpuMs += done.cpuMs;
    virtualMs += done.virtualMs;
    add(cells, done.cells);
    add(counts, done.counts);
    if (done.checks.length === 0) return;
    failed.push(done);
    console.log(`${done.seed}: ${done.checks.join(' ')}: ${done.detail}\n  ${replayOf(done.seed)}`);
  });
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  const seldom = [...cells.values()].filter((hits) => hits < 20).length;
  console.log(
    `${cells.size} cells of fault x process x operation were hit, ${seldom} of them fewer than 20 times`,
  );
  if (isAsked)
    for (const [cell, hits] of [...cells].sort()) console.log(`  ${String(hits).padStart(7)}  ${cell}`);
  console.log([...counts].map(([name, sum]) => `${name} ${sum}`).join(', '));
  console.log(
    `${count} seeds of a portal, ${failed.length} with violations; ${Math.round((count / cpuMs) * 60_000)} seeds a minute and ` +
      `core, ${Math.round(steps / count)} steps a seed, ${Math.round(virtualMs / 3_600_000)} virtual hours in ${minutes} minutes`,
  );
  mkdirSync('.ledgerlane', { recursive: true });
  writeFileSync(
    FAILURES,
    failed.map(({ seed, checks }) => `${replayOf(seed)} # ${checks.join(' ')}\n`).join(''),
  );
  return failed.length === 0;
}

function add(sums: Map<string, number>, more: readonly (readonly [string, number])[]): void {
  for (const [name, value] of more) sums.set(name, (sums.get(name) ?? 0) + value);
}

function replayOf(seed: number): string {
  return `npm run simulate -- --portal --seed ${seed}`;
}

/** Each of them from the first seed on, until one catches it. */
async function runMutants({ runAll, mutant: only }: PortalCommand): Promise<boolean> {
  const chosen = PORTAL_MUTANTS.filter(({ name }) => only === undefined || name === only);
  const caught: { readonly mutant: PortalMutant; readonly done: PortalDone }[] = [];
  const tasks = chosen.map(({ name }): PortalTask => ({
    type: 'portal',
    seed: 1,
    upTo: MUTANT_SEEDS,
    mutant: name,
  }));
  await runAll(
    tasks,
    (done) => {
      const mutant = chosen.find(({ name }) => done.type === 'portal' && name === done.task.mutant);
      if (mutant === undefined || done.type !== 'portal') return;
      caught.push({ mutant, done });
      console.log(
        `  ${caught.length}/${chosen.length} ${mutant.name} ${done.seed} ${done.checks.join(', ')}`,
      );
    },
    1,
  );
  caught.sort((a, b) => a.done.seed - b.done.seed);
  for (const { mutant, done } of caught)
    console.log(`| ${mutant.name} | ${mutant.says} | ${verdictOn(done)} |`);
  const survivors = caught.filter(({ done }) => done.checks.length === 0);
  console.log(
    `${chosen.length} mutants: ${chosen.length - survivors.length} caught, ${survivors.length} survive`,
  );
  return survivors.length === 0;
}

function verdictOn({ seed, checks }: PortalDone): string {
  return checks.length > 0 ? `${seed} | ${checks.join(', ')}` : `SURVIVES ${seed} seeds |`;
}
