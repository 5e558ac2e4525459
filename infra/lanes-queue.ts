// The lanes: one FIFO queue whose message groups are the sets of books, and what could not be worked on beside it.
import { Duration } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { SCHEDULER_TIMEOUTS, TIMEOUTS } from './timeouts.ts';

export type Lanes = { readonly queue: Queue; readonly deadLetters: Queue };

export const makeLanes = (scope: Construct): Lanes => {
  const deadLetters = lane(scope, 'LanesDeadLetters', {
    visibilityTimeout: Duration.seconds(SCHEDULER_TIMEOUTS.deadLetterVisibility),
    // The longest SQS can keep anything. A FIFO dead letter starts its clock anew, so this is 14 days to act.
    retentionPeriod: Duration.days(14),
  });
  const queue = lane(scope, 'Lanes', {
    visibilityTimeout: Duration.seconds(TIMEOUTS.queueVisibility),
    // A day less than the dead letters: a message never lives longer as work than as evidence.
    retentionPeriod: Duration.days(13),
    // Three receives for the code, which then settles the record as failed itself; two more for AWS's own throttling.
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  return { queue, deadLetters };
};

const lane = (scope: Construct, id: string, props: ConstructorParameters<typeof Queue>[2]): Queue =>
  new Queue(scope, id, {
    fifo: true,
    // High throughput mode: the limit of 300 calls a second then holds for one company, not for all together.
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    // The sender says what is the same: two messages to look at a record may be equal and yet both be needed.
    contentBasedDeduplication: false,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...props,
  });
