// Taken in: the record that a customer or cost centre of the ledger becomes, for a source that takes them over from there.
import type { Derived } from './decisions.ts';
import { documentName, type LedgerDocument, type Snapshot } from './documents.ts';
import type { Policy } from './policy.ts';
import type { CostCentre, Customer, SourceState } from './records.ts';
import { isTakenOver } from './taken-over.ts';

/**
 * The id that such a record has, which is the number by which the ledger's people know it (QCS-19, QCS-39): the source books its
 * invoices on this id. Undefined for what is not taken over, or has no number.
 */
export function takenId(document: LedgerDocument, policy: Policy): string | undefined {
  if (document.type !== 'customer' && document.type !== 'cost_centre') return undefined;
  return isTakenOver(document.type, policy) ? document.number : undefined;
}

/** The record, as if its source had sent it with what the ledger shows; undefined for what is gone or is not taken over. */
export function takenIn(
  { ref, status, document }: Snapshot,
  policy: Policy,
  now: number,
): Derived | undefined {
  const id = document === undefined || status !== 'live' ? undefined : takenId(document, policy);
  if (id === undefined || document === undefined) return undefined;
  const record = recordOf(id, ref.id, document);
  if (record === undefined) return undefined;
  const source: SourceState = {
    // Below every revision of a source: what that says of the record later is kept, and changes nothing in the ledger.
    revision: 0,
    presence: 'live',
    record,
    eventId: `${documentName(ref)}:${ref.revision}`,
    receivedAt: now,
    derivedFrom: documentName(ref),
  };
  return { kind: record.kind, id, source };
}

function recordOf(id: string, ledgerId: string, document: LedgerDocument): Customer | CostCentre | undefined {
  if (document.type === 'cost_centre') {
    const { number, name, active } = document;
    return { kind: 'cost_centre', id, ledgerId, number, name, active };
  }
  if (document.type !== 'customer') return undefined;
  const { name, number, email, phone, address, active } = document;
  return { kind: 'customer', id, ledgerId, name, number, email, phone, address, active };
}
