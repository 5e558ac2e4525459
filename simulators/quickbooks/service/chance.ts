// Ids, tokens and draws made from the one source of chance the simulator was given.
import type { Surroundings } from '../core/types.ts';

const TOKEN_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

/** A random text of lower-case letters and digits. */
export function randomText(from: Surroundings, length: number, letters = TOKEN_LETTERS): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += letters.charAt(Math.floor(from.random() * letters.length));
  return text;
}

/** A random id in the form of a version 4 UUID. */
export function randomUuid(from: Surroundings): string {
  const hex = (length: number) => randomText(from, length, HEX);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${randomText(from, 1, '89ab')}${hex(3)}-${hex(12)}`;
}

/** True in the given share of cases. Draws nothing when the outcome is certain, so unused switches cost nothing. */
export function happens(from: Surroundings, probability: number): boolean {
  if (probability <= 0) return false;
  return probability >= 1 || from.random() < probability;
}

/** A whole number of milliseconds, evenly drawn from the range. */
export function between(from: Surroundings, low: number, high: number): number {
  return high <= low ? low : low + Math.floor(from.random() * (high - low + 1));
}
