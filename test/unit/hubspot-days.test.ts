// Days in HubSpot: what is told as a day is read back as that day in every zone, and a moment is the day it has there.
import { describe, expect, test } from 'vitest';
import { timeOf } from '../../shared/connectors/hubspot/told.ts';
import { dayOf } from '../../shared/connectors/hubspot/values.ts';

const ZONES = [
  'Pacific/Pago_Pago',
  'America/Los_Angeles',
  'America/New_York',
  'UTC',
  'Europe/Amsterdam',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
];
const read = (value: string, zone: string) => dayOf({ day: value }, 'day', zone);

describe.each(ZONES)('in %s', (zone) => {
  test.each(['2026-05-10', '2026-01-01', '2026-12-31', '2028-02-29', '2026-03-29', '2026-11-01'])(
    'a told %s comes back as it was, in each form that HubSpot may answer with',
    (day) => {
      const at = Date.parse(timeOf(day));
      for (const answered of [timeOf(day), new Date(at).toISOString(), String(at), day])
        expect(read(answered, zone)).toBe(day);
    },
  );
});

test.each([
  ['2026-05-10T06:59:59.999Z', 'America/Los_Angeles', '2026-05-09'],
  ['2026-05-10T07:00:00.000Z', 'America/Los_Angeles', '2026-05-10'],
  ['2026-05-10T00:00:00.001Z', 'America/New_York', '2026-05-09'],
  ['2026-05-09T15:00:00.000Z', 'Asia/Tokyo', '2026-05-10'],
  ['2026-05-09T14:59:59.999Z', 'Asia/Tokyo', '2026-05-09'],
  ['1778439600000', 'Europe/Amsterdam', '2026-05-10'],
  ['tomorrow', 'UTC', undefined],
])('a moment is a day of its zone: %s in %s is %s', (value, zone, day) => {
  expect(read(value, zone)).toBe(day);
});
