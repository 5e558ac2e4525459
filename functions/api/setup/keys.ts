// The API keys of a connection: made (two live side by side, so that a product can change over), listed and revoked.
import type { Host } from '../../../shared/host/host.ts';
import type { ApiKeyRecord, Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { instant } from '../show-record.ts';
import { isLiveKey, LIVE_KEYS_MAX, makeApiKey } from './make-api-key.ts';

/** `GET .../keys`: the newest first, also those that are over. Never a key itself: only its hash is stored. */
export async function listKeys(host: Host, _request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const keys = [...(await host.connections.apiKeysOf(id))].sort(byAge).slice(0, SHOWN_MAX);
  return json(200, { keys: keys.map((key) => shown(key, host.clock.now())) });
}

/** `POST .../keys`: the answer is the only place where the key ever stands. */
export async function createKey(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const now = host.clock.now();
  const live = (await host.connections.apiKeysOf(id)).filter((key) => isLiveKey(key, now));
  if (live.length >= LIVE_KEYS_MAX)
    return refuse(request, 'too_many_keys', 'Two keys of it live already: revoke one of them first.');
  const { key, record } = makeApiKey(host.random, { connections: [id], createdAt: now });
  await host.connections.saveApiKey(record);
  return { ...json(201, { ...shown(record, now), key }), audit: { after: { key: record.keyId } } };
}

/** `DELETE .../keys/{key}`: it is over from now on, for all that it was made for. Doing it again is harmless. */
export async function revokeKey(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const record = (await host.connections.apiKeysOf(id)).find(({ keyId }) => keyId === request.path['key']);
  if (record === undefined) return refuse(request, 'not_found', 'The connection has no key of this id.');
  const now = host.clock.now();
  const over = isLiveKey(record, now) ? { ...record, expiresAt: now } : record;
  if (over !== record) await host.connections.saveApiKey(over);
  return { ...json(200, shown(over, now)), audit: { after: { key: record.keyId } } };
}

/** A product that changes its key each month has a page of four years. */
const SHOWN_MAX = 50;

const byAge = (a: ApiKeyRecord, b: ApiKeyRecord): number => (b.createdAt ?? 0) - (a.createdAt ?? 0);

function shown(record: ApiKeyRecord, now: number) {
  const { keyId, createdAt, expiresAt, connections } = record;
  return {
    id: keyId,
    live: isLiveKey(record, now),
    createdAt: createdAt === undefined ? undefined : instant(createdAt),
    expiresAt: expiresAt === undefined ? undefined : instant(expiresAt),
    // A key that is good for more than this connection: revoking it ends it there too.
    connections: connections.length,
  };
}
