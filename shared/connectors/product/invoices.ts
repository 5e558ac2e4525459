// The data of an invoice as a record: amounts canonical, and every line's sum the one its quantity and price make.
import type * as z from 'zod';
import { canonicalAmount, lineAmount, toMinor } from '../../core/money.ts';
import type { Discount, Invoice, InvoiceLine } from '../../core/records.ts';
import type { Checker } from './money-check.ts';
import type { INVOICE } from './schemas.ts';

type InvoiceData = z.infer<typeof INVOICE>;
type LineData = InvoiceData['lines'][number];

/** Builds the invoice; whatever does not fit is noted on `check`. */
export function invoiceOf(data: InvoiceData, check: Checker): Invoice {
  const { revision: _, lines, discount, pricesIncludeTax = false, taxTotal, total, ...rest } = data;
  const { currency } = data;
  return {
    kind: 'invoice',
    ...rest,
    lines: lines.map((line, index) => lineOf(line, index, currency, check)),
    discount: discount === undefined ? undefined : discountOf(discount, currency, check),
    pricesIncludeTax,
    taxTotal: taxTotal === undefined ? undefined : check.amount(taxTotal, currency, 'taxTotal'),
    total: total === undefined ? undefined : check.amount(total, currency, 'total'),
  };
}

function lineOf(line: LineData, index: number, currency: string, check: Checker): InvoiceLine {
  const { amount, ...rest } = line;
  const computed = productOf(line, currency);
  if (amount === undefined) {
    if (computed === undefined)
      check.note('is required unless quantity and unitPrice give it', 'lines', index, 'amount');
    return { ...rest, amount: check.amount(computed ?? '0', currency, 'lines', index, 'amount') };
  }
  const canonical = check.amount(amount, currency, 'lines', index, 'amount');
  const isOff =
    computed !== undefined && canonicalAmount(amount, currency) !== undefined && computed !== canonical;
  // Two sums for one line would let the ledger book another total than the customer was shown.
  if (isOff) check.note(`must be quantity x unitPrice, which is ${computed}`, 'lines', index, 'amount');
  return { ...rest, amount: canonical };
}

function productOf({ quantity, unitPrice }: LineData, currency: string): string | undefined {
  return quantity === undefined || unitPrice === undefined
    ? undefined
    : lineAmount(quantity, unitPrice, currency);
}

function discountOf(
  { amount, percent }: { readonly amount?: string | undefined; readonly percent?: string | undefined },
  currency: string,
  check: Checker,
): Discount {
  if ((amount === undefined) === (percent === undefined))
    check.note('must have either amount or percent', 'discount');
  if (amount !== undefined && (toMinor(amount, currency) ?? 0n) < 0n)
    check.note('must not be below zero', 'discount', 'amount');
  return {
    amount: amount === undefined ? undefined : check.amount(amount, currency, 'discount', 'amount'),
    percent,
  };
}
