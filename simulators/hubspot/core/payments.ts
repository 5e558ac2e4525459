// Commerce payments: who may create and change them, what they come to, and what they pay of which invoice.
import { amountOf, shown, zero } from './amounts.ts';
import type { Amount } from './amounts.ts';
import { linked } from './associations.ts';
import { KINDS } from './catalog.ts';
import type { Portal, Stored } from './portal.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { commit } from './store.ts';
import { totalsOf } from './totals.ts';
import { CALCULATED } from './types.ts';

/** Payments that went through HubSpot itself: the API neither makes, changes nor deletes them. */
const PROCESSED = new Set(['hs_payments', 'byo_stripe']);
/** Money that arrived, whatever became of it later. */
const ARRIVED = new Set([
  'succeeded',
  'partially_refunded',
  'refunded',
  'processing_refund',
  'disputed_won',
  'disputed_action_required',
  'disputed_awaiting_decision',
]);

/** Whether the API may write these values. */
export function checkPayment(
  portal: Portal,
  old: Stored | undefined,
  set: Readonly<Record<string, string>>,
): Refusal | undefined {
  const { paymentsByApi, processor } = portal.knobs;
  if (old === undefined && paymentsByApi === 'never') {
    return invalid('Payments cannot be recorded through the API.', 'PAYMENTS_NOT_SUPPORTED');
  }
  if (old === undefined && paymentsByApi === 'withProcessor' && processor === 'none') {
    return invalid(
      'This account must set up HubSpot payments or Stripe before payments can be created.',
      'PAYMENTS_NOT_ENABLED',
    );
  }
  const made = old?.properties.hs_processor_type ?? '';
  const wanted = set.hs_processor_type ?? '';
  const touchesMoney = Object.keys(set).some((name) => MONEY.has(name));
  if (PROCESSED.has(wanted) || (PROCESSED.has(made) && touchesMoney)) {
    return invalid('Payments processed by HubSpot or Stripe cannot be changed.', 'PAYMENT_NOT_EDITABLE');
  }
  return undefined;
}

const MONEY = new Set([
  'hs_initial_amount',
  'hs_initiated_date',
  'hs_latest_status',
  'hs_currency_code',
  'hs_fees_amount',
  'hs_refunds_amount',
  'hs_processor_type',
]);

export function mayDeletePayment({ properties }: Stored): Refusal | undefined {
  return PROCESSED.has(properties.hs_processor_type ?? '')
    ? invalid('Payments processed by HubSpot or Stripe cannot be deleted.', 'PAYMENT_NOT_DELETABLE')
    : undefined;
}

/** What a new payment has without being told. */
export function newPayment(portal: Portal): Readonly<Record<string, string>> {
  return {
    hs_latest_status: 'processing',
    hs_currency_code: portal.settings.currency,
    hs_payment_creation_method: 'OTHER',
    hs_total_discounts_amount: '0',
  };
}

/** Works out again what hangs on a payment's amounts and invoices. */
export function recalculatePayment(portal: Portal, payment: Stored): void {
  const { hs_initial_amount, hs_fees_amount, hs_refunds_amount, hs_platform_fee, hs_currency_code } =
    payment.properties;
  const initial = amountOf(hs_initial_amount) ?? zero;
  const fees = (amountOf(hs_fees_amount) ?? zero).plus(amountOf(hs_platform_fee) ?? zero);
  const net = initial.minus(fees);
  const currency = hs_currency_code ?? portal.settings.currency;
  const invoices = linked(portal, payment, KINDS.invoice.typeId).length;
  const set = {
    hs_net_amount: shown(net, currency),
    hs_net_amount_after_refunds: shown(net.minus(amountOf(hs_refunds_amount) ?? zero), currency),
    hs_has_associated_invoice: String(invoices > 0),
    hs_number_of_associated_invoices: String(invoices),
  };
  commit(portal, { typeId: payment.typeId, record: payment, set }, CALCULATED);
}

/** What a payment pays of an invoice; of several invoices the ones associated first are paid first. */
export function paidBy(portal: Portal, payment: Stored, invoice: Stored): Amount {
  const { hs_latest_status, hs_initial_amount, hs_refunds_amount } = payment.properties;
  if (!ARRIVED.has(hs_latest_status ?? '')) return zero;
  const refunds = portal.knobs.refundReopens ? (amountOf(hs_refunds_amount) ?? zero) : zero;
  let left = (amountOf(hs_initial_amount) ?? zero).minus(refunds);
  const invoices = linked(portal, payment, KINDS.invoice.typeId);
  for (const [index, each] of invoices.entries()) {
    const isLast = index === invoices.length - 1;
    const { billed } = totalsOf(portal, each);
    const share = isLast || left.lt(billed) ? left : billed;
    if (each.id === invoice.id) return share;
    left = left.minus(share);
  }
  return zero;
}
