// Documents: the counterpart of a record in the ledger, in words that no vendor owns. References are the ledger's own ids.
import type { LocalDate } from './dates.ts';
import type { Amount } from './money.ts';
import type { Address } from './records.ts';

export type DocumentType = 'customer' | 'item' | 'invoice' | 'payment';

export interface CustomerDocument {
  readonly type: 'customer';
  readonly name: string;
  readonly companyName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly currency?: string | undefined;
  readonly address?: Address | undefined;
  readonly note?: string | undefined;
  readonly active: boolean;
}

export interface ItemDocument {
  readonly type: 'item';
  readonly name: string;
  readonly description?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly itemType: 'service' | 'non_inventory';
  readonly incomeAccount?: string | undefined;
  readonly active: boolean;
}

export interface DocumentLine {
  readonly item?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly amount: Amount;
  readonly taxCode?: string | undefined;
}

export interface InvoiceDocument {
  readonly type: 'invoice';
  readonly number?: string | undefined;
  readonly customer: string;
  readonly currency: string;
  readonly exchangeRate?: string | undefined;
  readonly date: LocalDate;
  readonly dueDate?: LocalDate | undefined;
  readonly lines: readonly DocumentLine[];
  readonly discount?:
    { readonly amount?: Amount | undefined; readonly percent?: string | undefined } | undefined;
  readonly taxMode: 'excluded' | 'included' | 'none';
  readonly taxTotal?: Amount | undefined;
  readonly memo?: string | undefined;
  readonly note?: string | undefined;
}

export interface PaymentDocument {
  readonly type: 'payment';
  readonly customer: string;
  readonly currency: string;
  readonly exchangeRate?: string | undefined;
  readonly date: LocalDate;
  readonly amount: Amount;
  /** Absent: the ledger's account for payments that are not deposited yet. */
  readonly depositAccount?: string | undefined;
  readonly method?: string | undefined;
  readonly reference?: string | undefined;
  /** `invoice` is the ledger's id of the invoice document. */
  readonly applications: readonly { readonly invoice: string; readonly amount: Amount }[];
  readonly note?: string | undefined;
}

export type LedgerDocument = CustomerDocument | ItemDocument | InvoiceDocument | PaymentDocument;

/** Which version of which document. */
export interface DocumentRef {
  readonly type: DocumentType;
  readonly id: string;
  /** The ledger's own version word (QuickBooks: SyncToken). */
  readonly revision: string;
  /** Milliseconds UTC of the ledger's last change of it. */
  readonly updatedAt: number;
}

/** A document as the ledger shows it now: what a read, a change feed and the answer of a write all give. */
export interface Snapshot {
  readonly ref: DocumentRef;
  readonly status: 'live' | 'voided' | 'deleted';
  /** Absent when the ledger tells no more than that it is gone. */
  readonly document?: LedgerDocument | undefined;
  readonly total?: Amount | undefined;
  /** What is still open on an invoice, or not applied of a payment. */
  readonly balance?: Amount | undefined;
}

/** The document type that a record kind becomes. */
export const DOCUMENT_OF_KIND = {
  customer: 'customer',
  item: 'item',
  invoice: 'invoice',
  payment: 'payment',
} as const;
