// Dates of documents are local dates of the company: "2026-11-21". Instants are milliseconds since 1970, UTC.
import { Temporal } from 'temporal-polyfill';

/** A calendar day without a zone, `YYYY-MM-DD`. Two of them compare as text. */
export type LocalDate = string;

/** Whether a text is a real calendar day (no 30 February). */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false; // Temporal says "no such day" by throwing
  }
}

/** The day it is at an instant in a time zone: what "today" means for the books of a company there. */
export function dayIn(zone: string, instantMs: number): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The day some days after (or before) a day. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId.length > 0;
  } catch {
    return false;
  }
}
