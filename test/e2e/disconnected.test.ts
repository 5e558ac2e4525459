// A company takes our authorisation away and gives it back: one problem, no calls meanwhile, and then all by itself.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_REALM } from '../../local/demo-connection.ts';
import { atRest } from './support/at-rest.ts';
import { eventually } from './support/eventually.ts';
import { customer, invoice } from './support/events.ts';
import { allSynced } from './support/settled.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const OTHER_REALM = '9341457000000077';
let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
  await test.product.post([customer({ id: 'anna' })]);
  await test.product.synced('customer', 'anna');
  await atRest(test);
});
afterAll(() => test?.close());

const apiCalls = async () => (await test.books.requests('path=/v3/')).length;
const until = (state: string) =>
  eventually(
    `the connection is ${state}`,
    () => test.product.connection(),
    (shown) => shown.state === state,
  );

describe('a company that disconnects the app', () => {
  it('pauses the lane: the records wait with one reason, and none of them fails (KLP-05)', async () => {
    const { books, product } = test;
    await books.act({ act: 'disconnect' });
    await product.post(Array.from({ length: 40 }, (_, at) => invoice({ id: `D-${at}`, customerId: 'anna' })));
    await until('disconnected');
    await atRest(test);
    const waiting = await product.records('kind=invoice');
    expect(waiting.map(({ state, reason, problem }) => [state, reason, problem])).toEqual(
      Array.from({ length: 40 }, () => ['waiting', 'disconnected', undefined]),
    );
  });

  it('makes no further call to the ledger, whatever comes in', async () => {
    const { product, system } = test;
    await atRest(test);
    const before = await apiCalls();
    await product.post([invoice({ id: 'D-40', customerId: 'anna' })]);
    await product.until('invoice', 'D-40', 'waiting');
    await system.stack.schedules.fire('Sweep');
    await atRest(test);
    expect(await apiCalls()).toBe(before);
  });

  it('has made one problem of it, not one for each record', async () => {
    const log = await readFile(join(test.system.dataDir, 'logs/Sync.log'), 'utf8');
    expect(log.split('\n').filter((entry) => entry.includes('"event":"lane_paused"'))).toHaveLength(1);
  });
});

describe('reconnecting', () => {
  it('refuses another company, and nothing changes', async () => {
    const { books, product } = test;
    await books.admin('POST', 'companies', { realmId: OTHER_REALM, name: 'Other', country: 'NL' });
    const page = await connect(OTHER_REALM);
    expect(page.status).toBe(409);
    expect(await product.connection()).toMatchObject({ state: 'disconnected', company: DEMO_REALM });
  });

  it('refuses another browser, and the link that was used', async () => {
    const { callback } = await authorise(DEMO_REALM);
    expect((await fetch(callback)).status).toBe(403);
    expect((await fetch(callback)).status).toBe(410);
    expect((await test.product.connection()).state).toBe('disconnected');
  });

  it('drains everything that waited, by itself (KLP-05, 11)', async () => {
    const { product, books } = test;
    const page = await connect(DEMO_REALM);
    expect(page.status).toBe(200);
    await until('connected');
    await allSynced(product, 'invoice', 41);
    expect((await books.look()).objects.Invoice).toHaveLength(41);
    expect((await product.connection()).records).toMatchObject({
      waiting: { count: 0 },
      failed: { count: 0 },
    });
  });
});

describe('a company that we disconnect', () => {
  it('hears nothing more: its grant is revoked, and what comes in waits', async () => {
    const { product, system } = test;
    await atRest(test);
    expect((await product.ask('POST', '/disconnect')).status).toBe(200);
    await until('disconnected');
    const [revoked] = (await test.books.requests('path=/tokens/revoke')).slice(-1);
    expect(revoked).toMatchObject({ path: '/v2/oauth2/tokens/revoke', status: 200 });
    const before = await apiCalls();
    await product.post([invoice({ id: 'D-41', customerId: 'anna' })]);
    await product.until('invoice', 'D-41', 'waiting');
    await system.stack.schedules.fire('Sweep');
    await atRest(test);
    expect(await apiCalls()).toBe(before);
  });

  it('and is connected again like any other', async () => {
    expect((await connect(DEMO_REALM)).status).toBe(200);
    await until('connected');
    await allSynced(test.product, 'invoice', 42);
  });
});

describe('an access token that runs out', () => {
  it('is refreshed once, although a whole backlog needs it', async () => {
    const { product, books } = test;
    const refreshes = async () => (await books.requests('path=/tokens/bearer')).length;
    await product.ask('POST', '/pause');
    // Shorter than the five minutes that a token must still be good for: it has to be refreshed before its first use.
    await books.settings({ oauth: { accessTokenMs: 200_000 } });
    expect((await connect(DEMO_REALM)).status).toBe(200);
    await books.settings({ oauth: { accessTokenMs: 3_600_000 } });
    await product.post(Array.from({ length: 60 }, (_, at) => invoice({ id: `R-${at}`, customerId: 'anna' })));
    await atRest(test);
    const before = await refreshes();
    await product.ask('POST', '/resume');
    await allSynced(product, 'invoice', 102);
    expect((await refreshes()) - before).toBe(1);
  });
});

const BEGUN = z.object({ start_url: z.string() });

/** What the operator's browser does: open the address, be sent to the ledger, choose a company, come back with the cookie. */
async function connect(realm: string): Promise<Response> {
  const { callback, cookie } = await authorise(realm);
  return fetch(callback, { headers: { cookie } });
}

/** Until the ledger sends the browser back to us. */
async function authorise(realm: string) {
  const { status, text } = await test.product.ask('POST', '/connect');
  expect(status).toBe(200);
  const opened = await redirect(BEGUN.parse(JSON.parse(text)).start_url);
  const [cookie = ''] = (opened.headers.getSetCookie()[0] ?? '').split(';');
  const page = await redirect(`${opened.headers.get('location')}&realm_hint=${realm}`);
  return { callback: page.headers.get('location') ?? '', cookie };
}

async function redirect(url: string): Promise<Response> {
  const response = await fetch(url, { redirect: 'manual' });
  expect(response.status).toBe(302);
  return response;
}
