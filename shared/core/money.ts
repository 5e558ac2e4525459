// Money: amounts are decimal strings outside and whole minor units (bigint) inside. Never a float.
import Big from 'big.js';
import currencyCodes from 'currency-codes';

/** A decimal amount in canonical form: as many decimals as its currency has, no exponent, no plus sign: `"120.00"`. */
export type Amount = string;

/** An amount with its currency, ISO 4217. */
export interface Money {
  readonly currency: string;
  readonly amount: Amount;
}

/** The longest amount we take in: 15 digits before the point is what ledgers hold; more is a mistake, not money. */
const INTEGER_DIGITS_MAX = 15;

/**
 * The canonical form of a decimal text in a currency, or undefined when the text is not an amount of it
 * (not a number, more decimals than the currency has, too many digits, unknown currency).
 */
export function canonicalAmount(text: string, currency: string): Amount | undefined {
  const minor = toMinor(text, currency);
  return minor === undefined ? undefined : fromMinor(minor, currency);
}

/** Whole minor units (cents) of a decimal text, or undefined as for {@link canonicalAmount}. */
export function toMinor(text: string, currency: string): bigint | undefined {
  const decimals = decimalsOf(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (decimals === undefined || match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > decimals || whole.replace(/^0+/, '').length > INTEGER_DIGITS_MAX) return undefined;
  const minor = BigInt(whole + digits.padEnd(decimals, '0'));
  return sign === '-' ? -minor : minor;
}

/** The canonical amount of a number of minor units. Throws on an unknown currency: callers hold a checked one. */
export function fromMinor(minor: bigint, currency: string): Amount {
  const decimals = decimalsOf(currency);
  if (decimals === undefined) throw new Error(`Unknown currency ${currency}`);
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** Minor units of an amount that was checked when it came in. Throws otherwise: that is a bug. */
export function minorOf(amount: Amount, currency: string): bigint {
  const minor = toMinor(amount, currency);
  if (minor === undefined) throw new Error(`Not an amount of ${currency}: ${amount.slice(0, 40)}`);
  return minor;
}

/** The sum of amounts of one currency. */
export function sumOf(amounts: readonly Amount[], currency: string): Amount {
  return fromMinor(
    amounts.reduce((sum, amount) => sum + minorOf(amount, currency), 0n),
    currency,
  );
}

/** quantity x unit price, rounded half up to the currency's minor unit. */
export function lineAmount(quantity: string, unitPrice: string, currency: string): Amount {
  const decimals = decimalsOf(currency);
  if (decimals === undefined) throw new Error(`Unknown currency ${currency}`);
  return new Big(quantity).times(unitPrice).round(decimals, Big.roundHalfUp).toFixed(decimals);
}

/** The share of an amount that a percentage is, rounded half up to the minor unit. */
export function percentOf(amount: Amount, percent: string, currency: string): Amount {
  const decimals = decimalsOf(currency);
  if (decimals === undefined) throw new Error(`Unknown currency ${currency}`);
  return new Big(amount).times(percent).div(100).round(decimals, Big.roundHalfUp).toFixed(decimals);
}

/** Which of two plain decimals is the greater: below, at or above zero. Undefined where one of them is none. */
export function compareDecimals(one: string, other: string): number | undefined {
  return [one, other].every((text) => /^-?\d+(\.\d+)?$/.test(text)) ? new Big(one).cmp(other) : undefined;
}

/** The whole units of an amount, without sign and fraction: for a limit to be compared with, not to be added up. */
export function wholeUnits(amount: Amount): number {
  const [units] = amount.replace('-', '').split('.');
  return Number(units);
}

/** What an amount is without a percentage that is included in it, rounded half up to the minor unit. */
export function withoutPercent(amount: Amount, percent: string, currency: string): Amount {
  const decimals = decimalsOf(currency);
  if (decimals === undefined) throw new Error(`Unknown currency ${currency}`);
  return new Big(amount)
    .times(100)
    .div(new Big(100).plus(percent))
    .round(decimals, Big.roundHalfUp)
    .toFixed(decimals);
}

/** How many decimals a currency has by ISO 4217 (EUR 2, JPY 0, KWD 3), undefined for a code that is none. */
export function decimalsOf(currency: string): number | undefined {
  return DECIMALS.get(currency.toUpperCase());
}

/** The package looks through its whole list each time, and every amount asks. */
const DECIMALS: ReadonlyMap<string, number> = new Map(
  currencyCodes.codes().flatMap((code) => {
    const digits = currencyCodes.code(code)?.digits;
    return digits === undefined ? [] : [[code, digits] as const];
  }),
);
