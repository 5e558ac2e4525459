// When a schedule runs next: EventBridge Scheduler's rate, cron and at expressions, in a time zone.
import { Cron } from 'croner';
import { startFailure } from '../start-failure.ts';

/** The first time after `after`; `null` when there is none any more. Throws a start failure for what is no expression. */
export const nextRun = (expression: string, timeZone: string, after: Date): Date | null => {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return nextOfRate(inner, expression, after);
  if (kind === 'at') return new Cron(inner.trim(), { timezone: timeZone, paused: true }).nextRun(after);
  if (kind === 'cron') {
    // Ours has seconds in front; `?` and days from 1 (Sunday) to 7 are what these two options are for.
    const options = { timezone: timeZone, alternativeWeekdays: true, sloppyRanges: true, paused: true };
    return new Cron(`0 ${inner.trim()}`, options).nextRun(after);
  }
  throw invalid(expression);
};

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * At whole multiples of the rate. AWS counts from the schedule's creation, but here the system is started anew all the
 * time: counted from a start, a rate of a day would never come round.
 */
const nextOfRate = (rate: string, expression: string, after: Date): Date => {
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(rate.trim()) ?? [];
  const unitMs = unit === 'minute' || unit === 'hour' || unit === 'day' ? UNIT_MS[unit] : undefined;
  if (unitMs === undefined || Number(count) < 1) throw invalid(expression);
  const step = Number(count) * unitMs;
  return new Date((Math.floor(after.getTime() / step) + 1) * step);
};

const invalid = (expression: string) =>
  startFailure('not-emulated', `"${expression}" is no schedule expression that the local scheduler knows.`);
