// What the products of a world do: records that come to be, change, end, and are sent doubled, late and out of order.
import type { Policy } from '../../shared/core/policy.ts';
import { derivedId, type RecordKey, type RecordKind, type SourceState } from '../../shared/core/records.ts';
import type { Kernel } from './kernel.ts';
import { idOf, sayingOf } from './source-events.ts';
import { HOME, isListed, nameOf } from './marks.ts';
import { drawTraits, type Traits } from './source-traits.ts';
import type { Wanted } from './cell-rows.ts';
import type { Setting } from './swarm.ts';

export { sayingOf };

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
  /** One more each time the product takes over what it was told. */
  revisions: number;
  /** How it ends, if it does. */
  readonly end: 'voided' | 'deleted' | undefined;
  /** Names of the records it leans on. */
  readonly refs: readonly string[];
  /** Cents at a revision; zero for kinds without money. */
  readonly cents: (revision: number) => number;
  /** What it pays, by record name. */
  readonly pays: (revision: number) => ReadonlyMap<string, number>;
  readonly currency: string;
  readonly traits?: Traits | undefined;
  /** The engine makes it of another one: its product never sends it. */
  readonly isDerived?: true | undefined;
}

export interface SourcePlan {
  readonly records: readonly SourceRecordPlan[];
  readonly sayings: readonly Saying[];
}

export interface Account {
  readonly connection: string;
  readonly currency: string;
  /** Absent: records without any particulars. */
  readonly policy?: Policy | undefined;
  /** Records beside those that are drawn. */
  readonly wanted?: readonly Wanted[] | undefined;
}

interface Open {
  readonly record: SourceRecordPlan;
  open: number;
}

/** Draws the whole life of the records of one product. */
export function planSource(kernel: Kernel, setting: Setting, account: Account): SourcePlan {
  const records: SourceRecordPlan[] = [];
  const invoices: Open[] = [];
  const of = (kind: RecordKind): readonly SourceRecordPlan[] =>
    records.filter(({ key }) => key.kind === kind);
  const { wanted = [] } = account;
  for (let index = 0; index < setting.records + wanted.length; index += 1) {
    const before = records.at(-1)?.key.kind;
    const want = wanted[index - setting.records];
    const drawn = index === 0 ? 'customer' : (follower(kernel, before) ?? kindOf(kernel, invoices.length));
    const kind = want?.kind ?? drawn;
    const base = life(
      kernel,
      account,
      { kind, ends: want?.ends, isWanted: want !== undefined },
      `${kind.slice(0, 1)}${index}`,
    );
    const record = leaning(kernel, base, {
      customers: of('customer'),
      items: of('item'),
      payments: of('payment'),
      invoices,
    });
    records.push(record);
    if (kind === 'invoice') invoices.push({ record, open: record.cents(1) });
  }
  const sayings = records
    // What was born in the ledger is said once the product has heard of it (product.ts).
    .filter(({ traits }) => traits?.born !== 'import')
    .flatMap((record) => sayingsOf(kernel, setting, record));
  return { records: [...records, ...derivedFrom(records)], sayings };
}

/** Small worlds hold few records: what often follows another one is drawn right behind it. */
function follower(kernel: Kernel, before: RecordKind | undefined): RecordKind | undefined {
  const drawn = kernel.random();
  if (before === 'customer') return drawn < 0.3 ? 'invoice' : undefined;
  if (before === 'invoice') return drawn < 0.4 ? 'payment' : drawn < 0.5 ? 'credit_note' : undefined;
  return before === 'payment' && drawn < 0.35 ? 'refund' : undefined;
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

function life(
  kernel: Kernel,
  account: Account,
  { kind, ends, isWanted }: Wanted & { isWanted: boolean },
  id: string,
): Life {
  const key = { connection: account.connection, kind, id };
  const mayEnd = kernel.chance(isListed(kind) ? 0.07 : 0.25) || ends === true;
  const void_ = kernel.chance(0.5) && !isListed(kind);
  const traits = account.policy === undefined ? undefined : drawTraits(kernel, kind, account.policy);
  const isImported = traits?.born === 'import';
  return {
    key,
    name: nameOf(key),
    // What shall end has to be booked before it does, and what is wanted has to change.
    revisions: isImported ? 1 : 1 + kernel.int(4) + (isWanted ? 2 : 0),
    end: mayEnd && !isImported ? (void_ ? 'voided' : 'deleted') : undefined,
    currency: traits?.currency ?? account.currency,
    traits,
  };
}

interface Others {
  readonly customers: readonly SourceRecordPlan[];
  readonly items: readonly SourceRecordPlan[];
  readonly invoices: readonly Open[];
  readonly payments: readonly SourceRecordPlan[];
}

function leaning(kernel: Kernel, base: Life, others: Others): SourceRecordPlan {
  const { customers, items } = others;
  const none = { refs: [], cents: () => 0, pays: () => new Map<string, number>() };
  switch (base.key.kind) {
    case 'customer': {
      const parent = base.traits?.isLocation === true ? kernel.pick(customers)?.name : undefined;
      return { ...base, ...none, refs: parent === undefined ? [] : [parent] };
    }
    case 'supplier':
    case 'item':
      return { ...base, ...none };
    case 'refund':
      return refunding(kernel, base, others);
    case 'payment':
      return paying(kernel, base, others);
    case 'invoice':
    case 'credit_note': {
      const credited = base.traits?.credits === true ? kernel.pick(others.invoices)?.record : undefined;
      const customer = credited?.refs[0] ?? kernel.pick(customers)?.name ?? '';
      const item = kernel.chance(0.4) ? kernel.pick(items)?.name : undefined;
      const first = 1_000 + kernel.int(90_000);
      const traits = { ...base.traits, credited: credited?.name };
      const currency = credited?.currency ?? base.currency;
      // A revision only ever makes it dearer, so that its payments always fit.
      return {
        ...base,
        ...none,
        currency,
        traits,
        refs: [customer, ...(item === undefined ? [] : [item])],
        cents: (r) => first + r * 101,
      };
    }
    case 'attachment':
    case 'cost_centre':
      return { ...base, ...none };
  }
}

/** Money that came in: of up to two invoices of one customer and currency, or of none yet. */
function paying(kernel: Kernel, base: Life, { invoices, customers, payments }: Others): SourceRecordPlan {
  const none = { pays: () => new Map<string, number>() };
  const from = base.traits?.isTransfer === true ? kernel.pick(payments)?.name : undefined;
  const traits = { ...base.traits, transferOf: from };
  if (base.traits?.deposit === true) {
    const cents = 1_000 + kernel.int(30_000);
    const refs = [kernel.pick(customers)?.name ?? ''];
    return { ...base, ...none, traits, currency: HOME, refs, cents: (revision) => cents + revision };
  }
  const paid = kernel.pick(invoices);
  const same = invoices
    .filter(
      ({ record }) => record.refs[0] === paid?.record.refs[0] && record.currency === paid?.record.currency,
    )
    .slice(0, 2);
  const parts = same.map((invoice) => {
    const cents = Math.max(1, Math.floor((invoice.open * (0.2 + kernel.random() * 0.4)) / 2));
    invoice.open -= cents + 10;
    return [invoice.record.name, cents] as const;
  });
  const pays = (revision: number): ReadonlyMap<string, number> =>
    new Map(parts.map(([name, cents]) => [name, cents + revision]));
  const sum = (revision: number): number => [...pays(revision).values()].reduce((a, b) => a + b, 0);
  const refs = [paid?.record.refs[0] ?? '', ...parts.map(([name]) => name)];
  return { ...base, traits, currency: paid?.record.currency ?? base.currency, refs, pays, cents: sum };
}

/** Money that goes back, mostly out of a payment. */
function refunding(kernel: Kernel, base: Life, { customers, payments }: Others): SourceRecordPlan {
  const paid = kernel.chance(0.7) ? kernel.pick(payments) : undefined;
  const customer = paid?.refs[0] ?? kernel.pick(customers)?.name ?? '';
  const first = 100 + kernel.int(5_000);
  return {
    ...base,
    currency: paid?.currency ?? base.currency,
    refs: paid === undefined ? [customer] : [customer, paid.name],
    cents: (revision) => first + revision,
    pays: () => new Map<string, number>(),
  };
}

/** Records that the engine may make of these: customers in another currency, and what settles an invoice with a credit note. */
function derivedFrom(records: readonly SourceRecordPlan[]): readonly SourceRecordPlan[] {
  const none = { cents: () => 0, pays: () => new Map<string, number>(), isDerived: true } as const;
  const made = records.flatMap((record): readonly SourceRecordPlan[] => {
    const { key, currency, refs, traits, revisions } = record;
    const [customer = ''] = refs;
    const twins: SourceRecordPlan[] = [];
    if (!isListed(key.kind) && currency !== HOME) {
      const id = derivedId(idOf(customer), currency);
      const own = { connection: key.connection, kind: 'customer' as const, id };
      twins.push({
        ...none,
        key: own,
        name: nameOf(own),
        revisions,
        end: undefined,
        refs: [customer],
        currency,
      });
    }
    if (traits?.credited !== undefined) {
      const own = { connection: key.connection, kind: 'payment' as const, id: derivedId(key.id, 'applied') };
      const leansOn = [record.name, traits.credited];
      twins.push({
        ...none,
        key: own,
        name: nameOf(own),
        revisions,
        end: undefined,
        refs: leansOn,
        currency,
      });
    }
    return twins;
  });
  return [...new Map(made.map((record) => [record.name, record])).values()];
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
