// A simulated process: every call to the outside is a moment at which the seed may let something go wrong, or it may die.
import type { Kernel } from './kernel.ts';

/** What runs in a process; faults and cells are counted by it. */
export type Role = 'worker' | 'webhooks' | 'scheduler' | 'api';

/** After `dead` none of its pending promises ever resolves: kill -9 between two instructions. */
export interface Process {
  readonly name: string;
  readonly role: Role;
  dead: boolean;
  /** Milliseconds UTC. */
  readonly bornAt: number;
  /** Calls to the outside so far: the number of a crash point. */
  calls: number;
}

/** What happens to one call. `ms` is how late. */
export type Mishap =
  | { readonly type: 'none' }
  | { readonly type: 'crash_before' }
  | { readonly type: 'crash_after' }
  /** The process dies, and what it asked for happens later. */
  | { readonly type: 'crash_late'; readonly ms: number }
  | { readonly type: 'refused' }
  /** It happened, and the caller hears an error. */
  | { readonly type: 'answer_lost' }
  /** The client library asked twice: the first answer was lost, the second is heard. */
  | { readonly type: 'repeated' }
  /** It happens late, and is answered late. */
  | { readonly type: 'slow'; readonly ms: number };

export type Planner = (process: Process, op: string) => Mishap;

export interface Outside {
  readonly kernel: Kernel;
  readonly plan: Planner;
  readonly died: (process: Process) => void;
}

/** Network and far side, each way, in milliseconds. */
const HOP_MS = 3;

/** One call to the outside. `effect` runs at the far side, in the middle of the way. */
export function callOut<T>(
  outside: Outside,
  process: Process,
  op: string,
  effect: () => Promise<T>,
): Promise<T> {
  const { kernel } = outside;
  return new Promise<T>((resolve, reject) => {
    if (process.dead) return;
    process.calls += 1;
    const mishap = outside.plan(process, op);
    kernel.note(() => `${process.name} ${op}${mishap.type === 'none' ? '' : ` !${mishap.type}`}`);
    // What lies between an answer and the next call nobody can see: the way back is part of the next call's way there.
    const answer = (result: Promise<T>, ms = 0): void => {
      const later = (tell: () => void): void => {
        const heard = (): void => {
          if (!process.dead) tell();
        };
        if (ms === 0) heard();
        else kernel.after(ms, heard);
      };
      result.then(
        (value) => later(() => resolve(value)),
        (error: unknown) => later(() => reject(toError(error))),
      );
    };
    const die = (): void => {
      process.dead = true;
      outside.died(process);
    };
    kernel.after(kernel.random() * HOP_MS, () => {
      // Who died meanwhile may or may not have got his request out.
      if (process.dead && kernel.chance(0.5)) return;
      arrive({ mishap, effect, answer, die, kernel, op });
    });
  });
}

interface Arrival<T> {
  readonly mishap: Mishap;
  readonly effect: () => Promise<T>;
  readonly answer: (result: Promise<T>, ms?: number) => void;
  readonly die: () => void;
  readonly kernel: Kernel;
  readonly op: string;
}

function arrive<T>({ mishap, effect, answer, die, kernel, op }: Arrival<T>): void {
  switch (mishap.type) {
    case 'none':
      return answer(effect());
    case 'crash_before':
      return die();
    case 'crash_after':
      quietly(effect());
      return die();
    case 'crash_late':
      kernel.after(mishap.ms, () => quietly(effect()));
      return die();
    case 'refused':
      return answer(Promise.reject(outage(`simulated: ${op} refused`)));
    case 'answer_lost':
      quietly(effect());
      return answer(Promise.reject(outage(`simulated: answer of ${op} lost`)));
    case 'repeated':
      quietly(effect());
      return answer(effect(), 50);
    case 'slow':
      return kernel.after(mishap.ms, () => answer(effect()));
  }
}

/** As the AWS client marks the errors of its services. */
function outage(text: string): Error {
  return Object.assign(new Error(text), { $metadata: {} });
}

/** Nobody hears how it ended. */
function quietly(result: Promise<unknown>): void {
  result.catch(() => undefined);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** A port whose every method is a call to the outside. */
export function asOutside<T extends object>(outside: Outside, process: Process, name: string, port: T): T {
  return new Proxy(port, {
    get: (target, method) => {
      const value: unknown = Reflect.get(target, method);
      if (typeof value !== 'function' || typeof method !== 'string') return value;
      return (...given: unknown[]) =>
        callOut(outside, process, `${name}.${method}`, async () => {
          const result: unknown = await Reflect.apply(value, target, given);
          return result;
        });
    },
  });
}
