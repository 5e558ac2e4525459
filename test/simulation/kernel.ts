// Kernel: one seeded generator, one virtual clock, one heap of events. Nothing else decides order, time or chance.
import { hashText } from './text-hash.ts';

/** The only source of time, chance and order of one simulated world. */
export interface Kernel {
  readonly seed: number;
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly chance: (probability: number) => boolean;
  /** A whole number from 0 to below `n`. */
  readonly int: (n: number) => number;
  readonly pick: <T>(list: readonly T[]) => T | undefined;
  /** Nothing but names is left to chance. */
  readonly isSteady: boolean;
  /** Chance that only ever makes names: ids, tokens. */
  readonly names: () => number;
  /** Runs something so many milliseconds from now. Equal times run in an order that the seed decides. */
  readonly after: (ms: number, run: () => void, of?: Tag) => void;
  /** Runs events until the time is over, there are none left, or `done` says so. */
  readonly run: (until: number, done?: () => boolean) => Promise<void>;
  /** Adds a line to the trace: its hash is what "the same run" means. */
  readonly note: (line: () => string) => void;
  readonly steps: () => number;
  readonly trace: () => string;
  /** What is still to come, in its order. */
  readonly pending: () => readonly Pending[];
  /** Until when the present run goes on at most. */
  readonly horizon: () => number;
}

/** Whose an event is: with its process it is gone, and what is no longer live does nothing. */
export interface Tag {
  readonly process?: { readonly dead: boolean };
  readonly isLive?: () => boolean;
}

export interface Pending {
  readonly at: number;
  readonly of: Tag | undefined;
}

interface Event extends Pending {
  readonly tie: number;
  readonly run: () => void;
}

/** More steps than any seed needs: an engine that never comes to rest is a finding, not a hanging test. */
const STEPS_MAX = 400_000;

export interface KernelOptions {
  readonly tell?: ((line: string) => void) | undefined;
  /**
   * Nothing is left to chance but names: every way takes the same time, equal times keep the order in which they were set.
   * What comes is then decided by the world alone, and not by how often somebody has asked for chance before.
   */
  readonly steady?: boolean | undefined;
}

export function createKernel(seed: number, start: number, { tell, steady }: KernelOptions = {}): Kernel {
  const seeded = mulberry(seed);
  const random = steady === true ? () => 0.5 : seeded;
  const heap: Event[] = [];
  let horizon = start;
  let set = 0;
  let now = start;
  let steps = 0;
  let hash = 0;
  return {
    seed,
    now: () => now,
    random,
    chance: (probability) => probability > 0 && random() < probability,
    int: (n) => Math.floor(random() * n),
    pick: (list) => list[Math.floor(random() * list.length)],
    isSteady: steady === true,
    names: seeded,
    after: (ms, run, of) => {
      const tie = steady === true ? (set += 1) : random();
      push(heap, { at: now + Math.max(0, Math.round(ms)), tie, run, of });
    },
    run: async (until, done) => {
      horizon = until;
      for (;;) {
        if (done?.() === true) return;
        const next = heap[0];
        if (next === undefined || next.at > until) break;
        pop(heap);
        now = Math.max(now, next.at);
        if ((steps += 1) > STEPS_MAX) throw new Error(`seed ${seed}: no rest after ${STEPS_MAX} steps`);
        next.run();
        await settled();
      }
      now = Math.max(now, until);
    },
    note: (line) => {
      const text = `${now - start} ${line()}`;
      hash = hashText(text, hash);
      tell?.(text);
    },
    steps: () => steps,
    trace: () => (hash >>> 0).toString(16).padStart(8, '0'),
    pending: () => heap.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)),
    horizon: () => horizon,
  };
}

/**
 * Lets every chain of promises run to its next call of the host. Ticks are run when no promise is left to go on, and it
 * costs a tenth of a turn of the event loop; nothing in a simulated world waits for that loop.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** Small, fast and well distributed; the multiplication keeps neighbouring seeds apart. */
export function mulberry(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.tie < b.tie);
}

function push(heap: Event[], event: Event): void {
  let index = heap.push(event) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(event, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const child = smallerChild(heap, index);
    const below = heap[child];
    if (below === undefined || !isBefore(below, last)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = last;
}

function smallerChild(heap: readonly Event[], index: number): number {
  const left = 2 * index + 1;
  const [a, b] = [heap[left], heap[left + 1]];
  return a !== undefined && b !== undefined && isBefore(b, a) ? left + 1 : left;
}
