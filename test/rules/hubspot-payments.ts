// The rows of the payments' rulebook about money that comes in on both sides, and about money that is not there yet.
import type { Facts } from '../../shared/core/decisions.ts';
import type { Payment } from '../../shared/core/records.ts';
import { afterWriting } from '../support/decided.ts';
import {
  BOOKED,
  bookedLink,
  documentIn,
  factsAbout,
  INVOICE,
  PAYMENT,
  relating,
  said,
  type Situation,
} from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';

const about = (payment: Partial<Payment>, situation: Situation = {}): Facts =>
  factsAbout({ ...PAYMENT, ...payment }, situation);
const booked = afterWriting(about({}));
const both = { payments: { direction: 'both' } } as const;
/** Money that came in without an invoice becomes a paid one, on the default item. */
const selling = {
  payments: { direction: 'both', withoutInvoice: 'paid_invoice', excludeOrigins: ['invoice'] },
  items: { defaultItem: 'itm_sales' },
} as const;
const mirrored: Payment = { ...PAYMENT, ledgerId: '88' };
const mirror = { ...booked, source: said(mirrored), document: documentIn('payment', '88') };
const taken = (kind: 'voided' | 'deleted') => ({
  ...mirror,
  document: documentIn('payment', '88', { status: kind }),
  drift: { kind, at: 5, differences: [kind] },
});
const withSale = new Map([
  ...BOOKED,
  ...relating(bookedLink({ ...INVOICE, id: 'pay_1~sale', number: 'R-1' }, 'doc_sale')),
]);

export const LEDGER_MONEY_ROWS: readonly Row[] = [
  {
    by: 'create-or-update',
    when: 'money that came in at the source, where both sides take money',
    facts: about({}, { policy: both }),
    says: 'write create',
    proves: 'HUB-17',
    passes: 'skip-payments-not-synced',
  },
  {
    by: 'adopt-named-document',
    when: 'the mirror of money that came in through the ledger',
    facts: about({ ledgerId: '88' }, { policy: both }),
    says: 'look at others',
    proves: 'HUB-17, HUB-19',
  },
  {
    by: 'leave-ledger-payment',
    when: 'the mirror is linked, and the source says something else of it: the ledger’s stays as it is',
    facts: about(
      {},
      { link: { ...mirror, source: said({ ...mirrored, amount: '99.00' }, { revision: 2 }) }, policy: both },
    ),
    says: 'in_sync',
    proves: 'HUB-17',
    passes: 'adopt-named-document',
  },
  ...(['voided', 'deleted'] as const).map((how) => ({
    by: 'leave-ledger-payment',
    when: `money that came in through the ledger was ${how} there`,
    facts: about({}, { link: taken(how), policy: both }),
    says: 'ask refund_at_source_by_hand',
    proves: 'HUB-26, HUB-27',
  })),
  {
    by: 'in-sync-nothing-new',
    when: 'the source’s own money, booked',
    facts: about({}, { link: booked, policy: both }),
    says: 'in_sync',
    passes: 'leave-ledger-payment',
  },
  {
    by: 'end-payment',
    when: 'deleted at the source: a person does it in the ledger, if it shall be done',
    facts: about(
      {},
      {
        link: { ...booked, source: said(PAYMENT, { revision: 2, presence: 'deleted' }) },
        policy: { ...both, ends: { payment: 'manual_task' } },
      },
    ),
    says: 'ask void_payment_by_hand',
    proves: 'HUB-23, HUB-27',
  },
  {
    by: 'in-sync-both-ended',
    when: 'deleted at the source to follow the ledger, where it is gone already',
    facts: about(
      {},
      {
        link: { ...taken('deleted'), source: said(mirrored, { revision: 2, presence: 'deleted' }) },
        policy: { ...both, ends: { payment: 'manual_task' } },
      },
    ),
    says: 'in_sync',
    proves: 'HUB-27',
  },
  {
    by: 'wait-for-money',
    when: 'the money is on its way',
    facts: about({ status: 'processing' }, { policy: both }),
    says: 'wait payment_processing',
    proves: 'HUB-17',
    passes: 'not-synced-by-hand',
  },
  {
    by: 'wait-for-money',
    when: 'the money never came',
    facts: about({ status: 'failed' }, { policy: both }),
    says: 'skip payment_failed',
    proves: 'HUB-17',
  },
  {
    by: 'wait-for-money',
    when: 'the money was booked, and did not come after all',
    facts: about(
      {},
      { link: { ...booked, source: said({ ...PAYMENT, status: 'failed' }, { revision: 2 }) }, policy: both },
    ),
    says: 'ask payment_failed_after_booking',
    proves: 'HUB-17',
  },
  {
    by: 'wait-for-own-invoice',
    when: 'it came by an invoice of the source, which does not say yet by which',
    facts: about({ allocations: [], origin: 'invoice' }, { policy: selling }),
    says: 'wait invoice_of_payment',
    proves: 'HUB-42, HUB-43',
    passes: 'wait-for-money',
  },
  {
    by: 'create-or-update',
    when: 'it came by an invoice, and the source says by which: no second invoice is made for it',
    facts: about({ origin: 'invoice' }, { policy: selling }),
    says: 'write create',
    proves: 'HUB-42, HUB-43',
    passes: 'wait-for-own-invoice',
  },
  {
    by: 'wait-for-invoice',
    when: 'money without an invoice, where it becomes a paid one: that one is booked first',
    facts: about({ allocations: [], origin: 'checkout' }, { policy: selling }),
    says: 'wait invoice for invoice#pay_1~sale',
    proves: 'HUB-42',
  },
  {
    by: 'create-or-update',
    when: 'the same, once the invoice that was made for it is booked',
    facts: about({ allocations: [], origin: 'checkout' }, { policy: selling, related: withSale }),
    says: 'write create',
    proves: 'HUB-43',
  },
  {
    by: 'create-or-update',
    when: 'money without an invoice, where it is the customer’s credit',
    facts: about({ allocations: [], origin: 'checkout' }, { policy: both }),
    says: 'write create',
    proves: 'HUB-42',
  },
];
