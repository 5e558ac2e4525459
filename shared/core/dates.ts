// Dates of documents are local dates of the company: "2026-11-21". Instants are milliseconds since 1970, UTC.

/** A calendar day without a zone, `YYYY-MM-DD`. Two of them compare as text. */
export type LocalDate = string;

const DAY_MS = 86_400_000;

/** Whether a text is a real calendar day (no 30 February). */
export function isLocalDate(text: string): boolean {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(midnight) && dayOf(midnight) === text;
}

/** The day some days after (or before) a day. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** Days are counted in UTC, where each has 24 hours: a local day has no zone that could shift it. */
function dayOf(midnightUtc: number): LocalDate {
  return new Date(midnightUtc).toISOString().slice(0, 10);
}
