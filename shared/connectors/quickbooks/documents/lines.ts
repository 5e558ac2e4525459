// Lines of a sales form: the neutral lines and discount as QuickBooks' line list, and the list folded back.
import * as z from 'zod';
import type { DocumentLine } from '../../../core/documents.ts';
import { fromMinor, lineAmount } from '../../../core/money.ts';
import { fitsQuickBooks, readAmount, readDecimal } from '../amounts.ts';
import { jsonNumber, type JsonBody } from '../json.ts';
import { freeText, given, TEXT_MAX } from '../texts.ts';
import { numberOf, ref, refTo, text, type SalesFormDocument } from './parts.ts';
import { lineTaxCode } from './tax.ts';

/**
 * The complete line list, which is what QuickBooks wants even in a sparse update: lines left out are dropped. Lines go
 * without ids, so an update replaces them all; which old line became which new one is a guess we need not make.
 * Subtotal lines are QuickBooks' own and never sent; the discount is the last line.
 */
export function linesToQuickBooks(document: SalesFormDocument, us: boolean): readonly JsonBody[] {
  const lines = document.lines.map((line) => salesLine(line, document, us));
  const discount = discountLine(document.discount);
  return discount === undefined ? lines : [...lines, discount];
}

function salesLine(line: DocumentLine, document: SalesFormDocument, us: boolean): JsonBody {
  const included = !us && document.taxMode === 'included';
  const product = included ? {} : productOf(line, document.currency);
  return {
    DetailType: 'SalesItemLineDetail',
    Amount: jsonNumber(line.amount),
    Description: freeText(line.description, TEXT_MAX.description),
    SalesItemLineDetail: {
      ItemRef: refTo(line.item),
      ...product,
      TaxCodeRef: lineTaxCode(line, document, us),
      // With tax included the line's net amount is QuickBooks' to compute; this is the figure that counts.
      TaxInclusiveAmt: included ? jsonNumber(line.amount) : undefined,
    },
  };
}

/**
 * Quantity and price, or neither: QuickBooks refuses a line whose amount is not exactly their rounded product (6070),
 * and three nights at 33.33 for 100.00 must still be booked.
 */
function productOf(line: DocumentLine, currency: string): JsonBody {
  const { quantity, unitPrice, amount } = line;
  if (quantity === undefined || unitPrice === undefined) return {};
  const sendable = fitsQuickBooks(quantity) && fitsQuickBooks(unitPrice);
  if (!sendable || lineAmount(quantity, unitPrice, currency) !== amount) return {};
  return { Qty: numberOf(quantity), UnitPrice: numberOf(unitPrice) };
}

function discountLine(discount: SalesFormDocument['discount']): JsonBody | undefined {
  if (discount?.percent !== undefined) {
    const detail = { PercentBased: true, DiscountPercent: jsonNumber(discount.percent) };
    return { DetailType: 'DiscountLineDetail', DiscountLineDetail: detail };
  }
  if (discount?.amount === undefined) return undefined;
  return {
    DetailType: 'DiscountLineDetail',
    Amount: jsonNumber(discount.amount),
    DiscountLineDetail: { PercentBased: false },
  };
}

const sales = z.object({
  ItemRef: ref,
  Qty: text,
  UnitPrice: text,
  TaxCodeRef: ref,
  TaxInclusiveAmt: text,
});
const line = z.object({
  DetailType: text,
  Amount: text,
  Description: text,
  SalesItemLineDetail: sales.nullish(),
  DiscountLineDetail: z.object({ PercentBased: z.boolean().nullish(), DiscountPercent: text }).nullish(),
});
/** A bundle shows its parts inside; they are what the invoice consists of. */
export const lineList = z
  .array(line.extend({ GroupLineDetail: z.object({ Line: z.array(line).nullish() }).nullish() }))
  .nullish()
  .transform((lines) => (lines ?? []).flatMap((each) => [each, ...(each.GroupLineDetail?.Line ?? [])]));
export type VendorLine = z.infer<typeof line>;

/** The lines that carry money or words, in their order, without what QuickBooks adds by itself. */
export function contentLines(lines: readonly VendorLine[]): readonly VendorLine[] {
  return lines.filter((each) => !['subtotal', 'discount', 'group', 'tax'].includes(kindOf(each)));
}

/** One line in neutral words; an amount that is left out is zero. */
export function readLine(
  each: VendorLine,
  form: { readonly currency: string; readonly included: boolean },
  codeOf: (code: string | undefined) => string | undefined,
): DocumentLine {
  const detail = each.SalesItemLineDetail;
  const shown = form.included ? (detail?.TaxInclusiveAmt ?? each.Amount) : each.Amount;
  return {
    item: given(detail?.ItemRef?.value),
    description: given(each.Description),
    quantity: readDecimal(detail?.Qty),
    unitPrice: readDecimal(detail?.UnitPrice),
    amount: readAmount(shown, form.currency) ?? fromMinor(0n, form.currency),
    taxCode: codeOf(given(detail?.TaxCodeRef?.value)),
  };
}

/** The discount of a form: its percentage, or the sum that its discount line takes off. */
export function readDiscount(lines: readonly VendorLine[], currency: string): SalesFormDocument['discount'] {
  const discount = lines.find((each) => kindOf(each) === 'discount');
  if (discount === undefined) return undefined;
  const percent = readDecimal(discount.DiscountLineDetail?.DiscountPercent);
  if (discount.DiscountLineDetail?.PercentBased === true && percent !== undefined) return { percent };
  const amount = readAmount(discount.Amount, currency);
  return amount === undefined || /^[0.]*$/.test(amount) ? undefined : { amount };
}

/** `SubTotalLineDetail` in live answers, `SUB_TOTAL_LINE_DETAIL` in some documented ones. */
function kindOf(each: VendorLine): string {
  return (each.DetailType ?? '')
    .toLowerCase()
    .replaceAll('_', '')
    .replace(/linedetail$/, '');
}
