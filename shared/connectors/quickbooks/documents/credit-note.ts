// Credit note: the neutral credit note as a QuickBooks CreditMemo and back.
import type { CreditNoteDocument, DocumentRef } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { billToQuickBooks, readBill } from './bills.ts';
import type { Company, Content, ReadContext } from './parts.ts';

/**
 * The payload. It names no invoice: QuickBooks has no such member, a payment of zero links the two afterwards. It cannot
 * be voided through the API, only deleted (Intuit documents no void for it).
 */
export function creditNoteToQuickBooks(
  document: CreditNoteDocument,
  target?: DocumentRef,
  company?: Company,
): JsonBody {
  return billToQuickBooks(document, target, company);
}

/** The balance is what of the credit is not applied yet. */
export function creditNoteFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const bill = readBill(object, context);
  return bill === undefined ? undefined : { ...bill, document: { type: 'credit_note', ...bill.document } };
}
