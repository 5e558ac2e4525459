// Take over: customers and cost centres of the ledger become records of a product that has them from there (QCS-06, QCS-14).
import { documentName, type Snapshot } from '../../shared/core/documents.ts';
import { importedOf } from '../../shared/core/ledger-imports.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { keyText, type RecordKey } from '../../shared/core/records.ts';
import { takenIn } from '../../shared/core/taken-in.ts';
import { nameOf, type Seen } from './facts.ts';
import { connectionsOf } from './hold.ts';
import { type Lane, policyOf } from './lane.ts';
import { appendChanges } from './tell-product.ts';

type AllSeen = ReadonlyMap<string, Seen & { readonly key: RecordKey }>;

export interface TakenOver {
  /** What was seen of each: whoever works on the records then links them with their documents, without another call. */
  readonly seen: AllSeen;
  /** Those that no record was linked with until now. */
  readonly fresh: readonly Snapshot[];
}

/**
 * Stores the records of what the policy takes over. A crash before they are linked leaves records that the same look at the
 * ledger brings up again.
 */
export async function takeOver(
  lane: Lane,
  connection: string,
  snapshots: readonly Snapshot[],
): Promise<TakenOver> {
  const policy = (await policyOf(lane, connection))?.policy;
  const seen = new Map<string, Seen & { readonly key: RecordKey }>();
  const fresh: Snapshot[] = [];
  if (policy === undefined) return { seen, fresh };
  const now = lane.host.clock.now();
  const taken = snapshots.flatMap((snapshot) => {
    const record = takenIn(snapshot, policy, now);
    return record === undefined ? [] : [{ snapshot, record }];
  });
  const keyOf = ({ record: { kind, id } }: (typeof taken)[number]) => ({ connection, kind, id });
  const links = new Map(
    (await lane.host.links.read(taken.map(keyOf))).map((link) => [keyText(link.key), link]),
  );
  for (const one of taken) {
    const { snapshot, record } = one;
    const key = keyOf(one);
    const { document } = links.get(keyText(key)) ?? {};
    if (document !== undefined) {
      // Of another document it is the number no more: a person has to part the two first.
      if (document.id === snapshot.ref.id) seen.set(nameOf(key), { key, snapshot });
      continue;
    }
    await lane.host.links.storeSource(key, lane.name, record.source);
    seen.set(nameOf(key), { key, others: new Map([[documentName(snapshot.ref), snapshot]]) });
    fresh.push(snapshot);
  }
  return { seen, fresh };
}

/**
 * What was made in the ledger since the first import: it is taken over, and the product is told. A pointer is no proof of that:
 * whoever died after it, and before the link, left a product that was told of an older version.
 */
export async function takeOverNew(lane: Lane, snapshots: readonly Snapshot[]): Promise<AllSeen> {
  const all = new Map<string, Seen & { readonly key: RecordKey }>();
  for (const connection of await connectionsOf(lane)) {
    const policy = (await policyOf(lane, connection))?.policy;
    if (policy === undefined) continue;
    const born = snapshots.filter((one) => takenIn(one, policy, 0) !== undefined);
    // Mostly there is none: then nothing has to be read for it.
    if (born.length === 0 || (await isAwaitingImport(lane, connection, policy))) continue;
    const { seen, fresh } = await takeOver(lane, connection, born);
    const changes = fresh.flatMap((snapshot) => importedOf(snapshot, policy)?.change ?? []);
    await appendChanges(lane, connection, changes);
    for (const [name, one] of seen) all.set(name, one);
  }
  return all;
}

/** It brings everything that there is when it begins; what is made while it goes on may belong to a page that was read already. */
async function isAwaitingImport(lane: Lane, connection: string, policy: Policy): Promise<boolean> {
  if (!policy.connection.requireInitialImport) return false;
  return (await lane.host.inbound.inbound(connection)).firstImport === undefined;
}
