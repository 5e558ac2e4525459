// A reader: many reads one after the other, of which the first that fails ends them all.
import type { Fault } from '../../core/faults.ts';
import type { SourceObject } from '../source-port.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';
import type { HubSpotType } from './object-types.ts';
import { type HubSpotObject, readAssociations, readObjects } from './objects.ts';
import { PROPERTIES } from './properties.ts';

export interface Reader {
  /** Objects of a kind; none once something has failed. */
  readonly objects: (
    type: HubSpotType,
    ids: readonly string[],
    more?: readonly string[],
  ) => Promise<readonly HubSpotObject[]>;
  /** The objects of another kind that each of these is associated with, in HubSpot's order. */
  readonly links: (from: HubSpotType, to: HubSpotType, ids: readonly string[]) => Promise<Links>;
  /** Asked for and not there: deleted, merged away, or never. */
  readonly missing: () => readonly (SourceObject & { readonly type: HubSpotType })[];
  readonly fault: () => Fault | undefined;
}

export type Links = ReadonlyMap<string, readonly string[]>;

/**
 * Payments need scopes that an account without payments cannot grant: it has none then. Deals only show what the ledger
 * has, for which nothing else stands still.
 */
const OPTIONAL: ReadonlySet<HubSpotType> = new Set(['commerce_payment', 'deal']);

export function openReader(client: HubSpotClient, access: PortalAccess): Reader {
  const missing: (SourceObject & { readonly type: HubSpotType })[] = [];
  let failed: Fault | undefined;
  const fails = (fault: Fault, types: readonly HubSpotType[]): void => {
    if (!types.some((type) => mayBeWithheld(type, fault))) failed = fault;
  };
  return {
    objects: async (type, ids, more = []) => {
      if (failed !== undefined || ids.length === 0) return [];
      const read = await readObjects(client, access, type, {
        ids,
        properties: [...PROPERTIES[type], ...more],
      });
      if (!read.ok) fails(read.fault, [type]);
      else missing.push(...read.value.missing.map((id) => ({ type, id })));
      return read.ok ? read.value.objects : [];
    },
    links: async (from, to, ids) => {
      if (failed !== undefined || ids.length === 0) return new Map();
      const read = await readAssociations(client, access, { from, to }, [...new Set(ids)]);
      if (!read.ok) fails(read.fault, [from, to]);
      return read.ok
        ? new Map([...read.value].map(([id, ends]) => [id, ends.map((end) => end.id)]))
        : new Map();
    },
    missing: () => missing,
    fault: () => failed,
  };
}

/** Whether an account lacks a scope that it need not have. */
export function mayBeWithheld(type: HubSpotType, { vendorCode }: Fault): boolean {
  return OPTIONAL.has(type) && vendorCode === 'MISSING_SCOPES';
}
