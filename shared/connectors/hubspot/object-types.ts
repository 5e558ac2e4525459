// The kinds of HubSpot records that we read, with the words and numbers HubSpot has for them.

/** A kind of record, in HubSpot's singular. */
export type HubSpotType =
  | 'contact'
  | 'company'
  | 'deal'
  | 'product'
  | 'line_item'
  | 'invoice'
  | 'commerce_payment'
  | 'discount'
  | 'fee'
  | 'tax';

export interface ObjectType {
  /** As it stands in webhooks and in paths (page "using object APIs"). */
  readonly typeId: string;
  /** The property with the time of the last change: contacts have their own. */
  readonly modified: 'hs_lastmodifieddate' | 'lastmodifieddate';
}

const of = (typeId: string, modified: ObjectType['modified'] = 'hs_lastmodifieddate'): ObjectType => ({
  typeId,
  modified,
});

export const OBJECT_TYPES: Readonly<Record<HubSpotType, ObjectType>> = {
  contact: of('0-1', 'lastmodifieddate'),
  company: of('0-2'),
  deal: of('0-3'),
  product: of('0-7'),
  line_item: of('0-8'),
  invoice: of('0-53'),
  discount: of('0-84'),
  fee: of('0-85'),
  tax: of('0-86'),
  commerce_payment: of('0-101'),
};

/** What an invoice is made of: each leads to it, and to no other record of ours. */
export const INVOICE_PARTS: readonly HubSpotType[] = ['line_item', 'discount', 'fee', 'tax'];

const names: readonly HubSpotType[] = [
  'contact',
  'company',
  'deal',
  'product',
  'line_item',
  'invoice',
  'commerce_payment',
  'discount',
  'fee',
  'tax',
];
const byWord = new Map(
  names.flatMap((name) => [[name, name] as const, [OBJECT_TYPES[name].typeId, name] as const]),
);

/** The kind that a type id or a singular name stands for; undefined for kinds that we do not read. */
export function typeNamed(word: string): HubSpotType | undefined {
  return byWord.get(word);
}
