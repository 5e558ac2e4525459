// Workers that take turns: every call of theirs to the outside waits until a plan says whose turn it is.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Host } from '../../../shared/host/host.ts';
import { outsideOf } from './mortal.ts';

export interface Turns {
  /** The host as this worker sees it. */
  readonly join: (name: string, host: Host) => Host;
  /** Gives turns until nobody asks for one any more. `choose` names one of those who wait. */
  readonly play: (choose: (waiting: readonly string[]) => string | undefined) => Promise<void>;
}

export function createTurns(): Turns {
  const waiting: { readonly name: string; readonly go: () => void }[] = [];
  return {
    join: (name, host) =>
      outsideOf(host, async (_call, effect) => {
        await new Promise<void>((go) => waiting.push({ name, go }));
        return await effect();
      }),
    play: async (choose) => {
      for (;;) {
        // A turn of the event loop lets every chain of promises run to its next call.
        await nextTurn();
        const chosen = choose([...new Set(waiting.map(({ name }) => name))]);
        const index = waiting.findIndex(({ name }) => name === chosen);
        const [next] = waiting.splice(index < 0 ? 0 : index, 1);
        if (next === undefined) return;
        next.go();
      }
    },
  };
}

/** The first worker makes so many calls, then the second so many, then the first to its end, then the second. */
export function switching(first: number, second: number): (waiting: readonly string[]) => string | undefined {
  let turn = 0;
  return () => {
    turn += 1;
    return turn > first && turn <= first + second ? 'second' : 'first';
  };
}
