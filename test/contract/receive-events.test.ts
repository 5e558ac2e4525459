// Receiving events over the real tables and the real queue: what 202 promises is in them.
import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { startSqs } from '../../local/emulators/sqs.ts';
import { createLaneQueue } from '../../shared/host/aws/lane-queue.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import type { Host, Look } from '../../shared/host/host.ts';
import { decodeLaneMessage } from '../../shared/host/lane-message.ts';
import type { MemoryStorage } from '../simulation/memory-storage.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
} from '../support/http-host.ts';
import { customerEvent, eventOf, invoiceEvent } from '../support/product-events.ts';
import { secretOf, signatureHeaders } from '../support/sign.ts';
import { dynamoStorage } from './support/dynamo-storage.ts';
import { dynamoDbAt, sqsAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

const EVENTS = 'POST /v1/connections/{connection}/events';
const RECORDS = '/v1/connections/{connection}/records';

const stops: (() => Promise<void>)[] = [];
let storage: MemoryStorage;
let sqs: SQSClient;
beforeAll(async () => {
  const [dynamoDb, queues] = await Promise.all([startDynamoDb(), startSqs()]);
  stops.push(dynamoDb.stop, queues.stop);
  const client = dynamoDbAt(dynamoDb.endpoint);
  storage = dynamoStorage(client, await createTables(client, 'receive'));
  sqs = sqsAt(queues.endpoint);
});
afterAll(() => Promise.all(stops.map((stop) => stop())));

let tests = 0;
let host: Host;
let queueUrl = '';
let tenant: Awaited<ReturnType<typeof addTenant>>;
let other: Awaited<ReturnType<typeof addTenant>>;
let now = NOW;
beforeEach(async () => {
  const name = `receive-${(tests += 1)}.fifo`;
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? '';
  const lanes = createLaneQueue({ queueUrl, random: systemRandom, client: sqs });
  const clock = { now: () => (now += 1), wait: async () => undefined };
  host = { ...createTestHost().host, ...storage, clock, random: systemRandom, lanes };
  tenant = await addTenant(host, `hotel${tests}`);
  other = await addTenant(host, `other${tests}`);
});

const path = (): RequestParts => ({ key: tenant.key, path: { connection: tenant.connection.id } });
const post = (body: unknown, parts: RequestParts = {}) =>
  serve(WEBHOOK_ROUTES, host, requestWith(EVENTS, { ...path(), body, ...parts }));
const get = (route: string, parts: RequestParts = {}) =>
  serve(API_ROUTES, host, requestWith(`GET ${route}`, { ...path(), ...parts }));

/** The looks that wait in the queue, with their lanes. */
async function queued(): Promise<
  readonly { readonly lane: string | undefined; readonly looks: readonly Look[] }[]
> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  return Messages.map(({ Attributes, Body }) => ({
    lane: Attributes?.MessageGroupId,
    looks: decodeLaneMessage(Body ?? '')?.looks ?? [],
  }));
}
const statuses = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (name, value: unknown) => (name === 'record' ? undefined : value));

test('100 events: all stored, all named to the lane', async () => {
  const events = Array.from({ length: 100 }, (_, index) => customerEvent({ id: `c${index}` }, `e${index}`));
  expect((await post(events)).status).toBe(202);
  const page = await host.links.list({ connection: tenant.connection.id, limit: 200 });
  expect(page.type === 'page' && page.links.length).toBe(100);
  const messages = await queued();
  expect(messages.map(({ lane }) => lane)).toEqual(
    messages.map(() => `quickbooks:${tenant.connection.company}`),
  );
  expect(messages.flatMap(({ looks }) => looks)).toHaveLength(100);
});

test('revisions: accepted, duplicate, conflict, stale; an end keeps the content', async () => {
  const results = [
    await post(customerEvent({ revision: 2 })),
    await post(customerEvent({ revision: 2 })),
    await post([customerEvent({ revision: 2, name: 'Other' })]),
    await post(customerEvent({ revision: 1 })),
    await post(eventOf('customer.deleted', { id: 'cus_1', revision: 3 })),
  ].map((answer) => statuses(bodyOf(answer)));
  expect(results).toMatchObject(
    ['accepted', 'duplicate', 'conflict', 'stale', 'accepted'].map((status) => ({ results: [{ status }] })),
  );
  const record = await get(`${RECORDS}/{kind}/{id}/trace`, {
    path: { connection: tenant.connection.id, kind: 'customer', id: 'cus_1' },
  });
  expect(bodyOf(record)).toMatchObject({
    record: { state: 'pending', revision: 3, presence: 'deleted' },
    source: { record: { name: 'Ada Lovelace' } },
  });
});

test('a first try that dies between table and queue is made good by the second', async () => {
  const lanes = { ...host.lanes, send: () => Promise.reject(new Error('killed')) };
  const died = await serve(
    WEBHOOK_ROUTES,
    { ...host, lanes },
    requestWith(EVENTS, { ...path(), body: customerEvent() }),
  );
  expect(died.status).toBe(503);
  expect(await queued()).toEqual([]);
  expect(statuses(bodyOf(await post(customerEvent())))).toMatchObject({ results: [{ status: 'duplicate' }] });
  expect((await queued())[0]?.looks).toHaveLength(1);
});

test('twenty senders of the same event at once: one is accepted, the others are told so', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(customerEvent())));
  const results = answers.map((answer) => JSON.stringify(bodyOf(answer)));
  expect(results.filter((result) => result.includes('"accepted"'))).toHaveLength(1);
  expect(results.filter((result) => result.includes('"duplicate"'))).toHaveLength(19);
});

test('the largest invoice that is taken in: 750 lines just below 256 KiB', async () => {
  const line = { itemId: 'i', quantity: '1', unitPrice: '1.00', amount: '1.00', description: 'd' };
  const empty = Buffer.byteLength(JSON.stringify(invoiceEvent({ lines: Array(750).fill(line) })));
  const room = Math.floor((256 * 1024 - empty) / 750);
  const lines = Array(750).fill({ ...line, description: 'd'.repeat(room) });
  expect((await post(invoiceEvent({ lines }))).status).toBe(202);
  const key = { connection: tenant.connection.id, kind: 'invoice', id: 'inv_1' } as const;
  const [link] = await host.links.read([key]);
  expect(link?.source?.record).toMatchObject({ lines: { length: 750 } });
});

describe('what is refused leaves nothing in table and queue', () => {
  const forged = () => signatureHeaders(secretOf('forged'), JSON.stringify(customerEvent()), now);
  test.each<[string, () => Promise<unknown>, RequestParts | (() => RequestParts), number]>([
    ['unsigned', async () => customerEvent(), { key: undefined }, 401],
    ['wrongly signed', async () => customerEvent(), () => ({ key: undefined, headers: forged() }), 401],
    ['for another tenant', async () => customerEvent(), () => ({ key: other.key }), 404],
    ['malformed', async () => '{"id":', {}, 400],
    ['oversized', async () => customerEvent({ name: 'x'.repeat(300_000) }), {}, 413],
    ['with an unknown field', async () => customerEvent({ tenantId: 'x' }), {}, 422],
    ['with a way into prototypes', async () => '{"__proto__":{}}', {}, 400],
  ])('%s', async (_, body, parts, status) => {
    const answer = await post(await body(), typeof parts === 'function' ? parts() : parts);
    expect(answer.status).toBe(status);
    for (const { connection } of [tenant, other]) {
      const page = await host.links.list({ connection: connection.id, limit: 10 });
      expect(page).toEqual({ type: 'page', links: [] });
    }
    expect(await queued()).toEqual([]);
  });
});

test('signed by the product, with both secrets live', async () => {
  const body = JSON.stringify(customerEvent());
  await host.connections.saveSigningSecrets(tenant.connection.id, [secretOf('new'), secretOf('old')]);
  for (const secret of ['new', 'old'].map(secretOf)) {
    const headers = signatureHeaders(secret, body, now);
    const answer = await serve(
      WEBHOOK_ROUTES,
      host,
      requestWith(EVENTS, { path: path().path, headers, body }),
    );
    expect(answer.status).toBe(202);
  }
});

test('lists go on by cursor, and a cursor of one tenant is none of another', async () => {
  await post(Array.from({ length: 5 }, (_, index) => customerEvent({ id: `c${index}` }, `e${index}`)));
  const page = await host.links.list({ connection: tenant.connection.id, limit: 2 });
  const cursor = page.type === 'page' ? (page.cursor ?? '') : '';
  expect(bodyOf(await get(RECORDS, { query: { limit: '2', cursor } }))).toMatchObject({
    records: [{ id: 'c2' }, { id: 'c3' }],
  });
  const foreign = { key: other.key, path: { connection: other.connection.id } };
  expect((await get(RECORDS, { ...foreign, query: { cursor } })).status).toBe(400);
  expect(bodyOf(await get(RECORDS, foreign))).toEqual({ records: [] });
});
