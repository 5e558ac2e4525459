// Work over several processes: one for each core but never more than wanted, each with its own globals.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { coverPoint, type Point } from './crash-points.ts';
import { SEARCHES, searchPairs, type Searched } from './crash-search.ts';
import { isRecord, listAt } from './json.ts';
import { PORTAL_MUTANTS } from './portal/mutants.ts';
import { runPortalSeed } from './portal/run.ts';
import { runSeed } from './run-seed.ts';
import { MUTANTS } from './mutants.ts';

/** What one seed is run with; plain data, because it goes to another process. */
export interface SeedTask {
  readonly type: 'seed';
  readonly seed: number;
  readonly keyless: boolean;
  readonly mutant?: string | undefined;
  /** Run twice, and the traces compared. */
  readonly twice?: boolean | undefined;
  /** The seeds behind it as well, up to this one, until one of them fails. */
  readonly upTo?: number | undefined;
}

/** One point of a scenario at which somebody dies. */
export interface CrashTask {
  readonly type: 'crash';
  readonly scenario: string;
  readonly point: Point;
}

/** All pairs of points of a scenario; so many cases that are equal to others are run all the same. */
export interface PairsTask {
  readonly type: 'pairs';
  readonly search: string;
  readonly check: number;
}

/** One seed of a portal's world. */
export interface PortalTask {
  readonly type: 'portal';
  readonly seed: number;
  readonly mutant?: string | undefined;
  readonly twice?: boolean | undefined;
  readonly upTo?: number | undefined;
}

export type Task = SeedTask | CrashTask | PairsTask | PortalTask;

export interface SeedDone {
  readonly type: 'seed';
  readonly task: SeedTask;
  /** The one that failed, or the last. */
  readonly seed: number;
  readonly checks: readonly string[];
  readonly detail: string;
  readonly trace: string;
  readonly steps: number;
  readonly virtualMs: number;
  /** Milliseconds of a core that it took. */
  readonly cpuMs: number;
  readonly cells: readonly (readonly [string, number])[];
  readonly settings: readonly string[];
}

export interface CrashDone {
  readonly type: 'crash';
  readonly task: CrashTask;
  readonly singles: number;
  readonly failures: readonly string[];
}

export interface PairsDone extends Searched {
  readonly type: 'pairs';
  readonly task: PairsTask;
  readonly cpuMs: number;
}

export interface PortalDone {
  readonly type: 'portal';
  readonly task: PortalTask;
  /** The one that failed, or the last. */
  readonly seed: number;
  readonly checks: readonly string[];
  readonly detail: string;
  readonly steps: number;
  readonly virtualMs: number;
  readonly cpuMs: number;
  readonly cells: readonly (readonly [string, number])[];
  readonly counts: readonly (readonly [string, number])[];
}

export type Done = SeedDone | CrashDone | PairsDone | PortalDone;

export async function runTask(task: Task): Promise<Done> {
  if (task.type === 'crash') return { type: 'crash', task, ...(await coverPoint(task)) };
  if (task.type === 'pairs') return await runSearch(task);
  if (task.type === 'portal') return await runPortal(task);
  const began = process.cpuUsage();
  for (let seed = task.seed; ; seed += 1) {
    const done = await runOne(task, seed);
    if (done.checks.length > 0 || seed >= (task.upTo ?? task.seed))
      return { type: 'seed', task, seed, cpuMs: cpuMsSince(began), ...done };
  }
}

async function runPortal(task: PortalTask): Promise<PortalDone> {
  const began = process.cpuUsage();
  for (let seed = task.seed; ; seed += 1) {
    const run = () =>
      runPortalSeed(seed, { defect: PORTAL_MUTANTS.find(({ name }) => name === task.mutant)?.defect() });
    const { violations, trace, steps, virtualMs, cells, counts } = await run();
    const isSame = task.twice !== true || (await run()).trace === trace;
    const checks = [...new Set(violations.map(({ check }) => check)), ...(isSame ? [] : ['nondeterminism'])];
    if (checks.length === 0 && seed < (task.upTo ?? task.seed)) continue;
    const detail = violations[0]?.detail ?? '';
    const sums = { cells: [...cells], counts: Object.entries(counts) };
    return {
      type: 'portal',
      task,
      seed,
      checks,
      detail,
      steps,
      virtualMs,
      cpuMs: cpuMsSince(began),
      ...sums,
    };
  }
}

async function runSearch(task: PairsTask): Promise<PairsDone> {
  const search = SEARCHES.find(({ name }) => name === task.search);
  if (search === undefined) throw new Error(`There is no search ${task.search}`);
  const began = process.cpuUsage();
  const searched = await searchPairs(search, task.check);
  return { type: 'pairs', task, ...searched, cpuMs: cpuMsSince(began) };
}

function cpuMsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

async function runOne(task: SeedTask, seed: number) {
  const mutant = MUTANTS.find(({ name }) => name === task.mutant);
  const run = () => runSeed(seed, { keyless: task.keyless, defect: mutant?.defect() });
  const result = await run();
  const again = task.twice === true ? (await run()).trace : result.trace;
  const { trace, steps, virtualMs } = result;
  return {
    checks: [
      ...new Set(result.violations.map(({ check }) => check)),
      ...(again === trace ? [] : ['nondeterminism']),
    ],
    detail: result.violations[0]?.detail ?? '',
    trace,
    steps,
    virtualMs,
    cells: [...result.cells],
    settings: result.settings,
  };
}

/** Tasks handed over at once: enough to keep a child busy, few enough to end evenly. */
const HANDFUL = 50;

/** Runs tasks, as many at once as there are cores; `heard` is told of each. A long task is better handed over alone. */
export async function runAll(
  tasks: readonly Task[],
  heard: (done: Done) => void,
  handful = HANDFUL,
): Promise<void> {
  const waiting = [...tasks];
  const cores = Math.min(availableParallelism(), 4, tasks.length);
  await Promise.all(Array.from({ length: cores }, () => runInChild(waiting, heard, handful)));
}

function runInChild(waiting: Task[], heard: (done: Done) => void, handful: number): Promise<void> {
  const child = fork(new URL('./child.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A world is rubbish as soon as it is judged: with room for some of them nothing is ever moved about.
    execArgv: ['--max-semi-space-size=64'],
  });
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const tasks = waiting.splice(0, handful);
      child.send(tasks);
      if (tasks.length === 0) resolve();
    };
    child.on('message', (message) => {
      for (const done of listAt(message, 'done')) if (isDone(done)) heard(done);
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
  return isRecord(value) && isRecord(value['task']) && typeof value['type'] === 'string';
}
