// Documents: the counterpart of a record in the ledger, in words that no vendor owns. References are the ledger's own ids.
import type { LocalDate } from './dates.ts';
import type { Amount } from './money.ts';
import type { Policy } from './policy.ts';
import type { Address, RecordKind } from './records.ts';

export type DocumentType =
  | 'customer'
  | 'supplier'
  | 'cost_centre'
  | 'item'
  | 'invoice'
  | 'credit_note'
  | 'payment'
  | 'refund_receipt'
  | 'expense'
  | 'attachment';

/** Which document, whatever its version. */
export interface DocumentId {
  readonly type: DocumentType;
  /** The ledger's own id; unique within a type, and some ledgers share one count among several. */
  readonly id: string;
}

/** Which document, as one text. */
export function documentName({ type, id }: DocumentId): string {
  return `${type}/${id}`;
}

/** What customers and suppliers have in common. */
interface PartyDocument {
  readonly name: string;
  readonly companyName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly currency?: string | undefined;
  readonly address?: Address | undefined;
  readonly note?: string | undefined;
  readonly active: boolean;
  /** The number by which the ledger's people know it, where the ledger gives one. */
  readonly number?: string | undefined;
  /** In the register of companies of its country. */
  readonly registrationNumber?: string | undefined;
  readonly taxNumber?: string | undefined;
  /** Where letters go, if not to `address`. */
  readonly postalAddress?: Address | undefined;
  /** Where invoices are mailed to, if not to `email`. */
  readonly invoiceEmail?: string | undefined;
}

export interface CustomerDocument extends PartyDocument {
  readonly type: 'customer';
  /** The customer of which this one is a location. */
  readonly parent?: string | undefined;
}

export interface SupplierDocument extends PartyDocument {
  readonly type: 'supplier';
}

/** What costs and revenue are gathered by, beside the accounts. */
export interface CostCentreDocument {
  readonly type: 'cost_centre';
  readonly number: string;
  readonly name: string;
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
  /** The account it is booked on, where the ledger books lines on accounts and not on items. */
  readonly account?: string | undefined;
  readonly costCentre?: string | undefined;
}

/** What invoices and credit notes have in common. Amounts of a credit note are positive. */
interface SalesFormDocument {
  readonly number?: string | undefined;
  readonly customer: string;
  readonly currency: string;
  readonly exchangeRate?: string | undefined;
  readonly date: LocalDate;
  readonly lines: readonly DocumentLine[];
  readonly discount?:
    { readonly amount?: Amount | undefined; readonly percent?: string | undefined } | undefined;
  readonly taxMode: 'excluded' | 'included' | 'none';
  readonly taxTotal?: Amount | undefined;
  /** The tax by code, where its source says so. */
  readonly taxes?: readonly { readonly taxCode: string; readonly amount: Amount }[] | undefined;
  readonly memo?: string | undefined;
  readonly note?: string | undefined;
}

export interface InvoiceDocument extends SalesFormDocument {
  readonly type: 'invoice';
  readonly dueDate?: LocalDate | undefined;
  /** Custom fields by the ledger's ids, only those that a policy maps. An empty text empties the field. */
  readonly custom?: Readonly<Record<string, string>> | undefined;
}

export interface CreditNoteDocument extends SalesFormDocument {
  readonly type: 'credit_note';
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
  /** Credit notes that pay, beside or instead of money. `creditNote` is the ledger's id of the credit note's document. */
  readonly credits?: readonly { readonly creditNote: string; readonly amount: Amount }[] | undefined;
  readonly note?: string | undefined;
}

/** Money given back for what was sold, as a document of its own that touches no invoice. */
export interface RefundReceiptDocument {
  readonly type: 'refund_receipt';
  readonly number?: string | undefined;
  readonly customer: string;
  readonly currency: string;
  readonly exchangeRate?: string | undefined;
  readonly date: LocalDate;
  /** What is given back, tax included. */
  readonly amount: Amount;
  /** The account the money leaves. */
  readonly paidFrom: string;
  /** What it is booked as. */
  readonly item?: string | undefined;
  readonly taxCode?: string | undefined;
  readonly description?: string | undefined;
  readonly method?: string | undefined;
  readonly reference?: string | undefined;
  readonly note?: string | undefined;
}

/** Money given back as an expense on the customer. */
export interface ExpenseDocument {
  readonly type: 'expense';
  readonly customer: string;
  readonly currency: string;
  readonly exchangeRate?: string | undefined;
  readonly date: LocalDate;
  readonly amount: Amount;
  /** The account the money leaves. */
  readonly paidFrom: string;
  /** The account it is booked on. */
  readonly account: string;
  readonly description?: string | undefined;
  readonly method?: string | undefined;
  readonly reference?: string | undefined;
  readonly note?: string | undefined;
}

/** A file beside another document. */
export interface AttachmentDocument {
  readonly type: 'attachment';
  /** The document that it stands beside. */
  readonly parent: DocumentId;
  readonly name: string;
  /** Where the file is fetched when it is written; absent where it is here. */
  readonly url?: string | undefined;
  /** Base64. */
  readonly content?: string | undefined;
}

export type LedgerDocument =
  | CustomerDocument
  | SupplierDocument
  | CostCentreDocument
  | ItemDocument
  | InvoiceDocument
  | CreditNoteDocument
  | PaymentDocument
  | RefundReceiptDocument
  | ExpenseDocument
  | AttachmentDocument;

/** Whether documents of a type are known by their name, like parties and items, and made inactive instead of voided. */
export function isNamed(type: DocumentType): type is 'customer' | 'supplier' | 'item' {
  return type === 'customer' || type === 'supplier' || type === 'item';
}

/** Which version of which document. */
export interface DocumentRef extends DocumentId {
  /** The ledger's own version word (QuickBooks: SyncToken). */
  readonly revision: string;
  /** Milliseconds UTC of the ledger's last change of it. */
  readonly updatedAt: number;
}

/** A document as the ledger shows it now: what a read, a change feed and the answer of a write all give. */
export interface Snapshot {
  readonly ref: DocumentRef;
  readonly status: 'live' | 'voided' | 'deleted';
  /** Milliseconds UTC at which it was made, where the ledger says so. */
  readonly createdAt?: number | undefined;
  /** Absent when the ledger tells no more than that it is gone. */
  readonly document?: LedgerDocument | undefined;
  readonly total?: Amount | undefined;
  /** What is still open on an invoice, or not applied of a payment or a credit note. */
  readonly balance?: Amount | undefined;
  /** The documents that the ledger says are linked with it: the payments of an invoice. Only types we keep. */
  readonly linked?: readonly DocumentId[] | undefined;
}

/** The document type that a record becomes if it is not booked yet: what is booked already keeps the type it has. */
export function documentTypeOf(kind: RecordKind, policy: Policy): DocumentType {
  if (kind !== 'refund') return kind;
  return policy.refunds.mode === 'refund_receipt' ? 'refund_receipt' : 'expense';
}
