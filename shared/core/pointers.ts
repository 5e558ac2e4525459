// Pointers: documents' way back to their records, those that the store holds and the young ones that the journal carries.
import { documentName, type DocumentId } from './documents.ts';
import type { RecordKey } from './records.ts';

export { documentName, type DocumentId };

/** A document's way back to its record. */
export interface Pointer extends DocumentId {
  readonly key: RecordKey;
  /** Milliseconds UTC of the last change that our own writes made to it: its echo costs no ledger call. */
  readonly touchedAt: number;
}

/** A document that the write of another one changed, and when (milliseconds UTC): a payment changes its invoices. */
export interface Touch extends DocumentId {
  readonly at: number;
}

/**
 * What the store need not know yet. The newest entry of a lane carries it, so it costs no write; what that entry itself
 * made is learned from the links of its intents, which every worker reads who takes the lane up.
 */
export interface Young {
  readonly pointers: readonly Pointer[];
  readonly touches: readonly Touch[];
}

export const NONE_YOUNG: Young = { pointers: [], touches: [] };

export const isNone = ({ pointers, touches }: Young): boolean => pointers.length + touches.length === 0;

/**
 * What is known of documents by the store and by the young ones; unknown documents are left out. Whose a document is, the
 * store says first: a record that adopts one tells it there.
 */
export function knownPointers(
  stored: readonly Pointer[],
  young: Young,
  documents: readonly DocumentId[],
): readonly Pointer[] {
  const asked = new Set(documents.map(documentName));
  const byName = new Map(stored.map((pointer) => [documentName(pointer), pointer]));
  for (const pointer of young.pointers) {
    const name = documentName(pointer);
    if (asked.has(name)) byName.set(name, touchedAt(byName.get(name) ?? pointer, pointer.touchedAt));
  }
  for (const touch of young.touches) {
    const known = byName.get(documentName(touch));
    if (known !== undefined) byName.set(documentName(touch), touchedAt(known, touch.at));
  }
  return [...byName.values()];
}

function touchedAt(pointer: Pointer, at: number): Pointer {
  return at > pointer.touchedAt ? { ...pointer, touchedAt: at } : pointer;
}
