// Find: documents that carry the name or number of ours, for adoption and for "did my write arrive?".
import type {
  ExpenseDocument,
  LedgerDocument,
  PaymentDocument,
  RefundReceiptDocument,
  Snapshot,
} from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import { sumOf } from '../../core/money.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { entityOf } from './documents/documents.ts';
import { itemName } from './documents/item.ts';
import { partyName } from './documents/party.ts';
import { companyOf, type SalesFormDocument } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, literal, ROWS_MAX } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';
import { DELETED_SUFFIX, paymentReference } from './texts.ts';

/**
 * The candidates. A party of another kind with the same name is none: the create then fails with its name taken, and
 * nobody adopts a vendor as a customer.
 */
export async function find(
  client: Client,
  access: LedgerAccess,
  document: LedgerDocument,
): Promise<Answer<readonly Snapshot[]>> {
  const { name: entity } = entityOf(document.type);
  const answer = await ask(client, access, [
    { entity, rest: `WHERE ${conditionOf(document)} MAXRESULTS ${ROWS_MAX}` },
  ]);
  if (!answer.ok) return answer;
  const context = { at: answer.value.at, ...companyOf(access.reference) };
  const snapshots = snapshotsOf(document.type, answer.value.lists[0] ?? [], context);
  if (!snapshots.ok) return snapshots;
  const candidates = snapshots.value.filter((snapshot) => isCandidate(document, snapshot));
  return { ok: true, value: candidates.map((snapshot) => inOurWords(document, snapshot)) };
}

/** What QuickBooks can search by: private notes are not queryable, so names, numbers, customer and date must do. */
function conditionOf(document: LedgerDocument): string {
  switch (document.type) {
    case 'customer':
    case 'supplier':
      return nameCondition('DisplayName', partyName(document));
    case 'item':
      return nameCondition('Name', itemName(document));
    case 'invoice':
    case 'credit_note':
      return numberCondition(document) ?? dayCondition(document);
    case 'payment':
      return referenceCondition('PaymentRefNum', document) ?? dayCondition(document);
    case 'refund_receipt':
      return (
        numberCondition(document) ?? referenceCondition('PaymentRefNum', document) ?? dayCondition(document)
      );
    case 'expense':
      // Its payee cannot be asked for.
      return (
        referenceCondition('DocNumber', document) ??
        `TxnDate = ${literal(document.date)} AND TotalAmt = ${literal(document.amount)}`
      );
    case 'cost_centre':
    case 'attachment':
      throw new Error(`QuickBooks keeps no ${document.type} of ours`);
  }
}

/** Inactive ones carry a suffix; creating their name again would make a twin. */
function nameCondition(field: string, name: string): string {
  return `${field} IN (${literal(name)}, ${literal(name + DELETED_SUFFIX)}) AND ${ALSO_INACTIVE}`;
}

function numberCondition({ number }: { readonly number?: string | undefined }): string | undefined {
  return number === undefined ? undefined : `DocNumber = ${literal(number)}`;
}

function referenceCondition(field: string, document: Referenced): string | undefined {
  const reference = paymentReference(document.reference);
  return reference === undefined ? undefined : `${field} = ${literal(reference)}`;
}

function dayCondition(document: SalesFormDocument | PaymentDocument | RefundReceiptDocument): string {
  return `CustomerRef = ${literal(document.customer)} AND TxnDate = ${literal(document.date)}`;
}

/** Money with a reference of its own. */
type Referenced = PaymentDocument | RefundReceiptDocument | ExpenseDocument;

/** Without a number or reference of its own a document is known by customer, day and money. */
function isCandidate(ours: LedgerDocument, { document: theirs }: Snapshot): boolean {
  switch (ours.type) {
    case 'customer':
    case 'supplier':
    case 'item':
    case 'cost_centre':
    case 'attachment':
      return true;
    case 'invoice':
    case 'credit_note':
      return ours.number !== undefined || (isSalesForm(theirs) && sumOfLines(theirs) === sumOfLines(ours));
    case 'payment':
    case 'refund_receipt':
      return isNamedMoney(ours) || (theirs?.type === ours.type && isSameMoney(theirs, ours));
    case 'expense':
      // Its number may be that of any check or bill of the company: only what was spent on this customer can be ours.
      if (theirs?.type !== 'expense' || theirs.customer !== ours.customer) return false;
      return isNamedMoney(ours) || isSameMoney(theirs, ours);
  }
}

function isNamedMoney(ours: Referenced): boolean {
  return ours.reference !== undefined || (ours.type === 'refund_receipt' && ours.number !== undefined);
}

function isSameMoney(theirs: Referenced, ours: Referenced): boolean {
  return (
    theirs.customer === ours.customer && theirs.currency === ours.currency && theirs.amount === ours.amount
  );
}

function isSalesForm(document: LedgerDocument | undefined): document is SalesFormDocument {
  return document?.type === 'invoice' || document?.type === 'credit_note';
}

/**
 * QuickBooks keeps some of our words otherwise (no colon in a name, 21 characters of a reference). What it was given by us
 * is recognised as ours: a payment that looked foreign for the end of its reference would be booked a second time.
 */
function inOurWords(ours: LedgerDocument, snapshot: Snapshot): Snapshot {
  const theirs = snapshot.document;
  if (theirs === undefined) return snapshot;
  if ('reference' in ours && 'reference' in theirs) {
    const same = theirs.reference === paymentReference(ours.reference);
    return same ? { ...snapshot, document: { ...theirs, reference: ours.reference } } : snapshot;
  }
  const name = keptName(ours);
  if (name === undefined || !('name' in theirs) || !('name' in ours) || theirs.name !== name) return snapshot;
  return { ...snapshot, document: { ...theirs, name: ours.name } };
}

/** What QuickBooks makes of our name. */
function keptName(ours: LedgerDocument): string | undefined {
  if (ours.type === 'customer' || ours.type === 'supplier') return partyName(ours);
  return ours.type === 'item' ? itemName(ours) : undefined;
}

function sumOfLines({ lines, currency }: SalesFormDocument): string {
  const amounts = lines.map(({ amount }) => amount);
  return `${sumOf(amounts, currency)} ${currency}`;
}
