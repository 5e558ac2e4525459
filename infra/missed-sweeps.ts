// Where a sweep ends that ran on none of its attempts: an alarm watches this queue.
import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export const makeMissedSweeps = (scope: Construct): Queue =>
  new Queue(scope, 'MissedSweeps', {
    retentionPeriod: Duration.days(14), // evidence only: the next sweep has long done the work
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
