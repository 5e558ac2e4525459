// Crash search: all pairs of deaths of a scenario, each world that a death can leave being gone on from once.
import { failuresOf, placeOf, runAt, type Passed, type Point } from './crash-points.ts';
import { AT_REST_MS, SCENARIOS, WHILE_COMPARED_MS, type Scenario } from './crash-scenarios.ts';

/** One scenario to search, and when its target is said. */
export interface Search {
  readonly name: string;
  readonly scenario: Scenario;
  readonly targetAtMs: number;
}

/**
 * All scenarios, each when nothing else is at work; and one while the books are compared. The comparison is the same in every
 * world, and the single points have it in all of them.
 */
export const SEARCHES: readonly Search[] = [
  ...SCENARIOS.map((scenario) => ({ name: scenario.name, scenario, targetAtMs: AT_REST_MS })),
  ...SCENARIOS.filter(
    ({ kind, operation, story }) => story === undefined && kind === 'payment' && operation === 'update',
  ).map((scenario) => ({
    name: `${scenario.name}, while the books are compared`,
    scenario,
    targetAtMs: WHILE_COMPARED_MS,
  })),
];

/** What became of all pairs of a scenario. A point or pair is run, or equal to one that is. */
export interface Searched {
  readonly points: number;
  readonly pointsRun: number;
  readonly pairs: number;
  readonly pairsRun: number;
  readonly failures: readonly string[];
  /** Equal cases that were run all the same, and how many of them went another way: none may. */
  readonly checked: number;
  readonly wrong: readonly string[];
}

/** A case that is run, and one that is not because it is equal. */
interface Equal {
  readonly run: readonly Point[];
  readonly same: readonly Point[];
}

/**
 * First deaths: of each world that one leaves, one representative is run. Second deaths: of each world that one leaves in any
 * of those runs, one representative is run, unless that world is known already. Equal worlds have the same future
 * (durable.ts), so also the same number of calls behind them: what is counted for a representative counts for all of its kind.
 */
export async function searchPairs(search: Search, check: number): Promise<Searched> {
  const failures: string[] = [];
  const equals: Equal[] = [];
  const known = new Map<string, readonly Point[]>();
  const play = async (points: readonly Point[]): Promise<readonly Named[]> => {
    const { passed, wrong } = await runTold(search, points);
    failures.push(...wrong);
    return passed;
  };
  const firsts = await play([]);
  const groups = new Map<string, Named[]>();
  for (const first of firsts) groups.set(first.world, [...(groups.get(first.world) ?? []), first]);
  for (const [world, group] of groups) known.set(world, [point(group[0])]);
  let pairs = 0;
  let pairsRun = 0;
  for (const [, group] of groups) {
    const first = point(group[0]);
    for (const other of group.slice(1)) equals.push({ run: [first], same: [point(other)] });
    const seconds = (await play([first])).filter(({ call }) => call > first.call);
    pairs += seconds.length * group.length;
    for (const second of seconds) {
      const both = [first, point(second)];
      const same = known.get(second.world);
      if (same !== undefined) {
        equals.push({ run: same, same: both });
        continue;
      }
      known.set(second.world, both);
      pairsRun += 1;
      await play(both);
    }
  }
  const sample = spread(equals, check);
  const wrong: string[] = [];
  for (const one of sample) wrong.push(...(await compare(search, one)));
  return {
    points: firsts.length,
    pointsRun: groups.size,
    pairs,
    pairsRun,
    failures,
    checked: sample.length,
    wrong,
  };
}

interface Named extends Point {
  readonly op: string;
  readonly world: string;
}

function point(named: Named | undefined): Point {
  if (named === undefined) throw new Error('no point');
  const { call, side } = named;
  return { call, side };
}

async function runTold({ scenario, targetAtMs }: Search, points: readonly Point[]) {
  const passed: Named[] = [];
  const last = points.at(-1)?.call ?? 0;
  const watch = ({ call, side, op, world }: Passed): void => {
    if (call > last) passed.push({ call, side, op, world: world() });
  };
  // The second of two deaths ends the search: nobody asks what a third would leave.
  const tells = points.length < DEATHS ? { watch } : {};
  const { result } = await runAt(scenario, points, { targetAtMs, steady: true, ...tells });
  return { passed, wrong: failuresOf(scenario, points, result) };
}

const DEATHS = 2;

/** So many of a list, evenly spread over it. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, list.length / Math.max(1, count));
  return Array.from(
    { length: Math.min(count, list.length) },
    (_, index) => list[Math.floor(index * step)],
  ).filter((one) => one !== undefined);
}

/** Runs both of two equal cases: from the last death on each call must leave the same world in both, and the verdict be the same. */
async function compare(search: Search, { run, same }: Equal): Promise<readonly string[]> {
  const [one, other] = [await trail(search, run), await trail(search, same)];
  const at = one.findIndex((step, index) => step !== other[index]);
  if (at === -1 && one.length === other.length) return [];
  const step = at === -1 ? Math.min(one.length, other.length) : at;
  return [
    `${search.name}: dying ${placeOf(run)} is not dying ${placeOf(same)}: step ${step} of ${one.length}/${other.length}: ` +
      `${one[step] ?? 'none'}, ${other[step] ?? 'none'}`,
  ];
}

async function trail({ scenario, targetAtMs }: Search, points: readonly Point[]): Promise<readonly string[]> {
  const last = points.at(-1)?.call ?? 0;
  const steps: string[] = [];
  const { result } = await runAt(scenario, points, {
    targetAtMs,
    steady: true,
    watch: ({ call, side, op, world }) => {
      if (call > last) steps.push(`${side} ${op} ${world()}`);
    },
  });
  return [...steps, ...result.violations.map(({ check: found, detail }) => `${found} ${detail}`)];
}
