// Pointers of a lane: those that its journal carries and those that the store holds, as one.
import {
  type DocumentId,
  knownPointers,
  NONE_YOUNG,
  type Pointer,
  type Young,
} from '../../shared/core/pointers.ts';
import { youngBehind } from '../../shared/core/young.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Lane } from './lane.ts';

/** What the lane's worker knows of documents; unknown ones are left out. */
export async function pointersOf(lane: Lane, documents: readonly DocumentId[]): Promise<readonly Pointer[]> {
  if (documents.length === 0) return [];
  const stored = await lane.host.links.pointersOf(lane.name, documents);
  return knownPointers(stored, lane.young, documents);
}

/** The same for whoever does not work the lane: it costs a read of the newest entry and of the links it names. */
export async function pointersAt(
  host: Host,
  lane: string,
  documents: readonly DocumentId[],
): Promise<readonly Pointer[]> {
  if (documents.length === 0) return [];
  // The journal first: what it carries no more by then is in the store.
  const young = await youngAt(host, lane);
  return knownPointers(await host.links.pointersOf(lane, documents), young, documents);
}

async function youngAt(host: Host, lane: string): Promise<Young> {
  const head = await host.writes.head(lane);
  if (head === undefined) return NONE_YOUNG;
  const links = await host.links.read(head.intents.map(({ key }) => key));
  const announced = head.intents.flatMap((intent, index) => {
    const link = links[index];
    return link === undefined ? [] : [{ intent, link }];
  });
  return youngBehind(head, announced, host.clock.now());
}

/** Puts young pointers and touches into the store, where neighbours share a row: the lane carries none any more. */
export async function storeYoung(lane: Lane, young: Young): Promise<void> {
  lane.young = young;
  const pointers = await pointersOf(lane, [...young.pointers, ...young.touches]);
  if (pointers.length > 0) await lane.host.links.point(lane.name, pointers);
  lane.young = NONE_YOUNG;
}
