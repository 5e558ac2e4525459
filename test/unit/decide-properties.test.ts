// Decide under generated facts: it always answers, always the same, never twice differently, and money stays what it was.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, RULEBOOKS } from '../../shared/core/decide.ts';
import { refersTo } from '../../shared/core/related.ts';
import type { Decision, Facts, Found } from '../../shared/core/decisions.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import type { Drift, Health, Link } from '../../shared/core/links.ts';
import { fromMinor, sumOf } from '../../shared/core/money.ts';
import type { Policy } from '../../shared/core/policy.ts';
import {
  type Customer,
  type Invoice,
  type InvoiceLine,
  type Item,
  type Payment,
  RECORD_KINDS,
  type RecordKind,
  type SourceRecord,
} from '../../shared/core/records.ts';
import { isLeaving } from '../../shared/core/wishes.ts';
import { settleDecision } from '../../shared/core/settle.ts';
import { afterDeciding, afterWriting, shown } from '../support/decided.ts';
import {
  ABILITIES,
  bookedLink,
  CUSTOMER,
  documentIn,
  INVOICE,
  ITEM,
  linkOf,
  NOW,
  PAYMENT,
  policy,
  REFERENCE,
  REFUND,
  relating,
  said,
} from '../support/facts.ts';

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
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 60, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const texts = maybe(fc.string({ maxLength: 30 }));
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
  email: texts,
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
  }),
);

const payments: fc.Arbitrary<Payment> = currencies.chain((currency) =>
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
  }),
);

const RECORDS: Readonly<Record<RecordKind, fc.Arbitrary<SourceRecord>>> = {
  customer: customers,
  supplier: customers.map((customer) => ({ ...customer, kind: 'supplier' as const })),
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
    })
    .map(({ presence, heardOnlyItsEnd, neverHeardOf, receivedAt, status, total, base: booked, ...rest }) => {
      const content = presence !== 'live' && heardOnlyItsEnd ? undefined : record;
      const source = neverHeardOf ? undefined : said(content, { presence, receivedAt, revision: 2 });
      if (status === undefined || source === undefined)
        return linkOf(record, { ...rest, source, drift: undefined });
      const document = documentIn(record.kind, `doc_${record.id}`, { status, total });
      const base = booked === undefined ? undefined : { revision: booked, ours: 'ours', theirs: 'theirs' };
      // What a look makes of a dead document is never "edited" (drift.ts).
      const drift =
        rest.drift === undefined || status === 'live' ? rest.drift : { ...rest.drift, kind: status };
      return linkOf(record, { ...rest, source, document, base, drift });
    });
}

const anyLink = (kind: RecordKind): fc.Arbitrary<Link> => RECORDS[kind].chain(linksOf);

const accounts: fc.Arbitrary<Policy['payments']['depositAccount']> = fc.oneof(
  fc.constant({ mode: 'undeposited' as const }),
  fc.constant({ mode: 'map' as const, map: { card: 'acc_card' } }),
  fc.constant({ mode: 'fixed' as const, account: 'acc_bank' }),
);

const policies = fc
  .record({
    customers: fc.record({
      onMissing: fc.constantFrom('create' as const, 'require_linked' as const),
      nameTemplate: fc.constantFrom('{name}', '{name}/{currency}', '{number}'),
      onUpdate: fc.constantFrom('overwrite' as const, 'create_only' as const, 'merge' as const),
      uniqueAmong: fc.constantFrom('none' as const, 'customers_and_suppliers' as const),
      hierarchy: fc.constantFrom('flat' as const, 'parent_sub' as const),
    }),
    parties: fc.record({ dualRole: fc.constantFrom('allow' as const, 'forbid' as const) }),
    items: fc.record({
      onMissing: fc.constantFrom('create' as const, 'mapped' as const),
      map: maps({}, { rooms: 'led_rooms', 'rooms/low': 'led_low' }),
      defaultItem: maybe(fc.constant('led_default')),
      accountMap: maps({}, { high: 'acc_high' }),
      createAs: fc.constantFrom('service' as const, 'non_inventory' as const),
      accountOverride: fc.boolean(),
      defaultIncomeAccount: maybe(fc.constant('acc_default')),
    }),
    invoices: fc.record({
      pushOn: fc.constantFrom('created' as const, 'closed' as const, 'manual' as const),
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
      manual: fc.record({ syncDefault: fc.boolean(), perRecordOverride: fc.boolean() }),
      depositTransfers: fc.constantFrom('manual_task' as const, 'ignore' as const),
    }),
    tax: fc.record({
      mode: fc.constantFrom('mapped' as const, 'none' as const),
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

const REFERRED: readonly RecordKind[] = ['customer', 'item', 'invoice', 'payment', 'refund'];

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
const snapshots: fc.Arbitrary<Snapshot> = statuses.map((status) => ({
  ref: { type: 'customer', id: 'doc_1', revision: '9', updatedAt: NOW },
  status,
}));

const factsOf = (kind: RecordKind): fc.Arbitrary<Facts> =>
  fc.record({
    link: anyLink(kind),
    related: relations,
    policy: policies,
    reference: fc
      .record({ multiCurrency: fc.boolean(), closedUntil: seldom(dates) })
      .map((changes) => ({ ...REFERENCE, ...changes })),
    abilities: fc.constantFrom(ABILITIES, {
      ...ABILITIES,
      ends: { invoice: [], payment: ['delete' as const] },
    }),
    mayTell: fc.boolean(),
    snapshot: seldom(snapshots),
    found: seldom(founds),
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

const KINDS: readonly RecordKind[] = RECORD_KINDS;
const facts: fc.Arbitrary<Facts> = fc.oneof(...KINDS.map(factsOf));
/** Facts of the kinds that refer to other records. */
const documents: fc.Arbitrary<Facts> = fc.oneof(
  ...(['invoice', 'credit_note', 'payment', 'refund'] as const).map(factsOf),
);
const RUNS = { numRuns: 1_500 };
/** For properties that speak of few of the generated facts. */
const MORE_RUNS = { numRuns: 4_500 };
/** Rare rules need many facts, and the machine may have other work. */
const SLOW_MS = 240_000;
/** A property that speaks of fewer generated facts than this has not been shown. */
const ENOUGH = 30;

describe('decide', () => {
  test('answers whatever is missing, in the name of a rule of the book', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const names = RULEBOOKS[of.link.key.kind].map(({ name }) => name);
        expect(names).toContain(decide(of).rule);
      }),
      RUNS,
    );
  });

  test('answers the same again, and leaves its facts alone', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const before = structuredClone(of);
        const first = decide(of);
        expect(decide(of)).toEqual(first);
        expect(decide(structuredClone(of))).toEqual(first);
        expect(of).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('reads no other record than those that the link refers to', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const read = new Set<string>();
        const spied = new Proxy(of.related, {
          get: (map, name) => {
            if (name === 'get') return (key: string) => (read.add(key), map.get(key));
            if (name === 'has') return (key: string) => (read.add(key), map.has(key));
            throw new Error(`decide reads ${String(name)} of the related links`);
          },
        });
        decide({ ...of, related: spied });
        const allowed = refersTo(of.link, of.policy.policy);
        expect([...read].filter((key) => !allowed.includes(key))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('waits only for a record that the link refers to', () => {
    assertOften(
      documents,
      (of) => {
        const { decision } = decide(of);
        const waitsFor = 'waitsFor' in decision ? decision.waitsFor : undefined;
        if (waitsFor === undefined) return false;
        expect(refersTo(of.link, of.policy.policy)).toContain(waitsFor);
        return true;
      },
      MORE_RUNS,
    );
  });

  test(
    'reaches every rule of every book, so that the properties here speak of all of them',
    () => {
      const reached = new Set<string>();
      fc.assert(
        fc.property(facts, (of) => {
          reached.add(`${of.link.key.kind} ${decide(of).rule}`);
        }),
        { numRuns: 100_000, seed: 20261121 },
      );
      const all = KINDS.flatMap((kind) => RULEBOOKS[kind].map(({ name }) => `${kind} ${name}`));
      // Rare by nature: in sync needs the very fingerprint, which the stories below make by writing.
      const isRare = (name: string): boolean => name.endsWith(' in-sync');
      expect(all.filter((name) => !reached.has(name) && !isRare(name))).toEqual([]);
    },
    SLOW_MS,
  );
});

/** The facts of the next look: the link as it was left, and nothing seen of the ledger. */
const next = (of: Facts, link: Link): Facts => ({ ...of, link, snapshot: undefined, found: undefined });
const isWrite = ({ type }: Decision): boolean => type === 'write';

/** Checks a property of the facts it speaks of, and that there were enough of them: seldom ones need more runs. */
function assertOften<T>(of: fc.Arbitrary<T>, check: (facts: T) => boolean, runs = RUNS): void {
  let checked = 0;
  fc.assert(
    fc.property(of, (one) => {
      if (check(one)) checked += 1;
    }),
    runs,
  );
  expect(checked).toBeGreaterThan(ENOUGH);
}

describe('after a decision', () => {
  test('to write that arrived, there is nothing left to do', () => {
    assertOften(facts, (of) => {
      if (!isWrite(decide(of).decision)) return false;
      const link = afterWriting(of);
      // What left at somebody's wish is not synced: its source still has it.
      const left = isLeaving(of.link) && (of.link.source?.presence === 'live' || of.link.hold !== undefined);
      expect(link.health.state).toBe(left ? (of.link.hold?.state ?? 'not_synced') : 'synced');
      expect(decide(next(of, link)).decision.type).toBe(left ? 'skip' : 'in_sync');
      return true;
    });
  });

  test('to write that arrived, the record is left alone until the source speaks again, whatever the policy becomes', () => {
    assertOften(
      facts.chain((of) => policies.map((later) => [of, later] as const)),
      ([of, later]) => {
        const { decision } = decide(of);
        if (decision.type !== 'write' || of.link.source?.presence !== 'live' || isLeaving(of.link))
          return false;
        const then = { ...next(of, afterWriting(of)), policy: later, related: new Map<string, Link>() };
        expect(decide(then).decision).toEqual({ type: 'in_sync' });
        return true;
      },
      MORE_RUNS,
    );
  });

  test('of any kind, the next one does not turn it round', () => {
    assertOften(facts, (seen) => {
      // Unasked, so that both decisions are made from the same knowledge of the ledger.
      const of = next(seen, seen.link);
      const { decision } = decide(of);
      // Telling is a step, after which there is nothing to tell: merge-properties.test.ts.
      if (decision.type === 'look' || decision.type === 'tell') return false;
      const then = next(of, afterDeciding(of));
      const again = decide(then);
      if (isWrite(decision) && !isLeaving(of.link)) expect(again.decision).toEqual({ type: 'in_sync' });
      else if (isWrite(decision)) expect(again.decision.type).toMatch(/^(skip|in_sync)$/);
      else expect(again.decision).toEqual(decision);
      const settled = settleDecision(then.link, again, 7, NOW);
      expect(settled?.health.state ?? then.link.health.state).toBe(then.link.health.state);
      return true;
    });
  });

  test('to adopt, the document is ours and there is nothing left to do', () => {
    assertOften(
      facts,
      (any) => {
        // Most generated links are booked or over; a twin is met by new ones, and by those that are booked anew.
        const record = any.link.source?.record;
        const dead = any.link.order === 'create_anew' && any.link.document?.status !== 'live';
        if (record === undefined) return false;
        const of = next(any, dead ? any.link : linkOf(record, { order: any.link.order }));
        const { decision } = decide(of);
        if (decision.type !== 'write' || decision.operation !== 'create') return false;
        // A stale picture is looked at first. An inactive party or item is nobody's twin; and anew into a closed period is the ledger's to refuse.
        if (of.link.stale === true) return false;
        if (of.link.order === 'create_anew' && of.reference.closedUntil !== undefined) return false;
        if ('active' in decision.document && !decision.document.active) return false;
        // The account that a line named is set once the item is linked.
        if (of.link.lineAccount !== undefined) return false;
        const adopting: Facts = { ...of, found: { candidates: [shown(decision.document, '90')] } };
        expect(decide(adopting).decision.type).toBe('adopt');
        expect(decide(next(of, afterDeciding(adopting))).decision).toEqual({ type: 'in_sync' });
        return true;
      },
      MORE_RUNS,
    );
  });
});

describe('what policy leaves out is never written', () => {
  const writes = (of: Facts): boolean => isWrite(decide(of).decision);

  test('documents before the export, of other types, of open folios', () => {
    fc.assert(
      fc.property(factsOf('invoice'), (of) => {
        const invoice = of.link.source?.record;
        const { backfill, invoices: setting } = of.policy.policy;
        if (invoice?.kind !== 'invoice' || of.link.document !== undefined) return;
        const early = backfill.exportFrom !== undefined && invoice.date < backfill.exportFrom;
        const other =
          setting.documentTypes.length > 0 && !setting.documentTypes.includes(invoice.documentType ?? '');
        const open = setting.pushOn === 'closed' && invoice.status !== 'closed';
        if (early || other || open) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });

  test('payments that are not synced, or too old', () => {
    fc.assert(
      fc.property(factsOf('payment'), (of) => {
        const payment = of.link.source?.record;
        const { backfill, payments: setting } = of.policy.policy;
        if (payment?.kind !== 'payment' || of.link.source?.presence !== 'live' || isLeaving(of.link)) return;
        if (setting.direction === 'none') expect(writes(of)).toBe(false);
        const { exportFrom, excludePaymentsBeforeExportFrom } = backfill;
        const old = excludePaymentsBeforeExportFrom && exportFrom !== undefined && payment.date < exportFrom;
        if (old && of.link.document === undefined) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });

  test('ends that the policy ignores; an edit by a person, unless somebody said that the source wins', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const { link } = of;
        const { ends, invoices: setting } = of.policy.policy;
        const { kind } = link.key;
        if (isLeaving(link)) return;
        const ended = link.source !== undefined && link.source.presence !== 'live';
        if (ended && (kind === 'invoice' || kind === 'payment') && ends[kind] === 'ignore')
          expect(writes(of)).toBe(false);
        const allowed = link.order !== undefined || setting.onConflict === 'source_wins';
        if (!ended && link.drift?.kind === 'edited' && !allowed) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });

  test('nothing is ever booked into a closed period, except anew on an operator’s word', () => {
    fc.assert(
      fc.property(documents, (of) => {
        const record = of.link.source?.record;
        const { closedUntil } = of.reference;
        if (record === undefined || !('date' in record) || closedUntil === undefined) return;
        if (of.link.source?.presence !== 'live' || of.link.order === 'create_anew') return;
        // What left at somebody's wish comes back as on his word.
        if (of.link.endWish !== undefined) return;
        if (record.date <= closedUntil) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('money', () => {
  test('on an invoice is the record’s, line by line, to the minor unit', () => {
    fc.assert(
      fc.property(factsOf('invoice'), (of) => {
        const { decision } = decide(of);
        const record = of.link.source?.record;
        if (decision.type !== 'write' || decision.document.type !== 'invoice' || record?.kind !== 'invoice')
          return;
        if (decision.operation === 'void' || decision.operation === 'delete') return;
        const { lines, currency } = decision.document;
        expect(currency).toBe(record.currency);
        expect(lines.map(({ amount }) => amount)).toEqual(record.lines.map(({ amount }) => amount));
        const total = (of: readonly { readonly amount: string }[]): string =>
          sumOf(
            of.map(({ amount }) => amount),
            currency,
          );
        expect(total(lines)).toBe(total(record.lines));
      }),
      RUNS,
    );
  });

  test('of a payment is the record’s, and no more of it is applied', () => {
    fc.assert(
      fc.property(factsOf('payment'), (of) => {
        const { decision } = decide(of);
        const record = of.link.source?.record;
        if (decision.type !== 'write' || decision.document.type !== 'payment' || record?.kind !== 'payment')
          return;
        expect(decision.document).toMatchObject({ amount: record.amount, currency: record.currency });
        if (decision.operation === 'void' || decision.operation === 'delete') return;
        const { applications } = decision.document;
        expect(applications.map(({ amount }) => amount)).toEqual(
          record.deposit === true ? [] : record.allocations.map(({ amount }) => amount),
        );
        expect(applications.every(({ invoice }) => invoice !== '')).toBe(true);
      }),
      RUNS,
    );
  });
});
