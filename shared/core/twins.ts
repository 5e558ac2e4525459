// Twins: whether a document found in the ledger under our name or number is exactly ours, and if not, what differs.
import type { InvoiceDocument, LedgerDocument, Snapshot } from './documents.ts';

/** Why a found document is not ours, in words for a person; undefined when it is exactly ours. Never linked on less. */
export function differenceOf(ours: LedgerDocument, theirs: Snapshot): string | undefined {
  if (theirs.status !== 'live') return `it is ${theirs.status}`;
  switch (ours.type) {
    case 'customer':
      return differenceOfCustomers(ours, theirs);
    case 'item':
      return differenceOfItems(ours, theirs);
    case 'invoice':
      return differenceOfInvoices(ours, theirs);
    case 'payment':
      return differenceOfPayments(ours, theirs);
  }
}

/** What differs between our customer and one found by name; undefined when it is exactly ours. */
function differenceOfCustomers(ours: LedgerDocument, theirs: Snapshot): string | undefined {
  const found = theirs.document;
  if (ours.type !== 'customer' || found?.type !== 'customer') return 'it is not a customer';
  if (found.name.toLowerCase() !== ours.name.toLowerCase()) return `its name is "${found.name}"`;
  if (!found.active) return 'it is inactive';
  if (ours.currency !== undefined && found.currency !== undefined && ours.currency !== found.currency) {
    return `its currency is ${found.currency}`;
  }
  const differentMail =
    ours.email !== undefined &&
    found.email !== undefined &&
    ours.email.toLowerCase() !== found.email.toLowerCase();
  return differentMail ? 'its e-mail address differs' : undefined;
}

function differenceOfItems(ours: LedgerDocument, theirs: Snapshot): string | undefined {
  const found = theirs.document;
  if (ours.type !== 'item' || found?.type !== 'item') return 'it is not an item';
  if (found.name.toLowerCase() !== ours.name.toLowerCase()) return `its name is "${found.name}"`;
  if (!found.active) return 'it is inactive';
  const otherAccount = found.incomeAccount !== undefined && found.incomeAccount !== ours.incomeAccount;
  return otherAccount ? 'it is booked on another income account' : undefined;
}

/** Same number, customer, currency, day and lines' sum: ours. Otherwise the first fact that differs. */
function differenceOfInvoices(ours: LedgerDocument, theirs: Snapshot): string | undefined {
  const found = theirs.document;
  if (ours.type !== 'invoice' || found?.type !== 'invoice') return 'it is not an invoice';
  if (found.number !== ours.number) return `its number is ${found.number ?? 'none'}`;
  if (found.customer !== ours.customer) return 'it belongs to another customer';
  if (found.currency !== ours.currency) return `its currency is ${found.currency}`;
  if (found.date !== ours.date) return `its date is ${found.date}`;
  const amounts = (document: InvoiceDocument): string =>
    document.lines.map((line) => line.amount).join(' + ');
  if (amounts(found) !== amounts(ours)) return `its lines are ${amounts(found)}, ours ${amounts(ours)}`;
  const discount = ({ discount: of }: InvoiceDocument): string =>
    of?.amount ?? (of?.percent === undefined ? 'none' : `${of.percent} %`);
  return discount(found) === discount(ours) ? undefined : `its discount is ${discount(found)}`;
}

function differenceOfPayments(ours: LedgerDocument, theirs: Snapshot): string | undefined {
  const found = theirs.document;
  if (ours.type !== 'payment' || found?.type !== 'payment') return 'it is not a payment';
  if (found.customer !== ours.customer) return 'it belongs to another customer';
  if (found.amount !== ours.amount || found.currency !== ours.currency)
    return `its amount is ${found.amount} ${found.currency}`;
  if (found.date !== ours.date) return `its date is ${found.date}`;
  return found.reference === ours.reference ? undefined : `its reference is ${found.reference ?? 'none'}`;
}
