// Expense: money given back as an expense on the customer, as a QuickBooks Purchase and back.
import * as z from 'zod';
import type { DocumentRef, ExpenseDocument } from '../../../core/documents.ts';
import { readAmount, readDecimal } from '../amounts.ts';
import { jsonNumber, type JsonBody } from '../json.ts';
import { freeText, given, paymentReference, TEXT_MAX } from '../texts.ts';
import { exchangeRateOf, ref, refTo, text, versionOf } from './parts.ts';
import type { Company, Content, ReadContext } from './parts.ts';

/**
 * The payload: one line on the receivables of the customer, who is the payee; it carries no sales tax. The kind of
 * payment goes along in every write, a sparse update without it is refused (2020, measured).
 */
export function expenseToQuickBooks(
  document: ExpenseDocument,
  target?: DocumentRef,
  company: Company = {},
): JsonBody {
  const us = company.country?.toUpperCase() === 'US';
  return {
    ...versionOf(target),
    PaymentType: company.cards?.includes(document.paidFrom) === true ? 'CreditCard' : 'Cash',
    AccountRef: refTo(document.paidFrom),
    EntityRef: { value: document.customer, type: 'Customer' },
    DocNumber: paymentReference(document.reference),
    CurrencyRef: refTo(document.currency),
    ExchangeRate: exchangeRateOf(document, company),
    TxnDate: document.date,
    PaymentMethodRef: refTo(document.method),
    GlobalTaxCalculation: us ? undefined : 'NotApplicable',
    Line: [
      {
        DetailType: 'AccountBasedExpenseLineDetail',
        Amount: jsonNumber(document.amount),
        Description: freeText(document.description, TEXT_MAX.description),
        AccountBasedExpenseLineDetail: { AccountRef: refTo(document.account) },
      },
    ],
    PrivateNote: freeText(document.note, TEXT_MAX.privateNote),
  };
}

const purchase = z.object({
  DocNumber: text,
  EntityRef: z.object({ value: z.string(), type: text }).nullish(),
  AccountRef: ref,
  CurrencyRef: ref,
  ExchangeRate: text,
  TxnDate: z.string(),
  TotalAmt: text,
  PaymentMethodRef: ref,
  Line: z
    .array(
      z.object({
        Description: text,
        AccountBasedExpenseLineDetail: z.object({ AccountRef: ref }).nullish(),
      }),
    )
    .nullish(),
  PrivateNote: text,
});

/** Only what is spent on a customer is an expense of ours; all other purchases of the company have no content. */
export function expenseFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const read = purchase.safeParse(object);
  const currency = read.success ? (given(read.data.CurrencyRef?.value) ?? context.homeCurrency) : undefined;
  if (!read.success || currency === undefined) return undefined;
  const form = read.data;
  const amount = readAmount(form.TotalAmt, currency);
  if (amount === undefined || form.EntityRef?.type?.toLowerCase() !== 'customer') return undefined;
  const rate = readDecimal(form.ExchangeRate);
  const document: ExpenseDocument = {
    type: 'expense',
    customer: form.EntityRef.value,
    currency,
    exchangeRate: rate === '1' ? undefined : rate,
    date: form.TxnDate.slice(0, 10),
    amount,
    paidFrom: given(form.AccountRef?.value) ?? '',
    account: accountsOf(form),
    description: given(form.Line?.[0]?.Description),
    method: given(form.PaymentMethodRef?.value),
    reference: given(form.DocNumber),
    note: given(form.PrivateNote),
  };
  return { document, total: amount };
}

/** The account of the one line that we write; several, if a person has split it, so that the edit is seen. */
function accountsOf({ Line: lines }: z.infer<typeof purchase>): string {
  const accounts = (lines ?? []).map((line) => line.AccountBasedExpenseLineDetail?.AccountRef?.value ?? '?');
  return accounts.join(' + ');
}
