// Customer: the neutral customer as a QuickBooks Customer and back.
import * as z from 'zod';
import type { CustomerDocument, DocumentRef } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { freeText, given, TEXT_MAX } from '../texts.ts';
import { partyToQuickBooks, readParty } from './party.ts';
import { ref, refTo, text, type Content } from './parts.ts';

/**
 * The payload. A location is a sub-customer, which QuickBooks calls a job. Its parent is said once, at birth: where people
 * move it in their hierarchy afterwards is theirs to keep.
 */
export function customerToQuickBooks(document: CustomerDocument, target?: DocumentRef): JsonBody {
  const isNewLocation = target === undefined && document.parent !== undefined;
  return {
    ...partyToQuickBooks(document, target),
    ...(isNewLocation ? { Job: true, ParentRef: refTo(document.parent) } : {}),
    Notes: freeText(document.note, TEXT_MAX.customerNotes),
  };
}

const own = z.object({ Notes: text, ParentRef: ref });

export function customerFromQuickBooks(object: unknown): Content | undefined {
  const party = readParty(object);
  const read = own.safeParse(object);
  if (party === undefined || !read.success) return undefined;
  const document: CustomerDocument = {
    type: 'customer',
    ...party,
    note: given(read.data.Notes),
    parent: given(read.data.ParentRef?.value),
  };
  return { document };
}
