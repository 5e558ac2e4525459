// Find: documents that carry the name or number of ours, for adoption and for "did my write arrive?".
import type { InvoiceDocument, LedgerDocument, PaymentDocument, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import { sumOf } from '../../core/money.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { customerName } from './documents/customer.ts';
import { ENTITIES } from './documents/documents.ts';
import { itemName } from './documents/item.ts';
import { companyOf } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, literal, ROWS_MAX } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';
import { DELETED_SUFFIX, paymentReference } from './texts.ts';

/**
 * The candidates. A vendor or employee of the same name is none: the create then fails with its name taken, and nobody
 * adopts a party of another kind.
 */
export async function find(
  client: Client,
  access: LedgerAccess,
  document: LedgerDocument,
): Promise<Answer<readonly Snapshot[]>> {
  const { name: entity } = ENTITIES[document.type];
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
      return nameCondition('DisplayName', customerName(document));
    case 'item':
      return nameCondition('Name', itemName(document));
    case 'invoice':
      return document.number === undefined
        ? dayCondition(document)
        : `DocNumber = ${literal(document.number)}`;
    case 'payment': {
      const reference = paymentReference(document.reference);
      return reference === undefined ? dayCondition(document) : `PaymentRefNum = ${literal(reference)}`;
    }
    case 'supplier':
    case 'credit_note':
    case 'refund_receipt':
    case 'expense':
      throw new Error(`Documents of type ${document.type} are not found yet`);
  }
}

/** Inactive ones carry a suffix; creating their name again would make a twin. */
function nameCondition(field: string, name: string): string {
  return `${field} IN (${literal(name)}, ${literal(name + DELETED_SUFFIX)}) AND ${ALSO_INACTIVE}`;
}

function dayCondition(document: InvoiceDocument | PaymentDocument): string {
  return `CustomerRef = ${literal(document.customer)} AND TxnDate = ${literal(document.date)}`;
}

/** Without a number of its own a document is known by customer, day and money; the query has seen to the first two. */
function isCandidate(ours: LedgerDocument, { document: theirs }: Snapshot): boolean {
  if (ours.type === 'payment' && ours.reference === undefined) {
    return theirs?.type === 'payment' && theirs.currency === ours.currency && theirs.amount === ours.amount;
  }
  if (ours.type === 'invoice' && ours.number === undefined) {
    return (
      theirs?.type === 'invoice' &&
      theirs.currency === ours.currency &&
      linesTotal(theirs) === linesTotal(ours)
    );
  }
  return true;
}

/**
 * QuickBooks keeps some of our words otherwise (no colon in a name, 21 characters of a reference). What it was given by us
 * is recognised as ours: a payment that looked foreign for the end of its reference would be booked a second time.
 */
function inOurWords(ours: LedgerDocument, snapshot: Snapshot): Snapshot {
  const theirs = snapshot.document;
  if (ours.type === 'payment' && theirs?.type === 'payment') {
    const same = theirs.reference === paymentReference(ours.reference);
    return same ? { ...snapshot, document: { ...theirs, reference: ours.reference } } : snapshot;
  }
  if (ours.type === 'customer' && theirs?.type === 'customer' && theirs.name === customerName(ours)) {
    return { ...snapshot, document: { ...theirs, name: ours.name } };
  }
  if (ours.type === 'item' && theirs?.type === 'item' && theirs.name === itemName(ours)) {
    return { ...snapshot, document: { ...theirs, name: ours.name } };
  }
  return snapshot;
}

function linesTotal({ lines, currency }: InvoiceDocument): string {
  return sumOf(
    lines.map(({ amount }) => amount),
    currency,
  );
}
