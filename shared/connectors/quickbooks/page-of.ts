// Page of: where people find a document in QuickBooks' own pages.
import type { DocumentType } from '../../core/documents.ts';
import type { DocumentId } from '../../storage/ports.ts';
import { QUICKBOOKS_ENDPOINTS, type QuickBooksEndpoints } from './endpoints.ts';

/** Paths as they stand in a browser's address bar; Intuit documents none of them. */
const PATHS: Readonly<Partial<Record<DocumentType, string>>> = {
  customer: 'customerdetail?nameId=',
  supplier: 'vendordetail?nameId=',
  invoice: 'invoice?txnId=',
  credit_note: 'creditmemo?txnId=',
  payment: 'recvpayment?txnId=',
  refund_receipt: 'refundreceipt?txnId=',
  expense: 'expense?txnId=',
};

/** The address; undefined for what has no page. Whoever opens it has to be signed in to that company. */
export function pageOf({ api }: QuickBooksEndpoints, { type, id }: DocumentId): string | undefined {
  const path = PATHS[type];
  return path === undefined ? undefined : `${siteOf(api)}/app/${path}${encodeURIComponent(id)}`;
}

/** A simulator has no pages, and one address for everything. */
function siteOf(api: string): string {
  if (api === QUICKBOOKS_ENDPOINTS.production.api) return 'https://qbo.intuit.com';
  return api === QUICKBOOKS_ENDPOINTS.sandbox.api ? 'https://sandbox.qbo.intuit.com' : api;
}
