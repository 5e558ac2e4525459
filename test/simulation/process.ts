// A simulated process: every call to the outside is a moment at which the seed may let something go wrong, or it may die.
import { textOf } from './kept.ts';
import type { Kernel } from './kernel.ts';

/** What runs in a process; faults and cells are counted by it. */
export type Role = 'worker' | 'source' | 'webhooks' | 'scheduler' | 'api';

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
  readonly watch?: CallWatch | undefined;
}

/** What a call is, and what it asks, as text. */
export interface Asked {
  readonly op: string;
  readonly given?: () => string;
}

/** One call of a process, while it is on its way and at the far side. */
export interface OpenCall {
  readonly process: Process;
  readonly op: string;
  /** Which call of its process it is, from 1. */
  readonly number: number;
  /** What it asks, as text. */
  readonly given: () => string;
}

/** Told of every call: when it leaves, just before its effect, and just after it, before the caller hears of it. */
export interface CallWatch {
  readonly left: (call: OpenCall) => void;
  readonly arrived: (call: OpenCall) => void;
  readonly done: (call: OpenCall, result: unknown) => void;
}

/** Network and far side, each way, in milliseconds. */
const HOP_MS = 3;

/** One call to the outside. `effect` runs at the far side, in the middle of the way. */
export function callOut<T>(
  outside: Outside,
  process: Process,
  { op, given = () => '' }: Asked,
  effect: () => Promise<T>,
): Promise<T> {
  const { kernel, watch } = outside;
  return new Promise<T>((resolve, reject) => {
    if (process.dead) return;
    process.calls += 1;
    const mishap = outside.plan(process, op);
    const call: OpenCall = { process, op, number: process.calls, given };
    watch?.left(call);
    kernel.note(() => `${process.name} ${op}${mishap.type === 'none' ? '' : ` !${mishap.type}`}`);
    // What lies between an answer and the next call nobody can see: the way back is part of the next call's way there.
    const answer = (result: Promise<T>, ms = 0): void => {
      const later = (tell: () => void): void => {
        const heard = (): void => {
          if (!process.dead) tell();
        };
        if (ms === 0) heard();
        else kernel.after(ms, heard, { process });
      };
      result.then(
        (value) => {
          watch?.done(call, value);
          later(() => resolve(value));
        },
        (error: unknown) => {
          watch?.done(call, String(error));
          later(() => reject(toError(error)));
        },
      );
    };
    const die = (): void => {
      process.dead = true;
      outside.died(process);
    };
    const arrival = (): void => {
      // Who died meanwhile may or may not have got his request out.
      if (process.dead && kernel.chance(0.5)) return;
      watch?.arrived(call);
      arrive({ mishap, effect, answer, die, kernel, op });
    };
    // What is on its way is told by the watch: whose it is, and what.
    kernel.after(kernel.random() * HOP_MS, arrival, { process });
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
      return (...given: unknown[]) => {
        const effect = async (): Promise<unknown> => {
          const result: unknown = await Reflect.apply(value, target, given);
          return result;
        };
        const asked = { op: `${name}.${method}`, given: () => textOf(given) };
        return callOut(outside, process, asked, effect);
      };
    },
  });
}
