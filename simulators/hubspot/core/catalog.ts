// The kinds of records: their type ids and names, what a read shows of them unasked, and the scopes they need.

/** A kind of record. */
export interface Kind {
  readonly typeId: string;
  /** As association types and error messages name it: `line_item`. */
  readonly name: string;
  /** As paths name it: `line_items`. */
  readonly plural: string;
  readonly created: 'createdate' | 'hs_createdate';
  readonly modified: 'lastmodifieddate' | 'hs_lastmodifieddate';
  /** What a read shows when no properties are asked for, besides the id and the two times. */
  readonly shown: readonly string[];
  /** The same for a search. */
  readonly found: readonly string[];
  /** One of these is enough. */
  readonly scopes: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** The word in the names of schema scopes. */
  readonly scope: string;
}

const HS = { created: 'hs_createdate', modified: 'hs_lastmodifieddate' } as const;
const OLD = { created: 'createdate', modified: 'hs_lastmodifieddate' } as const;

/** The pages on each object and the 2026-03 specifications name the scopes; see section 1.3 of the dossier. */
const scopesOf = (scope: string, ...others: readonly string[]): Pick<Kind, 'scope' | 'scopes'> => ({
  scope,
  scopes: {
    read: [`crm.objects.${scope}.read`, ...others],
    write: [`crm.objects.${scope}.write`, ...others],
  },
});
const shows = (...names: readonly string[]): Pick<Kind, 'shown' | 'found'> => ({
  shown: names,
  found: names,
});

/** Every kind the simulator keeps. */
export const KINDS = {
  contact: {
    typeId: '0-1',
    name: 'contact',
    plural: 'contacts',
    created: 'createdate',
    modified: 'lastmodifieddate',
    ...shows('email', 'firstname', 'lastname'),
    ...scopesOf('contacts'),
  },
  company: {
    typeId: '0-2',
    name: 'company',
    plural: 'companies',
    ...OLD,
    ...shows('domain', 'name'),
    ...scopesOf('companies'),
  },
  deal: {
    typeId: '0-3',
    name: 'deal',
    plural: 'deals',
    ...OLD,
    ...shows('amount', 'closedate', 'dealname', 'dealstage', 'pipeline'),
    ...scopesOf('deals'),
  },
  product: {
    typeId: '0-7',
    name: 'product',
    plural: 'products',
    ...OLD,
    ...shows('description', 'name', 'price'),
    ...scopesOf('products', 'e-commerce'),
  },
  lineItem: {
    typeId: '0-8',
    name: 'line_item',
    plural: 'line_items',
    ...OLD,
    shown: ['amount', 'hs_product_id', 'quantity'],
    found: ['quantity', 'amount', 'price'],
    ...scopesOf('line_items', 'e-commerce'),
  },
  invoice: {
    typeId: '0-53',
    name: 'invoice',
    plural: 'invoices',
    ...HS,
    ...shows(),
    ...scopesOf('invoices'),
  },
  discount: {
    typeId: '0-84',
    name: 'discount',
    plural: 'discounts',
    ...HS,
    ...shows('hs_type', 'hs_value'),
    ...scopesOf('line_items', 'e-commerce'),
  },
  fee: {
    typeId: '0-85',
    name: 'fee',
    plural: 'fees',
    ...HS,
    ...shows('hs_type', 'hs_value'),
    ...scopesOf('line_items', 'e-commerce'),
  },
  tax: {
    typeId: '0-86',
    name: 'tax',
    plural: 'taxes',
    ...HS,
    ...shows('hs_type', 'hs_value'),
    ...scopesOf('line_items'),
  },
  payment: {
    typeId: '0-101',
    name: 'commerce_payment',
    plural: 'commerce_payments',
    ...HS,
    ...shows(),
    ...scopesOf('commercepayments'),
  },
} as const satisfies Readonly<Record<string, Kind>>;

const byWord = new Map<string, Kind>(
  Object.values(KINDS).flatMap((kind) =>
    [kind.typeId, kind.name, kind.plural].map((word): [string, Kind] => [word, kind]),
  ),
);

/** The kind a path or a body names, by type id, singular or plural, in any case. */
export function kindOf(word: string): Kind | undefined {
  return byWord.get(word.toLowerCase());
}

/** The kind of a type id that is known to be one of ours. */
export function kindOfTypeId(typeId: string): Kind {
  const kind = byWord.get(typeId);
  if (kind === undefined) throw new Error(`There is no object type ${typeId}.`);
  return kind;
}
