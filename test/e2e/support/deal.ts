// Dealing events out: shuffled and cut into requests of all sizes, the same way for the same seed.

/** What one request takes at most. */
const EVENTS_MAX = 100;

/** A small, well-known generator (mulberry32): numbers from 0 to 1. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffled<T>(list: readonly T[], chance: () => number): readonly T[] {
  return list
    .map((value) => ({ value, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/** Cuts a list into requests of 1 to `max` events. */
export function dealt<T>(
  list: readonly T[],
  chance: () => number,
  max = EVENTS_MAX,
): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += parts.at(-1)?.length ?? 1) {
    parts.push(list.slice(at, at + 1 + Math.floor(chance() * max)));
  }
  return parts;
}

/** Does the work for each part, a few at the same time, as a product with several workers would. */
export async function inParallel<T>(
  parts: readonly T[],
  workers: number,
  work: (part: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...parts];
  const next = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await work(part);
  };
  await Promise.all(Array.from({ length: workers }, next));
}
