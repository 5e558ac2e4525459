// Signatures: comparing a given one with the right one without telling by the time taken how much of it was right.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Headers of a request as they came; names in any case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** Base64 of the HMAC-SHA256 of some bytes. */
export function hmacBase64(key: string | Uint8Array, bytes: Uint8Array): string {
  return createHmac('sha256', key).update(bytes).digest('base64');
}

/** Whether two texts are the same, in a time that depends on neither: both are hashed to one length first. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/** Whether one of the right ones was given. Looks at all of them, so that the time does not tell which. */
export function isOneOf(given: string, right: readonly string[]): boolean {
  return right.map((each) => sameSecret(given, each)).includes(true);
}

/**
 * The one value of a header, at most `max` characters long. Undefined when it is missing, empty, too long, or there
 * under two spellings: a signature somebody sent twice is no signature.
 */
export function onlyHeader(headers: Headers, name: string, max: number): string | undefined {
  const values = Object.entries(headers).filter(([key]) => key.toLowerCase() === name);
  const [value] = values.length === 1 ? (values[0]?.slice(1) ?? []) : [];
  return value === undefined || value === '' || value.length > max ? undefined : value;
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}
