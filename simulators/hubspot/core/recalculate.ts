// What HubSpot works out after a change: the payments and invoices around a record, each once.
import { linked } from './associations.ts';
import { KINDS } from './catalog.ts';
import { recalculateInvoice } from './invoices.ts';
import { recalculatePayment } from './payments.ts';
import { recordOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';

/** Works out everything that hangs on these records, which may be archived by now. */
export function recalculate(portal: Portal, records: readonly Stored[]): void {
  const invoices = around(portal, records, KINDS.invoice.typeId);
  const payments = around(portal, records, KINDS.payment.typeId);
  // An invoice that came or went changes what its payments are told of it.
  const theirs = invoices.flatMap(({ id }) =>
    linked(portal, { typeId: KINDS.invoice.typeId, id }, KINDS.payment.typeId),
  );
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

function around(portal: Portal, records: readonly Stored[], typeId: string): readonly Stored[] {
  return unique(
    records.flatMap((record) => (record.typeId === typeId ? [record] : linked(portal, record, typeId))),
  );
}

function unique(records: readonly Stored[]): readonly Stored[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
