// HubSpot's three signatures, as its page on validating requests words them.
import { createHash, createHmac } from 'node:crypto';

/** hex SHA-256 of secret and body: subscriptions to CRM events. */
export function signatureV1(secret: string, body: string): string {
  return hash(secret + body);
}

/** hex SHA-256 of secret, method, address and body: workflow actions and cards. */
export function signatureV2(secret: string, method: string, uri: string, body: string): string {
  return hash(secret + method + uri + body);
}

/** base64 HMAC-SHA-256 of method, address, body and timestamp (milliseconds), without separators. */
export function signatureV3(secret: string, signed: SignedRequest): string {
  const { method, uri, body, timestamp } = signed;
  return createHmac('sha256', secret)
    .update(`${method}${decoded(uri)}${body}${timestamp}`, 'utf8')
    .digest('base64');
}

/** What version 3 signs. */
export interface SignedRequest {
  readonly method: string;
  readonly uri: string;
  readonly body: string;
  readonly timestamp: string;
}

/** The twelve codes that are decoded before hashing, and nothing else. */
const CODES = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

function decoded(uri: string): string {
  return uri.replace(CODES, (code) => decodeURIComponent(code));
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
