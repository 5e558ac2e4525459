// Every alarm reaches somebody and leads to its heading in the runbook.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ALARM_NAMES } from '../../infra/alarms.ts';
import { ledgerlane, plain, templateOf } from './template.ts';

const Alarm = z.object({
  AlarmName: z.unknown(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()),
  MetricName: z.string(),
  ExtendedStatistic: z.string().optional(),
  Threshold: z.number(),
  Period: z.number(),
  EvaluationPeriods: z.number(),
  TreatMissingData: z.string(),
});
const template = templateOf(ledgerlane());
const alarms = template.ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Alarm.parse(Properties));
const RUNBOOK = new URL('../../docs/runbook.md', import.meta.url);

describe('alarms', () => {
  test('are those with a name in the list', () => {
    expect(alarms.map((alarm) => plain(alarm.AlarmName)).sort()).toEqual(
      ALARM_NAMES.map((name) => `AWS::StackName-${name}`).sort(),
    );
  });

  test.each(ALARM_NAMES)('%s says what is wrong, where to read on, and tells the topic', (name) => {
    const alarm = alarms.find((candidate) => plain(candidate.AlarmName).endsWith(`-${name}`));
    expect(alarm?.AlarmDescription).toMatch(/^[A-Z].{20,}\. What to do: docs\/runbook\.md#[a-z-]+$/);
    expect(alarm?.AlarmDescription.split('#')[1]).toBe(name);
    expect(alarm?.AlarmActions.map(plain)).toEqual(['Alarms']);
  });

  test('webhooks have an alarm before Intuit loses patience after 3 seconds', () => {
    const slow = alarms.find((alarm) => plain(alarm.AlarmName).endsWith('-webhooks-slow'));
    expect(slow).toMatchObject({ MetricName: 'Duration', ExtendedStatistic: 'p99' });
    expect(slow?.Threshold).toBeLessThan(3000);
  });

  test('only for sweeps is silence a fault: the rest may be idle', () => {
    const alarmedBySilence = alarms.filter((alarm) => alarm.TreatMissingData !== 'notBreaching');
    expect(alarmedBySilence.map((alarm) => plain(alarm.AlarmName))).toEqual([
      'AWS::StackName-sweeps-stopped',
    ]);
  });

  // The longest silence by UTC clock hours, in which CloudWatch counts: the night, which in autumn has an hour more.
  test('no night is long enough to look as if the sweeps had stopped', () => {
    const stopped = alarms.find((alarm) => plain(alarm.AlarmName).endsWith('-sweeps-stopped'));
    const lastHour = Date.parse('2026-10-24T18:00:00Z'); // 20:00 in Amsterdam, still in summer
    const firstHour = Date.parse('2026-10-25T06:00:00Z'); // 07:00 there, in winter
    const silentHours = (firstHour - lastHour) / 3_600_000 - 1;
    expect(silentHours).toBe(11);
    expect(stopped?.EvaluationPeriods).toBeGreaterThan(silentHours);
    expect(stopped?.Period).toBe(3600);
  });

  test('CloudWatch, and only of this account, may publish to the topic', () => {
    const policy = JSON.stringify(template.ofType('AWS::SNS::TopicPolicy'));
    expect(policy).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(policy).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
  });

  test.skipIf(!existsSync(RUNBOOK)).each(ALARM_NAMES)('the runbook has a heading %s', (name) => {
    expect(readFileSync(RUNBOOK, 'utf8')).toMatch(new RegExp(`^#+ ${name}$`, 'm'));
  });
});
