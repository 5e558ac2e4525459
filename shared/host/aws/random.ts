// Chance, from the operating system's secure source: ids and secrets share it.
import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../host.ts';

/** Ids sort by the millisecond they were made in. */
export const systemRandom: Random = {
  id: () => timeDigits(Date.now()) + randomDigits(),
  secret: (bytes) => randomBytes(bytes).toString('hex'),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
};

/** Digits without i, l, o and u: read out over the phone, none is taken for another. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const DIGIT_BITS = 5;
/** 10 digits hold milliseconds until the year 37,658; 16 more are 80 random bits. */
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

function timeDigits(ms: number): string {
  const digit = (i: number): string => DIGITS[Math.floor(ms / 2 ** (DIGIT_BITS * i)) % DIGITS.length] ?? '';
  return Array.from({ length: TIME_DIGITS }, (_, i) => digit(TIME_DIGITS - 1 - i)).join('');
}

function randomDigits(): string {
  return Array.from(randomBytes(RANDOM_DIGITS), (byte) => DIGITS[byte % DIGITS.length]).join('');
}
