// HubSpot's signature, version 3: base64(HMAC-SHA256(client secret, method + full URI + raw body + timestamp)).
import { type Headers, hmacBase64, isOneOf, onlyHeader } from '../signatures.ts';

/** Both ways: HubSpot refuses older requests only, but a clock that is far ahead is as wrong as one that is behind. */
const WINDOW_MS = 5 * 60_000;
const SIGNATURE_LENGTH = 44;
const TIMESTAMP_LENGTH_MAX = 15;

export interface HubSpotRequest {
  readonly method: string;
  /** The public address as it is configured at HubSpot, with its query: never made from the Host header. */
  readonly uri: string;
  readonly headers: Headers;
  readonly rawBody: Uint8Array;
}

/** Whether one of our client secrets signed the request, at most five minutes from `now` (milliseconds UTC). */
export function isSignedByHubSpot(request: HubSpotRequest, secrets: readonly string[], now: number): boolean {
  const signature = onlyHeader(request.headers, 'x-hubspot-signature-v3', SIGNATURE_LENGTH);
  const timestamp = onlyHeader(request.headers, 'x-hubspot-request-timestamp', TIMESTAMP_LENGTH_MAX);
  if (signature === undefined || timestamp === undefined || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp)) > WINDOW_MS) return false;
  const before = Buffer.from(request.method.toUpperCase() + decodedUri(request.uri), 'utf8');
  const signed = Buffer.concat([before, request.rawBody, Buffer.from(timestamp, 'utf8')]);
  return isOneOf(
    signature,
    secrets.map((secret) => hmacBase64(secret, signed)),
  );
}

/** The characters HubSpot decodes before it signs, and no others (its page on validating requests). */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

function decodedUri(uri: string): string {
  return uri.replace(/%[0-9a-f]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);
}
