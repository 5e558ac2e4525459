// Stories of records that wait for others, or failed for want of them: whoever arrives wakes them, however late.
import { expect, test } from 'vitest';
import { costing, FOLIO, GUEST, PAID } from '../support/matrix/records.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';

const HOUR = 60 * 60_000;
const healths = async (m: Matrix): Promise<readonly string[]> => [
  await m.health('customer', GUEST.id),
  await m.health('invoice', FOLIO.id),
  await m.health('payment', PAID.id),
];

test('a customer that comes after the hour wakes the invoice that failed for want of it, and that its payment', async () => {
  const m = await createMatrix();
  await saidAll(m, FOLIO, PAID);
  await m.settle();
  expect(await healths(m)).toEqual(['not_synced', 'waiting customer', 'waiting customer']);

  m.advance(HOUR);
  await m.quarters(1);
  expect(await healths(m)).toEqual(['not_synced', 'failed customer_unknown', 'failed customer_unknown']);
  expect((await m.link('invoice', FOLIO.id)).health.waitsFor).toBe('customer#g1');
  expect(m.writesSince(0)).toBe(0);

  await m.say(GUEST, 1);
  await m.settle();
  expect(await healths(m)).toEqual(['synced', 'synced', 'synced']);
  expect(m.books()).toEqual([
    'customer Ada Lovelace',
    'invoice F-1 120.00 open 0.00',
    'payment R-1 120.00 pays 120.00',
  ]);
});

test('what never waited, because its first look came after the hour, is woken as well', async () => {
  const m = await createMatrix();
  await saidAll(m, FOLIO);
  m.advance(HOUR);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('failed customer_unknown');

  await m.say(GUEST, 1);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test('a customer that was left out and comes back to life wakes the invoice that failed for want of it', async () => {
  const m = await createMatrix();
  await m.say(GUEST, 1, 'deleted');
  await m.say(FOLIO, 1);
  await m.settle();
  expect(await m.health('customer', GUEST.id)).toBe('skipped ended_before_booked');
  expect(await m.health('invoice', FOLIO.id)).toBe('failed customer_not_linked');

  await m.say(GUEST, 2);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test('an invoice that was left out and is sent in anew wakes the payment that failed for want of it', async () => {
  const m = await createMatrix({
    policy: { backfill: { exportFrom: '2026-11-16', excludePaymentsBeforeExportFrom: false } },
  });
  await m.say(GUEST, 1);
  await m.say({ ...FOLIO, date: '2026-11-15' }, 1);
  await m.say(PAID, 1);
  await m.settle();
  expect(await healths(m)).toEqual(['synced', 'skipped before_export_from', 'failed invoice_not_in_books']);

  await m.say(FOLIO, 2);
  await m.settle();
  expect(await healths(m)).toEqual(['synced', 'synced', 'synced']);
});

test('a duplicate after its mapping was removed leaves a booked record as it is, and costs nothing', async () => {
  const m = await createMatrix();
  await saidAll(m, GUEST, FOLIO, PAID);
  await m.settle();
  const before = { calls: m.calls.length, books: m.books(), row: await m.link('invoice', FOLIO.id) };

  const stored = await m.storage.connections.policy('hotel');
  const { items } = stored?.policy ?? expect.unreachable('no policy');
  await m.storage.connections.savePolicy('hotel', {
    version: 2,
    policy: {
      ...(stored?.policy ?? expect.unreachable('no policy')),
      items: { ...items, map: { spa: '1' }, defaultItem: undefined },
    },
  });
  await saidAll(m, GUEST, FOLIO, PAID);
  await m.settle();
  expect(await healths(m)).toEqual(['synced', 'synced', 'synced']);
  expect({ calls: m.calls.length, books: m.books(), row: await m.link('invoice', FOLIO.id) }).toEqual(before);

  await m.say(costing('150.00'), 2);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('failed item_unmapped');
});

test('a worker who dies between saving what others wait for and waking them: they are woken with the next receive', async () => {
  const rehearsal = await createMatrix();
  await saidAll(rehearsal, FOLIO);
  await rehearsal.settle();
  await rehearsal.say(GUEST, 1);
  const at = (await rehearsal.deliver()).calls.indexOf('links.waitersOf') + 1;

  const m = await createMatrix();
  await saidAll(m, FOLIO);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('waiting customer');
  await m.say(GUEST, 1);
  expect((await m.deliver({ dies: { at, when: 'before' } })).dead).toBe(true);
  expect(await m.health('customer', GUEST.id)).toBe('synced');
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  expect((await m.link('customer', GUEST.id)).awaited).toBeUndefined();
});
