// More work than a minute's limit allows: the lane rests until the ledger would take more, and never hears a 429.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customer, invoice } from './support/events.ts';
import { allSynced } from './support/settled.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

/** Intuit allows 40; with less the minute is spent by 200 invoices and not by 1,200. */
const BATCHES_PER_MINUTE = 4;
const INVOICES = 150;

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem({ limits: { batchesPerMinute: BATCHES_PER_MINUTE } });
  await test.books.knobs({ throttle: { batchesPerMinute: BATCHES_PER_MINUTE } });
});
afterAll(() => test?.close());

it('150 invoices at 4 batches a minute: two minutes of limit, all booked, none refused', async () => {
  const { product, books } = test;
  await product.post([customer({ id: 'anna' })]);
  await product.synced('customer', 'anna');
  const invoices = Array.from({ length: INVOICES }, (_, at) =>
    invoice({ id: `L-${at}`, customerId: 'anna' }),
  );
  const started = performance.now();
  await product.post(invoices.slice(0, 75));
  await product.post(invoices.slice(75));
  await allSynced(product, 'invoice', INVOICES, 150_000);
  const { objects, calls } = await books.look();
  expect(objects.Invoice).toHaveLength(INVOICES);
  expect(calls.throttled).toBe(0);
  // Really more than a minute allows, or this has proved nothing.
  expect(calls.batches).toBeGreaterThan(BATCHES_PER_MINUTE);
  expect(performance.now() - started).toBeGreaterThan(50_000);
}, 200_000);
