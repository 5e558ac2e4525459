// JSON of HubSpot with exact numbers: ids and rates keep the digits they were written with.
import { parse } from 'lossless-json';

/** The value of a JSON text with every number as its digits (a string); undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return parse(text, null, { parseNumber: (digits) => digits, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return undefined; // whatever it is (HTML, half a body, absurdly deep), the caller judges by the status alone
  }
}
