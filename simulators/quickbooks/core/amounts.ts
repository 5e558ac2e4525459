// Exact amounts of money: JSON numbers come in, decimals are calculated with, JSON numbers go out.
import { Big } from 'big.js';
import { code } from 'currency-codes';
import type { JsonObject } from './json.ts';

export type Amount = Big;

export const zero: Amount = new Big(0);

/** The decimal a member holds, as number or as text; `undefined` when it is no number. */
export const amountAt = (from: JsonObject | undefined, key: string): Amount | undefined => {
  const value = from?.[key];
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const text = String(value).trim();
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? new Big(text) : undefined;
};

export const amountOf = (from: JsonObject | undefined, key: string): Amount => amountAt(from, key) ?? zero;

export const sum = (amounts: Iterable<Amount>): Amount => {
  let total = zero;
  for (const amount of amounts) total = total.plus(amount);
  return total;
};

export const smaller = (one: Amount, other: Amount): Amount => (one.lt(other) ? one : other);

/** The JSON number of a decimal: without trailing zeros, the only place where a decimal becomes a number. */
export const written = (amount: Amount): number => Number(amount.toString());

/** Rounds half away from zero to the smallest unit of a currency. */
export const rounded = (amount: Amount, currency: string): Amount =>
  amount.round(code(currency)?.digits ?? 2, Big.roundHalfUp);

export const isCurrency = (currency: string): boolean => code(currency) !== undefined;

// QuickBooks has its own spelling for the common ones.
const spelled: Readonly<Record<string, string>> = {
  USD: 'United States Dollar',
  GBP: 'British Pound Sterling',
  EUR: 'Euro',
  CAD: 'Canadian Dollar',
  AUD: 'Australian Dollar',
  JPY: 'Japanese Yen',
};

export const currencyName = (currency: string): string =>
  spelled[currency] ?? code(currency)?.currency ?? currency;
