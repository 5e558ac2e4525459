// Amounts: JSON numbers and decimal texts of SnelStart as canonical euros. Every administration is kept in euros.
import { type Amount, canonicalAmount, fromMinor, minorOf } from '../../core/money.ts';

export const CURRENCY = 'EUR';

/** An amount as it was answered (`1210.0`, `1.21E3`), canonical; undefined where there is none. */
export function readAmount(digits: string | null | undefined): Amount | undefined {
  if (digits === null || digits === undefined) return undefined;
  const plain = /e/i.test(digits) ? String(Number(digits)) : digits;
  return canonicalAmount(plain, CURRENCY);
}

/** The same with the other sign. */
export function negated(amount: Amount): Amount {
  return fromMinor(-minorOf(amount, CURRENCY), CURRENCY);
}
