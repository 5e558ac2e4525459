// A flood of duplicates in disorder becomes each invoice once, at the lowest price in calls that there is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from './support/books.ts';
import { chanceOf, dealt, inParallel, shuffled } from './support/deal.ts';
import { customer, invoice, line } from './support/events.ts';
import { allSynced, disagreements } from './support/settled.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const SEED = 2026;
const INVOICES = 1_000;
const CUSTOMERS = 20;

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
});
afterAll(() => test?.close());

const guest = (index: number) => `guest-${index % CUSTOMERS}`;
/** 10.00, 10.37, ...: no two neighbours cost the same, so a swapped one would show. */
const price = (index: number) => ((1000 + index * 37) / 100).toFixed(2);
const invoices = Array.from({ length: INVOICES }, (_, index) =>
  invoice({ id: `T-${index}`, customerId: guest(index), lines: [line(price(index))] }),
);

describe('1,000 invoice events, each sent three times, shuffled, in requests of 1 to 100, under the real limits', () => {
  let before: Company;
  let after: Company;

  it('are all accepted, and all synced', async () => {
    const { product, books } = test;
    await product.post(Array.from({ length: CUSTOMERS }, (_, index) => customer({ id: guest(index) })));
    await allSynced(product, 'customer', CUSTOMERS);
    before = await books.look();
    const chance = chanceOf(SEED);
    const requests = dealt(shuffled([...invoices, ...invoices, ...invoices], chance), chance);
    await inParallel(requests, 8, product.post);
    await allSynced(product, 'invoice', INVOICES, 150_000);
    after = await books.look();
  }, 200_000);

  it('become 1,000 invoices in the books, with the money that was said', async () => {
    const { product, books } = test;
    const { objects } = after;
    expect(objects.Invoice).toHaveLength(INVOICES);
    expect(await disagreements(await product.records('kind=invoice'), books)).toEqual([]);
    const sums = new Map(objects.Invoice.map(({ DocNumber, TotalAmt }) => [DocNumber, TotalAmt.toFixed(2)]));
    expect(invoices.filter((_, index) => sums.get(`T-${index}`) !== price(index))).toEqual([]);
  });

  it('cost exactly 1,000 document writes, no read, and never a 429', () => {
    expect(after.calls.writes - before.calls.writes).toBe(INVOICES);
    expect(after.calls.reads - before.calls.reads).toBe(0);
    expect(after.calls.throttled).toBe(0);
    expect(after.writeLog.filter(({ by, entity }) => by === 'api' && entity === 'Invoice')).toHaveLength(
      INVOICES,
    );
  });

  it('filled the batches: at least 25 of 30 places on average', () => {
    const calls = after.calls.requests - before.calls.requests;
    expect(INVOICES / calls).toBeGreaterThanOrEqual(25);
  });
});
