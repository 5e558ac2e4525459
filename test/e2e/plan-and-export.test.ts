// Planning and exporting on the whole system: what is planned is not done, and what waits for an export is booked by it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { customer, invoice } from './support/events.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const PLAN = z.object({
  results: z.array(
    z.object({
      status: z.string(),
      plan: z.object({
        decision: z.string(),
        rule: z.string(),
        write: z.object({ request: z.object({ path: z.string(), body: z.string() }) }).optional(),
      }),
    }),
  ),
});
const POLICY = z.object({ version: z.number(), policy: z.looseObject({ schedule: z.looseObject({}) }) });

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
  await test.product.post([customer({ id: 'anna' })]);
  await test.product.synced('customer', 'anna');
});
afterAll(() => test?.close());

it('plans an event to the digit and does nothing, then does just that (TXD-02)', async () => {
  const { product, books } = test;
  const event = invoice({ id: 'P-1', customerId: 'anna' });
  const answer = await product.ask('POST', '/events?mode=plan', JSON.stringify([event]));
  expect(answer.status).toBe(200);
  const [planned] = PLAN.parse(JSON.parse(answer.text)).results;
  expect(planned?.plan).toMatchObject({ decision: 'write', rule: 'create-or-update' });
  expect(JSON.parse(planned?.plan.write?.request.body ?? '{}')).toMatchObject({ DocNumber: 'P-1' });
  expect((await product.ask('GET', '/records/invoice/P-1')).status).toBe(404);
  expect((await books.look()).objects.Invoice).toEqual([]);

  await product.post([event]);
  await product.synced('invoice', 'P-1');
  expect((await books.invoice('P-1')).TotalAmt).toBe(100);
});

it('lets invoices wait for an export that a person starts (CLK-13, CLK-23, CLK-24)', async () => {
  const { product, books } = test;
  const { version, policy } = POLICY.parse(JSON.parse((await product.ask('GET', '/policy')).text));
  const schedule = { ...policy.schedule, outbound: { mode: 'manual' } };
  const saved = await product.ask(
    'PUT',
    '/policy',
    JSON.stringify({ expectedVersion: version, policy: { ...policy, schedule } }),
  );
  expect(saved.status).toBe(200);
  await product.post([invoice({ id: 'P-2', customerId: 'anna' })]);
  expect((await product.until('invoice', 'P-2', 'waiting')).reason).toBe('export');
  expect((await books.look()).objects.Invoice.map(({ DocNumber }) => DocNumber)).toEqual(['P-1']);

  expect((await product.ask('POST', '/export')).status).toBe(202);
  await product.synced('invoice', 'P-2');
  expect((await product.ask('GET', '/exports')).text).toContain('"seq":1');
});
