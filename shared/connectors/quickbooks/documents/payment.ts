// Payment: the neutral payment with its applications as a QuickBooks Payment and back.
import * as z from 'zod';
import type { DocumentRef, PaymentDocument } from '../../../core/documents.ts';
import type { Amount } from '../../../core/money.ts';
import { readAmount, readDecimal } from '../amounts.ts';
import { jsonNumber, type JsonBody } from '../json.ts';
import { freeText, given, paymentReference, TEXT_MAX } from '../texts.ts';
import { exchangeRateOf, ref, refTo, text, versionOf } from './parts.ts';
import type { Company, Content, ReadContext } from './parts.ts';

/**
 * The payload. Updates are sparse with the whole list of applications: amounts without their lines are refused, lines
 * left out are unlinked. A payment without applications stays on the customer as a credit. A payment of zero with an
 * invoice and a credit note of the same amount applies the one to the other.
 */
export function paymentToQuickBooks(
  document: PaymentDocument,
  target?: DocumentRef,
  company: Company = {},
): JsonBody {
  return {
    ...versionOf(target),
    CustomerRef: refTo(document.customer),
    CurrencyRef: refTo(document.currency),
    ExchangeRate: exchangeRateOf(document, company),
    TxnDate: document.date,
    TotalAmt: jsonNumber(document.amount),
    PaymentRefNum: paymentReference(document.reference),
    PaymentMethodRef: refTo(document.method),
    // Left out, QuickBooks books it to Undeposited Funds.
    DepositToAccountRef: refTo(document.depositAccount),
    Line: [
      ...document.applications.map(({ invoice, amount }) => linkTo('Invoice', invoice, amount)),
      ...(document.credits ?? []).map(({ creditNote, amount }) => linkTo('CreditMemo', creditNote, amount)),
    ],
    PrivateNote: freeText(document.note, TEXT_MAX.privateNote),
  };
}

function linkTo(type: 'Invoice' | 'CreditMemo', id: string, amount: Amount): JsonBody {
  return { Amount: jsonNumber(amount), LinkedTxn: [{ TxnId: id, TxnType: type }] };
}

const payment = z.object({
  CustomerRef: z.object({ value: z.string() }),
  CurrencyRef: ref,
  ExchangeRate: text,
  // The documented answer to a void leaves out the date.
  TxnDate: text,
  TotalAmt: text,
  UnappliedAmt: text,
  PaymentRefNum: text,
  PaymentMethodRef: ref,
  DepositToAccountRef: ref,
  Line: z
    .array(
      z.object({
        Amount: text,
        LinkedTxn: z.array(z.object({ TxnId: z.string(), TxnType: text })).nullish(),
      }),
    )
    .nullish(),
  PrivateNote: text,
});

/** The payment without its link to a bank deposit: being deposited is no edit of the document. */
export function paymentFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const read = payment.safeParse(object);
  const currency = read.success ? (given(read.data.CurrencyRef?.value) ?? context.homeCurrency) : undefined;
  if (!read.success || currency === undefined) return undefined;
  const form = read.data;
  const amount = readAmount(form.TotalAmt, currency);
  if (amount === undefined) return undefined;
  const rate = readDecimal(form.ExchangeRate);
  const credits = linksTo(form, 'CreditMemo', currency).map(({ id: creditNote, amount: part }) => ({
    creditNote,
    amount: part,
  }));
  const document: PaymentDocument = {
    type: 'payment',
    customer: form.CustomerRef.value,
    currency,
    exchangeRate: rate === '1' ? undefined : rate,
    date: form.TxnDate?.slice(0, 10) ?? '',
    amount,
    depositAccount: given(form.DepositToAccountRef?.value),
    method: given(form.PaymentMethodRef?.value),
    reference: given(form.PaymentRefNum),
    applications: linksTo(form, 'Invoice', currency).map(({ id: invoice, amount: part }) => ({
      invoice,
      amount: part,
    })),
    credits: credits.length === 0 ? undefined : credits,
    note: given(form.PrivateNote),
  };
  return { document, total: amount, balance: readAmount(form.UnappliedAmt, currency) };
}

/** Amounts of one kind of linked transaction, ordered by id: QuickBooks keeps no order of its own that one could rely on. */
function linksTo(
  form: z.infer<typeof payment>,
  type: 'Invoice' | 'CreditMemo',
  currency: string,
): readonly { readonly id: string; readonly amount: Amount }[] {
  return (form.Line ?? [])
    .flatMap((line) => {
      const id = line.LinkedTxn?.find(({ TxnType: word }) => word === type)?.TxnId;
      const amount = readAmount(line.Amount, currency);
      return id === undefined || amount === undefined ? [] : [{ id, amount }];
    })
    .sort((a, b) => compare(a.id, b.id) || compare(a.amount, b.amount));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
