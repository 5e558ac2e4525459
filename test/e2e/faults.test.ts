// A ledger that loses answers and fails: whatever it remembers of a repeated request, nothing is lost and nothing twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cents } from './support/books.ts';
import { atRest } from './support/at-rest.ts';
import { chanceOf, dealt, inParallel, shuffled } from './support/deal.ts';
import { customer, invoice, line, payment } from './support/events.ts';
import { allSynced, disagreements } from './support/settled.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const INVOICES = 400;
const PAID = 200;
const CUSTOMERS = 10;

let test: TestSystem;
beforeAll(async () => {
  // Repetitions spend the rate limit too; under the real one this test would rest for minutes.
  test = await openSystem({ limits: { batchesPerMinute: 600, callsPerMinute: 3_000, callsPerSecond: 50 } });
  await test.books.knobs({ throttle: { batchesPerMinute: 700, perMinute: 3_500, perSecond: 60 } });
});
afterAll(() => test?.close());

describe.each([
  { replay: 'perItem', run: 'A' },
  { replay: 'perBatch', run: 'B' },
])(
  '5 % of answers lost after the write, 5 % of calls failed; a repeated batch is recognised $replay',
  ({ replay, run }) => {
    const runs = run === 'A' ? 1 : 2;
    const guest = (index: number) => `${run}-guest-${index % CUSTOMERS}`;
    const price = (index: number) => ((2000 + index * 53) / 100).toFixed(2);
    const customers = Array.from({ length: CUSTOMERS }, (_, at) => customer({ id: guest(at) }));
    const invoices = Array.from({ length: INVOICES }, (_, at) =>
      invoice({ id: `${run}-${at}`, customerId: guest(at), lines: [line(price(at))] }),
    );
    const payments = Array.from({ length: PAID }, (_, at) =>
      payment({
        id: `${run}-paid-${at}`,
        customerId: guest(at),
        amount: price(at),
        reference: `${run}-paid-${at}`,
        allocations: [{ invoiceId: `${run}-${at}`, amount: price(at) }],
      }),
    );

    it('takes everything in and settles it, with nothing in doubt', async () => {
      const { product, books, system } = test;
      await books.knobs({ requestIdReplay: replay });
      await product.post(customers);
      await allSynced(product, 'customer', runs * CUSTOMERS);
      await books.addFaults({ dropAfterCommit: 0.05, status500: 0.05 });
      // Whatever chance brings: one lost answer and one failure of a whole batch at least.
      await books.addFaults({ match: { entity: 'batch', nth: 4 }, effect: 'commit-then-drop' });
      await books.addFaults({ match: { entity: 'batch', nth: 8 }, effect: '500' });
      const chance = chanceOf(run.charCodeAt(0));
      const all = shuffled([...invoices, ...payments], chance);
      await inParallel(dealt(all, chance), 4, product.post);
      await atRest(test, 120_000);
      await books.clearFaults();
      // What waits for the ledger to come back is taken up by the clock.
      await system.stack.schedules.fire('Sweep');
      await allSynced(product, 'invoice', runs * INVOICES);
      await allSynced(product, 'payment', runs * PAID);
    }, 300_000);

    it('met both kinds of accident', async () => {
      const faults = (await test.books.requests()).flatMap(({ fault }) => (fault === null ? [] : [fault]));
      expect(faults).toContain('commit-then-drop');
      expect(faults).toContain('500');
    });

    it('booked everything once, and both sides show the same money', async () => {
      const { books } = test;
      const { objects } = await books.look();
      const mine = objects.Invoice.filter(({ DocNumber }) => DocNumber?.startsWith(`${run}-`) === true);
      expect(mine).toHaveLength(INVOICES);
      const sums = new Map(
        mine.map(({ DocNumber, TotalAmt, Balance }) => [DocNumber, [cents(TotalAmt), cents(Balance)]]),
      );
      for (let at = 0; at < INVOICES; at += 1) {
        const total = 2000 + at * 53;
        expect(sums.get(`${run}-${at}`)).toEqual([total, at < PAID ? 0 : total]);
      }
      expect(
        objects.Customer.filter(({ DisplayName }) => DisplayName.startsWith(`Guest ${run}-`)),
      ).toHaveLength(CUSTOMERS);
      const paid = objects.Payment.filter(
        ({ PaymentRefNum }) => PaymentRefNum?.startsWith(`${run}-`) === true,
      );
      expect(paid).toHaveLength(PAID);
    });
  },
);

it('and the records show what the books hold, after one sweep', async () => {
  const { product, books, system } = test;
  await system.stack.schedules.fire('Sweep');
  await atRest(test);
  expect(await disagreements(await product.records('kind=invoice'), books)).toEqual([]);
});
