// Which record of ours an object of HubSpot is.
import type { SentKind } from '../../core/records.ts';
import type { SourceObject } from '../source-port.ts';
import { typeNamed } from './object-types.ts';
import { customerId } from './parties.ts';

/** Undefined for what is only a part of a record: a line, a discount. */
export function recordOf({
  type: word,
  id,
}: SourceObject): { readonly kind: SentKind; readonly id: string } | undefined {
  const type = typeNamed(word);
  if (type === 'contact' || type === 'company') return { kind: 'customer', id: customerId(type, id) };
  if (type === 'product') return { kind: 'item', id };
  if (type === 'invoice') return { kind: 'invoice', id };
  return type === 'commerce_payment' ? { kind: 'payment', id } : undefined;
}
