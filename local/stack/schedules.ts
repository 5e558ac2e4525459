// The clock: runs the schedules of the template at their times, or one of them now.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Deliver } from '../emulators/event-bus.ts';
import { nextRun } from '../emulators/schedule-time.ts';
import { startFailure } from '../start-failure.ts';
import { shortName } from './names.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

export type Schedules = {
  readonly names: () => readonly string[];
  /** When it runs next; `undefined` for a disabled one and after the last time. */
  readonly next: (name: string) => Date | undefined;
  /** Runs a schedule now, also a disabled one, and waits until its target has worked on it once. */
  readonly fire: (name: string) => Promise<void>;
  readonly stop: () => void;
};

export type Schedule = {
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  readonly input: string;
};

export const readSchedules = (template: Template, names: Names): readonly Schedule[] => [
  ...template.ofType('AWS::Scheduler::Schedule').map(({ id, properties }) => {
    const { Target, ...schedule } = scheduleSchema.parse(resolveValue(properties, names));
    if (schedule.FlexibleTimeWindow.Mode !== 'OFF') {
      throw startFailure(
        'not-emulated',
        `The schedule ${id} has a flexible window; the local clock knows exact times only.`,
      );
    }
    return {
      name: shortName(id),
      expression: schedule.ScheduleExpression,
      timeZone: schedule.ScheduleExpressionTimezone,
      enabled: schedule.State === 'ENABLED',
      targetArn: Target.Arn,
      input: Target.Input,
    };
  }),
  ...template.ofType('AWS::Events::Rule').flatMap(({ id, properties }) => {
    const { ScheduleExpression, State, Targets } = ruleSchema.parse(resolveValue(properties, names));
    if (ScheduleExpression === undefined) return [];
    // Rules, unlike schedules, know no time zone.
    const common = {
      name: shortName(id),
      expression: ScheduleExpression,
      timeZone: 'UTC',
      enabled: State === 'ENABLED',
    };
    return Targets.map(({ Arn, Input }) => ({ ...common, targetArn: Arn, input: Input }));
  }),
];

// Longer waits overflow the timer and would end at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `deliver` is for runs at their time, with the target's retries; `deliverOnce` for those fired by hand. */
export const runSchedules = (
  schedules: readonly Schedule[],
  { deliver, deliverOnce }: { readonly deliver: Deliver; readonly deliverOnce: Deliver },
): Schedules => {
  const timers = new Map<string, NodeJS.Timeout>();
  const nextOf = ({ expression, timeZone, enabled }: Schedule) =>
    (enabled ? nextRun(expression, timeZone, new Date()) : null) ?? undefined;

  const arm = (schedule: Schedule): void => {
    const at = nextOf(schedule);
    if (at === undefined) return;
    const waitMs = Math.max(0, at.getTime() - Date.now());
    const run = () => {
      if (waitMs <= LONGEST_TIMER_MS) void deliver(schedule.targetArn, inputAt(schedule.input, at));
      arm(schedule);
    };
    timers.set(schedule.name, setTimeout(run, Math.min(waitMs, LONGEST_TIMER_MS)));
  };
  const find = (name: string): Schedule => {
    const schedule = schedules.find((one) => one.name === name);
    if (schedule !== undefined) return schedule;
    throw new Error(`There is no schedule ${name}, only ${schedules.map((one) => one.name).join(', ')}`);
  };
  for (const schedule of schedules) arm(schedule);
  return {
    names: () => schedules.map(({ name }) => name),
    next: (name) => nextOf(find(name)),
    fire: (name) => {
      const { targetArn, input } = find(name);
      return deliverOnce(targetArn, inputAt(input, new Date()));
    },
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  };
};

/** The words in angle brackets that EventBridge Scheduler replaces in an input. */
const inputAt = (input: string, at: Date): string =>
  input
    .replaceAll('<aws.scheduler.scheduled-time>', `${at.toISOString().slice(0, 19)}Z`)
    .replaceAll('<aws.scheduler.execution-id>', () => randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  FlexibleTimeWindow: z.object({ Mode: z.string() }).default({ Mode: 'OFF' }),
  State: z.string().default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});
const ruleSchema = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().default('{}') })).default([]),
});
