// Sales forms: what invoices and credit notes have in common, as QuickBooks has them and back.
import * as z from 'zod';
import type { DocumentRef } from '../../../core/documents.ts';
import { readAmount, readDecimal } from '../amounts.ts';
import type { JsonBody } from '../json.ts';
import { freeText, given, TEXT_MAX } from '../texts.ts';
import { contentLines, lineList, linesToQuickBooks, readDiscount, readLine } from './lines.ts';
import { exchangeRateOf, ref, refTo, text, versionOf } from './parts.ts';
import type { SalesFormDocument, Company, ReadContext } from './parts.ts';
import { formTax, isUs, readTax } from './tax.ts';

/**
 * The payload. Updates are sparse: a full one sets everything that is left out to null, and people add terms, e-mail
 * addresses, classes and custom fields to our forms. The lines are always the whole list. A memo that is gone at the
 * source is emptied, because it is printed on the customer's paper; a private note is not, it may hold people's words.
 */
export function salesFormToQuickBooks(
  document: SalesFormDocument,
  target?: DocumentRef,
  company: Company = {},
): JsonBody {
  const us = isUs(document, company);
  const memo = freeText(document.memo, TEXT_MAX.customerMemo);
  return {
    ...versionOf(target),
    DocNumber: document.number,
    CustomerRef: refTo(document.customer),
    CurrencyRef: refTo(document.currency),
    ExchangeRate: exchangeRateOf(document, company),
    TxnDate: document.date,
    Line: linesToQuickBooks(document, us),
    ...formTax(document, us),
    CustomerMemo: memo === undefined && target === undefined ? undefined : { value: memo ?? '' },
    PrivateNote: freeText(document.note, TEXT_MAX.privateNote),
  };
}

const salesForm = z.object({
  DocNumber: text,
  CustomerRef: z.object({ value: z.string() }),
  CurrencyRef: ref,
  ExchangeRate: text,
  TxnDate: z.string(),
  Line: lineList,
  GlobalTaxCalculation: text,
  TxnTaxDetail: z.object({ TxnTaxCodeRef: ref, TotalTax: text }).nullish(),
  CustomerMemo: ref,
  PrivateNote: text,
  TotalAmt: text,
  Balance: text,
});

/** A form as it was read, without what only its own type has. */
export interface ReadSalesForm {
  readonly document: Omit<SalesFormDocument, 'type'>;
  readonly total: string | undefined;
  readonly balance: string | undefined;
}

/** The form without anything that a payment, an e-mail or a print changes: those are no edits of the document. */
export function readSalesForm(object: unknown, context: ReadContext): ReadSalesForm | undefined {
  const read = salesForm.safeParse(object);
  const currency = read.success ? (given(read.data.CurrencyRef?.value) ?? context.homeCurrency) : undefined;
  if (!read.success || currency === undefined) return undefined;
  const form = read.data;
  const rate = readDecimal(form.ExchangeRate);
  const document = {
    number: given(form.DocNumber),
    customer: form.CustomerRef.value,
    currency,
    exchangeRate: rate === '1' ? undefined : rate,
    date: form.TxnDate.slice(0, 10),
    ...moneyOf(form, currency),
    memo: given(form.CustomerMemo?.value),
    note: given(form.PrivateNote),
  };
  return {
    document,
    total: readAmount(form.TotalAmt, currency),
    balance: readAmount(form.Balance, currency),
  };
}

function moneyOf(
  form: z.infer<typeof salesForm>,
  currency: string,
): Pick<SalesFormDocument, 'lines' | 'discount' | 'taxMode' | 'taxTotal'> {
  const lines = contentLines(form.Line);
  const tax = readTax({
    calculation: form.GlobalTaxCalculation,
    totalTax: form.TxnTaxDetail?.TotalTax,
    formCode: form.TxnTaxDetail?.TxnTaxCodeRef?.value,
    lineCodes: lines.map((line) => given(line.SalesItemLineDetail?.TaxCodeRef?.value)),
    currency,
  });
  const shape = { currency, included: tax.mode === 'included' };
  return {
    lines: lines.map((line) => readLine(line, shape, tax.codeOf)),
    discount: readDiscount(form.Line, currency),
    taxMode: tax.mode,
    taxTotal: tax.total,
  };
}
