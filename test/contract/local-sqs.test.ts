// The SQS emulator delivers as SQS does; each repair of fauxqs has the test that fails without it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Emulator } from '../../local/emulators/emulator.ts';
import { loadFauxqs } from '../../local/emulators/fauxqs-internals.ts';
import { receiveInOneTransaction } from '../../local/emulators/sqs-repairs.ts';
import { startSqs } from '../../local/emulators/sqs.ts';
import { createQueues } from '../../local/stack/queues.ts';
import type { Template } from '../../local/stack/template.ts';
import { isAlive } from '../../local/processes/is-alive.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { startInDoomedParent } from './support/doomed-parent.ts';
import { sqsAt } from './support/local-clients.ts';

let sqs: Emulator;
let client: SQSClient;
let queueCount = 0;

beforeAll(async () => {
  sqs = await startSqs();
  client = sqsAt(sqs.endpoint);
});
afterAll(() => sqs.stop());

type Queue = {
  readonly url: string;
  send: (body: string, group?: string) => Promise<void>;
  receive: (max?: number, waitSeconds?: number) => Promise<Message[]>;
  remove: (message: Message) => Promise<unknown>;
  setVisibility: (message: Message, seconds: number) => Promise<unknown>;
};

const openQueue = (at: SQSClient, QueueUrl: string): Queue => ({
  url: QueueUrl,
  send: async (MessageBody, MessageGroupId) => {
    const fifo =
      MessageGroupId === undefined
        ? {}
        : { MessageGroupId, MessageDeduplicationId: MessageGroupId + MessageBody };
    await at.send(new SendMessageCommand({ QueueUrl, MessageBody, ...fifo }));
  },
  receive: async (MaxNumberOfMessages = 10, WaitTimeSeconds = 0) => {
    const command = {
      QueueUrl,
      MaxNumberOfMessages,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All' as const],
    };
    return (await at.send(new ReceiveMessageCommand(command))).Messages ?? [];
  },
  remove: ({ ReceiptHandle }) => at.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
  setVisibility: ({ ReceiptHandle }, VisibilityTimeout) =>
    at.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })),
});

const makeQueue = async (attributes: Record<string, string> = {}, at = client): Promise<Queue> => {
  queueCount += 1;
  const fifo = attributes['FifoQueue'] === 'true' ? '.fifo' : '';
  const created = await at.send(
    new CreateQueueCommand({ QueueName: `queue-${queueCount}${fifo}`, Attributes: attributes }),
  );
  return openQueue(at, created.QueueUrl ?? '');
};
const makeLane = (attributes: Record<string, string> = {}, at = client): Promise<Queue> =>
  makeQueue({ FifoQueue: 'true', VisibilityTimeout: '30', ...attributes }, at);

const bodies = (messages: readonly Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

/** A server on a folder of its own, for tests that kill it and start it again. */
const startRestartable = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
  const running: Emulator[] = [];
  onTestFinished(async () => {
    for (const emulator of running) await emulator.stop();
    await rm(dataDir, { recursive: true });
  });
  return async () => {
    const emulator = await startSqs({ dataDir });
    running.push(emulator);
    return { emulator, client: sqsAt(emulator.endpoint) };
  };
};
const killHard = async ({ pid, stop }: Emulator): Promise<void> => {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await stop();
};

describe('address', () => {
  test('listens on the loopback address only', async () => {
    const port = Number(new URL(sqs.endpoint).port).toString(16).toUpperCase().padStart(4, '0');
    const listening = (await readFile('/proc/net/tcp', 'utf8'))
      .split('\n')
      .filter((line) => line.includes(`:${port} 00000000:0000 0A`));
    expect(listening.map((line) => line.trim().split(/\s+/)[1])).toEqual([`0100007F:${port}`]);
  });

  test('gives queue URLs that resolve, also after a restart at another port', async () => {
    const start = await startRestartable();
    const before = await start();
    const { url } = await makeLane({}, before.client);
    expect(url).toBe(`${before.emulator.endpoint}/000000000000/${url.split('/').at(-1)}`);
    await before.emulator.stop();
    const after = await start();
    const again = await after.client.send(
      new CreateQueueCommand({ QueueName: url.split('/').at(-1), Attributes: { FifoQueue: 'true' } }),
    );
    expect(again.QueueUrl).toBe(url.replace(before.emulator.endpoint, after.emulator.endpoint));
  });
});

describe('lanes', () => {
  test('returns several messages of one group in order, and of the next group after them', async () => {
    const lane = await makeLane();
    for (const [body, group] of [
      ['1', 'A'],
      ['2', 'A'],
      ['1', 'B'],
      ['3', 'A'],
    ] as const)
      await lane.send(group + body, group);
    expect(bodies(await lane.receive())).toEqual(['A1', 'A2', 'A3', 'B1']);
  });

  test('locks a group while one of its messages is in flight, and lets other groups pass', async () => {
    const lane = await makeLane();
    await lane.send('A1', 'A');
    await lane.send('A2', 'A');
    const [first] = await lane.receive(1);
    await lane.send('B1', 'B');
    expect(bodies(await lane.receive())).toEqual(['B1']);
    if (first !== undefined) await lane.remove(first);
    expect(bodies(await lane.receive())).toEqual(['A2']);
  });

  test('serves other groups although one has a long queue', async () => {
    const lane = await makeLane();
    for (let i = 0; i < 4; i++) await lane.send(`A${i}`, 'A');
    await lane.send('B0', 'B');
    const [first] = await lane.receive(1);
    if (first !== undefined) await lane.remove(first);
    expect(bodies(await lane.receive(1))).toEqual(['B0']);
  });

  test('keeps the order when several messages of a group come back at once', async () => {
    const lane = await makeLane({ VisibilityTimeout: '1' });
    for (const body of ['1', '2', '3']) await lane.send(body, 'A');
    expect(bodies(await lane.receive())).toEqual(['1', '2', '3']);
    expect(bodies(await lane.receive(10, 5))).toEqual(['1', '2', '3']);
  });

  test('keeps the order when messages are handed back one by one', async () => {
    const lane = await makeLane();
    for (const body of ['1', '2', '3']) await lane.send(body, 'A');
    for (const message of await lane.receive(2)) await lane.setVisibility(message, 0);
    expect(bodies(await lane.receive())).toEqual(['1', '2', '3']);
  });

  test('does not receive a message twice in one call when its visibility is 0', async () => {
    const lane = await makeLane({ VisibilityTimeout: '0' });
    await lane.send('1', 'A');
    expect(bodies(await lane.receive())).toEqual(['1']);
  });

  test('drops a message with a deduplication id seen before', async () => {
    const lane = await makeLane();
    await lane.send('1', 'A');
    await lane.send('1', 'A');
    expect(bodies(await lane.receive())).toEqual(['1']);
  });

  test('moves a message to the dead letter queue after its receives, and goes on with the next of its group', async () => {
    const dead = await makeLane();
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: dead.url, AttributeNames: ['QueueArn'] }),
    );
    const policy = { deadLetterTargetArn: Attributes?.['QueueArn'], maxReceiveCount: 2 };
    const lane = await makeLane({ RedrivePolicy: JSON.stringify(policy) });
    await lane.send('poison', 'A');
    await lane.send('next', 'A');
    for (const count of ['1', '2']) {
      const [message] = await lane.receive(1);
      expect(message).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: count } });
      if (message !== undefined) await lane.setVisibility(message, 0);
    }
    expect(bodies(await lane.receive())).toEqual(['next']);
    expect((await dead.receive())[0]).toMatchObject({ Body: 'poison', Attributes: { MessageGroupId: 'A' } });
  });
});

describe('waiting', () => {
  test('a long poll ends as soon as a message arrives', async () => {
    const queue = await makeQueue();
    const started = performance.now();
    const [received] = await Promise.all([queue.receive(1, 20), queue.send('here')]);
    expect(bodies(received)).toEqual(['here']);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('durability', () => {
  test('a message whose visibility was set to 0 is not lost', async () => {
    const start = await startRestartable();
    const before = await start();
    const queue = await makeQueue({ VisibilityTimeout: '30' }, before.client);
    await queue.send('kept');
    const [message] = await queue.receive();
    if (message !== undefined) await queue.setVisibility(message, 0);
    await killHard(before.emulator);
    const [again] = await openQueue((await start()).client, queue.url).receive();
    expect(again).toMatchObject({ Body: 'kept', Attributes: { ApproximateReceiveCount: '2' } });
  });

  test('kill -9 loses nothing acknowledged, and what was in flight is visible at once, in order', async () => {
    const start = await startRestartable();
    const before = await start();
    const lane = await makeLane({ VisibilityTimeout: '600' }, before.client);
    const expected = Array.from({ length: 20 }, (_, i) => `${i}`);
    for (const body of expected) await lane.send(body, 'A');
    expect(await lane.receive(7)).toHaveLength(7);
    await killHard(before.emulator);
    const after = openQueue((await start()).client, lane.url);
    const received: (string | undefined)[] = [];
    for (let round = 0; round < 3; round++) {
      const messages = await after.receive();
      received.push(...bodies(messages));
      for (const message of messages) await after.remove(message);
    }
    expect(received).toEqual(expected);
  });

  test('a message on its way to the dead letters is never in neither queue', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const fauxqs = await loadFauxqs();
    const persistence = new fauxqs.PersistenceManager(folder);
    const database = z.instanceof(DatabaseSync).parse(Reflect.get(persistence, 'db'));
    receiveInOneTransaction(fauxqs.SqsQueue, database);
    const store = new fauxqs.SqsStore();
    store.persistence = persistence;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'dead', maxReceiveCount: 0 });
    const queue = store.createQueue('queue', 'url', 'arn', { RedrivePolicy, VisibilityTimeout: '30' });
    const dead = store.createQueue('dead', 'url-dead', 'dead');
    queue.enqueue({
      messageId: 'm',
      body: 'poison',
      md5OfBody: '',
      messageAttributes: {},
      md5OfMessageAttributes: '',
      sentTimestamp: 0,
      approximateReceiveCount: 0,
    });
    // Where a kill would have its worst moment: out of the one queue, not yet in the other.
    dead.enqueue = () => {
      throw new Error('killed');
    };
    expect(() => queue.dequeue(1, undefined, () => dead)).toThrow('killed');
    expect(database.prepare('SELECT message_id FROM sqs_messages').all()).toEqual([{ message_id: 'm' }]);
    persistence.close();
  });

  test('the server does not outlive a parent that was killed', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const pid = await startInDoomedParent(
      import.meta.resolve('../../local/emulators/sqs.ts'),
      'startSqs',
      dataDir,
    );
    expect(await waitUntil(() => !isAlive(pid), { timeoutMs: 5_000 })).toBe(true);
  });
});

test('a queue of an older version of the stack takes the settings of today', async () => {
  const stackWith = (VisibilityTimeout: number): Template => {
    const properties = {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      VisibilityTimeout,
    };
    const all = [{ id: 'Kept', type: 'AWS::SQS::Queue', properties }];
    return { stackName: 'Test', all, ofType: () => all, assetFolder: () => undefined };
  };
  const names = new Map([['Kept', { ref: '', attributes: { QueueName: 'kept.fifo', Arn: 'arn:kept' } }]]);
  for (const seconds of [30, 360]) {
    const [queue] = await createQueues(stackWith(seconds), names, client);
    const asked = new GetQueueAttributesCommand({
      QueueUrl: queue?.url,
      AttributeNames: ['VisibilityTimeout'],
    });
    expect((await client.send(asked)).Attributes).toEqual({ VisibilityTimeout: String(seconds) });
  }
});
