// The verdict: what was promised by the outside history, against what stands in the simulator's books.
import type { Books } from './books.ts';
import type { Calm } from './calm.ts';
import { driftUnseen, isExplained, type People } from './people.ts';
import type { Promised, Told } from './history.ts';
import type { Shown } from './observe.ts';

export interface Verdict {
  /** Acknowledged, and not in the books as it was told last. */
  readonly lost: readonly string[];
  /** In the books more than once, or written more often than it was told. */
  readonly doubled: readonly string[];
  /** Sums by kind, in cents, that differ. */
  readonly money: readonly string[];
  /** In the books, and nobody told it. */
  readonly unknown: readonly string[];
  /** Health rows that are not true, or that say neither "synced" nor why not. */
  readonly unexplained: readonly string[];
  /** Messages and announced writes that are left over. */
  readonly leftOver: readonly string[];
  /** What a person changed in the books, and a later write of ours went over. */
  readonly overwritten: readonly string[];
  /** What a person changed in the books, and its row calls the same on both sides. */
  readonly driftUnseen: readonly string[];
}

export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((list: readonly string[]) => list.length === 0);
}

export interface Evidence {
  readonly promised: readonly Promised[];
  readonly before: readonly Books[];
  readonly after: readonly Books[];
  readonly calm: Calm;
  readonly openWrites: readonly string[];
  readonly people: People;
}

export function judge({ promised, before, after, calm, openWrites, people }: Evidence): Verdict {
  const companies = after.map((books, company) =>
    judgeCompany(
      promised.filter((one) => one.company === company),
      { before: before[company] ?? books, after: books },
      ({ kind, record }) => people.isDisturbed(company, kind, record),
    ),
  );
  const all = (pick: (one: CompanyVerdict) => readonly string[]) => companies.flatMap(pick);
  return {
    lost: all(({ lost }) => lost),
    doubled: all(({ doubled }) => doubled),
    money: all(({ money }) => money),
    unknown: all(({ unknown }) => unknown),
    overwritten: people.overwritten,
    driftUnseen: driftUnseen(people, calm.records),
    unexplained: unexplained(promised, calm.records, people),
    leftOver: [
      ...openWrites,
      ...(calm.lanes > 0 ? [`${calm.lanes} messages in the lanes`] : []),
      ...(calm.deadLetters > 0 ? [`${calm.deadLetters} dead letters`] : []),
    ],
  };
}

type CompanyVerdict = Pick<Verdict, 'lost' | 'doubled' | 'money' | 'unknown'>;

/** One document of the books, in the words of the history. */
interface Booked {
  readonly kind: Told['kind'];
  readonly record: string;
  readonly id: string;
  readonly cents: number;
  /** Of a customer and of an item. */
  readonly word?: string | undefined;
  readonly customer: string;
  /** Of an invoice what is still open, of a payment what pays nothing. */
  readonly open: number;
}

const ENTITY = { customer: 'Customer', item: 'Item', invoice: 'Invoice', payment: 'Payment' } as const;
const KINDS = ['customer', 'item', 'invoice', 'payment'] as const;

type Touched = (one: { readonly kind: string; readonly record: string }) => boolean;

function judgeCompany(
  promised: readonly Promised[],
  { before, after }: { readonly before: Books; readonly after: Books },
  isTouched: Touched,
): CompanyVerdict {
  const byPeople = after.writeLog.filter(({ by, operation }) => by === 'ui' && operation === 'Create');
  const notOurs = new Set([
    ...bookedIn(before).map(({ kind, id }) => `${kind} ${id}`),
    ...byPeople.map(({ entity, id }) => `${entity.toLowerCase()} ${id}`),
  ]);
  const booked = bookedIn(after).filter(({ kind, id }) => !notOurs.has(`${kind} ${id}`));
  const byRecord = Map.groupBy(booked, nameOf);
  const paid = paidIn(promised);
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const one of promised) {
    const found = byRecord.get(nameOf(one.newest)) ?? [];
    if (found.length > 1) doubled.push(`${nameOf(one.newest)}: ${found.length} documents`);
    // A document that a person touched is judged by what it says of it (people.ts); it stands once all the same.
    if (isTouched(one.newest)) continue;
    const said = [one.newest, ...(one.maybe === undefined ? [] : [one.maybe])];
    const shows = said.some((told) => isShown(told, found, paid.get(told.record) ?? 0));
    if (!shows) lost.push(`${nameOf(one.newest)} rev ${one.newest.revision}: ${JSON.stringify(found)}`);
    doubled.push(...rewritten(one, found, after));
  }
  const told = new Set(promised.map(({ newest }) => nameOf(newest)));
  return {
    lost,
    doubled,
    money: moneyOf(
      promised.filter(({ newest }) => !isTouched(newest)),
      booked.filter((one) => !isTouched(one)),
    ),
    unknown: booked.filter((one) => !told.has(nameOf(one))).map(nameOf),
  };
}

const nameOf = ({ kind, record }: { readonly kind: string; readonly record: string }): string =>
  `${kind} ${record}`;

function bookedIn({ objects }: Books): readonly Booked[] {
  const names = new Map(objects.Customer.map(({ Id, DisplayName }) => [Id, guestOf(DisplayName)]));
  const customerOf = ({ CustomerRef }: { CustomerRef: { value: string } }) =>
    names.get(CustomerRef.value) ?? 'nobody';
  return [
    ...objects.Customer.map(({ Id, DisplayName, PrimaryPhone }) => {
      const word = PrimaryPhone?.FreeFormNumber;
      return { ...LISTED, kind: 'customer' as const, record: guestOf(DisplayName), id: Id, word };
    }),
    ...objects.Item.map(({ Id, Name, Description: word }) => {
      return { ...LISTED, kind: 'item' as const, record: Name.replace(/^Item /, ''), id: Id, word };
    }),
    ...objects.Invoice.map((one) => ({
      kind: 'invoice' as const,
      record: one.DocNumber ?? '',
      id: one.Id,
      cents: cents(one.TotalAmt),
      customer: customerOf(one),
      open: cents(one.Balance),
    })),
    ...objects.Payment.map((one) => ({
      kind: 'payment' as const,
      record: one.PaymentRefNum ?? '',
      id: one.Id,
      cents: cents(one.TotalAmt),
      customer: customerOf(one),
      open: cents(one.UnappliedAmt),
    })),
  ];
}

/** What has no money. */
const LISTED = { cents: 0, customer: '', open: 0 } as const;

/** The test's hotels call their guest after his record: `Guest c0-guest-1`. */
const guestOf = (name: string): string => name.replace(/^Guest /, '');
const cents = (amount: number): number => Math.round(amount * 100);

/** What was paid on each invoice, by what was promised. */
function paidIn(promised: readonly Promised[]): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const { newest } of promised) {
    if (newest.kind !== 'payment' || newest.presence !== 'live' || newest.pays === undefined) continue;
    paid.set(newest.pays, (paid.get(newest.pays) ?? 0) + newest.cents);
  }
  return paid;
}

/** An end that came before its record was ever booked leaves nothing in the books. */
function isShown(told: Told, found: readonly Booked[], paid: number): boolean {
  const [one] = found;
  if (told.presence !== 'live') return one === undefined || (one.cents === 0 && one.open === 0);
  if (one === undefined) return false;
  if (told.kind === 'customer' || told.kind === 'item')
    return told.word === undefined || one.word === told.word;
  const open = told.kind === 'invoice' ? told.cents - paid : 0;
  return one.cents === told.cents && one.open === open && one.customer === told.customer;
}

/** Created once; changed and ended at most as often as there was something new to say. */
function rewritten(one: Promised, found: readonly Booked[], { writeLog }: Books): readonly string[] {
  const entity = ENTITY[one.newest.kind];
  return found.flatMap(({ id }) => {
    const writes = writeLog.filter(
      (write) => write.by === 'api' && write.entity === entity && write.id === id,
    );
    const most = one.revisions;
    const creates = writes.filter(({ operation }) => operation === 'Create').length;
    if (creates <= 1 && writes.length <= most) return [];
    return [`${nameOf(one.newest)}: written ${writes.map(({ operation }) => operation).join(', ')}`];
  });
}

function moneyOf(promised: readonly Promised[], booked: readonly Booked[]): readonly string[] {
  // With a doubt about a single answer the sums may differ by it; the documents were compared one by one all the same.
  if (promised.some(({ maybe }) => maybe !== undefined)) return [];
  return KINDS.flatMap((kind) => {
    const ours = promised.reduce((sum, { newest }) => sum + (newest.kind === kind ? newest.cents : 0), 0);
    const theirs = booked.reduce((sum, one) => sum + (one.kind === kind ? one.cents : 0), 0);
    return ours === theirs ? [] : [`${kind}: told ${ours} cents, booked ${theirs} cents`];
  });
}

function unexplained(
  promised: readonly Promised[],
  shown: readonly Shown[],
  people: People,
): readonly string[] {
  const byName = new Map(
    shown.map((record) => [`${record.company} ${nameOf({ ...record, record: record.id })}`, record]),
  );
  const rows = promised.flatMap(({ company, newest, maybe }) => {
    const row = byName.get(`${company} ${nameOf(newest)}`);
    if (row === undefined) return [`${nameOf(newest)}: no row`];
    const isNewest = row.revision === newest.revision || row.revision === maybe?.revision;
    if (!isNewest) return [`${nameOf(newest)}: shows revision ${row.revision}, told ${newest.revision}`];
    return [];
  });
  const states = shown.flatMap((row) => {
    const { company, kind, id, state, reason, problem } = row;
    if (state === 'synced') return [];
    if (people.isDisturbed(company, kind, id) && isExplained(row)) return [];
    const why = problem === undefined ? reason : `${problem.code} (${problem.sentence})`;
    // Skipped is an end; everything else must say why, and is then looked at by a person.
    return state === 'skipped' && why !== undefined
      ? []
      : [`${kind} ${id}: ${state}, ${why ?? 'without a reason'}`];
  });
  return [...rows, ...states];
}
