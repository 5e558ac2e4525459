// The AWS end of the sources' worker: SQS records in, partial batch failures out.
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createSources } from '../../shared/connectors/source-registry.ts';
import { createAwsHost } from '../../shared/host/aws/aws-host.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { needed, readEnvironment } from '../../shared/host/aws/environment.ts';
import { createEventPublisher } from '../../shared/host/aws/events.ts';
import { hubSpotParts } from '../../shared/host/aws/hubspot.ts';
import { lambda } from '../../shared/host/aws/lambda.ts';
import { createLog } from '../../shared/host/aws/log.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import { decodeSourceMessage } from '../../shared/host/source-message.ts';
import { deliverSources } from './deliver.ts';

const environment = readEnvironment();
const secret = createSecretReader(systemClock);
const host = createAwsHost({
  environment,
  secret,
  source: createSources({ hubspot: hubSpotParts(environment, secret) }),
  publish: createEventPublisher({
    busName: needed(environment, 'EVENT_BUS_NAME'),
    log: createLog(systemClock),
  }),
});

/** Time to answer the queue before the runtime stops us. */
const STOP_MARGIN_MS = 1_000;

export const handler = lambda(
  host.log,
  async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = host.clock.now() + context.getRemainingTimeInMillis() - STOP_MARGIN_MS;
    const messages = event.Records.map(({ messageId, receiptHandle, attributes, body }) => ({
      id: messageId,
      receiptHandle,
      lane: attributes.MessageGroupId ?? '',
      looks: decodeSourceMessage(body),
    }));
    const again = await deliverSources(host, messages, deadline);
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  },
);
