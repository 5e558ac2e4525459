// Dates: which texts are days, and what day it is where the books are kept.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isLocalDate } from '../../shared/core/dates.ts';
import { dayIn, isTimeZone } from '../../shared/core/zones.ts';

describe('a day', () => {
  test.each(['2026-11-21', '2024-02-29', '2000-02-29', '1999-12-31'])('%s is one', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-11-21T00:00',
    '2026-11-21 ',
    '2026-11-21\n',
    '20261121',
    '+002026-11-21',
    '21-11-2026',
    '',
  ])('%j is none', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });
});

describe('today in the company’s zone', () => {
  test.each([
    ['2026-11-20T21:59:59Z', 'Europe/Sofia', '2026-11-20'],
    ['2026-11-20T22:00:00Z', 'Europe/Sofia', '2026-11-21'],
    ['2026-07-01T21:00:00Z', 'Europe/Sofia', '2026-07-02'], // summer time
    ['2026-11-21T04:59:59Z', 'America/New_York', '2026-11-20'],
    ['2026-11-20T10:00:00Z', 'Pacific/Kiritimati', '2026-11-21'],
    ['2026-11-20T23:59:59Z', 'UTC', '2026-11-20'],
    ['2026-03-29T01:00:00Z', 'Europe/Amsterdam', '2026-03-29'], // the hour that is left out
  ])('at %s in %s it is %s', (instant, zone, day) => {
    expect(dayIn(zone, Date.parse(instant))).toBe(day);
  });

  test.each([
    ['Europe/Sofia', true],
    ['UTC', true],
    ['Europe/Nowhere', false],
    ['', false],
    ['../etc/passwd', false],
  ])('%j is a time zone: %s', (zone, known) => {
    expect(isTimeZone(zone)).toBe(known);
  });
});

test.each([
  ['2026-11-21', 1, '2026-11-22'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-11-21', 0, '2026-11-21'],
])('%s and %i days is %s', (day, days, expected) => {
  expect(addDays(day, days)).toBe(expected);
});

test('days there and back, and in the order of their texts', () => {
  const days = fc.date({ min: new Date('1980-01-01'), max: new Date('2080-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 2000 }), (date, count) => {
      const day = date.toISOString().slice(0, 10);
      const later = addDays(day, count);
      expect(addDays(later, -count)).toBe(day);
      expect(later > day).toBe(true);
      expect(isLocalDate(later)).toBe(true);
    }),
  );
});
