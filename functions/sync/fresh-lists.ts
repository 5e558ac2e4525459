// Fresh lists: cost centres that a round brought whole take their place in the kept lists, so that no line waits a day for a new one.
import type { Snapshot } from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import type { Lane } from './lane.ts';

export async function keepCostCentres(lane: Lane, snapshots: readonly Snapshot[]): Promise<void> {
  const { reference } = lane;
  const costCentres = snapshots.flatMap(({ ref, document }) => {
    if (document?.type !== 'cost_centre') return [];
    const { number, name, active } = document;
    return [{ id: ref.id, number, name, active }];
  });
  if (reference === undefined || costCentres.length === 0) return;
  if (fingerprint(costCentres) === fingerprint(reference.costCentres)) return;
  lane.reference = { ...reference, costCentres };
  await lane.host.connections.saveReference(lane.name, lane.reference);
}
