// The data of an invoice or a credit note as a record: amounts canonical, and every line's sum the one its quantity and price make.
import type * as z from 'zod';
import { canonicalAmount, lineAmount, toMinor } from '../../core/money.ts';
import type { CreditNote, Discount, Invoice, InvoiceLine, Surcharges } from '../../core/records.ts';
import type { Checker } from './money-check.ts';
import type { CREDIT_NOTE, INVOICE } from './schemas.ts';

type InvoiceData = z.infer<typeof INVOICE>;
type CreditNoteData = z.infer<typeof CREDIT_NOTE>;
type LineData = InvoiceData['lines'][number];

/** Builds the invoice; whatever does not fit is noted on `check`. */
export function invoiceOf(data: InvoiceData, check: Checker): Invoice {
  const { revision: _, surcharges, ...rest } = data;
  return {
    kind: 'invoice',
    ...rest,
    ...moneyOf(data, 'for less than before send creditnote.upserted', check),
    ...(surcharges !== undefined && { surcharges: surchargesOf(surcharges, data.currency, check) }),
  };
}

function surchargesOf({ tax, fees }: Surcharges, currency: string, check: Checker): Surcharges {
  return {
    tax: tax === undefined ? undefined : check.amount(tax, currency, 'surcharges', 'tax'),
    fees: fees === undefined ? undefined : check.amount(fees, currency, 'surcharges', 'fees'),
  };
}

/** Builds the credit note in the same way. */
export function creditNoteOf(data: CreditNoteData, check: Checker): CreditNote {
  const { revision: _, ...rest } = data;
  return { kind: 'credit_note', ...rest, ...moneyOf(data, 'amounts given back are positive', check) };
}

type SalesFormMoney = Pick<
  Invoice,
  'lines' | 'discount' | 'pricesIncludeTax' | 'taxTotal' | 'taxes' | 'total'
>;

function moneyOf(data: InvoiceData | CreditNoteData, instead: string, check: Checker): SalesFormMoney {
  const { lines: sent, discount, pricesIncludeTax = false, taxTotal, taxes, total, currency } = data;
  const lines = sent.map((line, index) => lineOf(line, index, currency, check));
  const sum = lines.reduce((minor, { amount }) => minor + (toMinor(amount, currency) ?? 0n), 0n);
  if (sum < 0n) check.note(`must not add up to less than zero; ${instead}`, 'lines');
  return {
    lines,
    discount: discount === undefined ? undefined : discountOf(discount, currency, check),
    pricesIncludeTax,
    taxes: taxes?.map(({ tax, amount }, index) => ({
      tax,
      amount: check.amount(amount, currency, 'taxes', index, 'amount'),
    })),
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
