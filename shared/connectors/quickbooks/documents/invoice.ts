// Invoice: the neutral invoice as a QuickBooks Invoice and back.
import * as z from 'zod';
import type { DocumentRef, InvoiceDocument } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { given } from '../texts.ts';
import { billToQuickBooks, readBill } from './bills.ts';
import { text, type Company, type Content, type ReadContext } from './parts.ts';

/** The payload: a bill with the day it is due. */
export function invoiceToQuickBooks(
  document: InvoiceDocument,
  target?: DocumentRef,
  company?: Company,
): JsonBody {
  return { ...billToQuickBooks(document, target, company), DueDate: document.dueDate };
}

const due = z.object({ DueDate: text });

export function invoiceFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const bill = readBill(object, context);
  const read = due.safeParse(object);
  if (bill === undefined || !read.success) return undefined;
  const dueDate = given(read.data.DueDate)?.slice(0, 10);
  return { ...bill, document: { type: 'invoice', ...bill.document, dueDate } };
}
