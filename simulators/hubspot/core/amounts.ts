// Exact amounts: texts come in, decimals are calculated with, texts go out.
import { Big } from 'big.js';
import { code } from 'currency-codes';

export type Amount = Big;

export const zero: Amount = new Big(0);

/** The decimal a text holds; `undefined` when it is none, or too long to be meant. */
export function amountOf(text: string | undefined): Amount | undefined {
  const given = text?.trim() ?? '';
  return given.length <= 40 && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?$/i.test(given)
    ? new Big(given.replace(/^\+/, ''))
    : undefined;
}

export function sum(amounts: Iterable<Amount>): Amount {
  let total = zero;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/** Rounds half away from zero to the smallest unit of a currency. */
export function rounded(amount: Amount, currency: string): Amount {
  return amount.round(code(currency)?.digits ?? 2, Big.roundHalfUp);
}

/** As HubSpot shows totals: `20.00`. */
export function shown(amount: Amount, currency: string): string {
  return amount.toFixed(code(currency)?.digits ?? 2, Big.roundHalfUp);
}

export function percentOf(amount: Amount, percent: Amount): Amount {
  return amount.times(percent).div(100);
}

export function isCurrency(text: string): boolean {
  return text === text.toUpperCase() && code(text) !== undefined;
}
