// Signing as a product does (Standard Webhooks), written apart from the code that checks it.
import { createHmac } from 'node:crypto';

/** A signing secret in its written form. */
export const secretOf = (name: string): string =>
  `whsec_${Buffer.from(name.padEnd(24, '.')).toString('base64')}`;

/** The three headers over a body. */
export function signatureHeaders(secret: string, body: string | Uint8Array, atMs: number, id = 'msg_1') {
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
