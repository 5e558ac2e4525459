// The lanes: one FIFO queue whose message groups are the sets of books, and what could not be worked on beside it.
import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { fifoQueue } from './fifo-queue.ts';
import { SCHEDULER_TIMEOUTS, TIMEOUTS } from './timeouts.ts';

export type Lanes = { readonly queue: Queue; readonly deadLetters: Queue };

export const makeLanes = (scope: Construct): Lanes => {
  const deadLetters = fifoQueue(scope, 'LanesDeadLetters', {
    visibilityTimeout: Duration.seconds(SCHEDULER_TIMEOUTS.deadLetterVisibility),
    // The longest SQS can keep anything. A FIFO dead letter starts its clock anew, so this is 14 days to act.
    retentionPeriod: Duration.days(14),
  });
  const queue = fifoQueue(scope, 'Lanes', {
    visibilityTimeout: Duration.seconds(TIMEOUTS.queueVisibility),
    // A day less than the dead letters: a message never lives longer as work than as evidence.
    retentionPeriod: Duration.days(13),
    // Three receives for the code, which then settles the record as failed itself; two more for AWS's own throttling.
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  return { queue, deadLetters };
};
