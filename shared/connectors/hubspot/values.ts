// Values of HubSpot as ours: everything is text there, written by people and by other programs, so nothing is trusted.
import Big from 'big.js';
import { dayIn } from '../../core/zones.ts';
import { decimalsOf } from '../../core/money.ts';
import type { LocalDate } from '../../core/dates.ts';

/** The properties of an object. */
export type Properties = Readonly<Record<string, string | null>>;

/** A property as one line of text, cut to the length that our records take; undefined where it is empty. */
export function textIn(properties: Properties, name: string, lengthMax: number): string | undefined {
  return cleaned(properties[name] ?? '', /\p{Cc}+/gu, lengthMax);
}

/** The same with its line breaks. */
export function linesIn(properties: Properties, name: string, lengthMax: number): string | undefined {
  return cleaned(properties[name] ?? '', /[^\P{Cc}\n\t]+/gu, lengthMax);
}

function cleaned(text: string, forbidden: RegExp, lengthMax: number): string | undefined {
  // Cut before it is made well formed: a cut may go through a pair of surrogates.
  const kept = text.replace(forbidden, ' ').trim().slice(0, lengthMax).toWellFormed().trim();
  return kept === '' ? undefined : kept;
}

/** A number, or undefined where there is none. */
export function numberIn(properties: Properties, name: string): Big | undefined {
  return numberOf(properties[name] ?? '');
}

function numberOf(text: string): Big | undefined {
  // Bounded before it is parsed: an exponent of a million digits is no money.
  return /^-?\d{1,15}(\.\d{1,20})?(e[+-]?\d{1,2})?$/i.test(text) ? new Big(text) : undefined;
}

/** An amount in the minor unit of its currency, rounded half up as HubSpot shows it. */
export function amountOf(value: Big, currency: string): string {
  const decimals = decimalsOf(currency) ?? 2;
  return value.round(decimals, Big.roundHalfUp).toFixed(decimals);
}

/** A decimal as ledgers hold it, with seven decimals at most; undefined where that would change it. */
export function decimalOf(value: Big | undefined): string | undefined {
  if (value === undefined || !value.round(7, Big.roundHalfUp).eq(value)) return undefined;
  return value.toFixed();
}

/**
 * The day of a moment, which HubSpot writes as ISO 8601 or as milliseconds; a date without a time is that day. So is midnight
 * UTC to the millisecond: a day that we or another program wrote, and no zone west of UTC may make it the day before.
 */
export function dayOf(properties: Properties, name: string, zone: string): LocalDate | undefined {
  const text = properties[name] ?? '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.isNaN(Date.parse(text)) ? undefined : text;
  const at = /^\d{9,14}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return dayIn(at % DAY_MS === 0 ? 'UTC' : zone, at);
}

const DAY_MS = 86_400_000;

/** A currency code that ISO 4217 knows. */
export function currencyIn(properties: Properties, name: string): string | undefined {
  const code = (properties[name] ?? '').toUpperCase();
  return /^[A-Z]{3}$/.test(code) && decimalsOf(code) !== undefined ? code : undefined;
}
