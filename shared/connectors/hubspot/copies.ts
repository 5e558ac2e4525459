// Copies: records of HubSpot that only show a document of the books, known by our unique property.
import type { SourceView } from '../source-port.ts';
import { MIRROR_PROPERTY } from './properties.ts';
import type { Properties } from './values.ts';

/** The ledger's document that a record shows, by its id; `isOthers`: of another company. */
export function copyOf(
  properties: Properties,
  { lane }: SourceView,
): { readonly ledgerId?: string | undefined; readonly isOthers: boolean } {
  const name = properties[MIRROR_PROPERTY] ?? '';
  if (name === '') return { isOthers: false };
  const isOurs = name.startsWith(`${lane}/`) && name.length > lane.length + 1;
  return isOurs ? { ledgerId: name.slice(lane.length + 1), isOthers: false } : { isOthers: true };
}
