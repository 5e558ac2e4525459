// JSON of QuickBooks with exact numbers: a number in an answer stays the digits it was written with, and so does ours.
import { LosslessNumber, parse, stringify } from 'lossless-json';

/** A request body: plain data whose numbers are {@link jsonNumber}s. */
export type JsonBody = { readonly [name: string]: JsonValue | undefined };
export type JsonValue = string | boolean | LosslessNumber | JsonBody | readonly JsonValue[];

/** The value of a JSON text with every number as its digits (a string); undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return parse(text, null, { parseNumber: (digits) => digits, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return undefined; // whatever it is (HTML, half a body, absurdly deep), the caller judges by the status alone
  }
}

/** The JSON text of a body; absent members are left out. */
export function printJson(body: JsonBody): string {
  return stringify(body) ?? '{}';
}

/** A decimal text as a JSON number, digit by digit. */
export function jsonNumber(decimal: string): LosslessNumber {
  return new LosslessNumber(decimal);
}
