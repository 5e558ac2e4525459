// Times as QuickBooks writes them: Pacific offset in answers, whole seconds in objects, dates in the company's zone.
import { Temporal } from 'temporal-polyfill';

const hour = 3_600_000;

// The offset changes only on full hours, so that one look-up of the zone rules per hour is enough.
const pacificOffsets = new Map<number, number>();

const pacificOffset = (at: number): number => {
  const slot = Math.floor(at / hour);
  const known = pacificOffsets.get(slot);
  if (known !== undefined) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(slot * hour).toZonedDateTimeISO('America/Los_Angeles');
  const offset = zoned.offsetNanoseconds / 1_000_000;
  pacificOffsets.set(slot, offset);
  return offset;
};

/** `2026-05-05T02:08:54.543-07:00`: the `time` of an answer. */
export const answerTime = (at: number): string => {
  const offset = pacificOffset(at);
  const local = new Date(at + offset).toISOString().slice(0, 23);
  const hours = String(Math.abs(offset) / hour).padStart(2, '0');
  return `${local}${offset <= 0 ? '-' : '+'}${hours}:00`;
};

/**
 * The second that the times in `MetaData` tell. Recorded ones are rounded, not cut: an object made at 54.543 was created at
 * 55, half a second after the time of the answer that shows it.
 */
export const objectSecond = (at: number): number => Math.round(at / 1000) * 1000;

/** `2026-05-05T02:08:54-07:00`: the times in `MetaData`, which know no fractions. */
export const objectTime = (at: number): string => {
  const precise = answerTime(objectSecond(at));
  return `${precise.slice(0, 19)}${precise.slice(23)}`;
};

/** Reads a time or a date (midnight, Pacific) to milliseconds; `undefined` when it is neither. */
export const readTime = (text: string): number | undefined => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDate(text) ? midnightPacific(text) : undefined;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(text)) return undefined;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const at = new Date(
    zoned ? text : `${text}${objectTime(midnightPacific(text.slice(0, 10))).slice(19)}`,
  ).getTime();
  return Number.isNaN(at) ? undefined : at;
};

const midnightPacific = (date: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime('America/Los_Angeles').epochMilliseconds;

/** Today's date for a company. */
export const dateIn = (zone: string, at: number): string => {
  const slot = `${zone} ${Math.floor(at / (hour / 4))}`;
  const known = dates.get(slot);
  if (known !== undefined) return known;
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  // Every zone in use changes its date on a quarter of an hour; the map must not grow with simulated years.
  if (dates.size > 1000) dates.clear();
  dates.set(slot, date);
  return date;
};

const dates = new Map<string, string>();

export const addDays = (date: string, days: number): string =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)) + days))
    .toISOString()
    .slice(0, 10);

/** A calendar date in the form `YYYY-MM-DD` that exists. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
