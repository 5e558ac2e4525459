// Counting what comes in: every new record once, by the message of its request, and never more than there are.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/http/serve.ts';
import { countIntakes } from '../../functions/sync/count-intakes.ts';
import type { Message } from '../../functions/sync/deliver.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { amountsOf } from '../../shared/core/completeness.ts';
import type { Host } from '../../shared/host/host.ts';
import { addTenant, createTestHost, NOW, requestWith, type TestHost } from '../support/http-host.ts';
import { customerEvent, eventOf, invoiceEvent } from '../support/product-events.ts';

let outside: TestHost;
let key = '';
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'hotel'));
});

const post = async (body: unknown, host: Host = outside.host): Promise<number> => {
  const path = { connection: 'hotel' };
  const request = requestWith('POST /v1/connections/{connection}/events', { key, path, body });
  return (await serve(WEBHOOK_ROUTES, host, request)).status;
};
/** `2 invoice EUR 240.00`, one text for each kind. */
const counted = async (): Promise<readonly string[]> => {
  const parts = await outside.host.connections.received('hotel', NOW, NOW + 1);
  return parts.flatMap(({ byKind }) =>
    [...byKind].map(([kind, tally]) =>
      [tally.count, kind, ...Object.entries(amountsOf(tally)).flat()].join(' '),
    ),
  );
};

test('each new record with its money; what is invalid is not received', async () => {
  const two = invoiceEvent({ id: 'inv_2', number: '2', total: '80.00' }, 'e2');
  const bad = invoiceEvent({ id: 'inv_3', currency: 'XYZ' }, 'e3');
  const one = invoiceEvent({ total: '120.00' }, 'e1');
  expect(await post([customerEvent({}, 'e0'), one, two, bad])).toBe(202);
  expect(await counted()).toEqual(['1 customer', '2 invoice EUR 200.00']);
});

test('what is sent again, or changed, is not received again', async () => {
  await post(customerEvent());
  await post(customerEvent());
  await post([customerEvent({ revision: 2 }, 'e2'), customerEvent({ revision: 3 }, 'e3')]);
  await post(eventOf('customer.deleted', { id: 'cus_1', revision: 4 }, 'e4'));
  expect(await counted()).toEqual(['1 customer']);
});

test('two revisions in one request are one record, worth what the first said', async () => {
  await post([invoiceEvent({ total: '120.00' }, 'e1'), invoiceEvent({ revision: 2, total: '150.00' }, 'e2')]);
  expect(await counted()).toEqual(['1 invoice EUR 120.00']);
  const page = await outside.host.links.arrivals({ connection: 'hotel', from: NOW, to: NOW + 1, rows: 9 });
  expect(page).toMatchObject({ links: [{ arrival: { at: NOW, money: { amount: '120.00' } } }] });
});

/** The door's messages as the queue would give them, and a host that knows what it is told. */
function queued() {
  const messages: Message[] = [];
  const { host } = outside;
  const send: Host['lanes']['send'] = async (lane, looks, intake) => {
    const id = String(messages.length);
    messages.push({ id, receiptHandle: id, lane, looks, intake, receiveCount: 1 });
  };
  return { messages, host: { ...host, lanes: { ...host.lanes, send } } };
}

describe('the message of a request', () => {
  test('carries its count, as one, and the door writes nothing for it', async () => {
    const { host, messages } = queued();
    const events = Array.from({ length: 50 }, (_, index) => customerEvent({ id: `c${index}` }, `e${index}`));
    await post(events, host);
    await post(events, host);
    expect(messages.map(({ intake }) => intake?.byKind.get('customer')?.count)).toEqual([50, undefined]);
    expect(await counted()).toEqual([]);
  });

  test('that the queue did not take is sent again without a count: too low, and no loss', async () => {
    const send = (): Promise<never> => Promise.reject(new Error('the queue is down'));
    const { host } = outside;
    expect(await post(customerEvent(), { ...host, lanes: { ...host.lanes, send } })).toBe(503);
    expect(await post(customerEvent())).toBe(202);
    expect(await counted()).toEqual([]);
  });
});

describe('a delivery', () => {
  const received = async (): Promise<{ readonly host: Host; readonly messages: readonly Message[] }> => {
    const { host, messages } = queued();
    for (const id of ['c0', 'c1', 'c2']) await post(customerEvent({ id }, id), host);
    return { host, messages };
  };

  test('counts all of its messages in one call, however often they come and with whom', async () => {
    const { host, messages } = await received();
    let calls = 0;
    const countReceived: Host['connections']['countReceived'] = async (intakes) => {
      calls += 1;
      await host.connections.countReceived(intakes);
    };
    const counting = { ...host, connections: { ...host.connections, countReceived } };
    await countIntakes(counting, messages);
    expect(calls).toBe(1);
    await countIntakes(counting, messages.slice(1));
    await countIntakes(counting, [...messages, ...messages]);
    expect(await counted()).toEqual(['3 customer']);
  });

  test('of messages without a count writes nothing', async () => {
    const { host, messages } = await received();
    const countReceived = (): Promise<never> => Promise.reject(new Error('nothing to count'));
    const silent = { ...host, connections: { ...host.connections, countReceived } };
    await countIntakes(
      silent,
      messages.map((message) => ({ ...message, intake: undefined })),
    );
    expect(outside.lines).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ event: NOT_COUNTED })]),
    );
  });

  test('comes again if the storage is down, and goes on if the count itself cannot be written', async () => {
    const { host, messages } = await received();
    const failing = (error: Error): Host => ({
      ...host,
      connections: { ...host.connections, countReceived: () => Promise.reject(error) },
    });
    const outage = Object.assign(new Error('throttled'), { $metadata: {} });
    await expect(countIntakes(failing(outage), messages)).rejects.toThrow('throttled');
    await countIntakes(failing(new Error('no such count')), messages);
    expect(outside.lines).toContainEqual({
      event: NOT_COUNTED,
      fields: { intakes: 3, detail: 'no such count' },
    });
  });
});

const NOT_COUNTED = 'received_not_counted';
