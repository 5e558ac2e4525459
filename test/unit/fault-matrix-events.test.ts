// Fault matrix, rows 5 and 17 to 21: what comes in comes late, twice, out of order or not at all.
import { describe, expect, test } from 'vitest';
import { sweepLanes } from '../../functions/scheduler/sweep-lanes.ts';
import { bodyOf } from '../support/http-host.ts';
import { createMatrix, type Matrix, saidAll, worldWith } from '../support/matrix/matrix.ts';
import { mortal } from '../support/matrix/mortal.ts';
import { EVENTS, post, postWith, rowsOf } from '../support/matrix/product.ts';
import { costing, FOLIO, folio, GUEST, PAID } from '../support/matrix/records.ts';
import { secretOf, signatureHeaders } from '../support/sign.ts';
import { textAt } from '../simulation/json.ts';
import { CONNECTION, LANE, TEST_POLICY } from '../simulation/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const GUEST_BOOKED = 'customer Ada Lovelace';
const ALL_PAID = [GUEST_BOOKED, 'invoice F-1 120.00 open 0.00', 'payment R-1 120.00 pays 120.00'];

test('row 5: the webhook dies at every call, before and after it: the sender sends again, all is booked once', async () => {
  const clean = await createMatrix();
  const alive = mortal(clean.host);
  await post(clean, EVENTS, alive.host);
  expect(alive.calls).toContain('links.storeSource');
  expect(alive.calls).toContain('lanes.send');
  for (let at = 1; at <= alive.calls.length; at += 1) {
    for (const when of ['before', 'after'] as const) {
      const m = await createMatrix();
      const process = mortal(m.host, { at, when });
      expect(await Promise.race([post(m, EVENTS, process.host), process.died])).toBe('died');
      // Whatever got through is worked on before the sender comes back.
      if (when === 'after') await m.settle();
      expect((await post(m, EVENTS)).status).toBe(202);
      await m.settle();
      expect({ at, when, books: m.books() }).toEqual({ at, when, books: ALL_PAID });
      expect(m.inspect().calls.writes).toBe(3);
    }
  }
});

describe('row 17: duplicates', () => {
  test.each([
    [2, 0],
    [10, 7 * MINUTE],
    [100, 0],
    [100, (14 * DAY) / 100],
  ])('row 17: %i deliveries, %i ms apart: one effect, no ledger call, no new row', async (times, apartMs) => {
    const m = await createMatrix();
    await post(m, EVENTS);
    await m.settle();
    const before = { calls: m.calls.length, rows: await rowsOf(m) };
    for (let n = 1; n < times; n += 1) {
      m.advance(apartMs);
      const answer = await post(m, EVENTS);
      expect(bodyOf(answer)).toMatchObject({ results: EVENTS.map(() => ({ status: 'duplicate' })) });
    }
    await m.settle();
    expect({ calls: m.calls.length, rows: await rowsOf(m) }).toEqual(before);
    expect(m.books()).toEqual(ALL_PAID);
  });

  test('row 17: a signed request played again: harmless for five minutes, refused afterwards', async () => {
    const m = await createMatrix();
    await m.storage.connections.saveSigningSecrets(CONNECTION, [secretOf('hotel')]);
    const body = JSON.stringify(EVENTS);
    const headers = signatureHeaders(secretOf('hotel'), body, m.now());
    const signed = () => postWith(m, { body, headers });
    expect((await signed()).status).toBe(202);
    await m.settle();
    m.advance(4 * MINUTE);
    expect((await signed()).status).toBe(202);
    m.advance(2 * MINUTE);
    expect((await signed()).status).toBe(401);
    await m.settle();
    expect(m.books()).toEqual(ALL_PAID);
    expect(m.inspect().calls.writes).toBe(3);
  });

  test('row 17: the queue delivers a message twice, beside each other', async () => {
    const m = await createMatrix();
    await post(m, EVENTS);
    const [message] = m.queue.splice(0);
    m.queue.push(message ?? expect.unreachable('no message'));
    const first = m.deliver();
    m.queue.push({ ...(message ?? expect.unreachable('no message')) });
    await Promise.all([first, m.deliver()]);
    await m.settle();
    expect(m.books()).toEqual(ALL_PAID);
    expect(m.inspect().calls.writes).toBe(3);
  });
});

const permutations = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.length <= 1
    ? [all]
    : all.flatMap((one, index) =>
        permutations(all.filter((_, other) => other !== index)).map((rest) => [one, ...rest]),
      );

describe('row 18: out of order', () => {
  const orders = permutations([GUEST, FOLIO, PAID]).map((records) => ({
    order: records.map(({ kind }) => kind).join(', '),
    records,
  }));
  test.each(orders)('row 18: $order, each in a delivery of its own', async ({ records }) => {
    const m = await createMatrix();
    for (const record of records) {
      await m.say(record, 1);
      await m.settle();
      m.advance(20 * MINUTE);
    }
    expect(m.books()).toEqual(ALL_PAID);
    expect(m.inspect().calls.writes).toBe(3);
  });

  test.each<[string, (m: Matrix) => Promise<void>, readonly string[]]>([
    [
      'an update before its create',
      async (m) => {
        await m.say(costing('150.00'), 2);
        await m.settle();
        await m.say(FOLIO, 1);
      },
      ['invoice F-1 150.00 open 150.00'],
    ],
    [
      'a void before its create',
      async (m) => {
        await m.say(FOLIO, 2, 'voided');
        await m.settle();
        await m.say(FOLIO, 1);
      },
      [],
    ],
    [
      'a void between two revisions that come the wrong way round',
      async (m) => {
        await m.say(FOLIO, 1);
        await m.settle();
        await m.say(FOLIO, 3, 'voided');
        await m.say(costing('150.00'), 2);
      },
      ['invoice F-1 0.00 open 0.00'],
    ],
    [
      'alive again after a void that came first',
      async (m) => {
        await m.say(FOLIO, 2, 'voided');
        await m.settle();
        await m.say(costing('90.00'), 3);
      },
      ['invoice F-1 90.00 open 90.00'],
    ],
  ])('row 18: %s: the end is as if ordered', async (_name, say, books) => {
    const m = await worldWith([GUEST]);
    await say(m);
    await m.settle();
    await m.quarters(1);
    expect(m.books()).toEqual([GUEST_BOOKED, ...books]);
  });

  test('row 18: a void after its payment: its payment is voided before it, as the policy says (CLK-33)', async () => {
    const m = await worldWith([GUEST, FOLIO, PAID]);
    await m.say(FOLIO, 2, 'voided');
    await m.settle();
    await m.quarters(2);
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 0.00 open 0.00', 'payment R-1 0.00 pays nothing']);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  });

  test('row 18: waiting is bounded: a payment whose invoice never comes costs no ledger call, and is named after an hour', async () => {
    const m = await worldWith([GUEST]);
    await m.say(PAID, 1);
    const calls = m.calls.length;
    await m.quarters(96);
    // A day of sweeps, fresh tokens each hour, one look at the company's lists: nothing of it for the payment.
    const daily = ['GET cdc', 'POST token', 'POST batch of queries'];
    expect(m.calls.slice(calls).filter(({ op }) => !daily.includes(op))).toEqual([]);
    expect(await m.health('payment', PAID.id)).toBe('failed invoice_not_in_books');
    expect(m.deadLetters).toEqual([]);
  });

  test('row 18: a refund before its payment: it waits, and is booked once behind it', async () => {
    const policy = {
      refunds: { mode: 'expense', expenseAccountByCurrency: { EUR: '84' } },
      payments: { ...TEST_POLICY.payments, depositAccount: { mode: 'map', map: {}, default: '35' } },
    } as const;
    const m = await worldWith([GUEST, FOLIO], { policy });
    const back = {
      kind: 'refund',
      id: 'r1',
      customerId: GUEST.id,
      paymentId: PAID.id,
      reference: 'RF-1',
    } as const;
    await m.say({ ...back, currency: 'EUR', date: '2026-11-17', amount: '60.00' }, 1);
    await m.settle();
    expect(await m.health('refund', 'r1')).toMatch(/^waiting /);
    await m.say(PAID, 1);
    await m.settle();
    expect(await m.health('refund', 'r1')).toBe('synced');
    await m.quarters(1);
    expect(m.inspect().counts['Purchase']).toBe(1);
  });
});

describe('row 19: the ledger’s webhooks are dropped', () => {
  test.each([1, 30, 100])('row 19: %i %% of them: healed by the next sweep', async (percent) => {
    const folios = Array.from({ length: 10 }, (_, n) => folio(n + 1));
    const m = await worldWith([GUEST, ...folios]);
    m.advance(5 * MINUTE);
    for (const [index] of folios.entries()) {
      const id = String(index + 1);
      m.act({ act: 'edit', entity: 'Invoice', id, fields: { DueDate: '2026-12-24' } });
      const dropped = index * 10 < percent;
      if (!dropped) await m.look({ at: 'document', document: { type: 'invoice', id }, changedAt: m.now() });
    }
    const start = m.now();
    await m.quarters(1);
    expect(m.now() - start).toBeLessThanOrEqual(15 * MINUTE + 5_000);
    for (const { id } of folios) expect(await m.health('invoice', id)).toBe('action_needed edited_in_ledger');
  });

  test('row 19: the watermark moves only after all that was seen is noted, wherever the worker dies', async () => {
    const edited = async (): Promise<Matrix> => {
      const m = await worldWith([GUEST, FOLIO, folio(2)]);
      await m.quarters(1);
      m.advance(10 * MINUTE);
      for (const id of ['1', '2'])
        m.act({ act: 'edit', entity: 'Invoice', id, fields: { DueDate: '2026-12-24' } });
      await sweepLanes(m.host);
      return m;
    };
    const { calls } = await (await edited()).deliver();
    for (let at = 1; at <= calls.length; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const m = await edited();
        await m.deliver({ dies: { at, when } });
        // The message itself is lost as well: only the watermark is left to find it again.
        m.queue.splice(0);
        await m.quarters(1);
        for (const { id } of [FOLIO, folio(2)])
          expect([at, when, await m.health('invoice', id)]).toEqual([
            at,
            when,
            'action_needed edited_in_ledger',
          ]);
      }
    }
  });

  test('row 19: more than the feed’s 1,000 objects: nothing behind the cut is missed, and no 429 is met', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    m.advance(10 * MINUTE);
    for (let n = 0; n < 1_050; n += 1) m.act({ act: 'copy', entity: 'Invoice', id: '1' });
    m.advance(1_000);
    m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { DueDate: '2026-12-24' } });
    const before = m.calls.length;
    await m.quarters(1);
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed edited_in_ledger');
    // The feed, the feed of each type and two pages: more than the ten calls of a second, one after the other.
    expect(m.calls.length - before).toBeGreaterThan(10);
    expect(m.inspect().calls.throttled).toBe(0);
  });

  test('row 19: more pages than a delivery has time for: each sweep gets further, and the last one is there', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    await m.quarters(1);
    for (let n = 0; n < 3; n += 1) {
      m.advance(DAY);
      for (let copy = 0; copy < 1_000; copy += 1) m.act({ act: 'copy', entity: 'Invoice', id: '1' });
    }
    m.advance(DAY);
    m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { DueDate: '2026-12-24' } });
    // So long ago that only pages reach back, and each takes its time.
    m.advance(40 * DAY);
    m.whenever(/GET/, async (send) => {
      m.advance(2_300);
      return await send();
    });
    const watermarks: number[] = [];
    for (let quarter = 0; quarter < 4; quarter += 1) {
      await m.quarters(1);
      watermarks.push((await m.host.connections.laneState(LANE)).watermark ?? 0);
    }
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed edited_in_ledger');
    expect(new Set(watermarks).size).toBe(4);
    expect(watermarks).toEqual(watermarks.toSorted((a, b) => a - b));
    expect(m.inspect().calls.throttled).toBe(0);
  });
});

describe('row 20: the feed does not reach back, or clocks differ', () => {
  test('row 20: 40 days without a sweep: a full comparison finds what was edited on the first day', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    await m.quarters(1);
    m.advance(DAY);
    m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { DueDate: '2026-12-24' } });
    m.advance(40 * DAY);
    const calls = m.calls.length;
    await m.quarters(1);
    expect(m.calls.slice(calls).some(({ op }) => op === 'GET cdc')).toBe(false);
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed edited_in_ledger');
  });

  test.each([-5, -2, 2, 5])(
    'row 20: our clock is %i minutes off the ledger’s: no edit is missed',
    async (minutes) => {
      const m = await worldWith([GUEST, FOLIO]);
      const clock = { ...m.host.clock, now: () => m.now() + minutes * MINUTE };
      const skewed = { ...m.host, clock };
      const sweep = async (): Promise<void> => {
        await sweepLanes(skewed);
        await m.settle(skewed);
        m.advance(15 * MINUTE);
      };
      await sweep();
      for (const day of ['2026-12-01', '2026-12-02', '2026-12-03']) {
        m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { DueDate: day } });
        await sweep();
        await sweep();
        expect((await m.link('invoice', FOLIO.id)).drift?.differences.join()).toContain('other fields');
        const [invoice] = m.inspect().objects['Invoice'] ?? [];
        expect((await m.link('invoice', FOLIO.id)).document?.revision).toBe(textAt(invoice, 'SyncToken'));
      }
    },
  );
});

describe('row 21: the schedule', () => {
  test('row 21: a double tick while the first one runs: each look is harmless, nothing is written twice', async () => {
    const m = await worldWith([GUEST]);
    await saidAll(m, FOLIO, PAID);
    await sweepLanes(m.host);
    const first = m.deliver();
    await sweepLanes(m.host);
    await sweepLanes(m.host);
    await Promise.all([first, m.deliver()]);
    await m.settle();
    expect(m.books()).toEqual(ALL_PAID);
    expect(m.inspect().calls.writes).toBe(3);
    expect(m.calls.filter(({ op }) => op === 'GET cdc').length).toBeLessThanOrEqual(3);
  });

  test('row 21: missed ticks: the next one takes all of it', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    await m.quarters(1);
    m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { DueDate: '2026-12-24' } });
    await m.say(PAID, 1);
    m.queue.splice(0);
    const rows = await rowsOf(m);
    expect(rows.find(({ key }) => key.kind === 'payment')?.health.state).toBe('pending');
    m.advance(3 * DAY);
    await m.say(PAID, 1);
    await m.quarters(1);
    expect(await m.health('payment', PAID.id)).toBe('synced');
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed edited_in_ledger');
  });
});
