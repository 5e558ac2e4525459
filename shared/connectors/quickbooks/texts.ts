// Free text on its way into QuickBooks: kept within its lengths, and without anything that looks like a card number.

/** Longest texts QuickBooks takes, in characters (Intuit API reference; 2050 above them). */
export const TEXT_MAX = {
  privateNote: 4000,
  customerMemo: 1000,
  description: 4000,
  paymentReference: 21,
  displayName: 500,
  itemName: 100,
  customerNotes: 2000,
} as const;

/**
 * Free text as it may be sent. QuickBooks refuses a whole document for a raw card number in a memo (6530), so such digits
 * are masked; a text that is too long is cut, because a shortened memo is better than an invoice that is not in the books.
 */
export function freeText(text: string | undefined, max: number): string | undefined {
  if (text === undefined) return undefined;
  const clean = cut(maskCards(withoutControls(text)), max).trim();
  return clean === '' ? undefined : clean;
}

/** A name as QuickBooks takes it: colon, tab and line breaks are not allowed in names (6000). */
export function nameText(name: string, max: number): string {
  return cut(
    withoutControls(name)
      .replace(/[:\s]+/g, ' ')
      .trim(),
    max,
  ).trim();
}

/** The reference of a payment as it is sent and searched for. */
export function paymentReference(reference: string | undefined): string | undefined {
  return freeText(reference, TEXT_MAX.paymentReference);
}

/** An absent, null or blank text of an answer is no text. */
export function given(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text.trim() === '' ? undefined : text;
}

/** The name QuickBooks gives a customer or item that was made inactive. */
export const DELETED_SUFFIX = ' (deleted)';

const CARD_DIGITS_MIN = 13;
/** 13 digits and more, also in groups: cards are written with spaces or hyphens between. */
const DIGIT_RUN = /\d(?:[ -]?\d){12,}/g;

function maskCards(text: string): string {
  return text.replace(DIGIT_RUN, (run) => (passesLuhn(run.replace(/\D/g, '')) ? masked(run) : run));
}

/** Everything but the last four digits, as on a receipt: a person can still tell which card it was. */
function masked(run: string): string {
  return run.slice(0, -4).replace(/\d/g, '*') + run.slice(-4);
}

function passesLuhn(digits: string): boolean {
  if (digits.length < CARD_DIGITS_MIN) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Cuts without leaving half of a character that takes two code units. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const half = text.charCodeAt(max - 1);
  return text.slice(0, half >= 0xd800 && half <= 0xdbff ? max - 1 : max);
}

/** Control characters break QuickBooks' parser and have no meaning in books; tab and line breaks stay. */
function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, '');
}
