// Credit note: the neutral credit note as a QuickBooks CreditMemo and back.
import type { CreditNoteDocument, DocumentRef } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { salesFormToQuickBooks, readSalesForm } from './sales-forms.ts';
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
  return salesFormToQuickBooks(document, target, company);
}

/** The balance is what of the credit is not applied yet. */
export function creditNoteFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const form = readSalesForm(object, context);
  return form === undefined ? undefined : { ...form, document: { type: 'credit_note', ...form.document } };
}
