// Refund receipt: money given back for what was sold, as a QuickBooks RefundReceipt and back.
import * as z from 'zod';
import type { DocumentRef, RefundReceiptDocument } from '../../../core/documents.ts';
import { readAmount, readDecimal } from '../amounts.ts';
import { jsonNumber, type JsonBody } from '../json.ts';
import { freeText, given, paymentReference, TEXT_MAX } from '../texts.ts';
import { contentLines, lineList } from './lines.ts';
import { exchangeRateOf, ref, refTo, text, versionOf } from './parts.ts';
import type { Company, Content, ReadContext } from './parts.ts';

/**
 * The payload: one line of the whole amount. Outside the US tax is inside of it. In the US nothing is taxed on it, because
 * there tax only ever comes on top and the amount is what was really given back.
 */
export function refundReceiptToQuickBooks(
  document: RefundReceiptDocument,
  target?: DocumentRef,
  company: Company = {},
): JsonBody {
  return {
    ...versionOf(target),
    DocNumber: document.number,
    CustomerRef: refTo(document.customer),
    CurrencyRef: refTo(document.currency),
    ExchangeRate: exchangeRateOf(document, company),
    TxnDate: document.date,
    // The name misleads: the account the money leaves (RefundReceipt reference).
    DepositToAccountRef: refTo(document.paidFrom),
    PaymentMethodRef: refTo(document.method),
    PaymentRefNum: paymentReference(document.reference),
    ...moneyOf(document, company),
    PrivateNote: freeText(document.note, TEXT_MAX.privateNote),
  };
}

function moneyOf(document: RefundReceiptDocument, company: Company): JsonBody {
  const us = company.country?.toUpperCase() === 'US';
  const taxed = !us && document.taxCode !== undefined;
  const code = us ? 'NON' : document.taxCode;
  const amount = jsonNumber(document.amount);
  return {
    GlobalTaxCalculation: us ? undefined : taxed ? 'TaxInclusive' : 'NotApplicable',
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: amount,
        Description: freeText(document.description, TEXT_MAX.description),
        SalesItemLineDetail: {
          ItemRef: refTo(document.item),
          TaxCodeRef: refTo(code),
          TaxInclusiveAmt: taxed ? amount : undefined,
        },
      },
    ],
  };
}

const receipt = z.object({
  DocNumber: text,
  CustomerRef: z.object({ value: z.string() }),
  CurrencyRef: ref,
  ExchangeRate: text,
  TxnDate: z.string(),
  TotalAmt: text,
  DepositToAccountRef: ref,
  PaymentMethodRef: ref,
  PaymentRefNum: text,
  Line: lineList,
  PrivateNote: text,
});

/** The receipt by its total: lines a person splits it into give the same money back. */
export function refundReceiptFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const read = receipt.safeParse(object);
  const currency = read.success ? (given(read.data.CurrencyRef?.value) ?? context.homeCurrency) : undefined;
  if (!read.success || currency === undefined) return undefined;
  const form = read.data;
  const amount = readAmount(form.TotalAmt, currency);
  if (amount === undefined) return undefined;
  const rate = readDecimal(form.ExchangeRate);
  const [line] = contentLines(form.Line);
  const code = given(line?.SalesItemLineDetail?.TaxCodeRef?.value);
  const document: RefundReceiptDocument = {
    type: 'refund_receipt',
    number: given(form.DocNumber),
    customer: form.CustomerRef.value,
    currency,
    exchangeRate: rate === '1' ? undefined : rate,
    date: form.TxnDate.slice(0, 10),
    amount,
    paidFrom: given(form.DepositToAccountRef?.value) ?? '',
    item: given(line?.SalesItemLineDetail?.ItemRef?.value),
    taxCode: code === 'NON' ? undefined : code,
    description: given(line?.Description),
    method: given(form.PaymentMethodRef?.value),
    reference: given(form.PaymentRefNum),
    note: given(form.PrivateNote),
  };
  return { document, total: amount };
}
