// Dead letters sent again: each to the queue it came from, under its lane, in order, and deleted only after that.
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSqs } from '../../local/emulators/sqs.ts';
import { redriveDeadLetters } from '../../shared/host/aws/dead-letters.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import { decodeSourceMessage, encodeSourceMessage } from '../../shared/host/source-message.ts';
import { sqsAt } from './support/local-clients.ts';

let stop: () => Promise<void> = async () => {};
let client: SQSClient;

beforeAll(async () => {
  const sqs = await startSqs();
  stop = sqs.stop;
  client = sqsAt(sqs.endpoint);
});
afterAll(() => stop());

async function makeQueue(name: string): Promise<string> {
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
  const made = await client.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
  return made.QueueUrl ?? '';
}

async function receive(queueUrl: string) {
  const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ ...asked, MessageSystemAttributeNames: ['MessageGroupId'] }),
  );
  return Messages.map(({ Body = '', Attributes }) => ({
    lane: Attributes?.MessageGroupId,
    looks: decodeSourceMessage(Body),
  }));
}

test('of a source come back to its account in their order, up to the limit, and are gone then', async () => {
  const [deadLettersUrl, queueUrl] = [await makeQueue('dead'), await makeQueue('sources')];
  const look = (id: string) => ({ at: 'object', object: { type: 'invoice', id } }) as const;
  for (const id of ['1', '2', '3'])
    await client.send(
      new SendMessageCommand({
        QueueUrl: deadLettersUrl,
        MessageBody: encodeSourceMessage([look(id)]),
        MessageGroupId: 'hubspot:62515',
        MessageDeduplicationId: id,
      }),
    );
  const parts = { deadLettersUrl, queueUrl, random: systemRandom, client };
  expect(await redriveDeadLetters(parts, 0)).toBe(0);
  expect(await redriveDeadLetters(parts, 500)).toBe(3);
  expect(await receive(queueUrl)).toEqual(
    ['1', '2', '3'].map((id) => ({ lane: 'hubspot:62515', looks: [look(id)] })),
  );
  expect([await receive(deadLettersUrl), await redriveDeadLetters(parts, 500)]).toEqual([[], 0]);
});
