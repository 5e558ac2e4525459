// Security item 3: the time a wrong signature takes does not tell how much of it was right.
import { expect, test } from 'vitest';
import { hmacBase64, isOneOf } from '../../shared/connectors/signatures.ts';

const TRIES = 20_000;
/** Welch's t above this is taken for a difference (the bound of leakage tests in the field). */
const T_MAX = 4.5;
/** A busy machine can be unlucky once; a leak shows every time. */
const ROUNDS = 8;

const right = hmacBase64('secret', Buffer.from('body'));
// Through a buffer, as a header comes off the wire: a text glued together here would cost its gluing at first use.
const flip = (text: string, from: number): string =>
  Buffer.from(
    text.slice(0, from) + [...text.slice(from)].map((char) => (char === 'A' ? 'B' : 'A')).join(''),
  ).toString();
const noneRight = flip(right, 0);
const almostRight = flip(right, 31);

function timeOf(given: string): number {
  const start = process.hrtime.bigint();
  isOneOf(given, [right]);
  return Number(process.hrtime.bigint() - start);
}

/** Interleaved in pairs, so that a slow phase of the machine meets both alike; the slowest percent is noise of the system. */
function welchT(): number {
  const none: number[] = [];
  const almost: number[] = [];
  for (let i = 0; i < TRIES; i += 1) {
    if (i % 2 === 0) none.push(timeOf(noneRight));
    almost.push(timeOf(almostRight));
    if (i % 2 === 1) none.push(timeOf(noneRight));
  }
  const [a, b] = [trimmed(none), trimmed(almost)];
  return Math.abs(mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
}

const trimmed = (values: readonly number[]): readonly number[] =>
  values.toSorted((a, b) => a - b).slice(0, Math.floor(values.length * 0.95));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

test('0 and 31 equal leading characters take the same time (Welch t < 4.5)', () => {
  welchT(); // warms up
  let least = Infinity;
  for (let round = 0; round < ROUNDS && least >= T_MAX; round += 1) least = Math.min(least, welchT());
  expect(least).toBeLessThan(T_MAX);
});
