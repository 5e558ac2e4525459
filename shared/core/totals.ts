// Totals: what the ledger made of a document's lines and taxes, against what its source had made of them (CLK-51).
import type { Link } from './links.ts';
import { type Amount, fromMinor, minorOf, toMinor } from './money.ts';

/** Two totals of one document that are not the same. */
export interface TotalDifference {
  readonly source: Amount;
  readonly ledger: Amount;
  /** The ledger's less the source's. */
  readonly difference: Amount;
  readonly currency: string;
}

/**
 * How the total in the ledger differs from the source's, where the source named one and its last word is what was booked.
 * Undefined when they are the same, and while a person's edit stands between them: that is drift.
 */
export function totalDifferenceOf({ source, document, base, drift }: Link): TotalDifference | undefined {
  const record = source?.record;
  if (record?.kind !== 'invoice' && record?.kind !== 'credit_note') return undefined;
  const isBooked = document?.status === 'live' && base?.revision === source?.revision;
  // Lines that a person edited and that stand: another total is what he wanted.
  const isEdited = drift !== undefined || base?.fields?.kept?.includes('lines') === true;
  if (!isBooked || isEdited) return undefined;
  const { total, currency } = record;
  const booked = document?.total === undefined ? undefined : toMinor(document.total, currency);
  if (total === undefined || booked === undefined) return undefined;
  const difference = booked - minorOf(total, currency);
  if (difference === 0n) return undefined;
  return {
    source: total,
    ledger: fromMinor(booked, currency),
    difference: fromMinor(difference, currency),
    currency,
  };
}

/** Whether a difference is no larger than a tolerance, whichever side is the higher. */
export function isWithin({ difference, currency }: TotalDifference, tolerance: Amount): boolean {
  const minor = minorOf(difference, currency);
  // A tolerance with more decimals than the currency has is cut: it never lets more pass than it says.
  const limit = toMinor(tolerance, currency) ?? toMinor(tolerance.replace(/\..*$/, ''), currency) ?? 0n;
  return (minor < 0n ? -minor : minor) <= limit;
}
