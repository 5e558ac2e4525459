// What the ingest path remembers of keys and connections: for seconds only, and never that something is unknown.
import { expect, test } from 'vitest';
import { REMEMBERED_MS, rememberBriefly } from '../../functions/webhooks/remember.ts';
import { createMemoryStorage } from '../simulation/memory-storage.ts';

const KEY = { keyId: 'k', hash: 'h', connections: ['c'] };

function stage() {
  let now = 1_000;
  let reads = 0;
  const { connections } = createMemoryStorage({ now: () => now });
  const counted = {
    ...connections,
    apiKey: async (id: string) => {
      reads += 1;
      return await connections.apiKey(id);
    },
  };
  const store = rememberBriefly(counted, { now: () => now });
  return { connections, store, pass: (ms: number) => void (now += ms), reads: () => reads };
}

test('a key is read once in its seconds, and again after them', async () => {
  const { connections, store, pass, reads } = stage();
  await connections.saveApiKey(KEY);
  for (let i = 0; i < 5; i += 1) expect(await store.apiKey('k')).toMatchObject({ hash: 'h' });
  expect(reads()).toBe(1);
  pass(REMEMBERED_MS - 1);
  await store.apiKey('k');
  expect(reads()).toBe(1);
  pass(1);
  await store.apiKey('k');
  expect(reads()).toBe(2);
});

test('a changed key is in force after the seconds', async () => {
  const { connections, store, pass } = stage();
  await connections.saveApiKey(KEY);
  await store.apiKey('k');
  await connections.saveApiKey({ ...KEY, expiresAt: 1 });
  pass(REMEMBERED_MS);
  expect(await store.apiKey('k')).toMatchObject({ expiresAt: 1 });
});

test('what is unknown is asked for each time: a new key works at once', async () => {
  const { connections, store, reads } = stage();
  expect(await store.apiKey('k')).toBeUndefined();
  await connections.saveApiKey(KEY);
  expect(await store.apiKey('k')).toMatchObject({ hash: 'h' });
  expect(reads()).toBe(2);
});

test('strangers who guess do not fill the memory', async () => {
  const { connections, store, reads } = stage();
  for (let i = 0; i < 600; i += 1) await connections.saveApiKey({ ...KEY, keyId: `k${i}` });
  for (let i = 0; i < 600; i += 1) await store.apiKey(`k${i}`);
  await store.apiKey('k599');
  expect(reads()).toBe(600);
});
