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

/** Why a record fails or asks whose totals differ too much: the task, and the problem's code. */
export const ROUNDING = 'rounding_difference';

/** How the total in the ledger differs from the source's, where the source's last word is what was booked. */
export function totalDifferenceOf(link: Link): TotalDifference | undefined {
  const { base, source, health } = link;
  const isJudged = health.reason === ROUNDING || health.problem?.code === ROUNDING;
  // A newer revision that changes nothing of the document leaves the revision of the base behind.
  const isLast = base?.revision === source?.revision || health.state === 'synced' || isJudged;
  return isLast ? differenceIn(link) : undefined;
}

/**
 * How the total in the ledger differs from the one that the source last named. Undefined when they are the same, and while a
 * person's edit stands between them: that is drift.
 */
export function differenceIn({ source, document, base, drift }: Link): TotalDifference | undefined {
  const record = source?.record;
  if (record?.kind !== 'invoice' && record?.kind !== 'credit_note') return undefined;
  const isBooked = document?.status === 'live' && base !== undefined;
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
