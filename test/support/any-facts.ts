// Any facts: generated records, links, policies and what the ledger shows, made of few values so that they meet each other.
import fc from 'fast-check';
import type { Facts, Found } from '../../shared/core/decisions.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import type { Drift, Health, Link } from '../../shared/core/links.ts';
import { fromMinor } from '../../shared/core/money.ts';
import type { Policy } from '../../shared/core/policy.ts';
import {
  type Customer,
  type Invoice,
  type InvoiceLine,
  type Item,
  type Payment,
  type SourceRecord,
} from '../../shared/core/records.ts';
import { shown } from './decided.ts';
import {
  ABILITIES,
  CUSTOMER,
  INVOICE,
  ITEM,
  NOW,
  PAYMENT,
  REFERENCE,
  REFUND,
  bookedLink,
  documentIn,
  linkOf,
  policy,
  relating,
  said,
} from './facts.ts';

/** Few values, so that records, links and mappings meet each other; some are words that every object knows. */
const IDS = ['1', '2', '3', 'constructor', '__proto__'];
const ids = fc.constantFrom(...IDS);
const codes = fc.constantFrom('high', 'low', 'rooms', 'toString', 'card');
const dates = fc.constantFrom('2026-11-19', '2026-11-20', '2026-11-21');
const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD');
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const maps = (
  ...all: readonly Readonly<Record<string, string>>[]
): fc.Arbitrary<Readonly<Record<string, string>>> => fc.constantFrom(...all);
/** Seldom, so that most facts come as far as the last rule. */
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
/** One of a few, and now and then another. */
const mostly = <T>(few: readonly T[], other: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 7, arbitrary: fc.constantFrom(...few) }, { weight: 1, arbitrary: fc.constant(other) });
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 60, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const texts = maybe(fc.string({ maxLength: 30 }));
const emails = maybe(fc.constantFrom('ada@x.example', 'bob@x.example'));
const amountsOf = (currency: string): fc.Arbitrary<string> =>
  fc.bigInt({ min: 0n, max: 10n ** 12n }).map((minor) => fromMinor(minor, currency));

const customers: fc.Arbitrary<Customer> = fc.record({
  kind: fc.constant('customer' as const),
  id: ids,
  name: fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.constantFrom('$& {name}', 'Ada', 'n'.repeat(101)),
  ),
  number: texts,
  email: emails,
  currency: maybe(currencies),
  parentId: seldom(ids),
  active: fc.boolean(),
});

const items: fc.Arbitrary<Item> = fc.record({
  kind: fc.constant('item' as const),
  id: ids,
  name: fc.string({ minLength: 1, maxLength: 40 }),
  account: maybe(codes),
  active: fc.boolean(),
});

const linesIn = (currency: string): fc.Arbitrary<InvoiceLine> =>
  fc.record({
    itemId: maybe(ids),
    revenueGroup: maybe(codes),
    category: maybe(codes),
    description: texts,
    amount: amountsOf(currency),
    tax: maybe(codes),
    account: seldom(codes),
  });

const invoices: fc.Arbitrary<Invoice> = currencies.chain((currency) =>
  fc.record({
    kind: fc.constant('invoice' as const),
    id: ids,
    number: fc.oneof(fc.string({ minLength: 1, maxLength: 9 }), fc.constantFrom('F-1', 'F'.repeat(22))),
    customerId: ids,
    currency: fc.constant(currency),
    date: dates,
    status: fc.constantFrom('draft' as const, 'open' as const, 'closed' as const),
    documentType: maybe(codes),
    lines: fc.array(linesIn(currency), { maxLength: 4 }),
    pricesIncludeTax: fc.boolean(),
    taxTotal: maybe(amountsOf(currency)),
    total: seldom(amountsOf(currency)),
    exchangeRate: maybe(fc.constant('1.1')),
    surcharges: rarely(fc.record({ fees: amountsOf(currency) })),
  }),
);

const payments: fc.Arbitrary<Payment> = currencies
  .chain((currency) =>
    fc.record({
      kind: fc.constant('payment' as const),
      id: ids,
      customerId: ids,
      currency: fc.constant(currency),
      date: dates,
      amount: amountsOf(currency),
      method: maybe(codes),
      reference: texts,
      allocations: fc.array(fc.record({ invoiceId: ids, amount: amountsOf(currency) }), { maxLength: 3 }),
      manual: seldom(fc.boolean()),
      sync: seldom(fc.boolean()),
      deposit: seldom(fc.boolean()),
      transferOf: rarely(ids),
      origin: seldom(fc.constantFrom('invoice', 'checkout')),
      status: rarely(fc.constantFrom('processing' as const, 'failed' as const)),
      isMirror: fc.integer({ min: 0, max: 30 }).map((one) => one === 0),
    }),
  )
  .map(({ isMirror, ...payment }) => (isMirror ? { ...payment, ledgerId: `doc_${payment.id}` } : payment));

const RECORDS: Readonly<Record<SourceRecord['kind'], fc.Arbitrary<SourceRecord>>> = {
  customer: customers,
  supplier: customers.map((customer) => ({ ...customer, kind: 'supplier' as const })),
  cost_centre: fc.record({
    kind: fc.constant('cost_centre' as const),
    id: ids,
    number: ids,
    name: fc.string({ minLength: 1, maxLength: 40 }),
    active: fc.boolean(),
    ledgerId: ids,
  }),
  item: items,
  invoice: invoices,
  credit_note: fc
    .record({ invoice: invoices, creditedInvoiceId: maybe(ids) })
    .map(({ invoice, creditedInvoiceId }) => ({
      ...invoice,
      kind: 'credit_note' as const,
      creditedInvoiceId,
    })),
  payment: payments,
  refund: fc
    .record({ payment: payments, paymentId: maybe(ids) })
    .map(({ payment: { allocations: _, ...payment }, paymentId }) => ({
      ...payment,
      kind: 'refund' as const,
      paymentId,
    })),
  attachment: fc.record({
    kind: fc.constant('attachment' as const),
    id: fc.constant('1~pdf'),
    of: fc.constantFrom('invoice#1', 'invoice#2'),
    name: fc.constant('1.pdf'),
    url: fc.constant('https://files.example/1.pdf'),
  }),
};

const healths: fc.Arbitrary<Health> = fc.record({
  state: fc.constantFrom('pending', 'waiting', 'synced', 'failed', 'skipped', 'not_synced', 'uncertain'),
  since: fc.constant(5),
  reason: maybe(fc.constantFrom('folio_open', 'ledger_unavailable')),
});
const drifts: fc.Arbitrary<Drift> = fc.record({
  kind: fc.constantFrom('edited', 'voided', 'deleted'),
  at: fc.constant(5),
  differences: fc.constant(['other fields']),
});
const statuses = fc.constantFrom('live', 'live', 'voided', 'deleted');
const presences = fc.constantFrom('live', 'live', 'voided', 'deleted');

const wishes = fc.constantFrom(
  { by: 'operator', how: 'delete' as const },
  { by: 'invoice#1', how: 'void' as const },
);
/** Who has no end of his own in the ledger but being made inactive is not asked to leave. */
const mayBeWishedAway = ({ kind }: SourceRecord): boolean => kind === 'payment' || kind === 'refund';

/** A link in any state a record can be in. A live record always has its content; an ended one may have none. */
function linksOf(record: SourceRecord): fc.Arbitrary<Link> {
  return fc
    .record({
      presence: presences,
      heardOnlyItsEnd: fc.boolean(),
      neverHeardOf: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
      receivedAt: fc.constantFrom(NOW - 5, NOW - 3_600_000, NOW - 9_000_000),
      status: maybe(statuses),
      base: maybe(fc.constantFrom(1, 1, 2)),
      health: healths,
      drift: maybe(drifts),
      stale: seldom(fc.constant(true)),
      order: seldom(fc.constantFrom('source_wins' as const, 'create_anew' as const)),
      asked: seldom(fc.constant(true)),
      named: rarely(fc.constant('90')),
      lineAccount: seldom(
        fc.constantFrom('high', 'high', 'low').map((code) => ({ code, by: 'invoice#1', revision: 2 })),
      ),
      total: seldom(fc.constantFrom('1.00', '1')),
      hold: rarely(fc.constant({ state: 'skipped' as const, reason: 'by hand' })),
      endWish: mayBeWishedAway(record) ? rarely(wishes) : fc.constant(undefined),
      dependents: seldom(fc.constant(['refund#1', 'refund#2'])),
      derivedFrom:
        record.kind === 'refund' ? rarely(fc.constant('refund_receipt/7')) : fc.constant(undefined),
    })
    .map(
      ({
        presence,
        heardOnlyItsEnd,
        neverHeardOf,
        receivedAt,
        status,
        total,
        derivedFrom,
        base: booked,
        ...rest
      }) => {
        const content = presence !== 'live' && heardOnlyItsEnd ? undefined : record;
        const source = neverHeardOf
          ? undefined
          : said(content, { presence, receivedAt, revision: 2, derivedFrom });
        if (status === undefined || source === undefined)
          return linkOf(record, { ...rest, source, drift: undefined });
        const document = documentIn(record.kind, `doc_${record.id}`, { status, total });
        const base = booked === undefined ? undefined : { revision: booked, ours: 'ours', theirs: 'theirs' };
        // What a look makes of a dead document is never "edited" (drift.ts).
        const drift =
          rest.drift === undefined || status === 'live' ? rest.drift : { ...rest.drift, kind: status };
        return linkOf(record, { ...rest, source, document, base, drift });
      },
    );
}

const anyLink = (kind: SourceRecord['kind']): fc.Arbitrary<Link> => RECORDS[kind].chain(linksOf);

const accounts: fc.Arbitrary<Policy['payments']['depositAccount']> = fc.oneof(
  fc.constant({ mode: 'undeposited' as const }),
  fc.constant({ mode: 'map' as const, map: { card: 'acc_card' } }),
  fc.constant({ mode: 'fixed' as const, account: 'acc_bank' }),
);

export const policies = fc
  .record({
    customers: fc.record({
      onMissing: fc.constantFrom('create' as const, 'require_linked' as const),
      matchKey: mostly<'name' | 'number' | 'email'>(['name', 'number'], 'email'),
      direction: mostly<'to_ledger' | 'to_source'>(['to_ledger'], 'to_source'),
      createIn: mostly<'source' | 'ledger'>(['source'], 'ledger'),
      nameTemplate: fc.constantFrom('{name}', '{name}/{currency}', '{number}'),
      onUpdate: fc.constantFrom('overwrite' as const, 'create_only' as const, 'merge' as const),
      uniqueAmong: fc.constantFrom('none' as const, 'customers_and_suppliers' as const),
      hierarchy: fc.constantFrom('flat' as const, 'parent_sub' as const),
    }),
    parties: fc.record({ dualRole: fc.constantFrom('allow' as const, 'forbid' as const) }),
    items: fc.record({
      onMissing: mostly<'create' | 'mapped' | 'accounts'>(['create', 'mapped'], 'accounts'),
      map: maps({}, { rooms: 'led_rooms', 'rooms/low': 'led_low' }),
      defaultItem: maybe(fc.constant('led_default')),
      accountMap: maps({}, { high: 'acc_high' }),
      createAs: fc.constantFrom('service' as const, 'non_inventory' as const),
      accountOverride: fc.boolean(),
      defaultIncomeAccount: maybe(fc.constant('acc_default')),
    }),
    invoices: fc.record({
      pushOn: mostly<'created' | 'closed' | 'manual' | 'finalized'>(
        ['created', 'closed', 'manual'],
        'finalized',
      ),
      filters: fc.constantFrom([], [], [], [{ field: 'currency', is: 'one_of' as const, values: ['EUR'] }]),
      draftsDueAtOnce: fc.boolean(),
      documentTypes: fc.constantFrom([], ['high', 'low']),
      onSourceEdit: fc.constantFrom('push_update' as const, 'ignore' as const),
      onConflict: fc.constantFrom('fail' as const, 'source_wins' as const),
      numbering: fc.constantFrom('source' as const, 'ledger' as const),
      inbound: fc.constantFrom('none' as const, 'edits_of_owned' as const),
      onRemoteEdit: fc.constantFrom('ignore' as const, 'pull_back' as const),
    }),
    payments: fc.record({
      direction: fc.constantFrom('none' as const, 'to_ledger' as const, 'to_ledger' as const),
      depositAccount: accounts,
      excludeOrigins: fc.constantFrom([], ['invoice']),
      manual: fc.record({ syncDefault: fc.boolean(), perRecordOverride: fc.boolean() }),
      depositTransfers: fc.constantFrom('manual_task' as const, 'ignore' as const),
    }),
    tax: fc.record({
      mode: mostly<'mapped' | 'none' | 'mirrored'>(['mapped', 'none'], 'mirrored'),
      map: maps({}, { high: 'tax_high', low: 'tax_low' }),
      default: maybe(fc.constant('tax_default')),
    }),
    ends: fc.record({
      invoice: fc.constantFrom('void' as const, 'delete' as const, 'ignore' as const),
      linkedPayments: fc.constantFrom('void' as const, 'ignore' as const),
      payment: fc.constantFrom('void' as const, 'delete' as const, 'ignore' as const),
      creditNote: fc.constantFrom('manual_task' as const, 'delete' as const, 'ignore' as const),
      refund: fc.constantFrom('delete' as const, 'ignore' as const),
    }),
    schedule: fc.record({
      inbound: fc.constantFrom(
        { mode: 'off' as const },
        { mode: 'manual' as const },
        { mode: 'event' as const },
      ),
    }),
    suppliers: fc.record({ sync: fc.constantFrom('none' as const, 'both' as const, 'both' as const) }),
    creditNotes: fc.record({
      mode: fc.constantFrom('credit_memo' as const, 'credit_memo' as const, 'none' as const),
      referenceInNote: fc.boolean(),
    }),
    refunds: fc.record({
      mode: fc.constantFrom(
        'expense' as const,
        'refund_receipt' as const,
        'manual_task' as const,
        'none' as const,
      ),
      expenseAccountByCurrency: maps({}, { EUR: 'acc_ar_eur' }, { EUR: 'acc_ar_eur', USD: 'acc_ar_usd' }),
    }),
    backfill: fc.record({ exportFrom: seldom(dates), excludePaymentsBeforeExportFrom: fc.boolean() }),
  })
  .map((changes) => ({ version: 7, policy: policy(changes) }));

const REFERRED: readonly SourceRecord['kind'][] = ['customer', 'item', 'invoice', 'payment', 'refund'];

/** Links of everything a record may refer to: all in the books, but for a few that are missing or in a bad state. */
const relations: fc.Arbitrary<ReadonlyMap<string, Link>> = currencies.chain((currency) =>
  fc
    .record({
      bad: fc.array(fc.oneof(...REFERRED.map(anyLink)), { maxLength: 2 }),
      missing: fc.array(ids, { maxLength: 1 }),
    })
    .map(({ bad, missing }) => {
      const good = IDS.filter((id) => !missing.includes(id)).flatMap((id) => [
        bookedLink({ ...CUSTOMER, id, currency }, `doc_${id}`),
        bookedLink({ ...ITEM, id }, `doc_${id}`),
        bookedLink({ ...INVOICE, id, currency }, `doc_${id}`),
        bookedLink({ ...PAYMENT, id, currency }, `doc_${id}`),
        bookedLink({ ...PAYMENT, id: `${id}~applied`, currency }, `doc_${id}~applied`),
        bookedLink({ ...REFUND, id, currency }, `doc_${id}`),
      ]);
      return relating(...good, ...bad);
    }),
);

const founds: fc.Arbitrary<Found> = fc.record({
  candidates: fc.array(
    fc.constantFrom(
      shown({ type: 'customer', name: 'Ada', active: true }, '90'),
      shown({ type: 'item', name: 'x', itemType: 'service', active: false }, '91', { status: 'deleted' }),
    ),
    { maxLength: 2 },
  ),
});
const sharing: fc.Arbitrary<Found> = fc.record({
  candidates: fc.array(
    fc.constantFrom(
      shown({ type: 'customer', name: 'Ada', email: 'ada@x.example', active: true }, '92'),
      shown({ type: 'customer', name: 'Bob', email: 'ada@x.example', active: true }, '93'),
    ),
    { maxLength: 2 },
  ),
});
const snapshots: fc.Arbitrary<Snapshot> = statuses.map((status) => ({
  ref: { type: 'customer', id: 'doc_1', revision: '9', updatedAt: NOW },
  status,
}));

export const factsOf = (kind: SourceRecord['kind']): fc.Arbitrary<Facts> =>
  fc.record({
    link: anyLink(kind),
    related: relations,
    policy: policies,
    reference: fc
      .record({ multiCurrency: fc.boolean(), closedUntil: seldom(dates) })
      .map((changes) => ({ ...REFERENCE, ...changes })),
    abilities: fc.constantFrom(
      ABILITIES,
      { ...ABILITIES, findsByEmail: true },
      {
        ...ABILITIES,
        ends: { invoice: [], payment: ['delete' as const] },
      },
    ),
    mayTell: fc.boolean(),
    isWrittenTo: fc.option(fc.boolean(), { nil: undefined }),
    snapshot: seldom(snapshots),
    found: seldom(founds),
    sameEmail: seldom(sharing),
    namesake: rarely(fc.constantFrom('customer#7', 'supplier#7')),
    exports: rarely(
      fc.record({
        upTo: fc.constantFrom(NOW, NOW - 4_000_000),
        skipped: fc.constantFrom([], [{ before: '2026-11-21', arrivedUpTo: NOW }]),
      }),
    ),
    today: fc.constant('2026-11-21'),
    now: fc.constant(NOW),
  });
