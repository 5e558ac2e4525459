// The queue feeds the worker: a batch of a lane at a time, failures reported message by message.
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LANES_AT_ONCE } from './functions.ts';
import type { Lanes } from './lanes-queue.ts';

// A bare mapping instead of SqsEventSource, which would add permissions of its own to the written-out role.
export const workLanes = (lanes: Lanes, sync: NodejsFunction): void => {
  sync.addEventSourceMapping('Lanes', {
    eventSourceArn: lanes.queue.queueArn,
    batchSize: 10, // the most a FIFO queue gives; the worker fills up with due records by itself
    // Without it one bad message makes nine good ones run again, each with its ledger calls.
    reportBatchItemFailures: true,
    maxConcurrency: LANES_AT_ONCE,
  });
};
