// Seeds over several processes: one for each core but never more than wanted, each with its own globals.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { isRecord, listAt } from './json.ts';
import { runSeed } from './run-seed.ts';
import { MUTANTS } from './mutants.ts';

/** What one seed is run with; plain data, because it goes to another process. */
export interface Task {
  readonly seed: number;
  readonly keyless: boolean;
  readonly mutant?: string | undefined;
  /** Run twice, and the traces compared. */
  readonly twice?: boolean | undefined;
}

export interface Done {
  readonly task: Task;
  readonly checks: readonly string[];
  readonly detail: string;
  readonly trace: string;
  readonly steps: number;
  readonly virtualMs: number;
  /** Milliseconds of a core that it took. */
  readonly cpuMs: number;
  readonly cells: readonly (readonly [string, number])[];
}

export async function runTask(task: Task): Promise<Done> {
  const mutant = MUTANTS.find(({ name }) => name === task.mutant);
  const run = () => runSeed(task.seed, { keyless: task.keyless, defect: mutant?.defect() });
  const began = process.cpuUsage();
  const result = await run();
  const again = task.twice === true ? (await run()).trace : result.trace;
  const checks = [
    ...new Set(result.violations.map(({ check }) => check)),
    ...(again === result.trace ? [] : ['nondeterminism']),
  ];
  const { trace, steps, virtualMs } = result;
  const { user, system } = process.cpuUsage(began);
  return {
    task,
    checks,
    detail: result.violations[0]?.detail ?? '',
    trace,
    steps,
    virtualMs,
    cpuMs: (user + system) / 1_000,
    cells: [...result.cells],
  };
}

/** Runs tasks, as many at once as there are cores; `heard` is told of each and says whether to go on. */
export async function runAll(tasks: readonly Task[], heard: (done: Done) => boolean): Promise<void> {
  const waiting = [...tasks];
  const cores = Math.min(availableParallelism(), 4, tasks.length);
  await Promise.all(Array.from({ length: cores }, () => runInChild(waiting, heard)));
}

/** Tasks handed over at once: enough to keep a child busy, few enough to end evenly. */
const HANDFUL = 50;

function runInChild(waiting: Task[], heard: (done: Done) => boolean): Promise<void> {
  const child = fork(new URL('./child.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A world is rubbish as soon as it is judged: with room for some of them nothing is ever moved about.
    execArgv: ['--max-semi-space-size=64'],
  });
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const tasks = waiting.splice(0, HANDFUL);
      child.send(tasks);
      if (tasks.length === 0) resolve();
    };
    child.on('message', (message) => {
      for (const done of listAt(message, 'done')) if (isDone(done) && !heard(done)) waiting.length = 0;
      next();
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a simulation process ended with ${code}`)),
    );
    next();
  });
}

function isDone(value: unknown): value is Done {
  return isRecord(value) && isRecord(value['task']) && Array.isArray(value['checks']);
}
