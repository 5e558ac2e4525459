// The rulebook of payments: money that came in, and which invoices it pays.
import type { Facts, Rule, Ruling } from '../decisions.ts';
import type { LedgerDocument, PaymentDocument } from '../documents.ts';
import { minorOf, sumOf } from '../money.ts';
import { mappedTo } from '../policy.ts';
import { keyText, type Payment } from '../records.ts';
import {
  stayOutByOrder,
  inSyncNothingNew,
  failCustomerCurrency,
  adoptTwin,
  createOrUpdate,
  fail,
  failClosedPeriod,
  failEditedInLedger,
  goneInLedger,
  inSync,
  inSyncBothEnded,
  lookWhenStale,
  nothingSaid,
  recordOf,
  resolve,
  skipEndedBeforeBooked,
} from './common.ts';
import { countsOldMoney, skipBeforeExportFrom, skipExportPeriod, waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';
import { resolveCustomer, waitForCustomer } from './customer-of.ts';
import { endDependentsFirst, endDocument, lookBeforeEnding, stayOutAfterWish } from './ends.ts';
import { allocationsOf, leaveLedgerPayment, waitForMoney, waitForOwnInvoice } from './ledger-money.ts';
import { notSyncedByHand, skipPaymentsNotSynced, skipTransfer } from './payment-policy.ts';

const failOverAllocated: Rule = {
  name: 'fail-over-allocated',
  decide: ({ link, policy }) => {
    const payment = recordOf(link, 'payment');
    if (payment === undefined) return undefined;
    const { amount, currency } = payment;
    const allocated = sumOf(
      allocationsOf(payment, policy.policy).map((allocation) => allocation.amount),
      currency,
    );
    return minorOf(allocated, currency) > minorOf(amount, currency)
      ? fail('over_allocated', { allocated, amount })
      : undefined;
  },
};

/** CLK-45: a payment is in the currency of what it pays; nothing is converted. */
const failCrossCurrency: Rule = {
  name: 'fail-cross-currency',
  decide: ({ link, related, policy }) => {
    const payment = recordOf(link, 'payment');
    for (const { invoiceId } of payment === undefined ? [] : allocationsOf(payment, policy.policy)) {
      const invoice = related.get(keyText({ kind: 'invoice', id: invoiceId }));
      const invoiceCurrency = invoice === undefined ? undefined : recordOf(invoice, 'invoice')?.currency;
      if (payment !== undefined && invoiceCurrency !== undefined && invoiceCurrency !== payment.currency) {
        return fail('payment_currency_mismatch', {
          currency: payment.currency,
          invoice: invoiceId,
          invoiceCurrency,
        });
      }
    }
    return undefined;
  },
};

/** CLK-35/36: a payment follows its invoices into the books, never before them. */
const invoicesOfPayment: Rule = {
  name: 'wait-for-invoice',
  decide: (facts) => {
    const payment = recordOf(facts.link, 'payment');
    for (const { invoiceId } of payment === undefined ? [] : allocationsOf(payment, facts.policy.policy)) {
      const invoice = resolveInvoice(facts, invoiceId);
      if ('decision' in invoice) return invoice;
    }
    return undefined;
  },
};

const failUnmappedAccount: Rule = {
  name: 'fail-unmapped-account',
  decide: (facts) => {
    const payment = recordOf(facts.link, 'payment');
    if (payment === undefined || depositAccount(facts, payment) !== undefined) return undefined;
    return fail('payment_account_unmapped', { method: payment.method ?? 'none', currency: payment.currency });
  },
};

export const PAYMENT_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  stayOutAfterWish,
  inSyncBothEnded,
  waitForExport,
  lookBeforeEnding,
  endDependentsFirst,
  endDocument('payment', endedDraft),
  adoptNamed(paymentDraft),
  leaveLedgerPayment,
  inSyncNothingNew,
  skipExportPeriod,
  skipPaymentsNotSynced,
  skipTransfer,
  skipBeforeExportFrom(({ link }) => recordOf(link, 'payment')?.date, countsOldMoney),
  notSyncedByHand,
  waitForMoney,
  waitForOwnInvoice,
  failOverAllocated,
  failCrossCurrency,
  waitForCustomer(({ link }) => recordOf(link, 'payment')),
  failCustomerCurrency((facts) => recordOf(facts.link, 'payment')),
  invoicesOfPayment,
  failUnmappedAccount,
  inSync(paymentDraft),
  goneInLedger(paymentDraft),
  lookWhenStale,
  failEditedInLedger,
  failClosedPeriod((facts) => recordOf(facts.link, 'payment')?.date),
  adoptTwin(paymentDraft, (ours, difference) =>
    fail('number_taken', { number: referenceOf(ours), difference }),
  ),
  createOrUpdate(paymentDraft),
];

function paymentDraft(facts: Facts): PaymentDocument {
  const payment = recordOf(facts.link, 'payment');
  if (payment === undefined) throw new Error(`No payment record behind ${facts.link.key.id}`);
  const customer = resolveCustomer(facts, payment);
  const account = depositAccount(facts, payment);
  return {
    type: 'payment',
    customer: 'id' in customer ? customer.id : '',
    currency: payment.currency,
    exchangeRate: payment.currency === facts.reference.homeCurrency ? undefined : payment.exchangeRate,
    date: payment.date,
    amount: payment.amount,
    depositAccount: account === 'undeposited' ? undefined : account,
    method: mappedTo(facts.policy.policy.payments.methodMap, payment.method),
    reference: payment.reference,
    applications: allocationsOf(payment, facts.policy.policy).map(({ invoiceId, amount }) => {
      const invoice = resolveInvoice(facts, invoiceId);
      return { invoice: 'id' in invoice ? invoice.id : '', amount };
    }),
    note: payment.memo,
  };
}

function endedDraft(facts: Facts): LedgerDocument | undefined {
  const payment = recordOf(facts.link, 'payment');
  if (payment === undefined) return undefined;
  const { currency, date, amount } = payment;
  return { type: 'payment', customer: '', currency, date, amount, applications: [] };
}

/** CLK-20/21: by type and currency, else by type, else the default; `undeposited` is the ledger's own account. */
export function depositAccount(
  facts: Facts,
  payment: Pick<Payment, 'method' | 'currency'>,
): string | undefined {
  const { depositAccount: setting } = facts.policy.policy.payments;
  if (setting.mode === 'undeposited') return 'undeposited';
  if (setting.mode === 'fixed') return setting.account;
  const { map, default: last } = setting;
  const method = payment.method ?? '';
  return mappedTo(map, `${method}/${payment.currency}`) ?? mappedTo(map, method) ?? last;
}

function resolveInvoice(facts: Facts, id: string): { readonly id: string } | Ruling {
  const link = facts.related.get(keyText({ kind: 'invoice', id }));
  return resolve(facts, 'invoice', id, (waitsFor) =>
    fail(
      'invoice_not_in_books',
      { invoice: id, reason: link?.health.reason ?? 'it was never sent to us' },
      waitsFor,
    ),
  );
}

function referenceOf(document: LedgerDocument): string {
  return document.type === 'payment' ? (document.reference ?? 'none') : '';
}
