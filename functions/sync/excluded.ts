// Excluded: documents that were born in the ledger, which is no way into the product after the first import. Left out, and counted.
import { type DocumentId, documentName } from '../../shared/core/pointers.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import { isTakenOver } from '../../shared/core/taken-over.ts';
import type { LaneState } from '../../shared/storage/ports.ts';
import { connectionsOf } from './hold.ts';
import { type Lane, policyOf, tally } from './lane.ts';

export type Excluded = NonNullable<LaneState['excluded']>;

/**
 * KLP-17, 19, 21, 32: counts documents that nobody's record is linked with and that were made within a span of the change
 * feed (milliseconds UTC). Each document is made once, so spans that follow each other count it once.
 */
export async function countExcluded(
  lane: Lane,
  snapshots: readonly Snapshot[],
  { ours, from, to }: { readonly ours: readonly DocumentId[]; readonly from: number; readonly to: number },
): Promise<Excluded> {
  const known = new Set(ours.map(documentName));
  const [begin, end] = [wholeSeconds(from), wholeSeconds(to)];
  const born = snapshots.flatMap(({ ref, createdAt = -1, status, document }) => {
    const word = status === 'live' ? wordOf(document) : undefined;
    const isStrange = createdAt >= begin && createdAt < end && !known.has(documentName(ref));
    return word === undefined || !isStrange ? [] : [{ word, createdAt }];
  });
  // Mostly there is none: then nothing has to be read for it.
  if (born.length === 0) return {};
  const importedAt = await importedUpTo(lane);
  const isTaken = await takesCustomers(lane);
  const counts: Record<string, number> = {};
  for (const { word, createdAt } of born)
    if (createdAt >= importedAt && !(isTaken && word === 'customer')) counts[word] = (counts[word] ?? 0) + 1;
  for (const [type, count] of Object.entries(counts)) tally(lane, 'created_in_ledger', count, { type });
  return counts;
}

/** Ledgers stamp whole seconds: what was made within the last one of a span is left to the next span, which sees it too. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** Two counts in one. */
export function addExcluded(one: Excluded | undefined, other: Excluded): Excluded | undefined {
  if (one === undefined && Object.keys(other).length === 0) return undefined;
  const words = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other)])].sort();
  return Object.fromEntries(words.map((word) => [word, (one?.[word] ?? 0) + (other[word] ?? 0)]));
}

/** What products know as records of their own; payments come back by their invoices, and items are the ledger's own. */
function wordOf(document: Snapshot['document']): string | undefined {
  if (document?.type === 'customer') return document.parent === undefined ? 'customer' : 'location';
  return document?.type === 'supplier' || document?.type === 'invoice' ? document.type : undefined;
}

/** Whether some product of the lane takes over what is made in the ledger (take-over.ts). */
async function takesCustomers(lane: Lane): Promise<boolean> {
  for (const connection of await connectionsOf(lane)) {
    const policy = (await policyOf(lane, connection))?.policy;
    if (policy !== undefined && isTakenOver('customer', policy)) return true;
  }
  return false;
}

/** When the last first import of the lane ended: what was there before came with it. Never, while one is still to come. */
async function importedUpTo(lane: Lane): Promise<number> {
  const ends = (await connectionsOf(lane)).map(async (connection) => {
    const policy = await policyOf(lane, connection);
    const { firstImport } = await lane.host.inbound.inbound(connection);
    const isAwaited = policy?.policy.connection.requireInitialImport === true;
    return firstImport?.finishedAt ?? (isAwaited ? Infinity : 0);
  });
  return Math.max(0, ...(await Promise.all(ends)));
}
