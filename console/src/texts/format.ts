// Money, times and spans of time as a person reads them. Amounts stay decimal texts: no amount is ever a float.
const LOCALE = 'en-GB';

/** `1,204.50 EUR`; an amount that is no number is shown as it is. */
export function money(amount: string | undefined, currency: string | undefined): string {
  if (amount === undefined) return '';
  const shown = isNumeric(amount)
    ? new Intl.NumberFormat(LOCALE, { minimumFractionDigits: decimalsOf(amount) }).format(amount)
    : amount;
  return currency === undefined ? shown : `${shown} ${currency}`;
}

/** Sums of several currencies, largest first: `1,204.50 EUR + 12.00 USD`. */
export function sums(amounts: Readonly<Record<string, string>>): string {
  return Object.entries(amounts)
    .map(([currency, amount]) => money(amount, currency))
    .join(' + ');
}

export function count(value: number): string {
  return new Intl.NumberFormat(LOCALE).format(value);
}

/** `21 Nov 2026, 14:02:09 CET` in the time zone of the reader. */
export function when(instant: string | undefined): string {
  if (instant === undefined) return '';
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  } as const;
  return new Intl.DateTimeFormat(LOCALE, options).format(new Date(instant));
}

/** `14:02` today, else with the day. */
export function shortTime(instant: string, now: Date): string {
  const at = new Date(instant);
  const isToday = at.toDateString() === now.toDateString();
  const options = isToday
    ? ({ timeStyle: 'short' } as const)
    : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(LOCALE, options).format(at);
}

/** `14:00` in the time zone of the reader. */
export function clock(instant: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' }).format(new Date(instant));
}

/** `21 Nov`, the day on which a span begins, in the company's time zone. */
export function dayOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone }).format(
    new Date(instant),
  );
}

/** The time zone in which times are shown: `Europe/Amsterdam`. */
export const readersZone = (): string => new Intl.DateTimeFormat(LOCALE).resolvedOptions().timeZone;

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long ago, or how long until: `3 d`, `12 min`, `8 s`. */
export function span(from: string, to: Date): string {
  const seconds = Math.abs(to.getTime() - new Date(from).getTime()) / 1000;
  const unit = UNITS.find(([, size]) => seconds >= size);
  return unit === undefined ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / unit[1])} ${unit[0]}`;
}

function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;
