// All single crash points of all scenarios, over all cores.
import { happyPath, pointsOf } from './crash-points.ts';
import { SCENARIOS } from './crash-scenarios.ts';
import { runAll, type CrashDone, type CrashTask } from './pool.ts';

/** Tells covered and total of each scenario, and what failed. The happy paths say how many points there are. */
export async function runCrashPoints(tell: (line: string) => void, only = ''): Promise<boolean> {
  const began = performance.now();
  const tasks: CrashTask[] = [];
  const failures: string[] = [];
  const scenarios = SCENARIOS.filter(({ name }) => new RegExp(only).test(name));
  for (const scenario of scenarios) {
    const happy = await happyPath(scenario);
    failures.push(...happy.failures);
    for (const point of pointsOf(happy.calls)) tasks.push({ type: 'crash', scenario: scenario.name, point });
  }
  const all: CrashDone[] = [];
  let told = 0;
  await runAll(tasks, (done) => {
    if (done.type !== 'crash') return;
    all.push(done);
    failures.push(...done.failures);
    if (all.length >= told + TELL_EVERY) tell(`  ${(told = all.length)} of ${tasks.length} points`);
  });
  for (const { name } of scenarios) tell(lineOf(name, tasks, all));
  for (const failure of failures.slice(0, 20)) tell(`  ${failure}`);
  tell(
    `${all.length} / ${tasks.length} points covered, in ${scenarios.length} scenarios: ` +
      `${failures.length} failed; ${((performance.now() - began) / 60_000).toFixed(1)} minutes`,
  );
  return failures.length === 0 && all.length === tasks.length;
}

const TELL_EVERY = 500;

function lineOf(name: string, tasks: readonly CrashTask[], all: readonly CrashDone[]): string {
  const ours = all.filter(({ task }) => task.scenario === name);
  const total = tasks.filter(({ scenario }) => scenario === name).length;
  const failed = ours.reduce((sum, { failures }) => sum + failures.length, 0);
  return `${name.padEnd(50)} ${ours.length} / ${total} points, ${failed} failed`;
}
