// Supplier: the neutral supplier as a QuickBooks Vendor and back.
import type { DocumentRef, SupplierDocument } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { partyToQuickBooks, readParty } from './party.ts';
import type { Content } from './parts.ts';

/** The payload, without a note: the reference documents no such member for vendors. */
export function supplierToQuickBooks(document: SupplierDocument, target?: DocumentRef): JsonBody {
  return partyToQuickBooks(document, target);
}

export function supplierFromQuickBooks(object: unknown): Content | undefined {
  const party = readParty(object);
  return party === undefined ? undefined : { document: { type: 'supplier', ...party } };
}
