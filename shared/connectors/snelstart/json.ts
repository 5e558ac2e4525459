// JSON of SnelStart with exact numbers: a number in an answer stays the digits it was written with; ours go as texts.
import { parse } from 'lossless-json';

/** The value of a JSON text with every number as its digits (a string); undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return parse(text, null, { parseNumber: (digits) => digits, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return undefined; // HTML, half a body: the caller judges by the status alone
  }
}
