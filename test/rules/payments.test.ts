// The rulebook of payments as a table: situation -> decision, by which rule.
import type { Facts } from '../../shared/core/decisions.ts';
import type { Payment } from '../../shared/core/records.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import {
  BOOKED,
  bookedLink,
  CUSTOMER,
  documentIn,
  factsAbout,
  INVOICE,
  linkOf,
  MINUTE,
  NOW,
  PAYMENT,
  REFUND,
  relating,
  said,
  type Situation,
} from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';
import { exportRows, periodRows } from './export-rows.ts';
import { LEDGER_MONEY_ROWS } from './hubspot-payments.ts';
import { POLICY_ROWS } from './payment-policy.ts';

const facts = (situation: Situation = {}): Facts => factsAbout(PAYMENT, situation);
/** The facts about a payment that differs from the example. */
const about = (payment: Partial<Payment>, situation: Situation = {}): Facts =>
  factsAbout({ ...PAYMENT, ...payment }, situation);
const link = afterWriting(facts());
/** Booked by us, and the source sent a second revision with another reference. */
const changed = { ...link, source: said({ ...PAYMENT, reference: 'R-2' }, { revision: 2 }) };
/** The source said the same again under a new revision. */
const repeated = { ...link, source: said(PAYMENT, { revision: 9 }) };
const voided = said(PAYMENT, { revision: 2, presence: 'voided' });
const gone = { ...changed, document: documentIn('payment', 'doc_payment', { status: 'deleted' }) };
const edited = { kind: 'edited', at: 5, differences: ['other fields'] } as const;
const left = {
  ...link,
  document: documentIn('payment', 'doc_payment', { status: 'voided' }),
  endWish: { by: 'invoice#inv_1', how: 'void' },
} as const;
const leaving = {
  ...link,
  endWish: { by: 'operator', how: 'delete' },
  dependents: ['refund#ref_1'],
} as const;
const refundIs = (status: 'live' | 'deleted') =>
  new Map([...BOOKED, ...relating(bookedLink(REFUND, 'r', { status }))]);
const draft = draftOf(facts());
const onlyCustomer = relating(bookedLink(CUSTOMER, 'doc_customer'));
const invoiceIs = (changes: Parameters<typeof linkOf>[1]): Situation => ({
  related: new Map([...onlyCustomer, ...relating(linkOf(INVOICE, changes))]),
});
const LONG_AGO = said(PAYMENT, { receivedAt: NOW - 60 * MINUTE });

const BOOK = { facts, booked: link, goes: { by: 'create-or-update', says: 'write create' } } as const;
const ROWS: readonly Row[] = [
  ...exportRows(BOOK),
  ...periodRows(BOOK),
  ...POLICY_ROWS,
  ...LEDGER_MONEY_ROWS,
  {
    by: 'nothing-said',
    when: 'a row without a word of the source',
    facts: facts({ link: { source: undefined } }),
    says: 'in_sync',
  },
  {
    by: 'stay-out-by-order',
    when: 'a person decided that it stays out',
    facts: facts({ link: { hold: { state: 'skipped', reason: 'paid in cash' } } }),
    says: 'skip paid in cash',
    passes: 'nothing-said',
  },
  {
    by: 'skip-ended-before-booked',
    when: 'voided before it was booked',
    facts: facts({ link: { source: voided } }),
    says: 'skip ended_before_booked',
    proves: 'CLK-39',
    passes: 'stay-out-by-order',
  },
  {
    by: 'stay-out-after-wish',
    when: 'its folio was voided and took it along; its source still has it',
    facts: facts({ link: { ...left, source: link.source } }),
    says: 'skip ended_with_linked as not_synced',
    proves: 'CLK-33',
    passes: 'skip-ended-before-booked',
  },
  {
    by: 'stay-out-after-wish',
    when: 'a person unsynced it, and his word was taken back without another',
    facts: facts({ link: { ...left, source: link.source, endWish: { by: 'operator', how: 'delete' } } }),
    says: 'skip unsynced as not_synced',
    proves: 'TXD-13',
  },
  {
    by: 'in-sync-both-ended',
    when: 'its folio took it along, and then it was voided at the source too',
    facts: facts({ link: { ...left, source: voided } }),
    says: 'in_sync',
    proves: 'CLK-33',
    passes: 'stay-out-after-wish',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'its folio took it along, and its source moved it to another one',
    facts: facts({ link: { ...left, source: said(PAYMENT, { revision: 3 }) } }),
    says: 'write create',
    proves: 'CLK-33',
  },
  {
    by: 'end-dependents-first',
    when: 'unsynced, and a refund of it is in the books',
    facts: facts({ link: leaving, related: refundIs('live') }),
    says: 'delete first refund#ref_1',
    proves: 'TXD-16',
    passes: 'look-before-ending',
  },
  {
    by: 'end-payment',
    when: 'unsynced, although a person had said before that it stays out',
    facts: facts({
      link: { ...leaving, hold: { state: 'not_synced', reason: 'by mistake' } },
      related: refundIs('deleted'),
    }),
    says: 'write delete',
    proves: 'TXD-15',
    passes: 'end-dependents-first',
  },
  {
    by: 'end-payment',
    when: 'unsynced, and the policy leaves refunds alone',
    facts: facts({ link: leaving, related: refundIs('live'), policy: { ends: { refund: 'ignore' } } }),
    says: 'write delete',
  },
  {
    by: 'end-payment',
    when: 'voided at the source: its refunds are its source’s to void',
    facts: facts({ link: { ...leaving, endWish: undefined, source: voided }, related: refundIs('live') }),
    says: 'write void',
    proves: 'CLK-39',
  },
  {
    by: 'in-sync-both-ended',
    when: 'voided on both sides',
    facts: facts({ link: { ...gone, source: voided } }),
    says: 'in_sync',
    proves: 'CLK-39',
    passes: 'skip-ended-before-booked',
  },
  {
    by: 'look-before-ending',
    when: 'voided at the source, and our picture of the document is old',
    facts: facts({ link: { ...link, source: voided, stale: true } }),
    says: 'look at document',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'end-payment',
    when: 'voided at the source',
    facts: facts({ link: { ...link, source: voided } }),
    says: 'write void',
    proves: 'CLK-39',
    passes: 'look-before-ending',
  },
  {
    by: 'end-payment',
    when: 'taken back at the source, and the policy deletes',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { payment: 'delete' } } }),
    says: 'write delete',
    proves: 'TXD-15',
  },
  {
    by: 'end-payment',
    when: 'deleted at the source, and the policy ignores that',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { payment: 'ignore' } } }),
    says: 'skip end_ignored',
    proves: 'HUB-27',
  },
  {
    by: 'end-payment',
    when: 'voided at the source, and the ledger cannot',
    facts: facts({ link: { ...link, source: voided }, abilities: { ends: { invoice: [], payment: [] } } }),
    says: 'ask void_payment_by_hand',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the source said nothing since',
    facts: facts({ link }),
    says: 'in_sync',
    passes: 'end-payment',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and its type is not mapped any more',
    facts: facts({ link, policy: { payments: { depositAccount: { mode: 'map', map: {} } } } }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the policy books no payments any more',
    facts: facts({ link, policy: { payments: { direction: 'none' } } }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and its invoice was voided in the ledger since',
    facts: facts({ link, ...invoiceIs({ document: documentIn('invoice', 'i', { status: 'voided' }) }) }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a person edited it and the source says nothing new: shown, never undone',
    facts: facts({ link: { ...link, drift: edited } }),
    says: 'ask edited_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'skip-payments-not-synced',
    when: 'the policy books no payments',
    facts: facts({ policy: { payments: { direction: 'none' } } }),
    says: 'skip payments_not_synced',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'fail-over-allocated',
    when: 'it pays one cent more than it is',
    facts: about({ allocations: [{ invoiceId: 'inv_1', amount: '120.01' }] }),
    says: 'fail over_allocated',
    passes: 'skip-before-export-from',
  },
  {
    by: 'fail-over-allocated',
    when: 'its parts add up to more than it is',
    facts: about({
      amount: '0.30',
      allocations: [
        { invoiceId: 'inv_1', amount: '0.10' },
        { invoiceId: 'inv_2', amount: '0.21' },
      ],
    }),
    says: 'fail over_allocated',
  },
  {
    by: 'fail-cross-currency',
    when: 'it is in another currency than its folio',
    facts: about({ currency: 'USD' }),
    says: 'fail payment_currency_mismatch',
    proves: 'CLK-45',
    passes: 'fail-over-allocated',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer was never sent',
    facts: facts({ related: relating(bookedLink(INVOICE, 'doc_invoice')) }),
    says: 'wait customer for customer#cus_1',
    passes: 'fail-cross-currency',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer was not sent within the hour',
    facts: facts({ related: relating(bookedLink(INVOICE, 'doc_invoice')), link: { source: LONG_AGO } }),
    says: 'fail customer_unknown for customer#cus_1',
  },
  {
    by: 'fail-customer-currency',
    when: 'a deposit in another currency than its customer is kept in',
    facts: about({ currency: 'USD', allocations: [] }),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
    passes: 'wait-for-customer',
  },
  {
    by: 'fail-customer-currency',
    when: 'its customer names no currency, so it is kept in the company’s',
    facts: about(
      { currency: 'USD', allocations: [] },
      { related: relating(bookedLink({ ...CUSTOMER, currency: undefined }, 'doc_customer')) },
    ),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
  },
  {
    by: 'fail-customer-currency',
    when: 'the company keeps one currency and the payment is in another, as its customer is',
    facts: about(
      { currency: 'USD', allocations: [] },
      {
        related: relating(bookedLink({ ...CUSTOMER, currency: 'USD' }, 'doc_customer')),
        reference: { multiCurrency: false },
      },
    ),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
  },
  {
    by: 'wait-for-invoice',
    when: 'its folio is still open',
    facts: facts(invoiceIs({ health: { state: 'waiting', since: 0, reason: 'folio_open' } })),
    says: 'wait folio_open for invoice#inv_1',
    proves: 'CLK-35',
    passes: 'fail-customer-currency',
  },
  {
    by: 'wait-for-invoice',
    when: 'its invoice was never sent',
    facts: facts({ related: onlyCustomer }),
    says: 'wait invoice for invoice#inv_1',
    proves: 'CLK-35',
  },
  {
    by: 'wait-for-invoice',
    when: 'its invoice was not sent within the hour',
    facts: facts({ related: onlyCustomer, link: { source: LONG_AGO } }),
    says: 'fail invoice_not_in_books for invoice#inv_1',
  },
  {
    by: 'wait-for-invoice',
    when: 'its invoice is left out',
    facts: facts(invoiceIs({ health: { state: 'skipped', since: 0, reason: 'before_export_from' } })),
    says: 'fail invoice_not_in_books for invoice#inv_1',
  },
  {
    by: 'wait-for-invoice',
    when: 'its invoice failed',
    facts: facts(invoiceIs({ health: { state: 'failed', since: 0 } })),
    says: 'wait invoice_failed for invoice#inv_1',
  },
  {
    by: 'wait-for-invoice',
    when: 'its invoice was voided in the ledger',
    facts: facts(invoiceIs({ document: documentIn('invoice', 'i', { status: 'voided' }) })),
    says: 'fail reference_gone',
  },
  {
    by: 'fail-unmapped-account',
    when: 'its type is not mapped and there is no default',
    facts: about({ method: 'voucher' }),
    says: 'fail payment_account_unmapped',
    proves: 'CLK-20 CLK-21',
    passes: 'wait-for-invoice',
  },
  {
    by: 'fail-unmapped-account',
    when: 'its type is mapped for another currency only',
    facts: about(
      { method: 'cash', currency: 'USD', allocations: [] },
      { related: relating(bookedLink({ ...CUSTOMER, currency: 'USD' }, 'doc_customer')) },
    ),
    says: 'fail payment_account_unmapped',
    proves: 'CLK-20',
  },
  {
    by: 'fail-unmapped-account',
    when: 'its type is a word that every object knows',
    facts: about({ method: 'toString' }),
    says: 'fail payment_account_unmapped',
  },
  {
    by: 'in-sync',
    when: 'a new revision that changes nothing of the document',
    facts: facts({ link: repeated }),
    says: 'in_sync',
    passes: 'fail-unmapped-account',
  },
  {
    by: 'in-sync',
    when: 'a person edited it, and a new revision changes nothing of the document',
    facts: facts({ link: { ...repeated, drift: edited } }),
    says: 'ask edited_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person deleted it and the source sent something new',
    facts: facts({ link: gone }),
    says: 'fail gone_in_ledger',
    passes: 'in-sync',
  },
  {
    by: 'look-when-stale',
    when: 'changed, and our picture of the document is old',
    facts: facts({ link: { ...changed, stale: true } }),
    says: 'look at document',
    passes: 'fail-gone-in-ledger',
  },
  {
    by: 'fail-edited-in-ledger',
    when: 'both sides changed',
    facts: facts({ link: { ...changed, drift: edited } }),
    says: 'fail edited_in_ledger',
    passes: 'look-when-stale',
  },
  {
    by: 'fail-closed-period',
    when: 'the books are closed up to its very day',
    facts: facts({ reference: { closedUntil: '2026-11-20' } }),
    says: 'fail closed_period',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'adopt-twin',
    when: 'the ledger has exactly this payment',
    facts: facts({ found: { candidates: [shown(draft, '400')] } }),
    says: 'adopt 400',
    passes: 'fail-closed-period',
  },
  {
    by: 'adopt-twin',
    when: 'the ledger has one of another amount',
    facts: about({ amount: '130.00' }, { found: { candidates: [shown(draft, '400')] } }),
    says: 'fail number_taken',
  },
  {
    by: 'create-or-update',
    when: 'a deposit in a foreign currency that its customer is kept in',
    facts: about(
      { currency: 'USD', allocations: [] },
      { related: relating(bookedLink({ ...CUSTOMER, currency: 'USD' }, 'doc_customer')) },
    ),
    says: 'write create',
    proves: 'CLK-41',
    passes: 'fail-customer-currency',
  },
  {
    by: 'create-or-update',
    when: 'its folio is closed and in the books',
    facts: facts(),
    says: 'write create',
    proves: 'CLK-36 CLK-37',
    passes: 'adopt-twin',
  },
  {
    by: 'create-or-update',
    when: 'a deposit: it pays nothing yet and stays as credit',
    facts: about({ allocations: [] }),
    says: 'write create',
    proves: 'CLK-48',
  },
  {
    by: 'create-or-update',
    when: 'older than the export, where the policy takes old payments along',
    facts: facts({
      policy: { backfill: { exportFrom: '2026-11-21', excludePaymentsBeforeExportFrom: false } },
    }),
    says: 'write create',
    proves: 'CLK-36',
    passes: 'skip-before-export-from',
  },
  {
    by: 'create-or-update',
    when: 'dated the very day on which the export starts',
    facts: facts({ policy: { backfill: { exportFrom: '2026-11-20' } } }),
    says: 'write create',
    proves: 'CLK-52',
  },
  {
    by: 'create-or-update',
    when: 'changed after it was booked',
    facts: facts({ link: changed }),
    says: 'write update',
    passes: 'in-sync',
  },
];

testRulebook(
  'payment',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'stay-out-after-wish',
    'in-sync-both-ended',
    'wait-for-export',
    'look-before-ending',
    'end-dependents-first',
    'end-payment',
    'adopt-named-document',
    'leave-ledger-payment',
    'in-sync-nothing-new',
    'skip-export-period',
    'skip-payments-not-synced',
    'skip-transfer',
    'skip-before-export-from',
    'not-synced-by-hand',
    'wait-for-money',
    'wait-for-own-invoice',
    'fail-over-allocated',
    'fail-cross-currency',
    'wait-for-customer',
    'fail-customer-currency',
    'wait-for-invoice',
    'fail-unmapped-account',
    'in-sync',
    'fail-gone-in-ledger',
    'look-when-stale',
    'fail-edited-in-ledger',
    'fail-closed-period',
    'adopt-twin',
    'create-or-update',
  ],
  ROWS,
);
