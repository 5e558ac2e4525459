// Custom read: which custom fields of invoices are looked at in the ledger, for all connections of a lane.
import type { Reference } from '../../shared/core/decisions.ts';
import { customRead } from '../../shared/core/custom-fields.ts';
import { type Lane, policyOf } from './lane.ts';

/** The company's lists with the ids of the fields that some policy of the lane maps; asked once a delivery. */
export async function withCustomFields(lane: Lane): Promise<Reference | undefined> {
  const { reference } = lane;
  if (reference === undefined) return undefined;
  lane.customFields ??= await mappedOn(lane);
  return lane.customFields.length === 0 ? reference : { ...reference, customFields: lane.customFields };
}

async function mappedOn(lane: Lane): Promise<readonly string[]> {
  const { host, ledger, company } = lane;
  const ids = new Set<string>();
  for (const connection of await host.connections.connectionsOf(ledger.name, company)) {
    const policy = (await policyOf(lane, connection))?.policy;
    for (const id of policy === undefined ? [] : customRead(policy)) ids.add(id);
  }
  return [...ids].sort();
}
