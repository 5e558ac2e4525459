// Records: what the source says. One closed type per kind; every amount is a canonical decimal string.
import type { LocalDate } from './dates.ts';
import type { Amount } from './money.ts';

export type RecordKind =
  | 'customer'
  | 'supplier'
  | 'cost_centre'
  | 'item'
  | 'invoice'
  | 'credit_note'
  | 'payment'
  | 'refund'
  | 'attachment';

/** Kinds that a source sends. Cost centres come from the ledger only, attachments are made from the records they belong to. */
export type SentKind = Exclude<RecordKind, 'cost_centre' | 'attachment'>;

/** The kinds in the order in which a batch works on them: each may lean on what the ones before it settled. */
export const RECORD_KINDS: readonly RecordKind[] = [
  'customer',
  'supplier',
  'cost_centre',
  'item',
  'invoice',
  'credit_note',
  'payment',
  'refund',
  'attachment',
];

/** Which record: the source's own id within one connection. */
export interface RecordKey {
  readonly connection: string;
  readonly kind: RecordKind;
  readonly id: string;
}

export interface Address {
  readonly line1?: string | undefined;
  readonly line2?: string | undefined;
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  /** ISO 3166 alpha-2. */
  readonly country?: string | undefined;
  /** As the ledger calls the country. */
  readonly countryName?: string | undefined;
  readonly contactPerson?: string | undefined;
}

/** What customers and suppliers have in common. */
interface Party {
  readonly id: string;
  readonly name: string;
  readonly number?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly currency?: string | undefined;
  readonly address?: Address | undefined;
  readonly active: boolean;
  /** The ledger document that this record already is, told by a product that took it over from there. */
  readonly ledgerId?: string | undefined;
}

export interface Customer extends Party {
  readonly kind: 'customer';
  /** The company that a person belongs to, where the source keeps both. */
  readonly company?: string | undefined;
  /** The customer of which this one is a location. */
  readonly parentId?: string | undefined;
}

export interface Supplier extends Party {
  readonly kind: 'supplier';
}

export interface Item {
  readonly kind: 'item';
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly unitPrice?: string | undefined;
  /** The source's revenue account code, mapped to a ledger account by the policy. */
  readonly account?: string | undefined;
  readonly active: boolean;
  /** As of a customer. */
  readonly ledgerId?: string | undefined;
}

export interface InvoiceLine {
  readonly itemId?: string | undefined;
  readonly revenueGroup?: string | undefined;
  readonly category?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity?: string | undefined;
  /** Up to the ledger's precision; quantity x unit price must give the amount to the minor unit. */
  readonly unitPrice?: string | undefined;
  readonly amount: Amount;
  /** The source's tax code, mapped to a ledger tax code by the policy. */
  readonly tax?: string | undefined;
  /** The source's revenue account code for this line: it names the account of the line's item (KLP-42, KLP-43). */
  readonly account?: string | undefined;
  /** The number that the cost centre has in the ledger. */
  readonly costCentre?: string | undefined;
}

/** What a form has of one tax code, as its source computed it. */
export interface TaxSum {
  /** The source's tax code, as on a line. */
  readonly tax: string;
  readonly amount: Amount;
}

/** The file of a form: an address where it is fetched when its turn comes, or the file itself, base64. One of the two. */
export interface FileSource {
  readonly url?: string | undefined;
  readonly content?: string | undefined;
  /** What it is called in the ledger; absent: after the number of its form. */
  readonly name?: string | undefined;
}

/** A discount on the whole invoice: either an amount or a percentage of the lines. */
export interface Discount {
  readonly amount?: Amount | undefined;
  readonly percent?: string | undefined;
}

/** What invoices and credit notes have in common. Amounts of a credit note are positive: what the customer gets back. */
interface SalesForm {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly currency: string;
  readonly date: LocalDate;
  /** draft: may still change; open: the folio is not closed yet; closed: final. */
  readonly status: 'draft' | 'open' | 'closed';
  readonly documentType?: string | undefined;
  readonly lines: readonly InvoiceLine[];
  readonly discount?: Discount | undefined;
  readonly pricesIncludeTax: boolean;
  /** Tax as the source computed it; the ledger's own figure wins (rounding rule), the difference is shown. */
  readonly taxTotal?: Amount | undefined;
  /** The same by tax code, where the source says so: ledgers that keep tax by code book exactly this. */
  readonly taxes?: readonly TaxSum[] | undefined;
  /** The form as it is printed. */
  readonly pdf?: FileSource | undefined;
  readonly total?: Amount | undefined;
  readonly exchangeRate?: string | undefined;
  readonly memo?: string | undefined;
}

export interface Invoice extends SalesForm {
  readonly kind: 'invoice';
  readonly dueDate?: LocalDate | undefined;
  /** The invoice that this one corrects upwards; it is booked as any other. */
  readonly correctionOf?: string | undefined;
  /** As of a customer: an invoice born in the ledger, of which the source keeps a mirror. */
  readonly ledgerId?: string | undefined;
  /** The sale at the source that it belongs to. Several invoices may belong to one. */
  readonly dealId?: string | undefined;
  /** Tax and fees on the invoice as a whole, beside its lines. */
  readonly surcharges?: Surcharges | undefined;
  /** Further fields by the names that the source has for them: what filters ask for, and what the policy maps. */
  readonly custom?: Readonly<Record<string, string>> | undefined;
}

/** What some sources add below the lines. Ledgers have no place for it there: it is a line or nothing (HUB-38). */
export interface Surcharges {
  readonly tax?: Amount | undefined;
  readonly fees?: Amount | undefined;
}

export interface CreditNote extends SalesForm {
  readonly kind: 'credit_note';
  /** The invoice that it corrects downwards. */
  readonly creditedInvoiceId?: string | undefined;
}

export interface Allocation {
  readonly invoiceId: string;
  readonly amount: Amount;
}

export interface Payment {
  readonly kind: 'payment';
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
  readonly date: LocalDate;
  readonly amount: Amount;
  /** The source's payment type, mapped to an account and a payment method by the policy. */
  readonly method?: string | undefined;
  readonly reference?: string | undefined;
  /** What the payment pays; a rest that is not allocated stays as the customer's credit. */
  readonly allocations: readonly Allocation[];
  readonly exchangeRate?: string | undefined;
  readonly memo?: string | undefined;
  /** Entered by hand at the source, where money usually comes in by itself. */
  readonly manual?: boolean | undefined;
  /** Its own word on whether it is synced, where the policy listens to it. */
  readonly sync?: boolean | undefined;
  /** Collected before there is anything to pay: it stays the customer's credit. */
  readonly deposit?: boolean | undefined;
  /** The payment this money was moved from, within the source: nothing came in. */
  readonly transferOf?: string | undefined;
  /** As of a customer: money that came in through the ledger, of which the source keeps a mirror. */
  readonly ledgerId?: string | undefined;
  /** What at the source the money came by, a word of the source's in lower case: `invoice`, `checkout`. */
  readonly origin?: string | undefined;
  /** How far the money is; absent: it is there. */
  readonly status?: 'processing' | 'succeeded' | 'failed' | undefined;
  /** What others kept of it. Never booked by us, only summed (HUB-20, HUB-21). */
  readonly fees?: PaymentFees | undefined;
  /** Who moved the money, in the source's own word. */
  readonly processor?: string | undefined;
  /** No money: a credit note is set off against its invoice. Such a payment is never sent, only derived. */
  readonly setOff?: SetOff | undefined;
}

/** Amounts in the payment's currency. */
export interface PaymentFees {
  /** Kept by who processed the payment. */
  readonly processing?: Amount | undefined;
  /** Kept by the platform it was made on. */
  readonly platform?: Amount | undefined;
}

export interface SetOff {
  readonly creditNoteId: string;
  readonly invoiceId: string;
}

/** Money given back. */
export interface Refund {
  readonly kind: 'refund';
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
  readonly date: LocalDate;
  /** Above zero. */
  readonly amount: Amount;
  /** The payment that is given back, wholly or in part. */
  readonly paymentId?: string | undefined;
  /** The source's payment type, as of a payment. */
  readonly method?: string | undefined;
  readonly reference?: string | undefined;
  /** Why, in a person's words. */
  readonly reason?: string | undefined;
  /** Who moves the money, as of a payment. */
  readonly processor?: string | undefined;
  readonly exchangeRate?: string | undefined;
  readonly memo?: string | undefined;
}

/** A file that stands beside a document in the ledger. Never sent, only made from the record that it belongs to. */
export interface Attachment {
  readonly kind: 'attachment';
  readonly id: string;
  /** Key text of the record that it belongs to. */
  readonly of: string;
  readonly name: string;
  readonly url?: string | undefined;
  /** Base64. */
  readonly content?: string | undefined;
}

/** What costs and revenue are gathered by. Never sent, only taken in from the ledger. */
export interface CostCentre {
  readonly kind: 'cost_centre';
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly active: boolean;
  /** The document in the ledger that it is. */
  readonly ledgerId: string;
}

export type SourceRecord =
  Customer | Supplier | CostCentre | Item | Invoice | CreditNote | Payment | Refund | Attachment;

/** What the source last said about a record. */
export interface SourceState {
  /** The source's own version number; a higher one is newer. */
  readonly revision: number;
  readonly presence: 'live' | 'voided' | 'deleted';
  /** Absent when the first we ever heard of the record was its end. */
  readonly record?: SourceRecord | undefined;
  /** The event that brought this revision. */
  readonly eventId: string;
  /** Milliseconds UTC at which we took it in. */
  readonly receivedAt: number;
  /** The key text of the record that it was made from: its source never sent it, and will never end it. */
  readonly derivedFrom?: string | undefined;
}

/** The id of a record that is made from another one. Ids that are sent hold no `~`. */
export function derivedId(id: string, what: string): string {
  return `${id}~${what}`;
}

/** `kind#id`: unique within a connection, and the order of listings. */
export function keyText(key: { readonly kind: RecordKind; readonly id: string }): string {
  return `${key.kind}#${key.id}`;
}

/** The reverse of {@link keyText}; undefined for a text that is no key. */
export function parseKeyText(text: string): { readonly kind: RecordKind; readonly id: string } | undefined {
  const cut = text.indexOf('#');
  const kind = RECORD_KINDS.find((known) => known === text.slice(0, cut));
  return kind === undefined || cut < 0 ? undefined : { kind, id: text.slice(cut + 1) };
}
