// kill -9 in the middle of the work: what was answered 202 is booked exactly once, and what was not can be sent again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../local/processes/is-alive.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { synthesise } from '../../local/synth.ts';
import { cents } from './support/books.ts';
import { eventually } from './support/eventually.ts';
import { chanceOf, dealt, inParallel } from './support/deal.ts';
import { customer, invoice, line } from './support/events.ts';
import { allSynced, disagreements } from './support/settled.ts';
import { type StartedSystem, startSystemProcess } from './support/started-system.ts';
import { SYNTH_DIR } from './support/test-system.ts';

const INVOICES = 1_000;
const BEFORE_THE_KILL = 700;
const CUSTOMERS = 10;

let dataDir = '';
let running: StartedSystem | undefined;
beforeAll(async () => {
  await synthesise(SYNTH_DIR, () => undefined);
  dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-kill-'));
});
afterAll(async () => {
  await running?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<StartedSystem> => (running = await startSystemProcess(dataDir));
const priceCents = (index: number) => 1500 + index * 29;
const guest = (index: number) => `guest-${index % CUSTOMERS}`;
const invoices = Array.from({ length: INVOICES }, (_, at) =>
  invoice({ id: `K-${at}`, customerId: guest(at), lines: [line((priceCents(at) / 100).toFixed(2))] }),
);

describe('kill -9 of every process in the middle of 1,000 events, and npm start on the same folder', () => {
  /** Requests that were not answered with 202, as the product knows them. */
  const unanswered: (readonly unknown[])[] = [];

  it('kills it while invoices are being booked and others are being sent', async () => {
    const { product, books, kill } = await start();
    await product.post(Array.from({ length: CUSTOMERS }, (_, at) => customer({ id: guest(at) })));
    await allSynced(product, 'customer', CUSTOMERS);
    const chance = chanceOf(9);
    await inParallel(dealt(invoices.slice(0, BEFORE_THE_KILL), chance, 40), 4, product.post);
    await eventually(
      'some invoices are booked',
      async () => (await books.look()).objects.Invoice.length,
      (count) => count >= 60,
      { pollMs: 20 },
    );
    const last = dealt(invoices.slice(BEFORE_THE_KILL), chance, 20);
    const sent = last.map((events) => product.post(events).catch(() => unanswered.push(events)));
    await Promise.race(sent);
    const booked = (await books.look()).objects.Invoice.length;
    await kill();
    await Promise.all(sent);
    expect(booked).toBeLessThan(INVOICES);
    expect(unanswered.length).toBeGreaterThan(0);
  }, 120_000);

  it('books the rest after the start: every event answered 202, and those sent again, exactly once', async () => {
    const { product, books } = await start();
    for (const events of unanswered) await product.post(events);
    // The lane is held by the worker that was killed until its lease of 65 seconds is over.
    const shown = await allSynced(product, 'invoice', INVOICES, 200_000);
    const { objects, calls } = await books.look();
    expect(objects.Invoice).toHaveLength(INVOICES);
    const sums = new Map(objects.Invoice.map(({ DocNumber, TotalAmt }) => [DocNumber, cents(TotalAmt)]));
    expect(invoices.filter((_, at) => sums.get(`K-${at}`) !== priceCents(at))).toEqual([]);
    expect(await disagreements(shown, books)).toEqual([]);
    expect(calls.writes).toBe(INVOICES + CUSTOMERS);
    expect(calls.throttled).toBe(0);
  }, 260_000);

  it('leaves nothing running when only the runner is killed', async () => {
    const family = running?.pids() ?? [];
    await running?.killRunner();
    const gone = await waitUntil(() => !family.some(isAlive), { timeoutMs: 5_000 });
    for (const pid of family.filter(isAlive)) process.kill(pid, 'SIGKILL');
    expect(family.length).toBeGreaterThan(3);
    expect(gone).toBe(true);
  });
});
