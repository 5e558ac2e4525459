// The AWS end of the lane worker: SQS records in, partial batch failures out.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { createAwsHost } from '../../shared/host/aws/aws-host.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { needed, readEnvironment } from '../../shared/host/aws/environment.ts';
import { createEventPublisher } from '../../shared/host/aws/events.ts';
import { createLog } from '../../shared/host/aws/log.ts';
import { lambda } from '../../shared/host/aws/lambda.ts';
import { ledgersOf } from '../../shared/host/aws/ledgers.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import { decodeLaneMessage } from '../../shared/host/lane-message.ts';
import { deliver, type Message } from './deliver.ts';

const environment = readEnvironment();
const secret = createSecretReader(systemClock);
const host = createAwsHost({
  environment,
  secret,
  ledger: ledgersOf(environment, secret),
  publish: createEventPublisher({
    busName: needed(environment, 'EVENT_BUS_NAME'),
    log: createLog(systemClock),
  }),
});

/** What the queue gave, until a moment before the function would be stopped. */
export const handler = lambda(
  host.log,
  async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = host.clock.now() + context.getRemainingTimeInMillis() - STOP_MARGIN_MS;
    const failed = await deliver(host, event.Records.map(toMessage), deadline);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  },
);

/** Time to answer the queue before the runtime stops us. */
const STOP_MARGIN_MS = 1_000;

function toMessage(record: SQSRecord): Message {
  const message = decodeLaneMessage(record.body);
  return {
    id: record.messageId,
    receiptHandle: record.receiptHandle,
    lane: record.attributes.MessageGroupId ?? '',
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    looks: message?.looks,
    intake: message?.intake,
  };
}
