// The products to be called: one FIFO queue whose message groups are connections, fed to a function of its own.
import { Duration } from 'aws-cdk-lib';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { fifoQueue } from './fifo-queue.ts';
import { CALLBACK_TIMEOUTS } from './timeouts.ts';

export type Callbacks = { readonly queue: Queue; readonly deadLetters: Queue };

/** Products called at once by one function, and functions at once: a product that hangs holds one place for ten seconds. */
export const CALLBACKS_AT_ONCE = 10;

export const makeCallbacks = (scope: Construct): Callbacks => {
  const deadLetters = fifoQueue(scope, 'CallsDeadLetters', {
    retentionPeriod: Duration.days(14), // evidence only: the next sweep names the connection anew
  });
  const queue = fifoQueue(scope, 'Calls', {
    visibilityTimeout: Duration.seconds(CALLBACK_TIMEOUTS.queueVisibility),
    // Longer than a product is called in vain (5 days), and less than the dead letters.
    retentionPeriod: Duration.days(13),
    // The ladder of waits has some 25 rungs in those days, and each is a receive. What comes more often is our own fault.
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 60 },
  });
  return { queue, deadLetters };
};

/** The queue feeds the function, failures reported message by message: one product's wait is not another's. */
export const callProducts = ({ queue }: Callbacks, callbacks: NodejsFunction): void => {
  callbacks.addEventSourceMapping('Callbacks', {
    eventSourceArn: queue.queueArn,
    batchSize: 10, // the most a FIFO queue gives
    reportBatchItemFailures: true,
    maxConcurrency: CALLBACKS_AT_ONCE,
  });
};
