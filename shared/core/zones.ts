// Zones: what day it is somewhere. Apart from dates.ts, because not every function needs a calendar of time zones.
import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './dates.ts';

/** The day it is at an instant in a time zone: what "today" means for the books of a company there. */
export function dayIn(zone: string, instantMs: number): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** When a day begins in a time zone, in milliseconds UTC. */
export function startOfDay(zone: string, day: LocalDate): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId.length > 0;
  } catch {
    return false; // Temporal says "no such zone" by throwing
  }
}
