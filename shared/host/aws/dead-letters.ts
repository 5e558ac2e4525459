// Dead letters: sends them to the queue they came from again, lane by lane. They are deleted only after they are in the queue, so none is lost.
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Random } from '../host.ts';
import { CLIENT_SETTINGS } from './client-settings.ts';

export interface DeadLetterParts {
  readonly deadLettersUrl: string;
  /** The queue they came from. */
  readonly queueUrl: string;
  readonly random: Pick<Random, 'id'>;
  readonly client?: SQSClient;
}

/** Moves at most `limit` dead letters back; answers how many. A letter moved twice is a second look, which is harmless. */
export async function redriveDeadLetters(parts: DeadLetterParts, limit: number): Promise<number> {
  const client = parts.client ?? new SQSClient(CLIENT_SETTINGS);
  let moved = 0;
  while (moved < limit) {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: parts.deadLettersUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    );
    if (Messages === undefined || Messages.length === 0) return moved;
    // One after the other: the letters of a lane keep their order.
    for (const message of Messages) await moveBack(client, parts, message);
    moved += Messages.length;
  }
  return moved;
}

async function moveBack(client: SQSClient, parts: DeadLetterParts, message: Message): Promise<void> {
  const { random, queueUrl, deadLettersUrl } = parts;
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: message.Body ?? '',
      MessageGroupId: message.Attributes?.MessageGroupId ?? 'unknown',
      MessageDeduplicationId: random.id(),
    }),
  );
  await client.send(
    new DeleteMessageCommand({ QueueUrl: deadLettersUrl, ReceiptHandle: message.ReceiptHandle }),
  );
}
