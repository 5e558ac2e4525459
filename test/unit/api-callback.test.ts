// Setting, showing and ending the callback of a connection.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { addTenant, createTestHost, NOW, requestWith } from '../support/http-host.ts';

const URL = 'https://shop.example.com/ledger';
const SECRET = z.object({ secret: z.string() });

async function shop(refusal?: string) {
  const { host, called } = createTestHost({ callOut: { refusal: async () => refusal } });
  const { key } = await addTenant(host, 'shop');
  const ask = async (method: string, body?: unknown, connection = 'shop') => {
    const route = `${method} /v1/connections/{connection}/callback`;
    const answer = await serve(API_ROUTES, host, requestWith(route, { path: { connection }, key, body }));
    const shown: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
    return { status: answer.status, shown };
  };
  const tell = (count: number) =>
    host.feed.append(
      'shop',
      Array.from({ length: count }, (_, i) => ({ id: `${i}`, type: 'invoice.paid' as const, data: {} })),
      NOW,
    );
  return { host, called, ask, tell };
}

test('is not there at first', async () => {
  const { ask } = await shop();
  expect((await ask('GET')).status).toBe(404);
});

test('shows its secret once, and begins with what is told from now on', async () => {
  const { ask, tell, called } = await shop();
  await tell(3);
  const put = await ask('PUT', { url: URL });
  expect(put).toMatchObject({ status: 201, shown: { url: URL, state: 'on', delivered: '3', head: '3' } });
  expect(SECRET.parse(put.shown).secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(called).toEqual(['shop']);
  expect(JSON.stringify(await ask('GET'))).not.toContain('whsec_');
});

test('begins where it is told to, but not ahead of everything', async () => {
  const { ask, tell } = await shop();
  await tell(3);
  expect(await ask('PUT', { url: URL, after: 4 })).toMatchObject({
    status: 422,
    shown: { errors: [{ pointer: '/after' }] },
  });
  expect(await ask('GET')).toMatchObject({ status: 404 });
  expect(await ask('PUT', { url: URL, after: 1 })).toMatchObject({ status: 201, shown: { delivered: '1' } });
});

test('goes on where it was under another address, and without new secret unless one is wanted', async () => {
  const { host, ask, tell } = await shop();
  const first = SECRET.parse((await ask('PUT', { url: URL })).shown).secret;
  await tell(2);
  const moved = await ask('PUT', { url: `${URL}/new` });
  expect(moved).toMatchObject({ status: 200, shown: { url: `${URL}/new`, delivered: '0', head: '2' } });
  expect(JSON.stringify(moved)).not.toContain('whsec_');
  const second = SECRET.parse((await ask('PUT', { url: URL, rotateSecret: true })).shown).secret;
  expect((await host.callbacks.callback('shop'))?.secrets).toEqual([second, first]);
  const third = SECRET.parse((await ask('PUT', { url: URL, rotateSecret: true })).shown).secret;
  expect((await host.callbacks.callback('shop'))?.secrets).toEqual([third, second]);
});

test('that was switched off is switched on by setting it again, and loses nothing', async () => {
  const { host, ask } = await shop();
  await ask('PUT', { url: URL });
  const failing = { since: NOW, attempts: 9, nextAt: NOW + 1, what: 'http_500' };
  await host.callbacks.saveProgress(
    'shop',
    { delivered: 7, failing, off: { since: NOW, why: 'failing' } },
    1,
  );
  expect((await ask('GET')).shown).toMatchObject({ state: 'off', failing: { what: 'http_500' } });
  expect((await ask('PUT', { url: URL })).shown).toMatchObject({ state: 'on', delivered: '7' });
});

test('is refused where its address leads inside', async () => {
  const { host, ask } = await shop('must be a host on the public internet');
  expect(await ask('PUT', { url: URL })).toMatchObject({
    status: 422,
    shown: { errors: [{ pointer: '/url', detail: 'must be a host on the public internet' }] },
  });
  expect(await host.callbacks.callback('shop')).toBeUndefined();
});

test.each([[{}], [{ url: 7 }], [{ url: URL, after: -1 }], [{ url: URL, secret: 'mine' }], ['no json']])(
  '%o is refused',
  async (body) => {
    const { ask } = await shop();
    expect([400, 422]).toContain((await ask('PUT', body)).status);
  },
);

test('is forgotten with its secret', async () => {
  const { host, ask } = await shop();
  await ask('PUT', { url: URL });
  expect((await ask('DELETE')).status).toBe(204);
  expect(await host.callbacks.callback('shop')).toBeUndefined();
  expect((await ask('DELETE')).status).toBe(204);
  expect((await ask('GET')).status).toBe(404);
});

test('of another connection is nobody’s business', async () => {
  const { host, ask } = await shop();
  await addTenant(host, 'hotel');
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect((await ask(method, { url: URL }, 'hotel')).status).toBe(404);
});
