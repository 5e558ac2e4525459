// The clock: sweeps through the working day, the proof of completeness after it, and the redrive of dead letters an operator may switch on.
import { Aws, Duration, TimeZone } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IScheduleTarget } from 'aws-cdk-lib/aws-scheduler';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import { TIMEOUTS } from './timeouts.ts';

export const makeSchedules = (
  scope: Construct,
  target: { readonly scheduler: NodejsFunction; readonly missedSweeps: Queue },
  settings: Settings,
): void => {
  const run = targetOf(scope, target.scheduler, target.missedSweeps);
  const zone = TimeZone.of(settings.timeZone);
  const sweep = run({ task: 'sweep', scheduledFor: ContextAttribute.scheduledTime });
  const every = TIMEOUTS.sweep / 60;

  new Schedule(scope, 'Sweep', {
    description: 'Every quarter of an hour of the working day: from 07:00 to 19:45.',
    schedule: ScheduleExpression.expression(`cron(0/${every} 7-19 * * ? *)`, zone),
    target: sweep,
    timeWindow: TimeWindow.off(),
  });
  new Schedule(scope, 'LastSweep', {
    description: 'The day closes at 20:00, which the pattern of the others cannot say without adding 20:15.',
    schedule: ScheduleExpression.expression('cron(0 20 * * ? *)', zone),
    target: sweep,
    timeWindow: TimeWindow.off(),
  });
  new Schedule(scope, 'Exports', {
    description:
      'Every quarter of an hour, also at night: starts the exports and rounds whose time has come where their company is.',
    schedule: ScheduleExpression.expression('cron(0/15 * * * ? *)', zone),
    target: run({ task: 'exports' }),
    timeWindow: TimeWindow.off(),
  });
  new Schedule(scope, 'Completeness', {
    description:
      'Counts what came in yesterday against what is there, once the day is over in every time zone.',
    schedule: ScheduleExpression.expression('cron(30 20 * * ? *)', zone),
    target: run({ task: 'completeness' }),
    timeWindow: TimeWindow.off(),
  });
  new Schedule(scope, 'Digest', {
    description: 'Tells each morning what needs somebody, and how much money hangs on it.',
    schedule: ScheduleExpression.expression('cron(0 7 * * ? *)', zone),
    target: run({ task: 'digest' }),
    timeWindow: TimeWindow.off(),
  });
  new Schedule(scope, 'Redrive', {
    description:
      'Sends dead letters of lanes and sources to their queues again. Switched on by an operator once the cause is gone.',
    schedule: ScheduleExpression.rate(Duration.minutes(1)), // as long as one run may take
    target: run({ task: 'redrive' }),
    timeWindow: TimeWindow.off(),
    enabled: false,
  });
};

// A target of our own, because CDK's LambdaInvoke lets its role call every version of the function.
const targetOf = (scope: Construct, scheduler: NodejsFunction, missed: Queue) => {
  const role = scheduleRole(scope, scheduler, missed);
  // After ten minutes the next sweep is nearer than the retry: it covers the same ground.
  const retryPolicy = { maximumEventAgeInSeconds: 600, maximumRetryAttempts: 5 };
  scheduler.configureAsyncInvoke({
    maxEventAge: Duration.seconds(retryPolicy.maximumEventAgeInSeconds),
    retryAttempts: 2, // the most Lambda offers, a minute and two minutes later
    onFailure: { bind: () => ({ destination: missed.queueArn }) }, // the permission is in permissions.ts
  });
  return (input: Readonly<Record<string, string>>): IScheduleTarget => ({
    bind: () => ({
      arn: scheduler.functionArn,
      role,
      input: ScheduleTargetInput.fromObject(input),
      retryPolicy,
      deadLetterConfig: { arn: missed.queueArn },
    }),
  });
};

const scheduleRole = (scope: Construct, scheduler: NodejsFunction, missed: Queue): Role =>
  new Role(scope, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      work: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [scheduler.functionArn] }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [missed.queueArn] }),
        ],
      }),
    },
  });
