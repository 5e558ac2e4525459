// What HubSpot works out after a change: the payments and invoices around a record, each once.
import { linked } from './associations.ts';
import { KINDS } from './catalog.ts';
import { recalculateInvoice } from './invoices.ts';
import { recalculatePayment } from './payments.ts';
import { recordOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';

/**
 * Works out everything that hangs on records whose values changed, or that came or went; `touched` are records that only
 * their associations changed for. A contact with a thousand invoices is not looked at for one invoice more.
 */
export function recalculate(
  portal: Portal,
  changed: readonly Stored[],
  touched: readonly Stored[] = [],
): void {
  const concerned = (typeId: string) =>
    unique([
      ...[...changed, ...touched].filter((record) => record.typeId === typeId),
      ...changed.flatMap((record) => linked(portal, record, typeId)),
    ]);
  const invoices = concerned(KINDS.invoice.typeId);
  const payments = concerned(KINDS.payment.typeId);
  // An invoice that came or went changes what its payments are told of it.
  const theirs = invoices.flatMap((invoice) => linked(portal, invoice, KINDS.payment.typeId));
  for (const { id } of unique([...payments, ...theirs])) {
    const payment = recordOf(portal, KINDS.payment.typeId, id);
    if (payment?.archivedAt === null) recalculatePayment(portal, payment);
  }
  const also = payments.flatMap((payment) => linked(portal, payment, KINDS.invoice.typeId));
  for (const { id } of unique([...invoices, ...also])) {
    const invoice = recordOf(portal, KINDS.invoice.typeId, id);
    if (invoice?.archivedAt === null) recalculateInvoice(portal, invoice);
  }
}

function unique(records: readonly Stored[]): readonly Stored[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
