// The command of the office's simulation: `npm run simulate -- --office`, with seeds, one seed aloud, or all mutants.
import { OFFICE_CORPUS } from './corpus.ts';
import { OFFICE_MUTANTS } from './mutants.ts';
import { type OfficeResult, runOfficeSeed } from './run.ts';
import { describeOffice, officeSwarmOf } from './swarm.ts';

/** By when a mutant must be caught. */
const MUTANT_SEEDS = 1_000;
const EQUIVALENT_SEEDS = 100;

export interface OfficeCommand {
  readonly seeds: number;
  readonly from: number;
  /** This one, every step of it told. */
  readonly seed?: number | undefined;
  readonly mutants: boolean;
  readonly mutant?: string | undefined;
}

/** Whether all was as it should be. */
export async function runOffice({ seeds, from, seed, mutants, mutant }: OfficeCommand): Promise<boolean> {
  if (seed !== undefined) return await replay(seed, mutant);
  return mutants || mutant !== undefined ? await runMutants(mutant) : await runSeeds(from, seeds);
}

async function replay(seed: number, mutant: string | undefined): Promise<boolean> {
  console.log(describeOffice(officeSwarmOf(seed)));
  const defect = OFFICE_MUTANTS.find(({ name }) => name === mutant)?.defect();
  const result = await runOfficeSeed(seed, { defect, tell: (line) => console.log(line) });
  console.log(result.counts, `trace ${result.trace}`, result.violations);
  return result.violations.length === 0;
}

async function runSeeds(from: number, count: number): Promise<boolean> {
  const began = performance.now();
  const sums = { failed: 0, deaths: 0, accidents: 0, mishaps: 0, acts: 0, writes: 0, steps: 0, hours: 0 };
  const fresh = Array.from({ length: count }, (_, index) => from + index);
  for (const seed of [...OFFICE_CORPUS.map((one) => one.seed), ...fresh]) {
    const result = await runOfficeSeed(seed);
    tellFailure(result);
    if (result.violations.length > 0) sums.failed += 1;
    for (const name of ['deaths', 'accidents', 'mishaps', 'acts', 'writes'] as const)
      sums[name] += result.counts[name];
    sums.steps += result.steps;
    sums.hours += result.virtualMs / 3_600_000;
  }
  const { failed, deaths, accidents, mishaps, acts, writes, steps, hours } = sums;
  const minutes = (performance.now() - began) / 60_000;
  console.log(
    `${fresh.length} seeds and ${OFFICE_CORPUS.length} of the corpus, ${failed} with violations; ${steps} steps, ${writes} writes, ` +
      `${accidents} accidents, ${mishaps} mishaps, ${deaths} deaths, ${acts} acts of people, ${Math.round(hours)} virtual hours in ` +
      `${minutes.toFixed(1)} minutes`,
  );
  return failed === 0;
}

function tellFailure({ seed, violations }: OfficeResult): void {
  const [first] = violations;
  if (first === undefined) return;
  const checks = [...new Set(violations.map(({ check }) => check))].join(' ');
  console.log(`${seed}: ${checks}: ${first.detail}\n  npm run simulate -- --office --seed ${seed}`);
}

/** Each of them from the first seed on, until one catches it. */
async function runMutants(only: string | undefined): Promise<boolean> {
  let wrong = 0;
  for (const mutant of OFFICE_MUTANTS.filter(({ name }) => only === undefined || name === only)) {
    const { name, says, equivalent } = mutant;
    const limit = equivalent === undefined ? MUTANT_SEEDS : EQUIVALENT_SEEDS;
    let caught: OfficeResult | undefined;
    for (let seed = 1; seed <= limit && caught === undefined; seed += 1) {
      const result = await runOfficeSeed(seed, { defect: mutant.defect() });
      if (result.violations.length > 0) caught = result;
    }
    if ((caught === undefined) === (equivalent === undefined)) wrong += 1;
    const checks = [...new Set(caught?.violations.map(({ check }) => check))].join(', ');
    const verdict =
      caught === undefined ? (equivalent ?? `SURVIVES ${limit} seeds`) : `${caught.seed} | ${checks}`;
    console.log(`| ${name} | ${says} | ${verdict} |`);
  }
  return wrong === 0;
}
