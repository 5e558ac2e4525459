// Zones: what day it is somewhere. Apart from dates.ts, because not every function needs a calendar of time zones.
import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './dates.ts';

/** Days change on a quarter of an hour everywhere, so within one the answer stays the same. */
const QUARTER_MS = 15 * 60_000;
/** Every zone there is, more than once over. */
const REMEMBERED_MAX = 1_000;
const remembered = new Map<string, { readonly quarter: number; readonly day: LocalDate }>();

/** The day it is at an instant in a time zone: what "today" means for the books of a company there. */
export function dayIn(zone: string, instantMs: number): LocalDate {
  const quarter = Math.floor(instantMs / QUARTER_MS);
  const known = remembered.get(zone);
  if (known?.quarter === quarter) return known.day;
  const day = Temporal.Instant.fromEpochMilliseconds(instantMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(zone, { quarter, day });
  return day;
}

/** When a day begins in a time zone, in milliseconds UTC. */
export function startOfDay(zone: string, day: LocalDate): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** When a clock on the wall of a time zone shows a time of a day (`07:00`), in milliseconds UTC. Of an hour that comes twice, the first. */
export function instantOf(zone: string, day: LocalDate, time: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId.length > 0;
  } catch {
    return false; // Temporal says "no such zone" by throwing
  }
}
