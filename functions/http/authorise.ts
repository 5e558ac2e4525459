// Who is asking, by API key, and whether that key may act on the connection in the path.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Host } from '../../shared/host/host.ts';
import type { ApiKeyRecord, Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { refuse } from './problem.ts';

export type Authorised =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly answer: HttpAnswer };

/** The same with the key that was accepted, for whoever has to say who it was. */
export type AuthorisedByKey =
  Extract<Authorised, { ok: false }> | (Extract<Authorised, { ok: true }> & { readonly keyId: string });

/** The connection of the path, if the request's API key is good for it. Everything done later uses this connection. */
export async function authorise(host: Host, request: HttpRequest): Promise<AuthorisedByKey> {
  const key = await acceptedKey(host, request.headers['authorization'] ?? '');
  if (key === undefined) return { ok: false, answer: unauthorised(request) };
  const id = request.path['connection'] ?? '';
  // A key learns nothing of connections it was not made for: neither error nor timing tells whether one exists.
  const connection = key.connections.includes(id) ? await host.connections.connection(id) : undefined;
  return connection === undefined
    ? {
        ok: false,
        answer: refuse(request, 'not_found', 'No such connection, or the key is not made for it.'),
      }
    : { ok: true, connection, keyId: key.keyId };
}

/** The live API key that the request comes with, whatever that is made for; undefined for none. */
export async function keyOf(host: Host, request: HttpRequest): Promise<ApiKeyRecord | undefined> {
  return acceptedKey(host, request.headers['authorization'] ?? '');
}

/** One answer for every reason, so that nobody can find out which part of his guess was right. */
export function unauthorised(request: HttpRequest): HttpAnswer {
  return refuse(
    request,
    'unauthorised',
    'Send a live API key as a bearer token, or sign the body where that is offered.',
  );
}

/** Key id and secret as we make them, with room for longer ones; what is longer still is not worth hashing. */
const KEY_FORM = /^Bearer (llk_([0-9A-Za-z]{1,40})_[0-9A-Za-z]{32,128})$/;

async function acceptedKey(host: Host, header: string): Promise<ApiKeyRecord | undefined> {
  const [, key = '', keyId = ''] = KEY_FORM.exec(header) ?? [];
  if (key === '') return undefined;
  const record = await host.connections.apiKey(keyId);
  const isRight = sameHash(record?.hash ?? '', key);
  const isLive = record?.expiresAt === undefined || record.expiresAt > host.clock.now();
  return isRight && isLive ? record : undefined;
}

/** In constant time, and over a hash of equal length even if there is no such key. */
function sameHash(hash: string, key: string): boolean {
  const expected = Buffer.alloc(32); // SHA-256
  expected.write(hash, 'hex');
  return timingSafeEqual(expected, createHash('sha256').update(key).digest());
}
