// Facts for tests of the rules: a connection where everything is mapped, and one record of each kind that could be booked.
import type { Facts, LedgerAbilities, Reference } from '../../shared/core/decisions.ts';
import type { Link, LinkedDocument } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import {
  type CreditNote,
  type Customer,
  type Invoice,
  type Item,
  keyText,
  type Payment,
  type RecordKind,
  type Refund,
  type SourceRecord,
  type SourceState,
  type Supplier,
} from '../../shared/core/records.ts';

/** 2026-11-21 12:00 UTC: the "now" of every test of the rules. */
export const NOW = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;
export const CONNECTION = 'con_1';

/** The Clock preset with every mapping filled in. */
export const POLICY: Policy = {
  ...CLOCK_PMS,
  items: { ...CLOCK_PMS.items, accountMap: { '8000': 'acc_sales' } },
  payments: {
    ...CLOCK_PMS.payments,
    depositAccount: { mode: 'map', map: { card: 'acc_card', 'cash/EUR': 'acc_cash_eur' } },
    methodMap: { card: 'pm_card' },
  },
  refunds: { mode: 'expense', expenseAccountByCurrency: { EUR: 'acc_ar_eur' } },
  tax: { mode: 'mapped', map: { high: 'tax_20', low: 'tax_9' } },
};

type Sections = Exclude<keyof Policy, 'preset' | 'timeZone' | 'preflight' | 'connection'>;
export type PolicyChanges = { readonly [S in Sections]?: Partial<Policy[S]> };

/** The policy with some settings of some sections changed. */
export function policy(changes: PolicyChanges = {}): Policy {
  return {
    ...POLICY,
    customers: { ...POLICY.customers, ...changes.customers },
    items: { ...POLICY.items, ...changes.items },
    invoices: { ...POLICY.invoices, ...changes.invoices },
    payments: { ...POLICY.payments, ...changes.payments },
    tax: { ...POLICY.tax, ...changes.tax },
    ends: { ...POLICY.ends, ...changes.ends },
    backfill: { ...POLICY.backfill, ...changes.backfill },
    schedule: { ...POLICY.schedule, ...changes.schedule },
    suppliers: { ...POLICY.suppliers, ...changes.suppliers },
    parties: { ...POLICY.parties, ...changes.parties },
    creditNotes: { ...POLICY.creditNotes, ...changes.creditNotes },
    refunds: { ...POLICY.refunds, ...changes.refunds },
    rounding: { ...POLICY.rounding, ...changes.rounding },
    fields: { ...POLICY.fields, ...changes.fields },
  };
}

export const REFERENCE: Reference = {
  readAt: NOW - 60 * MINUTE,
  homeCurrency: 'EUR',
  multiCurrency: true,
  accounts: [],
  items: [],
  taxCodes: [],
  paymentMethods: [],
  switches: {},
};

export const ABILITIES: LedgerAbilities = {
  keyed: true,
  numberLengthMax: 21,
  nameLengthMax: 100,
  ends: {
    invoice: ['void', 'delete'],
    payment: ['void', 'delete'],
    credit_note: ['delete'],
    expense: ['delete'],
    refund_receipt: ['delete'],
  },
};

export const CUSTOMER: Customer = {
  kind: 'customer',
  id: 'cus_1',
  name: 'Grand Hotel Guests Ltd',
  number: 'G-17',
  email: 'books@example.com',
  currency: 'EUR',
  active: true,
};
export const ITEM: Item = {
  kind: 'item',
  id: 'itm_1',
  name: 'Room night',
  unitPrice: '60.00',
  account: '8000',
  active: true,
};
export const LINE: Invoice['lines'][number] = {
  itemId: 'itm_1',
  description: 'Two nights',
  quantity: '2',
  unitPrice: '60.00',
  amount: '120.00',
  tax: 'high',
};
export const INVOICE: Invoice = {
  kind: 'invoice',
  id: 'inv_1',
  number: 'F-1001',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-20',
  status: 'closed',
  documentType: 'invoice',
  lines: [LINE],
  pricesIncludeTax: false,
};
export const PAYMENT: Payment = {
  kind: 'payment',
  id: 'pay_1',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-20',
  amount: '120.00',
  method: 'card',
  reference: 'R-1',
  allocations: [{ invoiceId: 'inv_1', amount: '120.00' }],
};

export const SUPPLIER: Supplier = {
  kind: 'supplier',
  id: 'sup_1',
  name: 'Laundry Ltd',
  email: 'bills@example.com',
  currency: 'EUR',
  active: true,
};
export const CREDIT_NOTE: CreditNote = {
  kind: 'credit_note',
  id: 'crn_1',
  number: 'C-1001',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-20',
  status: 'closed',
  documentType: 'invoice',
  lines: [{ ...LINE, quantity: '1', amount: '60.00' }],
  pricesIncludeTax: false,
  creditedInvoiceId: 'inv_1',
};
export const REFUND: Refund = {
  kind: 'refund',
  id: 'ref_1',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-20',
  amount: '60.00',
  method: 'card',
  reference: 'RF-1',
  reason: 'One night less',
};

/** What the source said: by default a first revision, a minute ago. */
export function said(record: SourceRecord | undefined, changes: Partial<SourceState> = {}): SourceState {
  return {
    revision: 1,
    presence: 'live',
    eventId: 'evt_1',
    receivedAt: NOW - MINUTE,
    ...changes,
    record,
  };
}

/** The link of a record that was sent and not looked at yet. */
export function linkOf(record: SourceRecord, changes: Partial<Link> = {}): Link {
  return {
    key: { connection: CONNECTION, kind: record.kind, id: record.id },
    version: 1,
    source: said(record),
    health: { state: 'pending', since: NOW - MINUTE },
    attempts: [],
    ...changes,
  };
}

/** The link of a record whose document stands in the ledger. */
export function bookedLink(
  record: SourceRecord,
  documentId: string,
  changes: Partial<LinkedDocument> = {},
): Link {
  return linkOf(record, {
    document: documentIn(record.kind, documentId, changes),
    base: { revision: 1, ours: 'ours', theirs: 'theirs' },
    health: { state: 'synced', since: NOW - MINUTE },
  });
}

/** A document as a link knows it: live, in its first revision. */
export function documentIn(
  kind: RecordKind,
  id: string,
  changes: Partial<LinkedDocument> = {},
): LinkedDocument {
  const type = kind === 'refund' ? 'expense' : kind;
  return { type, id, revision: '0', updatedAt: NOW - MINUTE, status: 'live', ...changes };
}

/** The map of related links by key text. */
export function relating(...links: readonly Link[]): ReadonlyMap<string, Link> {
  return new Map(links.map((link) => [keyText(link.key), link]));
}

/** Customer, item and invoice of the examples, all in the books. */
export const BOOKED: ReadonlyMap<string, Link> = relating(
  bookedLink(CUSTOMER, 'doc_customer'),
  bookedLink(ITEM, 'doc_item'),
  bookedLink(INVOICE, 'doc_invoice'),
);

/** What a test may change about a situation; everything else is as in the examples. */
export interface Situation extends Partial<Omit<Facts, 'link' | 'policy' | 'reference' | 'abilities'>> {
  readonly link?: Partial<Link> | undefined;
  readonly policy?: PolicyChanges | undefined;
  readonly reference?: Partial<Reference> | undefined;
  readonly abilities?: Partial<LedgerAbilities> | undefined;
}

/** The facts about a record: everything mapped, everything it refers to in the books, unless the situation says otherwise. */
export function factsAbout(record: SourceRecord, situation: Situation = {}): Facts {
  const { link, policy: changes, reference, abilities, ...rest } = situation;
  return {
    related: BOOKED,
    today: '2026-11-21',
    now: NOW,
    ...rest,
    link: linkOf(record, link),
    policy: { version: 3, policy: policy(changes) },
    reference: { ...REFERENCE, ...reference },
    abilities: { ...ABILITIES, ...abilities },
  };
}
