// The table of entities: what the books know of each kind, in one row per kind.

/** How an entity can be voided through the API; the answers to the wrong forms differ and are odd. */
export type VoidForm = 'operation' | 'include' | 'none' | 'noop' | 'system';

export interface EntityKind {
  readonly name: string;
  /** Names and lists can be made inactive; transactions and files can be deleted; fixed ones have ways of their own. */
  readonly family: 'name' | 'list' | 'transaction' | 'file' | 'fixed';
  /** Entities of one sequence share their ids: all transactions count up together. */
  readonly sequence: string;
  /** Names are unique within a scope: customers, vendors and employees share theirs. */
  readonly nameScope?: { readonly scope: string; readonly field: string; readonly words: string };
  readonly voidForm: VoidForm;
  readonly totalCount: boolean;
  /** Default order of queries; transactions come with the last change first. */
  readonly order?: string;
  readonly pdf: boolean;
}

const transaction = (name: string, more: Partial<EntityKind> = {}): EntityKind => ({
  name,
  family: 'transaction',
  sequence: 'transaction',
  voidForm: 'none',
  totalCount: false,
  pdf: false,
  ...more,
});

const list = (name: string, words: string, more: Partial<EntityKind> = {}): EntityKind => ({
  name,
  family: 'list',
  sequence: name,
  nameScope: { scope: name, field: 'Name', words },
  voidForm: 'none',
  totalCount: false,
  order: 'Name',
  pdf: false,
  ...more,
});

const person = (name: string, order: string): EntityKind => ({
  ...list(name, 'customer, vendor or employee', { family: 'name', sequence: 'name', order }),
  nameScope: { scope: 'person', field: 'DisplayName', words: 'customer, vendor or employee' },
});

const fixed = (name: string): EntityKind => ({ ...list(name, name), family: 'fixed', nameScope: undefined });

/** Every entity of the books. */
export const entityKinds: readonly EntityKind[] = [
  transaction('Invoice', { voidForm: 'operation', totalCount: true, pdf: true }),
  transaction('Payment', { voidForm: 'include', pdf: true }),
  transaction('SalesReceipt', { voidForm: 'include', pdf: true }),
  transaction('CreditMemo', { pdf: true }),
  transaction('RefundReceipt', { pdf: true }),
  transaction('Estimate', { pdf: true }),
  transaction('Purchase'),
  transaction('Deposit', { totalCount: true }),
  transaction('Bill', { voidForm: 'system', totalCount: true }),
  transaction('BillPayment', { voidForm: 'include', totalCount: true }),
  transaction('JournalEntry', { voidForm: 'noop', totalCount: true }),
  person('Customer', 'FullyQualifiedName'),
  person('Vendor', 'DisplayName'),
  person('Employee', 'DisplayName'),
  list('Item', 'item', { family: 'name' }),
  list('Account', 'account', { family: 'name' }),
  list('Class', 'class'),
  list('Department', 'location'),
  list('PaymentMethod', 'payment method'),
  list('Term', 'term'),
  { ...fixed('Attachable'), family: 'file', order: undefined },
  fixed('ExchangeRate'),
  fixed('TaxCode'),
  fixed('TaxRate'),
  fixed('CompanyInfo'),
  fixed('Preferences'),
];

const byName = new Map(entityKinds.map((kind) => [kind.name.toLowerCase(), kind]));

/** The kind of an entity by its name in any case, as paths and queries spell it. */
export const kindOf = (name: string): EntityKind | undefined => byName.get(name.toLowerCase());

/** The kind of an entity the books themselves name; not finding it is a mistake in the books. */
export const knownKind = (name: string): EntityKind => {
  const kind = kindOf(name);
  if (kind === undefined) throw new Error(`There is no entity ${name} in the books.`);
  return kind;
};
