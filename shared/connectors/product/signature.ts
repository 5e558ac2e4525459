// Standard Webhooks: base64(HMAC-SHA256(secret, id + "." + timestamp + "." + raw body)), both ways: products that push to us, and our calls of them.
import { type Headers, hmacBase64, isOneOf, onlyHeader } from '../signatures.ts';

/** Seconds a request may be old, or ahead of us; both ends are still good. */
const WINDOW_S = 300;
const ID_LENGTH_MAX = 256;
const TIMESTAMP_LENGTH_MAX = 12;
/** Room for a dozen signatures: a sender lists one for each of its secrets. */
const SIGNATURES_LENGTH_MAX = 1024;
const SECRET_PREFIX = 'whsec_';

/** A signed request: its id is what a repetition is known by. */
export type SignedRequest = { readonly signed: true; readonly id: string } | { readonly signed: false };

/**
 * Whether one of the connection's secrets (`whsec_` and base64, two while they are changed) signed the request. `now` is
 * milliseconds UTC. Several signatures may be given, apart by spaces; only version 1 (HMAC) is known here.
 */
export function verifyStandardWebhook(
  headers: Headers,
  rawBody: Uint8Array,
  secrets: readonly string[],
  now: number,
): SignedRequest {
  const id = onlyHeader(headers, 'webhook-id', ID_LENGTH_MAX);
  const timestamp = onlyHeader(headers, 'webhook-timestamp', TIMESTAMP_LENGTH_MAX);
  const signatures = onlyHeader(headers, 'webhook-signature', SIGNATURES_LENGTH_MAX);
  if (id === undefined || timestamp === undefined || signatures === undefined) return { signed: false };
  if (!/^[1-9]\d*$/.test(timestamp) || !isTimely(Number(timestamp), now)) return { signed: false };
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'utf8'), rawBody]);
  const right = secrets.flatMap(keyOf).map((key) => `v1,${hmacBase64(key, content)}`);
  // All are compared, so that the time does not tell which of them was right.
  const matches = signatures.split(' ').map((each) => isOneOf(each, right));
  return matches.includes(true) ? { signed: true, id } : { signed: false };
}

/** The three headers of a request that we send, signed with every live secret. `at` is milliseconds UTC. */
export function signStandardWebhook(
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const content = Buffer.from(`${id}.${timestamp}.${body}`, 'utf8');
  const signatures = secrets.flatMap(keyOf).map((key) => `v1,${hmacBase64(key, content)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Whole seconds, as the header has them: at 300.9 s a request of 300 s is not yet too old. */
function isTimely(timestamp: number, now: number): boolean {
  return Math.abs(Math.floor(now / 1000) - timestamp) <= WINDOW_S;
}

/** The key bytes of a secret. One that is written wrongly, or empty, signs nothing: an empty key would let anyone sign. */
function keyOf(secret: string): readonly Uint8Array[] {
  const text = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return [];
  const key = Buffer.from(text, 'base64');
  return key.length === 0 ? [] : [key];
}
