// The AWS end of the calls to products: SQS records in, partial batch failures out.
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAwsHost } from '../../shared/host/aws/aws-host.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { readEnvironment } from '../../shared/host/aws/environment.ts';
import { lambda } from '../../shared/host/aws/lambda.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import { deliverCallbacks } from './deliver.ts';

const environment = readEnvironment();
const host = createAwsHost({ environment, secret: createSecretReader(systemClock) });

/** Time to answer the queue before the runtime stops us. */
const STOP_MARGIN_MS = 1_000;

export const handler = lambda(
  host.log,
  async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = host.clock.now() + context.getRemainingTimeInMillis() - STOP_MARGIN_MS;
    const messages = event.Records.map(({ messageId, receiptHandle, attributes }) => ({
      id: messageId,
      receiptHandle,
      connection: attributes.MessageGroupId ?? '',
    }));
    const again = await deliverCallbacks(host, messages, deadline);
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  },
);
