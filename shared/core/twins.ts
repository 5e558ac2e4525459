// Twins: whether a document found in the ledger under our name or number is exactly ours, and if not, what differs.
import type {
  AttachmentDocument,
  CreditNoteDocument,
  CustomerDocument,
  ExpenseDocument,
  InvoiceDocument,
  LedgerDocument,
  RefundReceiptDocument,
  Snapshot,
  SupplierDocument,
} from './documents.ts';
import type { Intent } from './writes.ts';

/** Why a found document is not ours, in words for a person; undefined when it is exactly ours. Never linked on less. */
export function differenceOf(ours: LedgerDocument, theirs: Snapshot): string | undefined {
  if (theirs.status !== 'live') return `it is ${theirs.status}`;
  switch (ours.type) {
    case 'customer':
    case 'supplier':
      return differenceOfParties(ours, theirs);
    case 'item':
      return differenceOfItems(ours, theirs);
    case 'invoice':
    case 'credit_note':
      return differenceOfSalesForms(ours, theirs);
    case 'payment':
      return differenceOfPayments(ours, theirs);
    case 'refund_receipt':
    case 'expense':
      return differenceOfRefunds(ours, theirs);
    case 'cost_centre':
      return theirs.document?.type === 'cost_centre' && theirs.document.number === ours.number
        ? undefined
        : 'it is another cost centre';
    case 'attachment':
      return differenceOfFiles(ours, theirs);
  }
}

/** Beside the same document under the same name: ours, whatever is in it, because the name is our own. */
function differenceOfFiles(ours: AttachmentDocument, theirs: Snapshot): string | undefined {
  const found = theirs.document;
  if (found?.type !== 'attachment') return 'it is not a file';
  if (found.parent.id !== ours.parent.id) return 'it belongs to another document';
  return found.name === ours.name ? undefined : `its name is "${found.name}"`;
}

/** What differs between our customer or supplier and one found by name; undefined when it is exactly ours. */
function differenceOfParties(
  ours: CustomerDocument | SupplierDocument,
  theirs: Snapshot,
): string | undefined {
  const found = theirs.document;
  if (found?.type !== ours.type) return `it is not a ${ours.type}`;
  if (found.name.toLowerCase() !== ours.name.toLowerCase()) return `its name is "${found.name}"`;
  if (!found.active) return 'it is inactive';
  if ('parent' in ours && 'parent' in found && ours.parent !== undefined && found.parent !== ours.parent)
    return 'it stands below another customer, or below none';
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

/**
 * Same number, customer, currency, day and lines: ours. Otherwise the first fact that differs. Where the ledger counts, ours
 * has no number and the one that stands there is none of our saying.
 */
function differenceOfSalesForms(
  ours: InvoiceDocument | CreditNoteDocument,
  theirs: Snapshot,
): string | undefined {
  const found = theirs.document;
  if (found?.type !== ours.type)
    return ours.type === 'invoice' ? 'it is not an invoice' : 'it is not a credit note';
  if (ours.number !== undefined && found.number !== ours.number)
    return `its number is ${found.number ?? 'none'}`;
  if (found.customer !== ours.customer) return 'it belongs to another customer';
  if (found.currency !== ours.currency) return `its currency is ${found.currency}`;
  if (found.date !== ours.date) return `its date is ${found.date}`;
  const amounts = (document: InvoiceDocument | CreditNoteDocument): string =>
    document.lines.map((line) => line.amount).join(' + ');
  if (amounts(found) !== amounts(ours)) return `its lines are ${amounts(found)}, ours ${amounts(ours)}`;
  const discount = ({ discount: of }: InvoiceDocument | CreditNoteDocument): string =>
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

function differenceOfRefunds(
  ours: RefundReceiptDocument | ExpenseDocument,
  theirs: Snapshot,
): string | undefined {
  const found = theirs.document;
  if (found?.type !== ours.type) return 'it is not such a refund';
  if (found.customer !== ours.customer) return 'it belongs to another customer';
  if (found.amount !== ours.amount || found.currency !== ours.currency)
    return `its amount is ${found.amount} ${found.currency}`;
  if (found.date !== ours.date) return `its date is ${found.date}`;
  return found.reference === ours.reference ? undefined : `its reference is ${found.reference ?? 'none'}`;
}

/** The members of ours that a ledger keeps word for word, so that they tell whether our change arrived. */
const WORDS: Readonly<Record<LedgerDocument['type'], readonly string[]>> = {
  customer: ['name', 'email', 'phone', 'active'],
  supplier: ['name', 'email', 'phone', 'active'],
  item: ['name', 'description', 'unitPrice', 'incomeAccount', 'active'],
  invoice: ['number', 'customer', 'currency', 'date', 'dueDate', 'memo'],
  credit_note: ['number', 'customer', 'currency', 'date', 'memo'],
  payment: ['customer', 'currency', 'date', 'amount', 'reference', 'note'],
  refund_receipt: ['customer', 'currency', 'date', 'amount', 'reference', 'note'],
  expense: ['customer', 'currency', 'date', 'amount', 'account', 'reference', 'note'],
  cost_centre: ['number', 'name', 'active'],
  attachment: ['name'],
};

/**
 * Whether the ledger shows what an announced change wanted. Taking a person's edit for ours would only leave it in peace;
 * taking ours for a person's would make a conflict of our own write.
 */
export function stands(
  { operation, document }: Pick<Intent, 'operation' | 'document'>,
  found: Snapshot,
): boolean {
  if (operation === 'void' || operation === 'delete') return hasEnded(found);
  if (found.status !== 'live' || found.document?.type !== document.type) return false;
  const [ours, theirs] = [new Map(Object.entries(document)), new Map(Object.entries(found.document))];
  const sameWords = WORDS[document.type].every(
    (name) => ours.get(name) === undefined || ours.get(name) === theirs.get(name),
  );
  return sameWords && moneyOf(document) === moneyOf(found.document);
}

function hasEnded({ status, document }: Snapshot): boolean {
  return status !== 'live' || (document !== undefined && 'active' in document && !document.active);
}

function moneyOf(document: LedgerDocument): string {
  switch (document.type) {
    case 'customer':
    case 'supplier':
    case 'item':
    case 'refund_receipt':
    case 'expense':
    case 'cost_centre':
    case 'attachment':
      return '';
    case 'invoice':
    case 'credit_note':
      return document.lines
        .map(({ item, account, amount }) => `${item ?? account ?? ''} ${amount}`)
        .join(' + ');
    case 'payment':
      return [
        ...document.applications.map(({ invoice, amount }) => `${invoice} ${amount}`),
        ...(document.credits ?? []).map(({ creditNote, amount }) => `credit ${creditNote} ${amount}`),
      ]
        .sort((a, b) => (a < b ? -1 : 1))
        .join(' + ');
  }
}
