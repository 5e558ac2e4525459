// The count at the door: every new record once, in one write for each request, and never more than there are.
import { beforeEach, expect, test } from 'vitest';
import { serve } from '../../functions/http/serve.ts';
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

test('one write for each request', async () => {
  let writes = 0;
  const { host } = outside;
  const countReceived: Host['connections']['countReceived'] = async (...given) => {
    writes += 1;
    await host.connections.countReceived(...given);
  };
  const counting = { ...host, connections: { ...host.connections, countReceived } };
  await post(
    Array.from({ length: 50 }, (_, index) => customerEvent({ id: `c${index}` }, `e${index}`)),
    counting,
  );
  await post(customerEvent({ id: 'c0' }, 'e0'), counting);
  expect(writes).toBe(1);
  expect(await counted()).toEqual(['50 customer']);
});

test('a count that fails fails nothing, and leaves the figure too low', async () => {
  const { host } = outside;
  const countReceived = (): Promise<never> => Promise.reject(new Error('throttled'));
  const broken = { ...host, connections: { ...host.connections, countReceived } };
  expect(await post(customerEvent(), broken)).toBe(202);
  expect(await post(customerEvent())).toBe(202);
  expect(await counted()).toEqual([]);
  expect(outside.sent).toHaveLength(2);
  expect(outside.lines).toContainEqual({
    event: 'received_not_counted',
    fields: { connection: 'hotel', error: 'Error' },
  });
});
