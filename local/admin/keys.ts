// API keys: made (two may live at once, so that a product can change over), listed and revoked.
import { isLocalDate } from '../../shared/core/dates.ts';
import { isLiveKey, LIVE_KEYS_MAX, makeApiKey } from '../../functions/api/setup/make-api-key.ts';
import {
  type Admin,
  columns,
  type Command,
  type Given,
  instant,
  optionOf,
  refused,
  told,
} from './command.ts';

export const CREATE_KEY: Command = {
  usage: 'key create <connection> [--expires <YYYY-MM-DD>]',
  does: 'Make an API key and print it, this once. At most two keys of a connection live at the same time.',
  run: create,
};

export const LIST_KEYS: Command = {
  usage: 'key list <connection>',
  does: 'The keys of a connection, also those that are over.',
  run: async ({ store, clock }, { names: [connection = ''] }) => {
    if ((await store.connection(connection)) === undefined) return unknown(connection);
    const rows = (await store.apiKeysOf(connection)).map((key) => [
      key.keyId,
      isLiveKey(key, clock.now()) ? 'live' : 'over',
      `made ${key.createdAt === undefined ? '-' : instant(key.createdAt)}`,
      `expires ${key.expiresAt === undefined ? 'never' : instant(key.expiresAt)}`,
    ]);
    return told(columns(rows), ...(rows.length === 0 ? ['It has no key yet.'] : []));
  },
};

export const REVOKE_KEY: Command = {
  usage: 'key revoke <connection> <key id>',
  does: 'End a key now. It stays in the list.',
  run: revoke,
};

const unknown = (connection: string) => refused(`There is no connection "${connection}".`);

async function create({ store, clock, random }: Admin, given: Given) {
  const [connection = ''] = given.names;
  const now = clock.now();
  if ((await store.connection(connection)) === undefined) return unknown(connection);
  const day = optionOf(given, 'expires');
  const expiresAt = day === undefined ? undefined : Date.parse(`${day}T00:00:00Z`);
  if (day !== undefined && (!isLocalDate(day) || expiresAt === undefined || expiresAt <= now))
    return refused('--expires takes a day to come, YYYY-MM-DD. The key is good until that day begins (UTC).');
  const live = (await store.apiKeysOf(connection)).filter((key) => isLiveKey(key, now));
  if (live.length >= LIVE_KEYS_MAX)
    return refused(
      `Two keys of it live already: ${live.map(({ keyId }) => keyId).join(', ')}. Revoke one first.`,
    );
  const { key, record } = makeApiKey(random, { connections: [connection], createdAt: now, expiresAt });
  await store.saveApiKey(record);
  return told([key], 'It is shown this once; only its hash is stored.');
}

async function revoke({ store, clock }: Admin, { names: [connection = '', keyId = ''] }: Given) {
  const record = (await store.apiKeysOf(connection)).find((key) => key.keyId === keyId);
  if (record === undefined) return refused(`The connection "${connection}" has no key "${keyId}".`);
  const now = clock.now();
  if (!isLiveKey(record, now)) return told([keyId], 'It was over already.');
  await store.saveApiKey({ ...record, expiresAt: now });
  return told([keyId], 'It is over from now on, for all its connections.');
}
