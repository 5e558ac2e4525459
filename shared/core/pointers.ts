// Pointers: documents' way back to their records, those that the store holds and the young ones that the journal carries.
import type { DocumentId } from './documents.ts';
import type { RecordKey } from './records.ts';

export { documentName, type DocumentId } from './documents.ts';

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
