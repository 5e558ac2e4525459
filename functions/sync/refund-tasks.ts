// Refund tasks: a refund that was entered in the ledger becomes a record that asks, so that a person sees it wherever tasks are shown.
import type { Snapshot } from '../../shared/core/documents.ts';
import type { Change } from '../../shared/core/feed.ts';
import { askingRefund } from '../../shared/core/ledger-refunds.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { Lane } from './lane.ts';

/** Storing it again, or after a person has skipped it, changes nothing: it has one revision for ever. */
export async function askAboutRefunds(
  lane: Lane,
  connection: string,
  told: readonly (readonly [Snapshot, Change])[],
): Promise<void> {
  const now = lane.host.clock.now();
  const keys: RecordKey[] = [];
  for (const [snapshot, { data }] of told) {
    const { customerId } = data;
    const refund = askingRefund(snapshot, typeof customerId === 'string' ? customerId : undefined, now);
    if (refund === undefined) continue;
    const key = { connection, kind: refund.kind, id: refund.id };
    await lane.host.links.storeSource(key, lane.name, refund.source);
    keys.push(key);
  }
  if (keys.length > 0)
    await lane.host.lanes.send(
      lane.name,
      keys.map((key) => ({ at: 'record', key })),
    );
}
