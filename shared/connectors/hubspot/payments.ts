// A HubSpot commerce payment as records: the money that came, and what of it went back.
import type Big from 'big.js';
import type { Allocation, Payment, Refund } from '../../core/records.ts';
import type { Said, SourceView } from '../source-port.ts';
import { copyOf } from './copies.ts';
import type { HubSpotObject } from './objects.ts';
import { amountOf, currencyIn, dayOf, linesIn, numberIn, type Properties, textIn } from './values.ts';

/** A payment with whom and what it belongs to. */
export interface PaymentParts {
  readonly payment: HubSpotObject;
  /** The id of the customer's record. */
  readonly customer: string;
  /** What it pays, in the order of association; `billed` is known where there are several. */
  readonly invoices: readonly { readonly id: string; readonly billed?: Big | undefined }[];
}

/** Nothing has come in under these (page on commerce payments); under every other status the money was there. */
const UNDERWAY: Readonly<Record<string, Payment['status']>> = { processing: 'processing', failed: 'failed' };

/** The payment and its refund for a view: nothing for a copy of another company's, and where no amount is known. */
export function paymentSaid(parts: PaymentParts, view: SourceView): readonly Said[] {
  const { id, properties, updatedAt: revision } = parts.payment;
  const currency = currencyIn(properties, 'hs_currency_code');
  const amount = numberIn(properties, 'hs_initial_amount');
  const { ledgerId, isOthers } = copyOf(properties, view);
  if (currency === undefined || amount === undefined || isOthers) return [];
  const date =
    dayOf(properties, 'hs_initiated_date', view.timeZone) ?? new Date(revision).toISOString().slice(0, 10);
  const common = { customerId: parts.customer, currency, date, ...wordsOf(properties) };
  const record: Payment = {
    kind: 'payment',
    id,
    ...common,
    amount: amountOf(amount, currency),
    reference: textIn(properties, 'hs_reference_number', 100),
    allocations: allocationsOf(parts.invoices, amount, currency),
    memo: linesIn(properties, 'hs_internal_comment', 4000),
    ledgerId,
    origin: textIn(properties, 'hs_payment_source_app', 100)?.toLowerCase(),
    status: UNDERWAY[properties['hs_latest_status'] ?? ''],
    fees: feesOf(properties, currency),
  };
  const said = (of: Payment | Refund): Said => ({
    kind: of.kind,
    id: of.id,
    source: { revision, presence: 'live', record: of },
    onlyIfKnown: false,
  });
  const back = refunded(properties, amount);
  if (back === undefined) return [said(record)];
  // HubSpot knows no day of the refund, only that there was one: the payment's day does not move with every edit.
  const reason = linesIn(properties, 'hs_internal_comment', 4000);
  const refund: Refund = {
    kind: 'refund',
    id: refundId(id),
    ...common,
    amount: amountOf(back, currency),
    paymentId: id,
    reason,
  };
  return [said(record), said(refund)];
}

/** Refunds have no record of their own there: they are a sum on the payment, and so one record of ours. */
export const refundId = (paymentId: string): string => `${paymentId}-refund`;

function wordsOf(properties: Properties) {
  return {
    method: textIn(properties, 'hs_payment_method_type', 100),
    processor: textIn(properties, 'hs_processor_type', 100),
  };
}

function refunded(properties: Properties, amount: Big): Big | undefined {
  if (properties['hs_latest_status'] === 'disputed_lost') return amount;
  const back = numberIn(properties, 'hs_refunds_amount');
  return back?.gt(0) === true ? back : undefined;
}

function feesOf(properties: Properties, currency: string): Payment['fees'] {
  const [processing, platform] = ['hs_fees_amount', 'hs_platform_fee'].map((name) => {
    const value = numberIn(properties, name);
    return value === undefined || value.eq(0) ? undefined : amountOf(value, currency);
  });
  return processing === undefined && platform === undefined ? undefined : { processing, platform };
}

/** HubSpot does not say how it splits a payment; the invoice that was associated first is taken as paid first. */
function allocationsOf(
  invoices: PaymentParts['invoices'],
  amount: Big,
  currency: string,
): readonly Allocation[] {
  let left = amount;
  return invoices.flatMap(({ id, billed }, index) => {
    const isLast = index === invoices.length - 1;
    const share = isLast || billed === undefined || left.lt(billed) ? left : billed;
    left = left.minus(share);
    return share.gt(0) ? [{ invoiceId: id, amount: amountOf(share, currency) }] : [];
  });
}
