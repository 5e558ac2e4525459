// Chance from a seed whose position can be saved, so that a restored simulator draws on where it stopped.

/** A source of chance with a position that fits into a number. */
export interface SeededChance {
  readonly random: () => number;
  readonly position: () => number;
  readonly moveTo: (position: number) => void;
}

/** Mulberry32: small, even enough for fault rates and ids, and not at all for secrets. */
export function createSeededChance(seed: number): SeededChance {
  let position = seed | 0;
  return {
    random: () => {
      position = (position + 0x6d2b79f5) | 0;
      let mixed = Math.imul(position ^ (position >>> 15), 1 | position);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    position: () => position,
    moveTo: (saved) => {
      position = saved;
    },
  };
}
