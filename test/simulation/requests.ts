// Requests to our own functions, as the gateway would bring them: with the key of a product, or signed.
import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest } from '../../functions/http/http.ts';

const KEY = `llk_sim_${'k'.repeat(43)}`;
export const API_KEY = { keyId: 'sim', hash: createHash('sha256').update(KEY).digest('hex') };
export const SIGNING_SECRET = `whsec_${Buffer.from('simulated signing secret 0000000').toString('base64')}`;

let nextId = 0;

/** Every world counts its requests from one. */
export function resetRequestIds(): void {
  nextId = 0;
}

export function requestOf(
  route: string,
  given: Partial<Pick<HttpRequest, 'path' | 'query' | 'headers' | 'cookies' | 'rawQuery'>>,
  body = '',
): HttpRequest {
  const none = { path: {}, query: {}, rawQuery: '', cookies: [], headers: {} };
  const id = `q${(nextId += 1)}`;
  return { id, route, origin: 'https://api.example.com', ...none, ...given, body: Buffer.from(body) };
}

export function asOperator(
  route: string,
  path: Readonly<Record<string, string>>,
  body?: unknown,
): HttpRequest {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  return requestOf(route, { path, headers }, body === undefined ? '' : JSON.stringify(body));
}

/** Events of a product that has a key: most have. */
export function withKey(connection: string, events: readonly unknown[]): HttpRequest {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const path = { connection };
  return requestOf('POST /v1/connections/{connection}/events', { path, headers }, JSON.stringify(events));
}

/** Events of a product, signed as Standard Webhooks says. */
export function asProduct(
  connection: string,
  events: readonly unknown[],
  now: number,
  id: string,
): HttpRequest {
  const body = JSON.stringify(events);
  const timestamp = String(Math.floor(now / 1_000));
  const key = Buffer.from(SIGNING_SECRET.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return requestOf('POST /v1/connections/{connection}/events', { path: { connection }, headers }, body);
}
