// Page of: where people find a record in HubSpot's own pages.
import { type HubSpotType, OBJECT_TYPES } from './object-types.ts';
import { partyNamed } from './parties.ts';

const TYPES: Readonly<Record<string, HubSpotType>> = {
  invoice: 'invoice',
  payment: 'commerce_payment',
  item: 'product',
};

/** The address, as it stands in a browser's address bar; undefined for what has no page. */
export function pageOf(
  portal: string,
  { kind, id }: { readonly kind: string; readonly id: string },
): string | undefined {
  const type = TYPES[kind];
  const object = kind === 'customer' ? partyNamed(id) : type && { type, id };
  if (object === undefined) return undefined;
  const place = `record/${OBJECT_TYPES[object.type].typeId}/${encodeURIComponent(object.id)}`;
  return `https://app.hubspot.com/contacts/${encodeURIComponent(portal)}/${place}`;
}
