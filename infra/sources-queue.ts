// The sources that are read: one FIFO queue whose message groups are their accounts, fed to a function of its own.
import { Duration } from 'aws-cdk-lib';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { fifoQueue } from './fifo-queue.ts';
import { SCHEDULER_TIMEOUTS, SOURCE_TIMEOUTS } from './timeouts.ts';

export type Sources = { readonly queue: Queue; readonly deadLetters: Queue };

/** Accounts worked on at once: a source that hangs holds its accounts for a minute each, and no others. */
export const SOURCES_AT_ONCE = 20;

export const makeSources = (scope: Construct): Sources => {
  const deadLetters = fifoQueue(scope, 'SourcesDeadLetters', {
    visibilityTimeout: Duration.seconds(SCHEDULER_TIMEOUTS.deadLetterVisibility),
    // As of the lanes: 14 days to find the cause and to send them again.
    retentionPeriod: Duration.days(14),
  });
  const queue = fifoQueue(scope, 'Sources', {
    visibilityTimeout: Duration.seconds(SOURCE_TIMEOUTS.queueVisibility),
    retentionPeriod: Duration.days(13),
    // A source that asks to be left alone for a day, hour by hour, is no defect; what comes more often is ours.
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 60 },
  });
  return { queue, deadLetters };
};

/** The queue feeds the function: up to ten messages of an account, a thousand objects, in one delivery. */
export const workSources = ({ queue }: Sources, source: NodejsFunction): void => {
  source.addEventSourceMapping('Sources', {
    eventSourceArn: queue.queueArn,
    batchSize: 10, // the most a FIFO queue gives
    reportBatchItemFailures: true,
    maxConcurrency: SOURCES_AT_ONCE,
  });
};
