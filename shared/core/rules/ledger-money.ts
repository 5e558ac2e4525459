// Ledger money: payments that came in through the ledger, and those that are not there yet (HUB-17, HUB-26, HUB-42, HUB-43).
import type { Derived, Facts, Rule } from '../decisions.ts';
import { isMirror } from '../mirrors.ts';
import type { Policy } from '../policy.ts';
import { type Allocation, derivedId, type Invoice, keyText, type Payment } from '../records.ts';
import { hasEnded, recordOf, ruling, skip, wait } from './common.ts';
import { isUnderWay } from './customer-of.ts';

/**
 * HUB-17, HUB-26: the source's payment is the mirror of one that came in through the ledger. Whatever the source makes of it,
 * the ledger's stays as it is; if a person takes it back there, the mirror is a person's to take back at the source.
 */
export const leaveLedgerPayment: Rule = {
  name: 'leave-ledger-payment',
  decide: ({ link }) => {
    const { document, drift } = link;
    if (!isMirror(link) || hasEnded(link) || document === undefined) return undefined;
    if (document.status === 'live') return ruling({ type: 'in_sync' }, { document: document.id });
    const how = drift?.kind ?? document.status;
    return ruling({ type: 'ask', task: 'refund_at_source_by_hand' }, { document: document.id, how });
  },
};

/** HUB-17: money that is on its way, or never came, is not booked. If it was booked and did not come after all, we ask. */
export const waitForMoney: Rule = {
  name: 'wait-for-money',
  decide: ({ link }) => {
    const { status } = recordOf(link, 'payment') ?? {};
    if (status === 'failed')
      return link.document === undefined
        ? skip('payment_failed')
        : ruling({ type: 'ask', task: 'payment_failed_after_booking' }, { document: link.document.id });
    return status === 'processing' && link.document === undefined ? wait('payment_processing') : undefined;
  },
};

/**
 * HUB-42, HUB-43: money of these origins pays an invoice of the source's own. As long as the source does not say which, it
 * waits: taken for money without an invoice it would make a second one for the same sale.
 */
export const waitForOwnInvoice: Rule = {
  name: 'wait-for-own-invoice',
  decide: ({ link, policy }) => {
    const payment = recordOf(link, 'payment');
    if (payment === undefined || link.document !== undefined || payment.allocations.length > 0)
      return undefined;
    const { origin = '' } = payment;
    return policy.policy.payments.excludeOrigins.includes(origin) ? wait('invoice_of_payment') : undefined;
  },
};

/** HUB-42: the id of the paid invoice that is made for money without one; undefined where the policy makes none. */
export function saleOf(payment: Payment, { payments }: Policy): string | undefined {
  const { allocations, deposit, setOff, transferOf, ledgerId, origin = '' } = payment;
  const isOther = deposit === true || [setOff, transferOf, ledgerId].some((what) => what !== undefined);
  if (payments.withoutInvoice !== 'paid_invoice' || allocations.length > 0 || isOther) return undefined;
  return payments.excludeOrigins.includes(origin) ? undefined : derivedId(payment.id, 'sale');
}

/** CLK-48: what a payment pays: a deposit nothing yet, money without an invoice the one that is made for it. */
export function allocationsOf(payment: Payment, policy: Policy): readonly Allocation[] {
  if (payment.deposit === true) return [];
  const sale = saleOf(payment, policy);
  return sale === undefined ? payment.allocations : [{ invoiceId: sale, amount: payment.amount }];
}

/** The paid invoice of a payment that waits for it, where it is not there yet. One for each payment, whatever happens. */
export function saleToDerive(
  { link, related, policy }: Facts,
  waitsFor: string | undefined,
): readonly Derived[] {
  const payment = recordOf(link, 'payment');
  const id = payment === undefined ? undefined : saleOf(payment, policy.policy);
  const { source } = link;
  if (payment === undefined || source === undefined || id === undefined) return [];
  const name = keyText({ kind: 'invoice', id });
  if (name !== waitsFor || isUnderWay(related.get(name))) return [];
  const { revision, eventId, receivedAt } = source;
  const derivedFrom = keyText(link.key);
  const state = {
    revision,
    eventId,
    receivedAt,
    presence: 'live',
    record: saleFor(payment, id),
    derivedFrom,
  } as const;
  return [{ kind: 'invoice', id, source: state }];
}

/** One line with all that came in, taxes included; no item of its own, so it goes to the default one. */
function saleFor(
  { customerId, currency, date, amount, reference, memo, id: paymentId, exchangeRate }: Payment,
  id: string,
): Invoice {
  const name = reference ?? paymentId;
  return {
    kind: 'invoice',
    id,
    number: name,
    customerId,
    currency,
    date,
    dueDate: date,
    status: 'closed',
    lines: [{ description: memo ?? name, quantity: '1', unitPrice: amount, amount }],
    pricesIncludeTax: true,
    exchangeRate,
  };
}
