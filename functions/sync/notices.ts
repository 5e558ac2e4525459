// Notices: the ledger said that documents changed. Echoes of our own writes cost no ledger call; the rest is read once.
import { documentName, type Snapshot } from '../../shared/core/documents.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import { keyText } from '../../shared/core/records.ts';
import type { DocumentId, Pointer } from '../../shared/storage/ports.ts';
import { tellBirths } from './births.ts';
import { nameOf, type Seen } from './facts.ts';
import { type Lane, tally } from './lane.ts';
import { anyComesIn } from './leaned-on.ts';
import { readDocuments } from './look.ts';
import { pointersOf } from './pointers.ts';

/**
 * The ledger stamps documents with whole seconds and its events a moment later. A person's edit within this span after
 * our own write is taken for an echo here and found by the next sweep, which compares revisions instead of times.
 */
const ECHO_TOLERANCE_MS = 2_000;
/** Ids asked for in one read. */
const READ_MAX = 100;

export interface Noticed {
  readonly document: DocumentId;
  /** Milliseconds UTC of the change. */
  readonly changedAt: number;
}

/** Reads what is not explained by our own writes. Answers the records concerned and what was seen of them. */
export async function lookIntoNotices(
  lane: Lane,
  notices: readonly Noticed[],
): Promise<ReadonlyMap<string, Seen & { readonly key: RecordKey }>> {
  const latest = newest(notices);
  const pointers = await pointersOf(
    lane,
    latest.map(({ document }) => document),
  );
  const strange = latest.flatMap((notice) => unexplained(notice, pointers));
  const unknown = (await withoutOwnUpdates(lane, strange)).map(({ notice }) => notice.document);
  const wanted = [...unknown, ...(await bornIn(lane, latest, pointers))];
  const snapshots: Snapshot[] = [];
  for (let start = 0; start < wanted.length; start += READ_MAX)
    snapshots.push(...(await readDocuments(lane, wanted.slice(start, start + READ_MAX))));
  await tellBirths(lane, strangersIn(snapshots, pointers));
  tally(lane, 'notices', latest.length);
  tally(lane, 'notices_read', wanted.length);
  return matchSnapshots(snapshots, pointers);
}

/** The records that documents lead back to. A document that no record is linked with is not ours to book. */
export function matchSnapshots(
  snapshots: readonly Snapshot[],
  pointers: readonly Pointer[],
): ReadonlyMap<string, Seen & { readonly key: RecordKey }> {
  const byDocument = new Map(pointers.map((pointer) => [`${pointer.type}/${pointer.id}`, pointer.key]));
  const seen = new Map<string, Seen & { readonly key: RecordKey }>();
  for (const snapshot of snapshots) {
    const key = byDocument.get(`${snapshot.ref.type}/${snapshot.ref.id}`);
    if (key !== undefined) seen.set(nameOf(key), { key, snapshot });
  }
  return seen;
}

/** Documents that no record is linked with, of types that some product of the lane mirrors. */
async function bornIn(
  lane: Lane,
  notices: readonly Noticed[],
  pointers: readonly Pointer[],
): Promise<readonly DocumentId[]> {
  const known = new Set(pointers.map(documentName));
  const strangers = notices.map(({ document }) => document).filter((one) => !known.has(documentName(one)));
  const types = [...new Set(strangers.map(({ type }) => type))];
  const wanted = await Promise.all(types.map(async (type) => ((await anyComesIn(lane, type)) ? [type] : [])));
  return strangers.filter(({ type }) => wanted.flat().includes(type));
}

function strangersIn(snapshots: readonly Snapshot[], pointers: readonly Pointer[]): readonly Snapshot[] {
  const known = new Set(pointers.map(documentName));
  return snapshots.filter(({ ref }) => !known.has(documentName(ref)));
}

interface Strange {
  readonly notice: Noticed;
  readonly key: RecordKey;
}

function unexplained(notice: Noticed, pointers: readonly Pointer[]): readonly Strange[] {
  const pointer = pointers.find(({ type, id }) => type === notice.document.type && id === notice.document.id);
  if (pointer === undefined || notice.changedAt <= pointer.touchedAt + ECHO_TOLERANCE_MS) return [];
  return [{ notice, key: pointer.key }];
}

/** Updates are noted in the link only; reading links is cheap where reading the ledger is not. */
async function withoutOwnUpdates(lane: Lane, strange: readonly Strange[]): Promise<readonly Strange[]> {
  if (strange.length === 0) return [];
  const links = await lane.host.links.read(strange.map(({ key }) => key));
  const updatedAt = new Map(
    links.map((link) => [`${link.key.connection}/${keyText(link.key)}`, link.document?.updatedAt ?? 0]),
  );
  return strange.filter(
    ({ notice, key }) => notice.changedAt > (updatedAt.get(nameOf(key)) ?? 0) + ECHO_TOLERANCE_MS,
  );
}

function newest(notices: readonly Noticed[]): readonly Noticed[] {
  const latest = new Map<string, Noticed>();
  for (const notice of notices) {
    const name = `${notice.document.type}/${notice.document.id}`;
    const known = latest.get(name);
    if (known === undefined || known.changedAt < notice.changedAt) latest.set(name, notice);
  }
  return [...latest.values()];
}
