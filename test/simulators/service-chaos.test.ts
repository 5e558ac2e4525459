// A seeded storm over the whole simulator in one process: whoever retries as documented loses and doubles nothing.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSeededChance } from '../../simulators/quickbooks/service/seeded.ts';
import type { DeliveryOutcome } from '../../simulators/quickbooks/service/webhooks.ts';
import { bench, createCustomer, day, grant, hour, realm, second } from './service-setup.ts';
import type { Bench } from './service-setup.ts';

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const customers = 25;
const faults = {
  dropAfterCommit: 0.1,
  dropBefore: 0.05,
  status500AfterCommit: 0.05,
  status504AfterCommit: 0.05,
  status503: 0.05,
  html: 0.05,
  truncatedBody: 0.05,
};
const webhooks = {
  url: 'https://app.example/',
  duplicate: 0.2,
  reorder: 0.2,
  delayMs: [0, 30 * second],
} as const;

const created = z.object({ Customer: z.object({ Id: z.string(), DisplayName: z.string() }) });
const arrival = z.object({ id: z.string(), intuitentityid: z.string() });

/** Creates the customers one after another, repeating each request with its id until the answer can be read. */
const writeAll = (at: Bench, meanwhile: () => void): string[] => {
  const { access_token } = grant(at);
  return Array.from({ length: customers }, (_, index) => {
    for (;;) {
      at.advance(second);
      meanwhile();
      const answer = createCustomer(at, access_token, `Customer ${index}`, `?requestid=customer-${index}`);
      const parsed = created.safeParse(answer.json);
      if (answer.status === 200 && parsed.success) return parsed.data.Customer.Id;
    }
  });
};

/** An app that is down for some of the time, and slow for some more. */
const createApp = (at: Bench, seed: number) => {
  const { random } = createSeededChance(seed + 1000);
  const arrived: z.infer<typeof arrival>[] = [];
  const outcome = (): DeliveryOutcome => {
    const draw = random();
    if (draw < 0.2) return { error: 'ECONNREFUSED' };
    return draw < 0.4 ? { status: 200, elapsedMs: 3500 } : { status: 200 };
  };
  const take = () => {
    for (const { id, body } of at.simulator.dueDeliveries()) {
      const result = outcome();
      if ('status' in result) arrived.push(...z.array(arrival).parse(JSON.parse(body)));
      at.simulator.delivered(id, result);
    }
  };
  return { arrived, take };
};

const storm = (seed: number) => {
  const at = bench({ faults, webhooks }, seed);
  const app = createApp(at, seed);
  const ids = writeAll(at, app.take);
  const end = at.now() + day;
  for (
    let next = at.simulator.nextDeliveryAt();
    next !== null && next < end;
    next = at.simulator.nextDeliveryAt()
  ) {
    at.advance(Math.max(0, next - at.now()));
    app.take();
  }
  const books = at.ask('GET', `/_sim/companies/${realm}`).json;
  return {
    ids,
    arrived: app.arrived,
    books,
    stillOpen: at.simulator.nextDeliveryAt(),
    took: at.now() - end + day,
  };
};

describe('a storm', () => {
  it.each(seeds)('loses nothing and doubles nothing (seed %i)', (seed) => {
    const { ids, arrived, books, stillOpen, took } = storm(seed);
    expect(books).toMatchObject({ counts: { Customer: customers }, calls: { writes: customers } });
    expect(new Set(ids).size).toBe(customers);
    expect(new Set(arrived.map(({ intuitentityid }) => intuitentityid))).toEqual(new Set(ids));
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(customers);
    expect(stillOpen).toBeNull();
    expect(took).toBeLessThan(20 * hour);
  });

  it('is the same storm for the same seed', () => {
    expect(storm(3)).toEqual(storm(3));
  });
});
