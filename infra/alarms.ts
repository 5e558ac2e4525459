// The alarms: each says what is wrong and where in the runbook to go on reading.
import { Aws, Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Callbacks } from './callbacks-queue.ts';
import type { Functions } from './functions.ts';
import type { Lanes } from './lanes-queue.ts';
import type { Sources } from './sources-queue.ts';

/** Each is a heading in docs/runbook.md. */
export const ALARM_NAMES = [
  'dead-letters',
  'lanes-late',
  'sync-errors',
  'sync-throttled',
  'api-faults',
  'webhooks-errors',
  'webhooks-slow',
  'sweep-missed',
  'sweeps-stopped',
  'completeness-missing',
  'flow-stalled',
  'callbacks-dead-letters',
  'callback-off',
  'sources-dead-letters',
  'sources-late',
  'change-refused',
] as const;
export type AlarmName = (typeof ALARM_NAMES)[number];

export type Watched = {
  readonly lanes: Lanes;
  readonly callbacks: Callbacks;
  readonly sources: Sources;
  readonly functions: Functions;
  readonly api: HttpApi;
  readonly missedSweeps: Queue;
};

export const makeAlarms = (scope: Construct, watched: Watched): void => {
  const action = new SnsAction(alarmTopic(scope));
  const plans = alarmPlans(watched);
  for (const name of ALARM_NAMES) {
    const { says, silence, ...limit } = plans[name];
    new Alarm(scope, `Alarm-${name}`, {
      alarmName: `${Aws.STACK_NAME}-${name}`,
      alarmDescription: `${says} What to do: docs/runbook.md#${name}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Idle is normal here: no traffic means no data, and no data means nothing went wrong.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...limit,
      ...silence,
    }).addAlarmAction(action);
  }
};

// Nobody is subscribed: whom to wake is the operator's choice, made once on this topic.
const alarmTopic = (scope: Construct): Topic => {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  // Not encrypted with a key: AWS's own would lock CloudWatch out, and an alarm's text holds no data of customers.
  topic.grantPublish(
    new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
};

type AlarmPlan = {
  readonly says: string;
  readonly metric: Metric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly silence?: {
    readonly comparisonOperator: ComparisonOperator;
    readonly treatMissingData: TreatMissingData;
  };
};

const alarmPlans = (watched: Watched): Readonly<Record<AlarmName, AlarmPlan>> => ({
  ...laneAlarms(watched.lanes, watched.functions),
  ...doorAlarms(watched.api, watched.functions),
  ...clockAlarms(watched.missedSweeps, watched.functions),
  ...proofAlarms(),
  ...flowAlarms(),
  ...callbackAlarms(watched.callbacks),
  ...sourceAlarms(watched.sources),
});

const FIVE_MINUTES = { period: Duration.minutes(5) }; // the finest standard resolution that SQS metrics keep full

const laneAlarms = ({ queue, deadLetters }: Lanes, { sync }: Functions) => ({
  'dead-letters': {
    says: 'A message failed on every attempt, so some record has not been looked at.',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      ...FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1, // business failures never get here: one is already a defect
    evaluationPeriods: 1,
  },
  'lanes-late': {
    says: 'The oldest message has waited for over half an hour: a lane is stuck or has more work than its ledger takes.',
    metric: queue.metricApproximateAgeOfOldestMessage({ ...FIVE_MINUTES, statistic: Stats.MAXIMUM }),
    threshold: 1800, // 10,000 invoices of one first export take 20 minutes at 500 a minute: that is not late
    evaluationPeriods: 1,
  },
  'sync-errors': {
    says: 'The worker keeps failing as a whole: a defect or a missing permission, for faults of ledgers are no errors.',
    metric: sync.metricErrors(FIVE_MINUTES),
    threshold: 1,
    evaluationPeriods: 3, // one crash heals by itself at the next receive; a quarter of an hour of them does not
  },
  'sync-throttled': {
    says: 'The worker is refused by Lambda: the account has no executions left, and refusals count as receives.',
    metric: sync.metricThrottles(FIVE_MINUTES),
    threshold: 1,
    evaluationPeriods: 3, // short bursts are normal while Lambda scales up
  },
});

const doorAlarms = (api: HttpApi, { webhooks }: Functions) => ({
  'api-faults': {
    says: 'The HTTP API answers with 5xx.',
    metric: api.metricServerError(FIVE_MINUTES),
    threshold: 3, // one may be a client that hung up; three in five minutes are ours
    evaluationPeriods: 1,
  },
  'webhooks-errors': {
    says: 'Webhooks are not taken. Intuit holds back all later events of a company until one is acknowledged.',
    metric: webhooks.metricErrors(FIVE_MINUTES),
    threshold: 1,
    evaluationPeriods: 2, // Intuit's retries after 10, 20 and 30 seconds have then failed as well
  },
  'webhooks-slow': {
    says: 'Webhooks are answered slowly. Intuit gives up after 3 seconds, and then repeats and holds back events.',
    metric: webhooks.metricDuration({ ...FIVE_MINUTES, statistic: Stats.percentile(99) }),
    threshold: 1500, // half of the 3 seconds; the cold start and the gateway, not in this figure, may need the rest
    evaluationPeriods: 2,
  },
});

/** What the code counts by itself: `host.metrics`, in the log as embedded metrics. */
const counted = (metricName: string, period: Duration): Metric =>
  new Metric({ namespace: 'Ledgerlane', metricName, statistic: Stats.SUM, period });

const proofAlarms = () => ({
  'completeness-missing': {
    says: 'Records that were received yesterday are not there, or not with their money: something was lost.',
    metric: counted('completeness_missing', Duration.hours(1)),
    threshold: 1,
    evaluationPeriods: 1,
  },
});

const flowAlarms = () => ({
  'flow-stalled': {
    says: 'Invoices stand still, run after run, and none got through: they no longer arrive in the books.',
    metric: counted('flow_stalled', Duration.hours(1)), // counted after every run, four an hour
    threshold: 1,
    evaluationPeriods: 1,
  },
});

const callbackAlarms = ({ deadLetters }: Callbacks) => ({
  'callbacks-dead-letters': {
    says: 'The function that calls products fails by itself: no product that is down gets a message there.',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      ...FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1,
    evaluationPeriods: 1,
  },
  'callback-off': {
    says: 'A product did not take its changes for five days, or said that it is gone: it is not called any more.',
    metric: counted('callbacks_switched_off', Duration.hours(1)),
    threshold: 1,
    evaluationPeriods: 1,
  },
});

const sourceAlarms = ({ queue, deadLetters }: Sources) => ({
  'sources-dead-letters': {
    says: 'A message of a source was given up: the function that reads sources fails by itself.',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      ...FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1,
    evaluationPeriods: 1,
  },
  'sources-late': {
    says: 'What a source said has waited for over two hours: it does not answer, or its daily limit is spent.',
    metric: queue.metricApproximateAgeOfOldestMessage({ ...FIVE_MINUTES, statistic: Stats.MAXIMUM }),
    threshold: 7200, // a source that is over its limit asks for an hour
    evaluationPeriods: 1,
  },
  'change-refused': {
    says: 'A source refused a change of the ledger for good: there the two sides differ until a person changes one.',
    metric: counted('changes_refused', Duration.hours(1)),
    threshold: 1,
    evaluationPeriods: 1,
  },
});

const clockAlarms = (missedSweeps: Queue, { scheduler }: Functions) => ({
  'sweep-missed': {
    says: 'A sweep, a redrive or a proof of completeness was given up after all its retries.',
    metric: missedSweeps.metricApproximateNumberOfMessagesVisible({
      ...FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1,
    evaluationPeriods: 1,
  },
  'sweeps-stopped': {
    says: 'No sweep has begun for twelve hours: the schedules are disabled, deleted, or not allowed to call.',
    metric: scheduler.metricInvocations({ period: Duration.hours(1) }),
    threshold: 0,
    evaluationPeriods: 12, // the night has at most eleven clock hours without a sweep, also in autumn
    silence: {
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING, // here silence is the fault
    },
  },
});
