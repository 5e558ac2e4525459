// The AWS end of the lane worker: SQS records in, partial batch failures out.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { decodeLaneMessage } from '../../shared/host/lane-message.ts';
import { createSyncHost } from '../../shared/host/aws/sync-host.ts';
import { deliver, type Message } from './deliver.ts';

const host = createSyncHost();

/** What the queue gave, until a moment before the function would be stopped. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const ready = await host;
  const deadline = ready.clock.now() + context.getRemainingTimeInMillis() - STOP_MARGIN_MS;
  const failed = await deliver(ready, event.Records.map(toMessage), deadline);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

/** Time to answer the queue before the runtime stops us. */
const STOP_MARGIN_MS = 1_000;

function toMessage(record: SQSRecord): Message {
  return {
    id: record.messageId,
    receiptHandle: record.receiptHandle,
    lane: record.attributes.MessageGroupId ?? '',
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    looks: decodeLaneMessage(record.body),
  };
}
