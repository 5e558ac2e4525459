// The killer: carries out the plan, one strike after the other, and notes what it really hit.
import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { FUNCTION_OF, PARTS_OF, type Strike } from './plan.ts';
import { functionsOf, type FunctionProcess, holderOf, isOf, signal } from './processes.ts';
import type { System } from './system.ts';
import type { Trap } from './wire.ts';

export interface Hit {
  readonly strike: Strike;
  /** Whether the planned call came; else it was struck at any moment. */
  readonly atCall: boolean;
}

export interface Killer {
  readonly hits: () => readonly Hit[];
  /** How many frozen processes were still there when they were woken, and went on. */
  readonly cameBack: () => number;
  /** Resolves when the plan is done or it is over, and nobody is frozen any more. */
  readonly done: Promise<void>;
}

interface Frozen {
  /** By pid; resolves when the process was woken. */
  readonly waking: Map<number, Promise<void>>;
  cameBack: number;
}

/** How long a planned call is waited for, and a process of the victim. */
const CALL_WAIT_MS = 3_000;
const VICTIM_WAIT_MS = 5_000;

/** A plan that is long enough for so many kills, and when nothing more is begun. */
export interface Attack {
  readonly plan: readonly Strike[];
  readonly kills: number;
  readonly isOver: () => boolean;
}

export function startKiller(
  system: System,
  { plan, kills, isOver }: Attack,
  say: (hit: Hit, number: number) => void,
): Killer {
  const hits: Hit[] = [];
  const frozen: Frozen = { waking: new Map(), cameBack: 0 };
  const run = async (): Promise<void> => {
    for (const strike of plan) {
      // The plan's own pace, not a wait for anything.
      await pause(strike.afterMs);
      if (isOver() || hits.length >= kills) break;
      const hit = await (FUNCTION_OF[strike.victim] === undefined
        ? strikePart(system, strike)
        : strikeFunction(system, strike, frozen));
      if (hit === undefined) continue;
      hits.push(hit);
      say(hit, hits.length);
    }
    await Promise.all(frozen.waking.values());
  };
  return { hits: () => hits, cameBack: () => frozen.cameBack, done: run() };
}

/** Whole parts: at any moment, or when the n-th call passes that they make or take. */
async function strikePart(system: System, strike: Strike): Promise<Hit> {
  const parts = PARTS_OF[strike.victim] ?? [];
  const { moment } = strike;
  let killing: Promise<void> | undefined;
  const kill = (): Promise<void> => (killing ??= system.killParts(parts));
  if (moment.at === 'any') {
    await kill();
    return { strike, atCall: false };
  }
  const wire = system.wires[moment.to];
  const trap: Trap = {
    nth: moment.nth,
    side: moment.side,
    concerns: () => true,
    // Not waited for: what is killed only comes back when the call has been let go.
    spring: async () => {
      void kill().catch(() => undefined);
      return 'drop';
    },
  };
  wire.arm(trap);
  const came = await waitUntil(() => killing !== undefined, { timeoutMs: CALL_WAIT_MS, pollMs: 5 });
  wire.arm(undefined);
  await kill();
  return { strike, atCall: came };
}

/** One process of a function; none at all means that nothing is going on that could be killed. */
async function strikeFunction(system: System, strike: Strike, frozen: Frozen): Promise<Hit | undefined> {
  const candidates = (): readonly FunctionProcess[] =>
    functionsOf(system.hostPid()).filter(
      (one) => isOf(one, FUNCTION_OF[strike.victim] ?? 'Sync') && !frozen.waking.has(one.pid),
    );
  const caught = await trapped(system, strike, candidates, frozen);
  if (caught) return { strike, atCall: true };
  if (!(await waitUntil(() => candidates().length > 0, { timeoutMs: VICTIM_WAIT_MS }))) return undefined;
  const now = candidates();
  const victim = now[Math.floor(strike.choice * now.length)];
  if (victim === undefined || !hit(victim.pid, strike, frozen)) return undefined;
  return { strike, atCall: false };
}

/** Lies in wait for the victim's n-th call; false when it does not come. */
async function trapped(
  { wires }: System,
  strike: Strike,
  candidates: () => readonly FunctionProcess[],
  frozen: Frozen,
): Promise<boolean> {
  const { moment } = strike;
  if (moment.at === 'any') return false;
  // A connection is kept for many calls, and asking who holds it takes a few milliseconds.
  const callers = new Map<number, number | undefined>();
  const callerOf = (port: number): number | undefined => {
    if (!callers.has(port)) callers.set(port, holderOf(candidates(), port)?.pid);
    return callers.get(port);
  };
  let caught = false;
  const trap: Trap = {
    nth: moment.nth,
    side: moment.side,
    concerns: (port) => callerOf(port) !== undefined,
    spring: async (port) => {
      const pid = callerOf(port);
      caught = pid !== undefined && hit(pid, strike, frozen);
      if (strike.kind === 'kill' || pid === undefined) return 'drop';
      // The call of a frozen process arrives when it wakes up, after somebody else has had the lane.
      if (moment.side === 'before') await frozen.waking.get(pid);
      return 'pass';
    },
  };
  const wire = wires[moment.to];
  wire.arm(trap);
  await waitUntil(() => caught, { timeoutMs: CALL_WAIT_MS, pollMs: 5 });
  wire.arm(undefined);
  return caught;
}

/** Whether the process was still there. A frozen one is woken when its time is over, whatever happens meanwhile. */
function hit(pid: number, { kind, frozenMs }: Strike, frozen: Frozen): boolean {
  if (kind === 'kill') return signal(pid, 'SIGKILL');
  if (!signal(pid, 'SIGSTOP')) return false;
  const woken = pause(frozenMs).then(() => {
    frozen.waking.delete(pid);
    if (signal(pid, 'SIGCONT')) frozen.cameBack += 1;
  });
  frozen.waking.set(pid, woken);
  return true;
}
