// The fields of product events: what each kind of text may hold, with the reason for every limit.
import * as z from 'zod';
import { isLocalDate } from '../../core/dates.ts';
import { decimalsOf } from '../../core/money.ts';

/** Long enough for a UUID with a prefix or a URL-safe hash; short enough to name a row and a message many times. */
export const ID_LENGTH_MAX = 100;

/** An id of the product's own. No `#`: it parts kind and id in our keys. No `~`: it marks the ids that we make ourselves. */
export const id = () =>
  line(ID_LENGTH_MAX).check(
    z.refine((text) => !text.includes('#'), { error: 'must not contain "#"' }),
    z.refine((text) => !text.includes('~'), { error: 'must not contain "~"' }),
  );

/** Whether a text could be an id, before it is looked for: what could never be stored need not trouble the tables. */
export function isId(text: string | undefined): text is string {
  return text !== undefined && !text.includes('#') && KEPT_ID.safeParse(text).success;
}

/** Whether a text could be an id that a product sends. */
export function isSentId(text: string): boolean {
  return id().safeParse(text).success;
}

/** An id that we made of a product's one, by `~` and a short word. */
const KEPT_ID_LENGTH_MAX = ID_LENGTH_MAX + 20;

/** Counts up with every change of the record; a whole number that survives JSON readers without 64-bit integers. */
export const revision = () => z.int().check(z.positive());

/** Short enough for a table cell and for every ledger's field of that name; longer is a product's mistake. */
export const shortText = () => line(50);

/** Names of parties and items: the longest that a ledger we know takes. */
export const name = () => line(500);

/** A code that the policy maps: tax, revenue group, account, payment type. */
export const code = () => line(100);

/** The longest address that mail can carry (RFC 5321). No more is checked: only a delivery proves an address. */
export const email = () =>
  line(254).check(z.refine((text) => /^[^@\s]+@[^@\s]+$/.test(text), { error: 'must be an e-mail address' }));

/** Why a person decided something: a sentence, short enough for a table cell and a row. */
export const reason = () => line(200);

/** Descriptions and memos, with line breaks: what ledgers hold of them. */
export const longText = () =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(4000),
      z.refine(isPrintable(/[^\P{Cc}\n\r\t]/u), { error: UNPRINTABLE }),
    );

/** ISO 4217, in capitals. */
export const currency = () =>
  z.string().check(
    z.refine((text) => /^[A-Z]{3}$/.test(text) && decimalsOf(text) !== undefined, {
      error: 'must be a currency code of ISO 4217, in capitals',
    }),
  );

/** A day as it stands on the document, in the company's own calendar. */
export const localDate = () =>
  z.string().check(z.refine(isLocalDate, { error: 'must be a real day, written YYYY-MM-DD' }));

/** ISO 3166 alpha-2. */
export const country = () =>
  z.string().check(z.refine((text) => /^[A-Z]{2}$/.test(text), { error: 'must be two capital letters' }));

/** An amount of money; its decimals are checked with its currency. The bound only keeps error texts short. */
export const amount = () => z.string().check(z.maxLength(40));

/** A quantity, price or rate. Seven decimals are what ledgers keep of a unit price, 15 digits what they hold. */
export const decimal = () =>
  z.string().check(
    z.refine((text) => /^-?\d{1,15}(\.\d{1,7})?$/.test(text), {
      error: 'must be a decimal number as text, at most 15 digits and 7 decimals',
    }),
  );

/** A decimal above zero. */
export const positiveDecimal = () =>
  decimal().check(z.refine((text) => /^[^-]*[1-9]/.test(text), { error: 'must be above zero' }));

/** From 0 to 100. */
export const percentage = () =>
  z.string().check(
    z.refine((text) => /^(100(\.0{1,7})?|\d{1,2}(\.\d{1,7})?)$/.test(text), {
      error: 'must be a percentage from 0 to 100 as text, at most 7 decimals',
    }),
  );

/** Base64 of 90 KB: a page of text. What is larger is fetched from an address, because rows and messages are small. */
const CONTENT_MAX = 120_000;

/** A file as an address or as base64. Whether the address may be called is asked when it is. */
export const file = () =>
  z
    .strictObject({
      url: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000))),
      content: z.optional(z.base64().check(z.minLength(4), z.maxLength(CONTENT_MAX))),
      name: z.optional(code()),
    })
    .check(
      z.refine(({ url, content }) => (url === undefined) !== (content === undefined), {
        error: 'must have either url or content',
      }),
    );

const UNPRINTABLE = 'must not contain control characters or broken Unicode';

/** Made once: asking for an id is a part of every request. */
const KEPT_ID = line(KEPT_ID_LENGTH_MAX);

/** Text on one line. */
function line(lengthMax: number) {
  return z
    .string()
    .check(z.minLength(1), z.maxLength(lengthMax), z.refine(isPrintable(/\p{Cc}/u), { error: UNPRINTABLE }));
}

/** Half a surrogate pair cannot be stored as UTF-8: it would come back as another text. */
function isPrintable(forbidden: RegExp): (text: string) => boolean {
  return (text) => !forbidden.test(text) && text.isWellFormed();
}
