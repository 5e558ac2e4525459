// Completeness: what was taken in against what is there. Received is told by the door's messages, found is counted among the records.
import type { Arrival, HealthState } from './links.ts';
import { type Amount, fromMinor, minorOf, type Money, sumOf } from './money.ts';
import type { RecordKind, SourceRecord, SourceState } from './records.ts';

/** How many, and how much of each currency in minor units. */
export interface Tally {
  readonly count: number;
  readonly money: ReadonlyMap<string, bigint>;
}

export type TallyByKind = ReadonlyMap<RecordKind, Tally>;

export const NOTHING: Tally = { count: 0, money: new Map() };

/** What one request brought that was new. It has a name, so that it counts once however often it is told. */
export interface Intake {
  readonly id: string;
  readonly connection: string;
  /** Milliseconds UTC: the moment under which its records are stored. */
  readonly at: number;
  readonly byKind: TallyByKind;
}

/** Intakes are kept by quarters of an hour: a day of any time zone is made of whole ones. */
export const QUARTER_MS = 15 * 60_000;

/** The beginning (milliseconds UTC) of the quarter of an hour that a time is in. */
export const quarterOf = (at: number): number => Math.floor(at / QUARTER_MS) * QUARTER_MS;

/** The arrival that the first word of a source makes. */
export function arrivalOf({ receivedAt, record }: SourceState): Arrival {
  return { at: receivedAt, money: record === undefined ? undefined : moneyOf(record) };
}

/** The money of a record; an invoice or credit note that does not say its total counts with the sum of its lines. */
export function moneyOf(record: SourceRecord): Money | undefined {
  switch (record.kind) {
    case 'customer':
    case 'supplier':
    case 'cost_centre':
    case 'item':
    case 'attachment':
      return undefined;
    case 'payment':
    case 'refund':
      return { currency: record.currency, amount: record.amount };
    case 'invoice':
    case 'credit_note': {
      const { currency, total, lines } = record;
      const amounts = lines.map(({ amount }) => amount);
      return { currency, amount: total ?? sumOf(amounts, currency) };
    }
  }
}

/** A tally with one arrival more. */
export function withArrival(tally: Tally, { money }: Arrival): Tally {
  const count = tally.count + 1;
  if (money === undefined) return { count, money: tally.money };
  const { currency, amount } = money;
  const sum = (tally.money.get(currency) ?? 0n) + minorOf(amount, currency);
  return { count, money: new Map(tally.money).set(currency, sum) };
}

/** Two tallies in one. */
export function together(one: Tally, other: Tally): Tally {
  const money = new Map(one.money);
  for (const [currency, minor] of other.money) money.set(currency, (money.get(currency) ?? 0n) + minor);
  return { count: one.count + other.count, money };
}

/** The money of a tally as amounts, currencies in the order of the alphabet. */
export function amountsOf({ money }: Tally): Readonly<Record<string, Amount>> {
  const sums = [...money].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sums.map(([currency, minor]) => [currency, fromMinor(minor, currency)]));
}

/** The tallies of two in one, kind by kind. */
export function kindsTogether(one: TallyByKind, other: TallyByKind): TallyByKind {
  const sums = new Map(one);
  for (const [kind, tally] of other) sums.set(kind, together(sums.get(kind) ?? NOTHING, tally));
  return sums;
}

/** How one kind of records of one day stands. */
export interface Completeness {
  readonly received: Tally;
  readonly states: ReadonlyMap<HealthState, Tally>;
  /** Records that were received and are not there. */
  readonly lost: number;
  /** Records that are there and were not counted: their message is on its way, or the door died before it could send it. */
  readonly uncounted: number;
  readonly addsUp: boolean;
}

/**
 * Whether everything received is there. Too few may have been counted, never too many, so more than was counted is no
 * fault; where both count the same, the money must be the same to the minor unit.
 */
export function completenessOf(received: Tally, states: ReadonlyMap<HealthState, Tally>): Completeness {
  const found = [...states.values()].reduce(together, NOTHING);
  const missing = received.count - found.count;
  const sameMoney = missing !== 0 || isSameMoney(received, found);
  return {
    received,
    states,
    lost: Math.max(0, missing),
    uncounted: Math.max(0, -missing),
    addsUp: missing <= 0 && sameMoney,
  };
}

function isSameMoney(one: Tally, other: Tally): boolean {
  const currencies = new Set([...one.money.keys(), ...other.money.keys()]);
  return [...currencies].every(
    (currency) => (one.money.get(currency) ?? 0n) === (other.money.get(currency) ?? 0n),
  );
}
