// Which record of ours an object of HubSpot is.
import type { RecordKind, SentKind } from '../../core/records.ts';
import type { SourceObject } from '../source-port.ts';
import { typeNamed } from './object-types.ts';
import { customerId, partyNamed } from './parties.ts';

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

/** The object that a record of ours is, where we read such objects. */
export function objectOf({
  kind,
  id,
}: {
  readonly kind: RecordKind;
  readonly id: string;
}): SourceObject | undefined {
  if (kind === 'customer') return partyNamed(id);
  const type = TYPES[kind];
  return type === undefined ? undefined : { type, id };
}

const TYPES: Readonly<Partial<Record<RecordKind, string>>> = {
  invoice: 'invoice',
  payment: 'commerce_payment',
  item: 'product',
};
