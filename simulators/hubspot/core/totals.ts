// What an invoice comes to: its lines, then the order's discounts, then its fees, then its taxes.
import { amountOf, percentOf, rounded, sum, zero } from './amounts.ts';
import type { Amount } from './amounts.ts';
import { linked } from './associations.ts';
import { KINDS } from './catalog.ts';
import type { Portal, Stored } from './portal.ts';

/** The sums of an invoice in its own currency. */
export interface Totals {
  readonly subtotal: Amount;
  readonly discount: Amount;
  readonly tax: Amount;
  readonly billed: Amount;
  /** False: there is nothing to add up, so what was written stands. */
  readonly computed: boolean;
}

/** Adds an invoice up. Each step is rounded to the smallest unit of the currency. */
export function totalsOf(portal: Portal, invoice: Stored): Totals {
  const currency = invoice.properties.hs_currency ?? portal.settings.currency;
  const parts = (typeId: string) => linked(portal, invoice, typeId);
  const lines = parts(KINDS.lineItem.typeId);
  const subtotal = sum(lines.map(({ properties }) => amountOf(properties.amount) ?? zero));
  const discount = applied(parts(KINDS.discount.typeId), subtotal, currency, -1);
  const afterDiscount = subtotal.minus(discount);
  const fees = applied(parts(KINDS.fee.typeId), afterDiscount, currency, 1);
  const afterFees = afterDiscount.plus(fees);
  const base = portal.knobs.taxBase === 'afterFees' ? afterFees : afterDiscount;
  const orderTax = sum(parts(KINDS.tax.typeId).map((each) => worth(each, base, currency)));
  const lineTax = sum(lines.map((line) => lineTaxOf(portal, line, currency)));
  const tax = orderTax.plus(lineTax);
  return { subtotal, discount, tax, billed: afterFees.plus(tax), computed: lines.length > 0 };
}

/** The net amount of a line: unit price less unit discount, or less a percentage, times the quantity. */
export function lineAmount(properties: Readonly<Record<string, string>>, currency: string): Amount {
  const price = amountOf(properties.price) ?? zero;
  const quantity = amountOf(properties.quantity ?? '1') ?? zero;
  const percent = amountOf(properties.hs_discount_percentage);
  const off = percent === undefined ? (amountOf(properties.discount) ?? zero) : percentOf(price, percent);
  return rounded(price.minus(off).times(quantity), currency);
}

/** Discounts and fees in their order, each on what the ones before it left. */
function applied(steps: readonly Stored[], base: Amount, currency: string, sign: 1 | -1): Amount {
  const place = ({ properties }: Stored) => Number(properties.hs_sort_order ?? 0);
  const inOrder = steps.toSorted((one, other) => place(one) - place(other));
  return inOrder.reduce(
    (total, step) => total.plus(worth(step, base.plus(total.times(sign)), currency)),
    zero,
  );
}

function worth({ properties }: Stored, base: Amount, currency: string): Amount {
  const value = amountOf(properties.hs_value) ?? zero;
  return rounded(properties.hs_type === 'PERCENT' ? percentOf(base, value) : value, currency);
}

function lineTaxOf(portal: Portal, { properties }: Stored, currency: string): Amount {
  const rate = portal.taxRates.find(({ id }) => id === properties.hs_tax_rate_group_id);
  const percent = amountOf(String(rate?.percentageRate ?? 0)) ?? zero;
  return rounded(percentOf(amountOf(properties.amount) ?? zero, percent), currency);
}
