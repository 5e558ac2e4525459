// Tallies as text, for rows and messages: a kind, how many, and minor units of each currency. Beyond what a double holds, too.
import * as z from 'zod';
import type { Tally, TallyByKind } from '../core/completeness.ts';
import { RECORD_KINDS, type RecordKind } from '../core/records.ts';

/** Kinds that a later version knows are read over: too low is no loss. */
export const SUMS = z.array(
  z.tuple([z.string(), z.number(), z.record(z.string(), z.string().regex(/^-?\d+$/))]),
);
export type Sums = z.infer<typeof SUMS>;

export function sumsOf(byKind: TallyByKind): Sums {
  return [...byKind].map(([kind, { count, money }]) => [
    kind,
    count,
    Object.fromEntries([...money].map(([currency, minor]) => [currency, String(minor)])),
  ]);
}

export function tallyByKindOf(sums: Sums): TallyByKind {
  const byKind = new Map<RecordKind, Tally>();
  for (const [name, count, money] of sums) {
    const kind = RECORD_KINDS.find((known) => known === name);
    const amounts = Object.entries(money).map(([currency, minor]) => [currency, BigInt(minor)] as const);
    if (kind !== undefined) byKind.set(kind, { count, money: new Map(amounts) });
  }
  return byKind;
}
