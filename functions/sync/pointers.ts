// Pointers of a lane: those that its journal carries and those that the store holds, as one.
import {
  documentName,
  type DocumentId,
  NONE_YOUNG,
  type Pointer,
  type Young,
} from '../../shared/core/pointers.ts';
import type { Lane } from './lane.ts';

/**
 * What is known of documents; unknown ones are left out. Whose a document is, the store says first: a record that adopts
 * one tells it there.
 */
export async function pointersOf(lane: Lane, documents: readonly DocumentId[]): Promise<readonly Pointer[]> {
  if (documents.length === 0) return [];
  const asked = new Set(documents.map(documentName));
  const stored = await lane.host.links.pointersOf(lane.name, documents);
  const byName = new Map(stored.map((pointer) => [documentName(pointer), pointer]));
  for (const young of lane.young.pointers) {
    const name = documentName(young);
    const known = byName.get(name) ?? young;
    if (asked.has(name)) byName.set(name, touchedAt(known, young.touchedAt));
  }
  for (const touch of lane.young.touches) {
    const known = byName.get(documentName(touch));
    if (known !== undefined) byName.set(documentName(touch), touchedAt(known, touch.at));
  }
  return [...byName.values()];
}

/** Puts young pointers and touches into the store, where neighbours share a row: the lane carries none any more. */
export async function storeYoung(lane: Lane, young: Young): Promise<void> {
  lane.young = young;
  const pointers = await pointersOf(lane, [...young.pointers, ...young.touches]);
  if (pointers.length > 0) await lane.host.links.point(lane.name, pointers);
  lane.young = NONE_YOUNG;
}

function touchedAt(pointer: Pointer, at: number): Pointer {
  return at > pointer.touchedAt ? { ...pointer, touchedAt: at } : pointer;
}
