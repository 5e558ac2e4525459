// The sweeps by the clock on the wall, also on the two days on which that clock jumps.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wallClock } from './schedule-times.ts';
import { ledgerlane, plain, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const schedule = (name: string) =>
  Scheduled.parse(template.named('AWS::Scheduler::Schedule', name).Properties);
const sweeps = (day: string, of = template): string[] =>
  ['Sweep', 'LastSweep'].flatMap((name) => wallClock(of, name, day));

describe('sweeps', () => {
  test.each([
    ['a summer day', '2026-06-15'],
    ['a winter day', '2026-01-15'],
    ['a Sunday', '2026-06-14'],
    ['a leap day', '2028-02-29'],
    ['the day with 23 hours', '2026-03-29'],
    ['the day with 25 hours', '2026-10-25'],
  ])('run every quarter of an hour from 07:00 to 20:00 on %s', (_, day) => {
    expect(sweeps(day)).toEqual(QUARTERS);
    expect(sweeps(day)).toHaveLength(53);
  });

  test('follow the clock of another place when told so', () => {
    const elsewhere = templateOf(ledgerlane({ timeZone: 'America/New_York' }));
    expect(sweeps('2026-03-08', elsewhere)).toEqual(QUARTERS); // clocks go forward there on this day
  });

  test.each(['Sweep', 'LastSweep'])(
    '%s is punctual, says what it is, and is retried until the next one',
    (name) => {
      const { State, FlexibleTimeWindow, Target } = schedule(name);
      expect([State, FlexibleTimeWindow.Mode, plain(Target.Arn)]).toEqual(['ENABLED', 'OFF', 'Scheduler']);
      expect(JSON.parse(Target.Input)).toEqual({
        task: 'sweep',
        scheduledFor: '<aws.scheduler.scheduled-time>',
      });
      expect(Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThan(900);
      expect(plain(Target.DeadLetterConfig.Arn)).toBe('MissedSweeps');
    },
  );

  test('one that Lambda gives up ends where one that Scheduler gives up ends', () => {
    const invocation = template.named(
      'AWS::Lambda::EventInvokeConfig',
      'SchedulerEventInvokeConfig',
    ).Properties;
    expect(plain(Given.parse(invocation).DestinationConfig.OnFailure.Destination)).toBe('MissedSweeps');
  });
});

test('exports by the clock are started every quarter of an hour, day and night (CLK-14)', () => {
  const { State, Target } = schedule('Exports');
  expect([State, plain(Target.Arn)]).toEqual(['ENABLED', 'Scheduler']);
  expect(JSON.parse(Target.Input)).toEqual({ task: 'exports' });
  expect(wallClock(template, 'Exports', '2026-06-15')).toHaveLength(96);
});

test('yesterday is counted once a day, after the last sweep', () => {
  const { State, Target } = schedule('Completeness');
  expect([State, plain(Target.Arn)]).toEqual(['ENABLED', 'Scheduler']);
  expect(JSON.parse(Target.Input)).toEqual({ task: 'completeness' });
  expect(wallClock(template, 'Completeness', '2026-10-25')).toEqual(['20:30']);
});

test('the redrive waits for an operator to switch it on', () => {
  const { State, ScheduleExpression, Target } = schedule('Redrive');
  expect([State, ScheduleExpression, plain(Target.Arn)]).toEqual(['DISABLED', 'rate(1 minute)', 'Scheduler']);
  expect(JSON.parse(Target.Input)).toEqual({ task: 'redrive' });
});

const QUARTERS = Array.from({ length: 53 }, (_, index) => {
  const minutes = 7 * 60 + index * 15;
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
});
const Scheduled = z.object({
  State: z.string(),
  ScheduleExpression: z.string(),
  FlexibleTimeWindow: z.object({ Mode: z.string() }),
  Target: z.object({
    Arn: z.unknown(),
    Input: z.string(),
    RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.number() }),
    DeadLetterConfig: z.object({ Arn: z.unknown() }),
  }),
});
const Given = z.object({
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.unknown() }) }),
});
