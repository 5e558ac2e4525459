// Snapshots of query rows: all that can be read, or a fault, because a row we skip would pass for a document that is gone.
import type { DocumentType, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import { fromQuickBooks } from './documents/documents.ts';
import type { ReadContext } from './documents/parts.ts';

export function snapshotsOf(
  type: DocumentType,
  rows: readonly unknown[],
  context: ReadContext,
): Answer<readonly Snapshot[]> {
  const snapshots = rows.map((row) => fromQuickBooks(type, row, context));
  const readable = snapshots.filter((snapshot) => snapshot !== undefined);
  if (readable.length === rows.length) return { ok: true, value: readable };
  const detail = `QuickBooks showed ${rows.length - readable.length} objects without an id`;
  return { ok: false, fault: { fault: 'unexpected', detail } };
}
