// Crash points: a worker dies at every call to the outside, before and after its effect. All of them, not a sample.
import type { Seen } from './durable.ts';
import { planFor, SCENARIOS, swarmFor, WHILE_COMPARED_MS, type Scenario } from './crash-scenarios.ts';
import type { Mishap } from './process.ts';
import { runSeed, START, type SeedResult } from './run-seed.ts';

/** Where to die: the number of the call (of any process, since the target was said), and on which side of its effect. */
export interface Point {
  readonly call: number;
  readonly side: 'before' | 'after';
}

export interface Covered {
  readonly singles: number;
  readonly failures: readonly string[];
}

/** How many calls a scenario makes when nobody dies, and what was wrong even then. */
export async function happyPath(scenario: Scenario): Promise<{ calls: number; failures: readonly string[] }> {
  const { calls, result } = await runAt(scenario, []);
  return { calls, failures: failuresOf(scenario, [], result) };
}

/** Every point of a happy path. */
export function pointsOf(calls: number): readonly Point[] {
  const numbers = Array.from({ length: calls }, (_, index) => 1 + index);
  return numbers.flatMap((call) => [{ call, side: 'before' } as const, { call, side: 'after' } as const]);
}

/** Dies once at each point of a scenario, in this process. */
export async function coverSingly(scenario: Scenario): Promise<Covered> {
  const { calls, failures } = await happyPath(scenario);
  const all = [...failures];
  for (const point of pointsOf(calls))
    all.push(...(await coverPoint({ scenario: scenario.name, point })).failures);
  return { singles: pointsOf(calls).length, failures: all };
}

/** Dies at one point. */
export async function coverPoint(task: {
  readonly scenario: string;
  readonly point: Point;
}): Promise<Covered> {
  const scenario = SCENARIOS.find(({ name }) => name === task.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario ${task.scenario}`);
  const { result } = await runAt(scenario, [task.point]);
  return { singles: 1, failures: failuresOf(scenario, [task.point], result) };
}

/** What was wrong with a run, in words that name its points. */
export function failuresOf(
  { name }: Scenario,
  points: readonly Point[],
  { violations }: SeedResult,
): readonly string[] {
  if (violations.length === 0) return [];
  const what = violations.map(({ check, detail }) => `${check} (${detail})`).join(', ');
  return [`${name}, dying ${placeOf(points)}: ${what}`];
}

export function placeOf(points: readonly Point[]): string {
  return points.length === 0
    ? 'nowhere'
    : points.map(({ call, side }) => `${side} call ${call}`).join(' and ');
}

/** A point that a run came by, and what would be left if somebody died there. */
export interface Passed extends Point {
  readonly op: string;
  readonly world: () => string;
}

export interface RunAt {
  /** When the target is said; its calls are counted from then on. */
  readonly targetAtMs?: number;
  /** Nothing is left to chance but names. */
  readonly steady?: boolean;
  /** Each point is told. */
  readonly watch?: ((passed: Passed) => void) | undefined;
}

/** The happy path counts its calls until the world is at rest; a crash brings the calls of those who finish. */
export async function runAt(
  scenario: Scenario,
  points: readonly Point[],
  { targetAtMs: wanted = WHILE_COMPARED_MS, steady = false, watch }: RunAt = {},
): Promise<{ readonly calls: number; readonly result: SeedResult }> {
  const { act, targetAtMs = wanted } = scenario.story ?? {};
  let calls = 0;
  let swept = false;
  const numbers = new Map<string, number>();
  const seen = ({ process, op, number, side, world }: Seen): void => {
    const call = numbers.get(`${process.name}/${number}`);
    // What the dead still had on its way arrives, but nobody dies twice.
    if (call !== undefined && !process.dead) watch?.({ call, side, op, world });
  };
  const result = await runSeed(1, {
    swarm: swarmFor(scenario),
    plan: () => new Map([['h0', planFor(scenario, targetAtMs)]]),
    steady,
    begin: (world) => {
      if (act !== undefined) world.kernel.after(targetAtMs, () => act(world));
    },
    script: {
      watch: watch === undefined ? undefined : seen,
      accident: () => 'none',
      mishap: (process, _op): Mishap => {
        // The sweeps come when all is done: they only find out that nothing is left to do.
        swept ||= process.role === 'scheduler';
        const isBefore = process.bornAt - START < targetAtMs;
        if (isBefore || process.role === 'api' || swept) return { type: 'none' };
        calls += 1;
        numbers.set(`${process.name}/${process.calls}`, calls);
        const point = points.find(({ call }) => call === calls);
        return { type: point === undefined ? 'none' : `crash_${point.side}` };
      },
    },
  });
  return { calls, result };
}
