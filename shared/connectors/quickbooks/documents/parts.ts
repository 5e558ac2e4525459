// What the document types share: what is known of the company, references, and the head that every object has.
import * as z from 'zod';
import type { Reference } from '../../../core/decisions.ts';
import type {
  CreditNoteDocument,
  DocumentId,
  DocumentRef,
  DocumentType,
  InvoiceDocument,
  LedgerDocument,
  Snapshot,
} from '../../../core/documents.ts';
import { jsonNumber, type JsonBody, type JsonValue } from '../json.ts';

/** The forms that consist of lines. */
export type SalesFormDocument = InvoiceDocument | CreditNoteDocument;

/** What is known of the company; each member only where the caller held the company's reference data. */
export interface Company {
  readonly homeCurrency?: string | undefined;
  /** ISO 3166 alpha-2. The US has a sales tax scheme of its own. */
  readonly country?: string | undefined;
  /** Ids of its credit card accounts: what is paid from one of them is another kind of expense. */
  readonly cards?: readonly string[] | undefined;
  /** Ids of the custom fields that are read; all others are left alone. */
  readonly customFields?: readonly string[] | undefined;
}

export function companyOf(reference: Reference | undefined): Company {
  const cards = reference?.accounts.filter(({ type }) => type === 'Credit Card').map(({ id }) => id);
  const { homeCurrency, customFields } = reference ?? {};
  return { homeCurrency, country: reference?.switches.country, cards, customFields };
}

/** What an object is read with. */
export interface ReadContext extends Company {
  /** Milliseconds UTC of the answer, for objects that tell no time of their own. */
  readonly at: number;
}

/** What the object of one type says, apart from its head. */
export interface Content {
  readonly document: LedgerDocument;
  readonly total?: string | undefined;
  readonly balance?: string | undefined;
}

/** A text that may be missing or null, as any member of any answer may. */
export const text = z.string().nullish();
export const flag = z.boolean().nullish();
export const ref = z.object({ value: text }).nullish();

const head = z.object({
  Id: z.string(),
  SyncToken: text,
  status: text,
  MetaData: z.object({ CreateTime: text, LastUpdatedTime: text }).nullish(),
  TotalAmt: text,
  PrivateNote: text,
  LinkedTxn: z.array(z.object({ TxnId: z.string(), TxnType: text })).nullish(),
});

/** Types of linked transactions, in the words that QuickBooks uses there; what we do not keep is left out. */
const LINKED_TYPES: ReadonlyMap<string, DocumentType> = new Map([
  ['Invoice', 'invoice'],
  ['Payment', 'payment'],
  ['CreditMemo', 'credit_note'],
  ['RefundReceipt', 'refund_receipt'],
  ['Expense', 'expense'],
  ['Check', 'expense'],
  ['CreditCardCredit', 'expense'],
]);

/**
 * A snapshot of an object: its head and, unless it is a stub of something deleted, its content. An object whose content
 * we cannot read has a head all the same; only one without an id is undefined.
 */
export function snapshotOf(
  type: DocumentType,
  object: unknown,
  context: ReadContext,
  contentOf: (object: unknown, context: ReadContext) => Content | undefined,
): Snapshot | undefined {
  const read = head.safeParse(object);
  if (!read.success) return undefined;
  const { Id: id, SyncToken: revision, MetaData: meta } = read.data;
  const changed = Date.parse(meta?.LastUpdatedTime ?? '');
  const updatedAt = Number.isNaN(changed) ? context.at : changed;
  const own: DocumentRef = { type, id, revision: revision ?? '', updatedAt };
  const status = statusOf(read.data);
  if (status === 'deleted') return { ref: own, status };
  const created = Date.parse(meta?.CreateTime ?? '');
  const createdAt = Number.isNaN(created) ? undefined : created;
  const linked = linkedOf(read.data.LinkedTxn ?? []);
  return { ref: own, status, createdAt, ...contentOf(object, context), linked };
}

function linkedOf(
  links: readonly { TxnId: string; TxnType?: string | null | undefined }[],
): readonly DocumentId[] | undefined {
  const known = links.flatMap(({ TxnId: id, TxnType: word }) => {
    const type = LINKED_TYPES.get(word ?? '');
    return type === undefined ? [] : [{ type, id }];
  });
  return known.length === 0 ? undefined : known;
}

/** A reference by id; names are never sent, because they are only what the referenced object is called today. */
export function refTo(id: string | undefined): JsonBody | undefined {
  return id === undefined ? undefined : { value: id };
}

/** A decimal as a JSON number, if there is one. */
export function numberOf(decimal: string | undefined): JsonValue | undefined {
  return decimal === undefined ? undefined : jsonNumber(decimal);
}

/** Which document an update is for. */
export function versionOf(target: DocumentRef | undefined): JsonBody {
  return target === undefined ? {} : { Id: target.id, SyncToken: target.revision, sparse: true };
}

/**
 * The rate of a foreign currency. Home units per foreign unit; a rate of 1 is what QuickBooks assumes by itself, and in
 * the home currency there is none.
 */
export function exchangeRateOf(
  document: { readonly currency: string; readonly exchangeRate?: string | undefined },
  company: Company,
): JsonValue | undefined {
  const rate = document.exchangeRate;
  if (rate === undefined || document.currency === company.homeCurrency || /^1(?:\.0*)?$/.test(rate))
    return undefined;
  return jsonNumber(rate);
}

/**
 * Deletes are told by a status word, voids mostly not: a void by a user or by us leaves the object with zero amounts and
 * puts "Voided" (or "Voided - ...") before its private note.
 */
function statusOf(object: z.infer<typeof head>): Snapshot['status'] {
  const word = object.status?.toLowerCase();
  if (word === 'deleted' || word === 'voided') return word;
  const empty = /^-?0(?:\.0*)?$/.test(object.TotalAmt ?? '');
  return empty && /^voided\b/i.test(object.PrivateNote ?? '') ? 'voided' : 'live';
}
