// When a schedule of the template fires on a day, by the clock on the wall of its time zone.
import { Cron } from 'croner';
import { z } from 'zod';
import type { templateOf } from './template.ts';

export const wallClock = (template: ReturnType<typeof templateOf>, name: string, day: string): string[] => {
  const { ScheduleExpression, ScheduleExpressionTimezone: timezone } = Timed.parse(
    template.named('AWS::Scheduler::Schedule', name).Properties,
  );
  const fields = /^cron\((.+)\)$/.exec(ScheduleExpression)?.[1];
  if (fields === undefined) throw new Error(`${name} is no cron schedule: ${ScheduleExpression}`);
  // AWS's dialect: no seconds, "?" in a day field, and steps without a range.
  const cron = new Cron(`0 ${fields}`, {
    timezone,
    alternativeWeekdays: true,
    sloppyRanges: true,
    paused: true,
  });
  const onTheWall = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  });

  // Begins a day early and ends a day late, for the zone's own day is none of UTC's.
  const begin = new Date(Date.parse(`${day}T00:00:00Z`) - DAY);
  return cron
    .nextRuns(300, begin) // three days of the busiest schedule are 156
    .map((time) => onTheWall.format(time))
    .filter((time) => time.startsWith(day))
    .map((time) => time.slice(day.length + 1));
};

const DAY = 86_400_000;
const Timed = z.object({ ScheduleExpression: z.string(), ScheduleExpressionTimezone: z.string() });
