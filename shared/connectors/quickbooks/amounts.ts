// Numbers of QuickBooks as canonical decimal texts. It writes 5, 5.0 and 5.00 for the same amount.
import Big from 'big.js';
import { canonicalAmount, decimalsOf, type Amount } from '../../core/money.ts';

/** Bounds the digits and the exponent, so that no answer can make us write out a million zeros. */
const NUMBER = /^-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/;

/** The canonical amount of a number in a currency; more decimals than the currency has are rounded half up. */
export function readAmount(digits: string | null | undefined, currency: string): Amount | undefined {
  const decimal = readDecimal(digits);
  const decimals = decimalsOf(currency);
  if (decimal === undefined || decimals === undefined) return undefined;
  // Big writes a small negative number that rounds to zero as "-0.00".
  const rounded = new Big(decimal).round(decimals, Big.roundHalfUp).toFixed(decimals);
  return canonicalAmount(rounded, currency);
}

/** A number without exponent and without closing zeros, so that equal numbers are equal texts. */
export function readDecimal(digits: string | null | undefined): string | undefined {
  if (digits === null || digits === undefined || !NUMBER.test(digits)) return undefined;
  const number = new Big(digits);
  return number.eq(0) ? '0' : number.toFixed();
}

/** Whether a decimal fits QuickBooks' numbers: 15 digits in all, 5 of them after the point (Invoice API reference). */
export function fitsQuickBooks(decimal: string): boolean {
  return /^-?\d{1,10}(?:\.\d{1,5})?$/.test(decimal);
}
