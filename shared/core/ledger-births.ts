// Ledger births: invoices, money and refunds that were entered in the ledger, as their product hears of them to mirror them.
import { customRead, customSaid } from './custom-fields.ts';
import type { LocalDate } from './dates.ts';
import type {
  DocumentId,
  DocumentType,
  InvoiceDocument,
  PaymentDocument,
  RefundReceiptDocument,
  Snapshot,
} from './documents.ts';
import type { Change, ChangeType } from './feed.ts';
import type { Policy } from './policy.ts';

/** The types that are told, what is leant on before what leans on it. */
export const BORN_TYPES = [
  'customer',
  'item',
  'invoice',
  'payment',
  'refund_receipt',
] as const satisfies readonly DocumentType[];

/** What has to be known beside the document. */
export interface BirthContext {
  readonly policy: Policy;
  /** The source's id of the record that a document is linked with, where there is one. */
  readonly sourceIdOf: (document: DocumentId) => string | undefined;
  /** Where people find a document in the ledger, where the ledger has such an address. */
  readonly pageOf: (document: DocumentId) => string | undefined;
}

/** Whether the policy has anything of a type come in that was born in the ledger (C2, C6, C8, C10). */
export function comesIn(type: DocumentType, { customers, invoices, payments, refunds }: Policy): boolean {
  if (type === 'customer') return customers.createIn === 'both';
  if (type === 'item' || type === 'invoice') return invoices.inbound === 'all';
  if (type === 'payment') return payments.direction === 'both';
  return type === 'refund_receipt' && payments.direction === 'both' && refunds.mode === 'manual_task';
}

/** What the product is told of a document that no record is linked with; undefined if nothing. */
export function birthOf(snapshot: Snapshot, context: BirthContext): Change | undefined {
  const { ref, status, document } = snapshot;
  const { policy } = context;
  if (status !== 'live' || document === undefined || !comesIn(ref.type, policy)) return undefined;
  if ('date' in document && isTooOld(document.date, policy)) return undefined;
  const told = (type: ChangeType, data: Readonly<Record<string, unknown>>): Change => ({
    id: `${ref.type}/${ref.id}:${ref.revision}:${type}`,
    type,
    data: { ledgerId: ref.id, updatedAt: ref.updatedAt, link: context.pageOf(ref), ...data },
  });
  if (document.type === 'invoice') return told('invoice.imported', invoiceSaid(document, snapshot, context));
  if (document.type === 'payment')
    return document.applications.length === 0
      ? undefined
      : told('payment.imported', paymentSaid(document, context));
  return document.type === 'refund_receipt'
    ? told('refund.recorded', refundSaid(document, context))
    : undefined;
}

/** C16: what the policy leaves behind on the way out is left behind on the way in as well. */
function isTooOld(date: LocalDate, { backfill: { exportFrom } }: Policy): boolean {
  return exportFrom !== undefined && date < exportFrom;
}

/** HUB-12, HUB-16: a mirror belongs to no deal, and nobody is billed by it. */
function invoiceSaid(
  { number, customer, currency, date, dueDate, lines, discount, taxTotal, memo, custom }: InvoiceDocument,
  { total, balance }: Snapshot,
  { policy, sourceIdOf }: BirthContext,
) {
  return {
    number,
    ...customerSaid(customer, sourceIdOf),
    currency,
    date,
    dueDate,
    lines: lines.map(({ item, ...line }) => ({
      ...line,
      itemId: item === undefined ? undefined : sourceIdOf({ type: 'item', id: item }),
      itemLedgerId: item,
    })),
    discount,
    taxTotal,
    total,
    balance,
    memo,
    custom: customSaid(custom, customRead(policy), policy),
    billable: false,
    dealId: null,
  };
}

/** HUB-17: what came in, when, and for which invoices. */
function paymentSaid(
  { customer, currency, date, amount, method, reference, applications }: PaymentDocument,
  { policy, sourceIdOf }: BirthContext,
) {
  const methods = Object.entries(policy.payments.methodMap).filter(([, id]) => id === method);
  return {
    ...customerSaid(customer, sourceIdOf),
    currency,
    date,
    amount,
    method: methods.length === 1 ? methods[0]?.[0] : undefined,
    methodLedgerId: method,
    reference,
    allocations: applications.map(({ invoice, amount: paid }) => ({
      invoiceId: sourceIdOf({ type: 'invoice', id: invoice }),
      invoiceLedgerId: invoice,
      amount: paid,
    })),
  };
}

/** HUB-26: a refund is nobody's record; the product only hears that somebody has a task. */
function refundSaid(
  { customer, currency, date, amount, number, description }: RefundReceiptDocument,
  { sourceIdOf }: BirthContext,
) {
  const what = { currency, date, amount, number, description };
  return { ...customerSaid(customer, sourceIdOf), ...what, task: 'repeat_refund_at_source' };
}

function customerSaid(customer: string, sourceIdOf: BirthContext['sourceIdOf']) {
  return { customerId: sourceIdOf({ type: 'customer', id: customer }), customerLedgerId: customer };
}

/** The documents that a born one refers to, whose records its product may know. */
export function namedIn({ document }: Snapshot): readonly DocumentId[] {
  if (document === undefined || !('customer' in document)) return [];
  const customer: DocumentId = { type: 'customer', id: document.customer };
  if (document.type === 'invoice')
    return [
      customer,
      ...document.lines.flatMap(({ item: id }) => (id === undefined ? [] : [{ type: 'item', id } as const])),
    ];
  if (document.type === 'payment')
    return [customer, ...document.applications.map(({ invoice: id }) => ({ type: 'invoice', id }) as const)];
  return [customer];
}
