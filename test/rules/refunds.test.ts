// The rulebook of refunds as a table: situation -> decision, by which rule.
import { expect, test } from 'vitest';
import type { Facts } from '../../shared/core/decisions.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Refund } from '../../shared/core/records.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import {
  BOOKED,
  bookedLink,
  documentIn,
  factsAbout,
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

const facts = (situation: Situation = {}): Facts => factsAbout(REFUND, situation);
const about = (change: Partial<Refund>, situation: Situation = {}): Facts =>
  factsAbout({ ...REFUND, ...change }, situation);
const link = afterWriting(facts());
const changed = { ...link, source: said({ ...REFUND, reference: 'RF-2' }, { revision: 2 }) };
const repeated = { ...link, source: said(REFUND, { revision: 9 }) };
const voided = said(REFUND, { revision: 2, presence: 'voided' });
const gone = { ...changed, document: documentIn('refund', 'doc_expense', { status: 'deleted' }) };
const edited = { kind: 'edited', at: 5, differences: ['total 60.00 -> 50.00'] } as const;
const leaving = { ...link, endWish: { by: 'payment#pay_1', how: 'delete' } } as const;
const left = { ...leaving, document: documentIn('refund', 'doc_expense', { status: 'deleted' }) };
const receipts = { refunds: { mode: 'refund_receipt' }, items: { defaultItem: 'item_money_back' } } as const;
const OF_PAYMENT = { paymentId: 'pay_1' };
const paymentIs = (payment: Link): Situation => ({ related: new Map([...BOOKED, ...relating(payment)]) });

const BOOK = { facts, booked: link, goes: { by: 'create-or-update', says: 'write create' } } as const;
const ROWS: readonly Row[] = [
  ...exportRows(BOOK),
  ...periodRows(BOOK),
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
    passes: 'stay-out-by-order',
  },
  {
    by: 'stay-out-after-wish',
    when: 'its payment was unsynced and took it along',
    facts: facts({ link: left }),
    says: 'skip ended_with_linked as not_synced',
    proves: 'TXD-16',
    passes: 'skip-ended-before-booked',
  },
  {
    by: 'stay-out-after-wish',
    when: 'its payment took it along, a person deleted it first, and what it had said before was never written',
    facts: facts({
      link: {
        ...left,
        source: left.source && { ...left.source, revision: 2 },
        endWish: left.endWish && { ...left.endWish, revision: 2 },
      },
    }),
    says: 'skip ended_with_linked as not_synced',
  },
  {
    by: 'in-sync-both-ended',
    when: 'voided on both sides',
    facts: facts({ link: { ...gone, source: voided } }),
    says: 'in_sync',
    proves: 'CLK-40',
    passes: 'stay-out-after-wish',
  },
  {
    by: 'look-before-ending',
    when: 'voided at the source, and our picture of the document is old',
    facts: facts({ link: { ...link, source: voided, stale: true } }),
    says: 'look at document',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'end-refund',
    when: 'voided at the source: an expense cannot be voided, it is deleted',
    facts: facts({ link: { ...link, source: voided } }),
    says: 'write delete',
    proves: 'CLK-40, CLK-47',
    passes: 'look-before-ending',
  },
  {
    by: 'end-refund',
    when: 'its payment is unsynced',
    facts: facts({ link: leaving }),
    says: 'write delete',
    proves: 'TXD-16',
  },
  {
    by: 'end-refund',
    when: 'voided at the source, and the policy ignores that',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { refund: 'ignore' } } }),
    says: 'skip end_ignored',
  },
  {
    by: 'end-refund',
    when: 'voided at the source, and the ledger cannot delete it',
    facts: facts({ link: { ...link, source: voided }, abilities: { ends: {} } }),
    says: 'ask delete_refund_by_hand',
  },
  {
    by: 'adopt-named-document',
    when: 'a person named its document',
    facts: facts({ link: { named: '57' } }),
    says: 'look at others',
    passes: 'end-refund',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the source said nothing since, whatever the policy has become',
    facts: facts({ link, policy: { refunds: { mode: 'none' } } }),
    says: 'in_sync',
    passes: 'adopt-named-document',
  },
  {
    by: 'skip-refunds-not-synced',
    when: 'the policy books none',
    facts: facts({ policy: { refunds: { mode: 'none' } } }),
    says: 'skip refunds_not_synced',
    proves: 'HUB-24',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'skip-before-export-from',
    when: 'older than the start of the export',
    facts: facts({ policy: { backfill: { exportFrom: '2026-11-21' } } }),
    says: 'skip before_export_from',
    proves: 'CLK-52',
    passes: 'skip-refunds-not-synced',
  },
  ...(['manual_task', 'expense', 'none'] as const).map((mode) => ({
    by: 'ask-for-refund-at-source',
    when: `it was entered in the ledger, and refunds are ${mode}`,
    facts: facts({
      link: { source: said(REFUND, { derivedFrom: 'refund_receipt/7' }) },
      policy: { refunds: { mode } },
    }),
    says: 'ask repeat_refund_at_source',
    proves: 'HUB-24, HUB-26',
    passes: 'skip-ended-before-booked',
  })),
  {
    by: 'book-refund-by-hand',
    when: 'the policy leaves refunds to a person',
    facts: facts({ policy: { refunds: { mode: 'manual_task' } } }),
    says: 'ask book_refund_by_hand',
    passes: 'skip-before-export-from',
  },
  {
    by: 'book-refund-by-hand',
    when: 'money that came in at the source was given back there, wholly or in part',
    facts: about(
      { ...OF_PAYMENT, amount: '20.00' },
      { ...paymentIs(bookedLink(PAYMENT, 'p')), policy: { refunds: { mode: 'manual_task' } } },
    ),
    says: 'ask book_refund_by_hand',
    proves: 'HUB-22, HUB-24, HUB-25',
    passes: 'ask-for-refund-at-source',
  },
  {
    by: 'book-refund-by-hand',
    when: 'money that came in through the ledger was given back at the source',
    facts: about(OF_PAYMENT, {
      ...paymentIs(bookedLink({ ...PAYMENT, ledgerId: 'p' }, 'p')),
      policy: { refunds: { mode: 'manual_task' } },
    }),
    says: 'ask check_refund_in_ledger',
    proves: 'HUB-24, HUB-26',
  },
  {
    by: 'follow-payment',
    when: 'its payment is not booked yet',
    facts: about(OF_PAYMENT, paymentIs(linkOf(PAYMENT))),
    says: 'wait payment for payment#pay_1',
    passes: 'book-refund-by-hand',
  },
  {
    by: 'follow-payment',
    when: 'its payment is out of the books: so is the refund, until it goes in',
    facts: about(OF_PAYMENT, paymentIs(linkOf(PAYMENT, { health: { state: 'not_synced', since: 1 } }))),
    says: 'skip payment_not_synced as not_synced',
    proves: 'TXD-05',
  },
  {
    by: 'follow-payment',
    when: 'its payment was never sent',
    facts: about(OF_PAYMENT, {
      link: { source: said({ ...REFUND, ...OF_PAYMENT }, { receivedAt: NOW - 61 * MINUTE }) },
    }),
    says: 'fail payment_not_in_books for payment#pay_1',
  },
  {
    by: 'follow-payment',
    when: 'its payment was voided in the ledger',
    facts: about(OF_PAYMENT, paymentIs(bookedLink(PAYMENT, 'p', { status: 'voided' }))),
    says: 'fail reference_gone',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer was not sent yet',
    facts: facts({ related: new Map() }),
    says: 'wait customer for customer#cus_1',
    passes: 'follow-payment',
  },
  {
    by: 'fail-customer-currency',
    when: 'its customer is kept in another currency',
    facts: about({ currency: 'USD' }),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
    passes: 'wait-for-customer',
  },
  {
    by: 'fail-unmapped-expense-account',
    when: 'its currency has no account',
    facts: facts({ policy: { refunds: { expenseAccountByCurrency: { USD: 'acc_ar_usd' } } } }),
    says: 'fail expense_account_unmapped',
    proves: 'CLK-16',
    passes: 'fail-customer-currency',
  },
  {
    by: 'fail-unmapped-account',
    when: 'nobody knows which account the money leaves',
    facts: about({ method: 'voucher' }),
    says: 'fail payment_account_unmapped',
    proves: 'CLK-20',
    passes: 'fail-unmapped-expense-account',
  },
  {
    by: 'fail-unmapped-account',
    when: 'the money leaves where deposits rest, and the company has no such account',
    facts: facts({ policy: { payments: { depositAccount: { mode: 'undeposited' } } } }),
    says: 'fail payment_account_unmapped',
  },
  {
    by: 'fail-unmapped-item',
    when: 'a receipt, and no item stands for money given back',
    facts: facts({ policy: { refunds: { mode: 'refund_receipt' } } }),
    says: 'fail item_unmapped',
    passes: 'fail-unmapped-account',
  },
  {
    by: 'fail-unmapped-item',
    when: 'a receipt, and no default tax',
    facts: facts({ policy: receipts }),
    says: 'fail tax_unmapped',
  },
  {
    by: 'in-sync',
    when: 'the source said the same again',
    facts: facts({ link: repeated }),
    says: 'in_sync',
    passes: 'fail-unmapped-item',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person deleted it, and the source changed it',
    facts: facts({ link: gone }),
    says: 'fail gone_in_ledger',
    passes: 'in-sync',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'its payment took it along, and the source changed it',
    facts: facts({ link: { ...left, source: changed.source } }),
    says: 'write create',
  },
  {
    by: 'look-when-stale',
    when: 'it changed, and our picture of the document is old',
    facts: facts({ link: { ...changed, stale: true } }),
    says: 'look at document',
    passes: 'fail-gone-in-ledger',
  },
  {
    by: 'fail-edited-in-ledger',
    when: 'both sides changed it',
    facts: facts({ link: { ...changed, drift: edited } }),
    says: 'fail edited_in_ledger',
    passes: 'look-when-stale',
  },
  {
    by: 'fail-closed-period',
    when: 'the books are closed for its day',
    facts: facts({ reference: { closedUntil: '2026-11-20' } }),
    says: 'fail closed_period',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'adopt-twin',
    when: 'it may stand there already, and does',
    facts: facts({ link: { stale: true }, found: { candidates: [shown(draftOf(facts()), '900')] } }),
    says: 'adopt 900',
    passes: 'fail-closed-period',
  },
  {
    by: 'create-or-update',
    when: 'everything is mapped',
    facts: facts(),
    says: 'write create',
    proves: 'CLK-38, CLK-47',
    passes: 'adopt-twin',
  },
  {
    by: 'create-or-update',
    when: 'its payment is booked',
    facts: about(OF_PAYMENT, paymentIs(bookedLink(PAYMENT, 'p'))),
    says: 'write create',
  },
  { by: 'create-or-update', when: 'it changed', facts: facts({ link: changed }), says: 'write update' },
];

testRulebook(
  'refund',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'ask-for-refund-at-source',
    'stay-out-after-wish',
    'in-sync-both-ended',
    'wait-for-export',
    'look-before-ending',
    'end-refund',
    'adopt-named-document',
    'in-sync-nothing-new',
    'skip-export-period',
    'skip-refunds-not-synced',
    'skip-before-export-from',
    'book-refund-by-hand',
    'follow-payment',
    'wait-for-customer',
    'fail-customer-currency',
    'fail-unmapped-expense-account',
    'fail-unmapped-account',
    'fail-unmapped-item',
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

test('the whole expense (CLK-16, CLK-17, CLK-38)', () => {
  expect(draftOf(facts())).toEqual({
    type: 'expense',
    customer: 'doc_customer',
    currency: 'EUR',
    date: '2026-11-20',
    amount: '60.00',
    paidFrom: 'acc_card',
    account: 'acc_ar_eur',
    description: 'One night less',
    method: 'pm_card',
    reference: 'RF-1',
  });
});

test('the whole receipt, paid from where deposits rest', () => {
  const undeposited = { id: '4', name: 'Undeposited Funds', active: true, use: 'undeposited' } as const;
  const policy = {
    ...receipts,
    tax: { mode: 'none' },
    payments: { depositAccount: { mode: 'undeposited' } },
  } as const;
  expect(draftOf(facts({ policy, reference: { accounts: [undeposited] } }))).toEqual({
    type: 'refund_receipt',
    customer: 'doc_customer',
    currency: 'EUR',
    date: '2026-11-20',
    amount: '60.00',
    paidFrom: '4',
    item: 'item_money_back',
    description: 'One night less',
    method: 'pm_card',
    reference: 'RF-1',
  });
});

test('what is booked keeps the type it has, whatever the policy says by now', () => {
  const policy = { ...receipts, tax: { mode: 'none' } } as const;
  expect(draftOf(facts({ link: changed, policy }))).toMatchObject({ type: 'expense', account: 'acc_ar_eur' });
});
