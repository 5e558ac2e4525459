// The webhooks function as AWS calls it: its own host from the environment, over the real tables and the real queue.
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { startSqs } from '../../local/emulators/sqs.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { addTenant, createTestHost } from '../support/http-host.ts';
import { customerEvent } from '../support/product-events.ts';
import { dynamoStorage } from './support/dynamo-storage.ts';
import { dynamoDbAt, sqsAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

const stops: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(stops.map((stop) => stop())));

let key = '';
let received: () => Promise<string | undefined> = async () => undefined;
beforeAll(async () => {
  const [dynamoDb, sqs] = await Promise.all([startDynamoDb(), startSqs()]);
  stops.push(dynamoDb.stop, sqs.stop);
  const client = dynamoDbAt(dynamoDb.endpoint);
  const tables = await createTables(client, 'handler');
  ({ key } = await addTenant({ ...createTestHost().host, ...dynamoStorage(client, tables) }, 'hotel'));
  const queues = sqsAt(sqs.endpoint);
  const queue = new CreateQueueCommand({ QueueName: 'handler.fifo', Attributes: { FifoQueue: 'true' } });
  const QueueUrl = (await queues.send(queue)).QueueUrl ?? '';
  received = async () => (await queues.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body;
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    LINKS_TABLE: tables.links,
    CONNECTIONS_TABLE: tables.connections,
    LANES_QUEUE_URL: QueueUrl,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});

test('an event goes all the way into table and queue; a wrong key goes nowhere', async () => {
  const { handler } = await import('../../functions/webhooks/handler.ts');
  const send = (authorization: string) =>
    handler(
      gatewayEvent('POST /v1/connections/{connection}/events', {
        path: { connection: 'hotel' },
        headers: { authorization },
        body: Buffer.from(JSON.stringify(customerEvent())).toString('base64'),
        isBase64Encoded: true,
      }),
    );
  expect(await send(`Bearer ${key}x`)).toMatchObject({ statusCode: 401 });
  expect(await received()).toBeUndefined();
  expect(await send(`Bearer ${key}`)).toMatchObject({ statusCode: 202 });
  expect(await received()).toContain('customer#cus_1');
  const again = await send(`Bearer ${key}`);
  expect(again.body).toContain('"duplicate"');
});
