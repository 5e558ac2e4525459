// Unclaimed: documents found in the ledger that no other record is linked with. Two records never share a document.
import type { Snapshot } from '../../shared/core/documents.ts';
import { keyText, type RecordKey } from '../../shared/core/records.ts';
import type { Lane } from './lane.ts';
import { pointersOf } from './pointers.ts';

/** The candidates that belong to this record or to nobody. */
export async function unclaimed(
  lane: Lane,
  candidates: readonly Snapshot[],
  key: RecordKey,
): Promise<readonly Snapshot[]> {
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ ref }) => ({ type: ref.type, id: ref.id }));
  const pointers = await pointersOf(lane, ids);
  const others = pointers.filter((pointer) => nameOf(pointer.key) !== nameOf(key));
  const taken = new Set(others.map((pointer) => `${pointer.type}/${pointer.id}`));
  return candidates.filter(({ ref }) => !taken.has(`${ref.type}/${ref.id}`));
}

function nameOf(key: RecordKey): string {
  return `${key.connection}/${keyText(key)}`;
}
