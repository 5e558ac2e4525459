// What the products of a world do: records that come to be, change, end, and are sent doubled, late and out of order.
import type { RecordKey, RecordKind, SourceState } from '../../shared/core/records.ts';
import type { Kernel } from './kernel.ts';
import { isListed, nameOf, wordOf } from './marks.ts';
import type { Setting } from './swarm.ts';

/** One event that a product sends. */
export interface Saying {
  readonly key: RecordKey;
  readonly revision: number;
  readonly word: string;
  readonly presence: SourceState['presence'];
  readonly event: unknown;
  /** Milliseconds after the beginning. */
  readonly atMs: number;
}

/** A record of a product over its whole life. */
export interface SourceRecordPlan {
  readonly key: RecordKey;
  readonly name: string;
  readonly revisions: number;
  /** How it ends, if it does. */
  readonly end: 'voided' | 'deleted' | undefined;
  /** Names of the records it leans on. */
  readonly refs: readonly string[];
  /** Cents at a revision; zero for kinds without money. */
  readonly cents: (revision: number) => number;
  /** What it pays, by record name. */
  readonly pays: (revision: number) => ReadonlyMap<string, number>;
  readonly currency: string;
}

export interface SourcePlan {
  readonly records: readonly SourceRecordPlan[];
  readonly sayings: readonly Saying[];
}

export interface Account {
  readonly connection: string;
  readonly currency: string;
}

/** Draws the whole life of the records of one product. */
export function planSource(kernel: Kernel, setting: Setting, account: Account): SourcePlan {
  const records: SourceRecordPlan[] = [];
  const invoices: { record: SourceRecordPlan; open: number }[] = [];
  const customers: SourceRecordPlan[] = [];
  const items: SourceRecordPlan[] = [];
  const payments: SourceRecordPlan[] = [];
  for (let index = 0; index < setting.records; index += 1) {
    const kind = index === 0 ? 'customer' : kindOf(kernel, invoices.length);
    const base = life(kernel, account, kind, `${kind.slice(0, 1)}${index}`);
    const record = leaning(kernel, base, { customers, items, invoices, payments });
    records.push(record);
    if (kind === 'customer') customers.push(record);
    if (kind === 'item') items.push(record);
    if (kind === 'payment') payments.push(record);
    if (kind === 'invoice') invoices.push({ record, open: record.cents(1) });
  }
  return { records, sayings: records.flatMap((record) => sayingsOf(kernel, setting, record)) };
}

type Life = Omit<SourceRecordPlan, 'refs' | 'cents' | 'pays'>;

/** Of a hundred records so many of each kind; what has nothing to lean on yet is an invoice. */
const SHARES: readonly (readonly [RecordKind, number])[] = [
  ['customer', 14],
  ['supplier', 6],
  ['item', 9],
  ['invoice', 36],
  ['credit_note', 9],
  ['payment', 18],
  ['refund', 8],
];

function kindOf(kernel: Kernel, invoices: number): RecordKind {
  let place = kernel.random() * 100;
  for (const [kind, share] of SHARES) {
    if (place < share) return kind === 'payment' && invoices === 0 ? 'invoice' : kind;
    place -= share;
  }
  return 'invoice';
}

function life(kernel: Kernel, account: Account, kind: RecordKind, id: string): Life {
  const key = { connection: account.connection, kind, id };
  const mayEnd = kernel.chance(isListed(kind) ? 0.05 : 0.2);
  const void_ = kernel.chance(0.5) && !isListed(kind);
  return {
    key,
    name: nameOf(key),
    revisions: 1 + kernel.int(4),
    end: mayEnd ? (void_ ? 'voided' : 'deleted') : undefined,
    currency: account.currency,
  };
}

interface Others {
  readonly customers: readonly SourceRecordPlan[];
  readonly items: readonly SourceRecordPlan[];
  readonly invoices: readonly { readonly record: SourceRecordPlan; open: number }[];
  readonly payments: readonly SourceRecordPlan[];
}

function leaning(kernel: Kernel, base: Life, others: Others): SourceRecordPlan {
  const { customers, items, invoices } = others;
  const none = { refs: [], cents: () => 0, pays: () => new Map<string, number>() };
  if (isListed(base.key.kind)) return { ...base, ...none };
  if (base.key.kind === 'refund') return refunding(kernel, base, others);
  if (base.key.kind === 'invoice' || base.key.kind === 'credit_note') {
    const customer = kernel.pick(customers)?.name ?? '';
    const item = kernel.chance(0.4) ? kernel.pick(items)?.name : undefined;
    const first = 1_000 + kernel.int(90_000);
    // A revision only ever makes it dearer, so that its payments always fit.
    return {
      ...base,
      ...none,
      refs: item === undefined ? [customer] : [customer, item],
      cents: (r) => first + r * 101,
    };
  }
  const paid = kernel.pick(invoices);
  const same = invoices.filter(({ record }) => record.refs[0] === paid?.record.refs[0]).slice(0, 2);
  const parts = same.map((invoice) => {
    const cents = Math.max(1, Math.floor((invoice.open * (0.2 + kernel.random() * 0.4)) / 2));
    invoice.open -= cents + 10;
    return [invoice.record.name, cents] as const;
  });
  const pays = (revision: number): ReadonlyMap<string, number> =>
    new Map(parts.map(([name, cents]) => [name, cents + revision]));
  const sum = (revision: number): number => [...pays(revision).values()].reduce((a, b) => a + b, 0);
  const refs = [paid?.record.refs[0] ?? '', ...parts.map(([name]) => name)];
  return { ...base, refs, pays, cents: sum };
}

/** Money that goes back, mostly out of a payment. */
function refunding(kernel: Kernel, base: Life, { customers, payments }: Others): SourceRecordPlan {
  const paid = kernel.chance(0.7) ? kernel.pick(payments) : undefined;
  const customer = paid?.refs[0] ?? kernel.pick(customers)?.name ?? '';
  const first = 100 + kernel.int(5_000);
  return {
    ...base,
    refs: paid === undefined ? [customer] : [customer, paid.name],
    cents: (revision) => first + revision,
    pays: () => new Map<string, number>(),
  };
}

/** The events of a record: in order at first, then disturbed. */
function sayingsOf(kernel: Kernel, setting: Setting, record: SourceRecordPlan): readonly Saying[] {
  const span = setting.busyMs * 0.8;
  const times = Array.from({ length: record.revisions }, () => kernel.random() * span).sort((a, b) => a - b);
  const sayings: Saying[] = [];
  for (const [index, time] of times.entries()) {
    const revision = index + 1;
    const last = revision === record.revisions;
    const presence = last && record.end !== undefined ? record.end : 'live';
    const disturbed = kernel.chance(setting.disorder * 0.4) ? kernel.random() * span : time;
    const saying = sayingOf(record, { revision, presence, last, other: false, atMs: disturbed });
    sayings.push(saying);
    if (kernel.chance(setting.disorder * 0.3)) sayings.push({ ...saying, atMs: kernel.random() * span });
    if (presence === 'live' && kernel.chance(setting.disorder * 0.1))
      sayings.push(sayingOf(record, { revision, presence, last, other: true, atMs: kernel.random() * span }));
  }
  return sayings;
}

export interface Moment {
  readonly revision: number;
  readonly presence: SourceState['presence'];
  readonly last: boolean;
  readonly other: boolean;
  readonly atMs: number;
}

export function sayingOf(
  record: SourceRecordPlan,
  { revision, presence, last, other, atMs }: Moment,
): Saying {
  const { key } = record;
  const word = wordOf(revision, other);
  const type = presence === 'live' ? 'upserted' : presence;
  const data = presence === 'live' ? liveData(record, { revision, word, last }) : { id: key.id, revision };
  const event = {
    specversion: '1.0',
    id: `${record.name}@${word}`.replaceAll(/[^\w.@-]/g, '_'),
    source: 'simulation',
    type: `${key.kind.replace('_', '')}.${type}`,
    data,
  };
  return { key, revision, word, presence, event, atMs };
}

interface Words {
  readonly revision: number;
  readonly word: string;
  readonly last: boolean;
}

const DATE = '2026-11-10';

function liveData(record: SourceRecordPlan, { revision, word, last }: Words): unknown {
  const { key, name, currency, refs } = record;
  const { id } = key;
  const amount = decimal(record.cents(revision));
  switch (key.kind) {
    case 'customer':
      return { id, revision, name: `Guest ${key.connection}-${id}`, phone: word, currency };
    case 'supplier':
      return { id, revision, name: `Supplier ${key.connection}-${id}`, phone: word, currency };
    case 'item':
      return { id, revision, name: `Item ${key.connection}-${id}`, description: word };
    case 'invoice':
    case 'credit_note':
      return {
        id,
        revision,
        number: `${key.connection}-${id}`,
        customerId: idOf(refs[0]),
        currency,
        date: DATE,
        // The last revision closes what is open: with that policy nothing may be booked before.
        status: last || revision % 2 === 1 ? 'closed' : 'open',
        lines: [{ itemId: refs[1] === undefined ? undefined : idOf(refs[1]), description: 'stay', amount }],
        memo: `${name} ${word}`,
      };
    case 'payment':
      return {
        id,
        revision,
        customerId: idOf(refs[0]),
        currency,
        date: DATE,
        amount,
        reference: `${key.connection}-${id}`,
        allocations: [...record.pays(revision)].map(([invoice, cents]) => ({
          invoiceId: idOf(invoice),
          amount: decimal(cents),
        })),
        memo: `${name} ${word}`,
      };
    case 'refund':
      return {
        id,
        revision,
        customerId: idOf(refs[0]),
        currency,
        date: DATE,
        amount,
        paymentId: refs[1] === undefined ? undefined : idOf(refs[1]),
        reference: `${key.connection}-${id}`,
        memo: `${name} ${word}`,
      };
  }
}

function idOf(name: string | undefined): string {
  return name?.split('#')[1] ?? '';
}

/** Cents as a decimal text. */
export function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
