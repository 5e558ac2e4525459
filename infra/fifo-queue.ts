// A FIFO queue as all of ours are: fast for each message group, and with the sender's word on what is the same.
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export const fifoQueue = (
  scope: Construct,
  id: string,
  props: ConstructorParameters<typeof Queue>[2],
): Queue =>
  new Queue(scope, id, {
    fifo: true,
    // High throughput mode: the limit of 300 calls a second then holds for one group, not for all together.
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    // The sender says what is the same: two messages may be equal and yet both be needed.
    contentBasedDeduplication: false,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...props,
  });
