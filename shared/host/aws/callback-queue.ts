// The queue of products to be called: one message group per connection, so that each hears one thing after the other.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CallbackQueue, Random } from '../host.ts';
import { CLIENT_SETTINGS } from './client-settings.ts';
import { deferMessages } from './lane-queue.ts';

export interface CallbackQueueParts {
  readonly queueUrl: string;
  readonly random: Pick<Random, 'id'>;
  readonly client?: SQSClient;
}

export function createCallbackQueue({
  queueUrl,
  random,
  client = new SQSClient(CLIENT_SETTINGS),
}: CallbackQueueParts): CallbackQueue {
  return {
    send: async (connection) => {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        // The group says it already; a message may not be empty.
        MessageBody: JSON.stringify({ v: 1, connection }),
        MessageGroupId: connection,
        MessageDeduplicationId: random.id(),
      });
      await client.send(command);
    },
    defer: (receiptHandles, ms) => deferMessages(client, queueUrl, receiptHandles, ms),
  };
}
