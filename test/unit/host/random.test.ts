// Ids sort by time, secrets have their length, fractions stay in their range.
import { expect, test, vi } from 'vitest';
import { systemRandom } from '../../../shared/host/aws/random.ts';

test('ids are 26 digits and sort by the time they were made', () => {
  vi.useFakeTimers();
  const times = [0, 1, 31, 32, 1_763_000_000_000, 1_763_000_000_001, 4_102_444_800_000];
  const ids = times.map((time) => {
    vi.setSystemTime(time);
    return systemRandom.id();
  });
  vi.useRealTimers();
  expect(ids.every((id) => /^[0-9a-z]{26}$/.test(id))).toBe(true);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 1000 }, () => systemRandom.id())).size).toBe(1000);
});

test('secrets are hex of as many bytes as asked', () => {
  expect(systemRandom.secret(32)).toMatch(/^[0-9a-f]{64}$/);
});

test('fractions are at least 0 and below 1', () => {
  const fractions = Array.from({ length: 1000 }, () => systemRandom.fraction());
  expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
});
