// Wall clock: SnelStart's timestamps carry no zone; they are the local time of the Netherlands, there and back.
import { Temporal } from 'temporal-polyfill';

/** Where SnelStart's servers read their clock (reported as measured; no page says it). */
const ZONE = 'Europe/Amsterdam';

/** `2026-11-20T14:03:11.217` of an instant in milliseconds UTC. */
export function wallClock(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ fractionalSecondDigits: 3 });
}

/** The instant of a timestamp; in the hour that comes twice in autumn the first. Undefined for a text that is none. */
export function instantOf(text: string | null | undefined): number | undefined {
  try {
    return Temporal.PlainDateTime.from(text ?? '').toZonedDateTime(ZONE).epochMilliseconds;
  } catch {
    return undefined; // Temporal says "no date" by throwing
  }
}
