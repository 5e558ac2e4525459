// Documents: the one place that knows which QuickBooks entity a document type is, and how each is written and read.
import type { DocumentRef, DocumentType, LedgerDocument, Snapshot } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { creditNoteFromQuickBooks, creditNoteToQuickBooks } from './credit-note.ts';
import { customerFromQuickBooks, customerToQuickBooks } from './customer.ts';
import { expenseFromQuickBooks, expenseToQuickBooks } from './expense.ts';
import { invoiceFromQuickBooks, invoiceToQuickBooks } from './invoice.ts';
import { itemEnd, itemFromQuickBooks, itemToQuickBooks } from './item.ts';
import { snapshotOf, type Company, type Content, type ReadContext } from './parts.ts';
import { partyEnd } from './party.ts';
import { paymentFromQuickBooks, paymentToQuickBooks } from './payment.ts';
import { refundReceiptFromQuickBooks, refundReceiptToQuickBooks } from './refund-receipt.ts';
import { supplierFromQuickBooks, supplierToQuickBooks } from './supplier.ts';

interface Entity {
  /** As it is spelled in bodies and queries; in paths it stands in lower case. */
  readonly name: string;
  /** Names can be made inactive and hide from queries then; transactions are voided or deleted. */
  readonly family: 'name' | 'transaction';
  readonly contentOf: (object: unknown, context: ReadContext) => Content | undefined;
}

/** What others keep and QuickBooks does not, or not yet through us. */
type QuickBooksType = Exclude<DocumentType, 'cost_centre' | 'attachment'>;

const ENTITIES: Readonly<Record<QuickBooksType, Entity>> = {
  customer: { name: 'Customer', family: 'name', contentOf: customerFromQuickBooks },
  supplier: { name: 'Vendor', family: 'name', contentOf: supplierFromQuickBooks },
  item: { name: 'Item', family: 'name', contentOf: itemFromQuickBooks },
  invoice: { name: 'Invoice', family: 'transaction', contentOf: invoiceFromQuickBooks },
  credit_note: { name: 'CreditMemo', family: 'transaction', contentOf: creditNoteFromQuickBooks },
  payment: { name: 'Payment', family: 'transaction', contentOf: paymentFromQuickBooks },
  refund_receipt: { name: 'RefundReceipt', family: 'transaction', contentOf: refundReceiptFromQuickBooks },
  expense: { name: 'Purchase', family: 'transaction', contentOf: expenseFromQuickBooks },
};

/** The entity of a document type. Throws for one that the abilities never offered. */
export function entityOf(type: DocumentType): Entity {
  if (type === 'cost_centre' || type === 'attachment') throw new Error(`QuickBooks keeps no ${type} of ours`);
  return ENTITIES[type];
}

/** All document types this connector knows, in the order in which they lean on each other. */
export const DOCUMENT_TYPES = [
  'customer',
  'supplier',
  'item',
  'invoice',
  'credit_note',
  'payment',
  'refund_receipt',
  'expense',
] as const satisfies readonly DocumentType[];

/** The payload of a create, or with a target of an update. */
export function toQuickBooks(document: LedgerDocument, target?: DocumentRef, company?: Company): JsonBody {
  switch (document.type) {
    case 'customer':
      return customerToQuickBooks(document, target);
    case 'supplier':
      return supplierToQuickBooks(document, target);
    case 'item':
      return itemToQuickBooks(document, target);
    case 'invoice':
      return invoiceToQuickBooks(document, target, company);
    case 'credit_note':
      return creditNoteToQuickBooks(document, target, company);
    case 'payment':
      return paymentToQuickBooks(document, target, company);
    case 'refund_receipt':
      return refundReceiptToQuickBooks(document, target, company);
    case 'expense':
      return expenseToQuickBooks(document, target, company);
    case 'cost_centre':
    case 'attachment':
      throw new Error(`QuickBooks keeps no ${document.type} of ours`);
  }
}

/** The payload that makes a party or an item inactive; undefined for what can be voided or deleted. */
export function toInactive(document: LedgerDocument, target: DocumentRef): JsonBody | undefined {
  if (document.type === 'customer' || document.type === 'supplier') return partyEnd(target);
  return document.type === 'item' ? itemEnd(document, target) : undefined;
}

/** What an object of QuickBooks says; undefined when it cannot be understood. */
export function fromQuickBooks(
  type: DocumentType,
  object: unknown,
  context: ReadContext,
): Snapshot | undefined {
  return snapshotOf(type, object, context, entityOf(type).contentOf);
}
