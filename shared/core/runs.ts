// Runs: when a schedule by the clock runs, in the time zone of its connection.
import { addDays, type LocalDate } from './dates.ts';
import type { Interval } from './policy.ts';
import { dayIn, instantOf, startOfDay } from './zones.ts';

const MINUTE_MS = 60_000;

/** The runs around an instant, in milliseconds UTC: `latest` at it or before it, `next` after it. */
export interface Runs {
  readonly latest: number;
  readonly next: number;
}

/**
 * CLK-14, QCS-09: the latest run and the next one. They are counted from midnight, or from the opening of the schedule's
 * window, by the clock on the wall there: so they stay where they are when the clocks change. The first moment of a window is
 * a run, and its last one is too, if the minutes fit in: 07:00 to 20:00 every quarter of an hour are 53.
 */
export function runsAround(schedule: Interval, zone: string, now: number): Runs {
  const today = dayIn(zone, now);
  const { first, last } = runsOf(schedule, zone, today);
  const length = schedule.minutes * MINUTE_MS;
  if (now < first) return { latest: runsOf(schedule, zone, addDays(today, -1)).last, next: first };
  const latest = Math.min(last, first + Math.floor((now - first) / length) * length);
  const next = latest + length <= last ? latest + length : runsOf(schedule, zone, addDays(today, 1)).first;
  return { latest, next };
}

/** How many runs a day has. */
export function runsOn(schedule: Interval, zone: string, day: LocalDate): number {
  const { first, last } = runsOf(schedule, zone, day);
  return Math.round((last - first) / (schedule.minutes * MINUTE_MS)) + 1;
}

/** The first and the last run of a day. Without a window midnight is one, and the next midnight is the next day's. */
function runsOf(
  { minutes, window }: Interval,
  zone: string,
  day: LocalDate,
): { readonly first: number; readonly last: number } {
  const first = window === undefined ? startOfDay(zone, day) : instantOf(zone, day, window.from);
  const end = window === undefined ? startOfDay(zone, addDays(day, 1)) - 1 : instantOf(zone, day, window.to);
  const length = minutes * MINUTE_MS;
  return { first, last: first + Math.max(0, Math.floor((end - first) / length)) * length };
}
