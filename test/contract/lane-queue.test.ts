// The lane queue on SQS: looks arrive whole, in the order of their lane, and again when they are given back.
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSqs } from '../../local/emulators/sqs.ts';
import { createLaneQueue } from '../../shared/host/aws/lane-queue.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import { type LaneQueue, type Look, LOOKS_PER_MESSAGE_MAX } from '../../shared/host/host.ts';
import { decodeLaneMessage } from '../../shared/host/lane-message.ts';
import { LANE } from './support/examples.ts';
import { sqsAt } from './support/local-clients.ts';

let stop: () => Promise<void> = async () => {};
let client: SQSClient;
let queueUrl = '';
let lanes: LaneQueue;
let opened = 0;

beforeAll(async () => {
  const sqs = await startSqs();
  stop = sqs.stop;
  client = sqsAt(sqs.endpoint);
});
afterAll(() => stop());

beforeEach(async () => {
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
  const name = `lane-queue-${(opened += 1)}.fifo`;
  queueUrl = (await client.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? '';
  lanes = createLaneQueue({ queueUrl, random: systemRandom, client });
});

const record = (id: string): Look => ({ at: 'record', key: { connection: 'con_1', kind: 'invoice', id } });

async function receive(): Promise<readonly Message[]> {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages ?? [];
}

async function receiveAll(): Promise<readonly Message[]> {
  const all: Message[] = [];
  for (let batch = await receive(); batch.length > 0; batch = await receive()) {
    all.push(...batch);
    for (const { ReceiptHandle } of batch)
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
  return all;
}

const looksOf = (messages: readonly Message[]): readonly Look[] =>
  messages.flatMap(({ Body }) => {
    const looks = decodeLaneMessage(Body ?? '')?.looks;
    if (looks === undefined) throw new Error(`not a message of ours: ${Body}`);
    return looks;
  });

describe('send', () => {
  test('carries every kind of look, in the group of its lane', async () => {
    const looks: readonly Look[] = [
      record('F-1#2 ü "x"'),
      { at: 'document', document: { type: 'payment', id: '77' }, changedAt: 1_763_000_000_000 },
      { at: 'changes' },
      { at: 'due' },
    ];
    await lanes.send(LANE, looks);
    const messages = await receiveAll();
    expect(looksOf(messages)).toEqual(looks);
    expect(messages.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual([LANE]);
  });

  test('splits what is too much for a message or a call, and keeps the order', async () => {
    const looks = Array.from({ length: LOOKS_PER_MESSAGE_MAX * 11 + 1 }, (_, i) => record(`F-${i}`));
    await lanes.send(LANE, looks);
    const messages = await receiveAll();
    expect(messages).toHaveLength(12);
    expect(looksOf(messages)).toEqual(looks);
  });

  test('the same look sent again is another look', async () => {
    await lanes.send(LANE, [record('F-1')]);
    await lanes.send(LANE, [record('F-1')]);
    expect(looksOf(await receiveAll())).toEqual([record('F-1'), record('F-1')]);
  });

  test('nothing to look at sends nothing', async () => {
    await lanes.send(LANE, []);
    expect(await receive()).toEqual([]);
  });

  test('a queue that does not answer is an error, not a loss', async () => {
    const gone = createLaneQueue({ queueUrl: `${queueUrl}-gone`, random: systemRandom, client });
    await expect(gone.send(LANE, [record('F-1')])).rejects.toThrow();
  });
});

describe('defer', () => {
  test('gives messages back for later, while other lanes pass', async () => {
    await lanes.send(LANE, [record('F-1')]);
    const received = await receive();
    await lanes.defer(
      received.map(({ ReceiptHandle }) => ReceiptHandle ?? ''),
      600_000,
    );
    await lanes.send('quickbooks:2', [record('F-2')]);
    expect(looksOf(await receive())).toEqual([record('F-2')]);
  });

  test('without a delay they come again at once', async () => {
    await lanes.send(LANE, [record('F-1')]);
    const received = await receive();
    await lanes.defer(
      received.map(({ ReceiptHandle }) => ReceiptHandle ?? ''),
      0,
    );
    expect(looksOf(await receive())).toEqual([record('F-1')]);
  });

  test('nothing to defer calls nobody', async () => {
    await lanes.defer([], 1000);
  });
});
