// Stories of payments that stay out, by rule or by a person's word, shown by the calls that were not made.
import { expect, test } from 'vitest';
import type { Payment } from '../../shared/core/records.ts';
import { FOLIO, GUEST, PAID } from '../support/matrix/records.ts';
import { type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { inBooks, worldUnder } from '../support/policy-world.ts';
import { CONNECTION } from '../simulation/world.ts';

const BY_HAND: Payment = { ...PAID, manual: true };

/** The writes of payments that our ledger calls asked for. */
const paymentsWritten = (m: Matrix): number =>
  m.inspect().writeLog.filter(({ by, entity }) => by === 'api' && entity === 'Payment').length;

async function setDefault(m: Matrix, syncDefault: boolean): Promise<void> {
  const current = await m.storage.connections.policy(CONNECTION);
  if (current === undefined) throw new Error('no policy');
  const { version, policy } = current;
  const payments = { ...policy.payments, manual: { ...policy.payments.manual, syncDefault } };
  await m.storage.connections.savePolicy(CONNECTION, {
    version: version + 1,
    policy: { ...policy, payments },
  });
}

/** The practice's client is in its books: clients are linked there, not made. */
async function practice(): Promise<Matrix> {
  const m = await worldUnder('taxdome', ({ customers, items }) => ({
    customers: { ...customers, direction: 'to_ledger', onMissing: 'create' },
    items: { ...items, defaultItem: '1' },
  }));
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  return m;
}

test('a payment entered by hand is not synced where the default is off (TXD-05)', async () => {
  const m = await practice();
  await m.say(BY_HAND, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('not_synced manual_payment');
  expect(paymentsWritten(m)).toBe(0);
});

test('the default is asked once for each payment: a later change concerns only later payments (TXD-03, TXD-08)', async () => {
  const m = await practice();
  await m.say(BY_HAND, 1);
  await m.settle();
  await setDefault(m, true);
  await m.say(BY_HAND, 2);
  await m.say({ ...BY_HAND, id: 'p2', reference: 'R-2', allocations: [] }, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('not_synced manual_payment');
  expect(await m.health('payment', 'p2')).toBe('synced');
  expect(inBooks(m, 'Payment', 'PaymentRefNum')).toEqual(['R-2']);
});

test('a payment that came while the default was on is booked, also if it could only be booked later (TXD-03, TXD-08)', async () => {
  const m = await practice();
  await setDefault(m, true);
  await m.say({ ...BY_HAND, allocations: [{ invoiceId: 'later', amount: '120.00' }] }, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('waiting invoice');
  await setDefault(m, false);
  await m.say({ ...FOLIO, id: 'later', number: 'F-2' }, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('synced');
});

test("a payment's own word counts more than the default (TXD-07, TXD-09)", async () => {
  const m = await practice();
  await m.say({ ...BY_HAND, sync: true }, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('synced');
  await setDefault(m, true);
  await m.say({ ...BY_HAND, id: 'p2', reference: 'R-2', sync: false, allocations: [] }, 1);
  await m.settle();
  expect(await m.health('payment', 'p2')).toBe('not_synced own_word');
});

test('what a field service marks as paid never reaches the books (KLP-34)', async () => {
  const m = await worldUnder('klipboard', ({ items }) => ({ items: { ...items, defaultItem: '1' } }));
  await saidAll(m, GUEST, FOLIO, PAID);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  expect(await m.health('payment', PAID.id)).toBe('skipped payments_not_synced');
  expect(paymentsWritten(m)).toBe(0);
});

const hotel = () =>
  worldUnder('clock', ({ items, payments }) => ({
    items: { ...items, defaultItem: '1' },
    payments: { ...payments, depositAccount: { mode: 'undeposited' } },
  }));

test('a payment on an open folio waits, and comes with the folio when that is closed (CLK-35, CLK-36)', async () => {
  const m = await hotel();
  await saidAll(m, GUEST, { ...FOLIO, status: 'open' }, PAID);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('waiting folio_open');
  expect(paymentsWritten(m)).toBe(0);
  await m.say(FOLIO, 2);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('synced');
  expect(m.books()).toContain('payment R-1 120.00 pays 120.00');
});

test('a deposit is booked as credit; moved to a folio it is a task for a person, and no call (CLK-48, CLK-49)', async () => {
  const m = await hotel();
  await saidAll(m, GUEST, FOLIO, {
    ...PAID,
    deposit: true,
    allocations: [{ invoiceId: 'deposit folio', amount: '120.00' }],
  });
  await m.settle();
  expect(m.books()).toContain('payment R-1 120.00 pays nothing');
  const before = m.writesSince(0);
  await m.say({ ...PAID, id: 'p2', reference: 'R-2', transferOf: PAID.id }, 1);
  await m.settle();
  expect(await m.health('payment', 'p2')).toBe('action_needed match_deposit');
  expect(m.writesSince(0)).toBe(before);
});

test('money that moved between folios is not booked again (CLK-46)', async () => {
  const m = await hotel();
  await saidAll(m, GUEST, FOLIO, PAID);
  await m.settle();
  const before = m.writesSince(0);
  await m.say({ ...PAID, id: 'p2', reference: 'R-2', transferOf: PAID.id }, 1);
  await m.settle();
  expect(await m.health('payment', 'p2')).toBe('skipped payment_transfer');
  expect(m.writesSince(0)).toBe(before);
});

test('a payment in another currency than its folio is refused before any call (CLK-45)', async () => {
  const m = await hotel();
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  const before = m.calls.length;
  await m.say({ ...PAID, currency: 'USD' }, 1);
  await m.settle();
  expect(await m.health('payment', PAID.id)).toBe('failed payment_currency_mismatch');
  expect(m.calls.length).toBe(before);
});

test('a payment of before the export began stays out, although its folio is in (CLK-52)', async () => {
  const m = await worldUnder('clock', ({ items, payments }) => ({
    items: { ...items, defaultItem: '1' },
    payments: { ...payments, depositAccount: { mode: 'undeposited' } },
    backfill: { exportFrom: '2026-11-16', excludePaymentsBeforeExportFrom: true },
  }));
  await saidAll(m, GUEST, FOLIO, { ...PAID, date: '2026-11-15' });
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  expect(await m.health('payment', PAID.id)).toBe('skipped before_export_from');
  expect(paymentsWritten(m)).toBe(0);
});
