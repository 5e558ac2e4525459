// Payments as they are booked: the whole document, where the money goes, what it pays, and whose word lets it in.
import { expect, test } from 'vitest';
import type { Facts } from '../../shared/core/decisions.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Payment } from '../../shared/core/records.ts';
import { withDefaultOfItsDay } from '../../shared/core/rules/payment-policy.ts';
import { draftOf } from '../support/decided.ts';
import {
  BOOKED,
  bookedLink,
  CUSTOMER,
  factsAbout,
  INVOICE,
  linkOf,
  PAYMENT,
  POLICY,
  relating,
  type Situation,
} from '../support/facts.ts';

/** The facts about a payment that differs from the example. */
const about = (payment: Partial<Payment>, situation: Situation = {}): Facts =>
  factsAbout({ ...PAYMENT, ...payment }, situation);
const draft = draftOf(about({}));
const onlyCustomer = relating(bookedLink(CUSTOMER, 'doc_customer'));

test('the whole document of a plain payment', () => {
  expect(draft).toEqual({
    type: 'payment',
    customer: 'doc_customer',
    currency: 'EUR',
    date: '2026-11-20',
    amount: '120.00',
    depositAccount: 'acc_card',
    method: 'pm_card',
    reference: 'R-1',
    applications: [{ invoice: 'doc_invoice', amount: '120.00' }],
  });
});

const MAP = { 'card/EUR': 'card_eur', card: 'card_any' };
test.each([
  ['CLK-20: type and currency', { mode: 'map', map: MAP, default: 'rest' }, 'card', 'card_eur'],
  ['CLK-20: type', { mode: 'map', map: { card: 'card_any' }, default: 'rest' }, 'card', 'card_any'],
  ['CLK-21: the default', { mode: 'map', map: MAP, default: 'rest' }, 'voucher', 'rest'],
  ['CLK-21: the default, for no type', { mode: 'map', map: MAP, default: 'rest' }, undefined, 'rest'],
  ['TXD-17: undeposited', { mode: 'undeposited' }, 'card', undefined],
  ['TXD-18: one account for all', { mode: 'fixed', account: 'bank' }, 'card', 'bank'],
] as const)('where the money goes: %s', (_name, depositAccount, method, expected) => {
  const document = draftOf(about({ method }, { policy: { payments: { depositAccount } } }));
  expect(document).toMatchObject({ depositAccount: expected });
});

test('several invoices in one payment, and a rest that stays as credit', () => {
  const second = { ...INVOICE, id: 'inv_2', number: 'F-1002' };
  const related = new Map([...BOOKED, ...relating(bookedLink(second, 'doc_invoice_2'))]);
  const allocations = [
    { invoiceId: 'inv_1', amount: '100.00' },
    { invoiceId: 'inv_2', amount: '15.00' },
  ];
  expect(draftOf(about({ allocations }, { related }))).toMatchObject({
    amount: '120.00',
    applications: [
      { invoice: 'doc_invoice', amount: '100.00' },
      { invoice: 'doc_invoice_2', amount: '15.00' },
    ],
  });
});

test('what is collected as a deposit stays unapplied, whatever it is said to pay (CLK-48)', () => {
  const draft = draftOf(about({ deposit: true }, { related: onlyCustomer }));
  expect(draft).toMatchObject({ amount: '120.00', applications: [] });
});

test('a payment without anything that it pays stays the credit of its customer (CLK-48)', () => {
  expect(draftOf(about({ allocations: [] }))).toMatchObject({ amount: '120.00', applications: [] });
});

test('what a person wrote about a payment is its note, and nothing else (TXD-11)', () => {
  const said = 'received in the books already';
  expect(draftOf(about({ memo: said }))).toEqual({ ...draftOf(about({})), note: said });
});

test('the default of the day on which a payment came is its own from then on (TXD-03, TXD-08)', () => {
  const policyWith = (syncDefault: boolean): Policy => ({
    ...POLICY,
    payments: { ...POLICY.payments, manual: { syncDefault, perRecordOverride: true } },
  });
  const first = withDefaultOfItsDay(linkOf({ ...PAYMENT, manual: true }), policyWith(false));
  expect(first.syncs).toBe(false);
  expect(withDefaultOfItsDay(first, policyWith(true)).syncs).toBe(false);
  expect(withDefaultOfItsDay(linkOf(PAYMENT), policyWith(true)).syncs).toBeUndefined();
});
