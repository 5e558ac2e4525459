// Nothing is lost on the whole system: what was received is there, by count and by money; a row that goes missing is told.
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_CONNECTION } from '../../local/demo-connection.ts';
import { localClient } from '../../local/identity.ts';
import { dayIn } from '../../shared/core/zones.ts';
import { customer, invoice, line, payment } from './support/events.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
});
afterAll(() => test?.close());

const TALLY = z.object({ count: z.number(), money: z.record(z.string(), z.string()) });
const KIND = z.object({
  kind: z.string(),
  received: TALLY,
  states: z.record(z.string(), TALLY),
  lost: z.number(),
});
const ANSWER = z.object({
  complete: z.boolean(),
  adds_up: z.boolean(),
  days: z.array(z.object({ kinds: z.array(KIND) })),
});
const inWords = ({ count, money }: z.infer<typeof TALLY>): string =>
  [count, ...Object.entries(money).flat()].join(' ');

/** The proof in words, over a day more on both sides: midnight may come while the test runs. */
async function proof() {
  const day = (days: number): string => dayIn('UTC', Date.now() + days * 86_400_000);
  const { text } = await test.product.ask('GET', `/completeness?from=${day(-1)}&to=${day(1)}`);
  const { adds_up, complete, days } = ANSWER.parse(JSON.parse(text));
  const kinds = days
    .flatMap((each) => each.kinds)
    .map(({ kind, received, states, lost }) => {
      const found = Object.entries(states).filter(([, { count }]) => count > 0);
      const parts = found.map(([state, tally]) => `${state} ${inWords(tally)}`);
      return `${kind}: received ${inWords(received)}; ${parts.join(', ')}; lost ${lost}`;
    });
  return { adds_up, complete, kinds };
}

it('everything that was received is in the books or says why not, also when it was sent twice and changed', async () => {
  const { product } = test;
  const events = [
    customer({ id: 'anna' }),
    invoice({ id: 'N-1', customerId: 'anna', total: '100.00' }),
    invoice({ id: 'N-2', customerId: 'anna', lines: [line('80.00', 'nobody mapped this')] }),
    payment({
      id: 'N-1-paid',
      customerId: 'anna',
      amount: '40.00',
      allocations: [{ invoiceId: 'N-1', amount: '40.00' }],
    }),
  ];
  await product.post(events);
  await product.post(events);
  await product.synced('payment', 'N-1-paid');
  await product.until('invoice', 'N-2', 'failed');
  await product.post([invoice({ id: 'N-1', customerId: 'anna', revision: 2, lines: [line('90.00')] })]);
  await product.synced('invoice', 'N-1', 2);
  expect(await proof()).toEqual({
    adds_up: true,
    complete: true,
    kinds: [
      'customer: received 1; synced 1; lost 0',
      'invoice: received 2 EUR 180.00; synced 1 EUR 100.00, failed 1 EUR 80.00; lost 0',
      'payment: received 1 EUR 40.00; synced 1 EUR 40.00; lost 0',
    ],
  });
});

it('a row that somebody deleted is told as lost, and the evening proof gets through', async () => {
  const { stack } = test.system;
  const client = new DynamoDBClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? ''));
  const Key = { pk: { S: `c#${DEMO_CONNECTION}` }, sk: { S: 'invoice#N-2' } };
  await client.send(new DeleteItemCommand({ TableName: stack.tables.LinksTable, Key }));
  client.destroy();
  const { adds_up, kinds } = await proof();
  expect(adds_up).toBe(false);
  expect(kinds).toContain('invoice: received 2 EUR 180.00; synced 1 EUR 100.00; lost 1');
  await stack.schedules.fire('Completeness');
});
