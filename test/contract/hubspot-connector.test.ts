// The reading side of the HubSpot connector against the simulator over HTTP: tokens, records, changes, webhooks, accidents.
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { changedSince } from '../../shared/connectors/hubspot/changes.ts';
import type { PortalAccess } from '../../shared/connectors/hubspot/client.ts';
import { simulatedHubSpot } from '../../shared/connectors/hubspot/endpoints.ts';
import { createHubSpotNotices, type PortalNotice } from '../../shared/connectors/hubspot/notices.ts';
import { readJournal } from '../../shared/connectors/hubspot/journal.ts';
import {
  appToken,
  authoriseUrl,
  redeem,
  refresh,
  revoke,
  type OAuthParts,
} from '../../shared/connectors/hubspot/oauth.ts';
import { readAssociations, readObjects } from '../../shared/connectors/hubspot/objects.ts';
import type { HubSpotType } from '../../shared/connectors/hubspot/object-types.ts';
import { fetchOnce } from '../../shared/host/aws/fetcher.ts';
import type { HubSpotSettings } from '../../simulators/hubspot/hubspot.ts';
import { startHubSpotServer } from '../../simulators/hubspot/server.ts';
import { defaultSettings } from '../../simulators/hubspot/service/settings.ts';
import { valueOf } from './support/quickbooks-company.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const PORTAL = 62_515;
const REDIRECT = 'https://ledgerlane.example/callback';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  while (cleanUps.length > 0) await cleanUps.pop()?.();
});

/** A simulator with one account, in which the connector itself has installed the app. */
async function connect(settings: HubSpotSettings = {}, knobs: object = {}) {
  const server = await startHubSpotServer({
    clock: NOW,
    settings: { portals: [{ portalId: PORTAL }], ...settings },
  });
  cleanUps.push(server.close);
  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init = {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    };
    const response = await fetch(`${server.url}/_sim${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  // The clock stands, so all calls of a test fall into one second.
  await admin('PATCH', `/portals/${PORTAL}/settings`, {
    limits: { enforce: false },
    searchLagMs: [0, 0],
    ...knobs,
  });
  const endpoints = simulatedHubSpot({ api: server.url, authorise: `${server.url}/oauth/authorize` });
  if (endpoints === undefined) throw new Error('no endpoints');
  const oauth: OAuthParts = { fetcher: fetchOnce, endpoints, app: async () => defaultSettings.app };
  const page = await fetch(await authoriseUrl(oauth, 'state-1', REDIRECT), { redirect: 'manual' });
  const tokens = valueOf(await redeem(oauth, page.headers.get('location') ?? '', REDIRECT, NOW));
  const access: PortalAccess = { accessToken: tokens.accessToken, timeoutMs: 5_000 };
  const client = { fetcher: fetchOnce, api: endpoints.api };
  const act = async (body: unknown) => {
    const done = await admin('POST', `/portals/${PORTAL}/acts`, body);
    return z
      .object({ result: z.looseObject({ id: z.string(), lineIds: z.array(z.string()).default([]) }) })
      .parse(done).result;
  };
  const contact = (email: string) => act({ act: 'create', objectType: 'contact', properties: { email } });
  const advance = (ms: number) => admin('POST', '/clock', { advanceMs: ms });
  return { server, admin, oauth, tokens, access, client, act, contact, advance };
}
type Connected = Awaited<ReturnType<typeof connect>>;

const faultIn = (answer: { readonly ok: boolean; readonly fault?: { readonly fault: string } }) =>
  answer.fault?.fault;
const changes = async ({ client, access }: Connected, type: HubSpotType, since: number, now: number) =>
  valueOf(await changedSince(client, access, type, { since, now }));

describe('installing', () => {
  test('gives tokens for half an hour that are refreshed, until the app is taken out', async () => {
    const it = await connect();
    expect(it.tokens).toMatchObject({ portal: String(PORTAL), accessExpiresAt: NOW + 1_800_000 });
    expect(it.tokens.scopes).toContain('crm.objects.commercepayments.read');
    await it.advance(1_800_000);
    const wanted = { ids: ['1'], properties: [] };
    expect(faultIn(await readObjects(it.client, it.access, 'contact', wanted))).toBe('unauthorised');
    const fresh = valueOf(await refresh(it.oauth, it.tokens.refreshToken, NOW + 1_800_000));
    const access = { ...it.access, accessToken: fresh.accessToken };
    expect(valueOf(await readObjects(it.client, access, 'contact', wanted)).missing).toEqual(['1']);
    valueOf(await revoke(it.oauth, it.tokens.refreshToken));
    expect(faultIn(await refresh(it.oauth, it.tokens.refreshToken, NOW))).toBe('disconnected');
  });

  test('keeps what comes back, should HubSpot ever rotate', async () => {
    const it = await connect({ oauth: { rotateEveryRefresh: true } });
    const fresh = valueOf(await refresh(it.oauth, it.tokens.refreshToken, NOW));
    expect(valueOf(await refresh(it.oauth, fresh.refreshToken, NOW)).portal).toBe(String(PORTAL));
    expect(faultIn(await refresh(it.oauth, it.tokens.refreshToken, NOW))).toBe('disconnected');
  });

  test('with fewer rights than it takes is told apart from a bad token', async () => {
    const it = await connect();
    const body = { portalId: PORTAL, scopes: ['oauth', 'crm.objects.deals.read'] };
    const grant = z.object({ access_token: z.string() }).parse(await it.admin('POST', '/oauth/grants', body));
    const access = { ...it.access, accessToken: grant.access_token };
    const wanted = { ids: ['1'], properties: [] };
    expect(faultIn(await readObjects(it.client, access, 'invoice', wanted))).toBe('disconnected');
    expect(faultIn(await readObjects(it.client, access, 'deal', wanted))).toBeUndefined();
  });
});

describe('records', () => {
  test('an invoice with all that belongs to it takes one call for each kind', async () => {
    const it = await connect();
    const ada = await it.contact('ada@example.com');
    const lines = [
      { name: 'Hour', price: '95', quantity: '2' },
      { name: 'Trip', price: '12.50' },
    ];
    const made = await Promise.all(
      [1, 2, 3].map(() => it.act({ act: 'createInvoice', contactId: ada.id, lines, finalise: true })),
    );
    await it.admin('DELETE', '/requests');
    const ids = made.map(({ id }) => id);
    const properties = ['hs_invoice_status', 'hs_amount_billed', 'hs_currency'];
    const invoices = valueOf(await readObjects(it.client, it.access, 'invoice', { ids, properties })).objects;
    const lineIds = valueOf(
      await readAssociations(it.client, it.access, { from: 'invoice', to: 'line_item' }, ids),
    );
    const contacts = valueOf(
      await readAssociations(it.client, it.access, { from: 'invoice', to: 'contact' }, ids),
    );
    const all = [...lineIds.values()].flat().map(({ id }) => id);
    const read = valueOf(
      await readObjects(it.client, it.access, 'line_item', { ids: all, properties: ['amount'] }),
    ).objects;
    expect(invoices.map((each) => each.properties['hs_amount_billed'])).toEqual([
      '202.50',
      '202.50',
      '202.50',
    ]);
    expect([...contacts.values()].flat()).toEqual(ids.map(() => ({ id: ada.id, typeIds: [177] })));
    expect(new Set(all)).toEqual(new Set(made.flatMap((each) => each.lineIds)));
    expect(read).toHaveLength(6);
    const log = z.array(z.object({ path: z.string() })).parse(await it.admin('GET', '/requests'));
    expect(log).toHaveLength(4);
    expect(log.filter(({ path }) => path.endsWith('/search'))).toEqual([]);
  });

  test('that were deleted or merged are missing under their old ids', async () => {
    const it = await connect();
    const [one, two, three] = await Promise.all(
      ['a', 'b', 'c'].map((name) => it.contact(`${name}@example.com`)),
    );
    await it.act({ act: 'merge', objectType: 'contact', primaryId: one?.id, otherId: two?.id });
    await it.admin('POST', `/portals/${PORTAL}/acts`, {
      act: 'delete',
      objectType: 'contact',
      id: three?.id,
    });
    const ids = [one, two, three].map((each) => each?.id ?? '');
    const read = valueOf(await readObjects(it.client, it.access, 'contact', { ids, properties: [] }));
    expect(read.missing).toEqual([two?.id, three?.id]);
    expect(new Set(read.objects.map(({ id }) => id))).toEqual(new Set([one?.id]));
  });
});

describe('changes', () => {
  test('are found though the index lags: the next look begins before the last one ended', async () => {
    const it = await connect({}, { searchLagMs: [60_000, 60_000] });
    const ada = await it.contact('ada@example.com');
    const first = await changes(it, 'contact', NOW - 1000, NOW);
    expect(first.changed).toEqual([]);
    await it.advance(60_000);
    const second = await changes(it, 'contact', first.upTo, NOW + 60_000);
    expect(second.changed).toEqual([{ id: ada.id, at: NOW }]);
  });

  test('of more than a page are all found, each once', async () => {
    const it = await connect();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const inputs = Array.from({ length: 100 }, (_, k) => ({ properties: { dealname: `D${n}-${k}` } }));
      const body = JSON.stringify({ inputs });
      const headers = { authorization: `Bearer ${it.access.accessToken}` };
      const answer = await fetch(`${it.server.url}/crm/objects/2026-09/deals/batch/create`, {
        method: 'POST',
        headers,
        body,
      });
      const { results } = z
        .object({ results: z.array(z.object({ id: z.string() })) })
        .parse(await answer.json());
      made.push(...results.map(({ id }) => id));
      if (n % 2 === 0) await it.advance(1);
    }
    const { changed, calls } = await changes(it, 'deal', NOW, NOW);
    expect(changed.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
    expect(calls).toBeLessThanOrEqual(5);
  });

  test('stop at the limit of five searches a second, and say how far they got', async () => {
    const it = await connect();
    await it.admin('PATCH', `/portals/${PORTAL}/settings`, {
      limits: { enforce: true, searchesPerSecond: 1 },
    });
    await changes(it, 'deal', NOW, NOW);
    const second = await changedSince(it.client, it.access, 'deal', { since: NOW, now: NOW });
    expect(second).toMatchObject({
      ok: false,
      fault: { fault: 'throttled', vendorCode: 'SECONDLY', retryAfterMs: 1000 },
    });
  });
});

describe('accidents', () => {
  test.each([
    ['drop-before', 'unavailable'],
    ['500', 'unavailable'],
    ['502', 'unavailable'],
    ['503-html', 'unavailable'],
    ['429', 'throttled'],
    ['429-daily', 'throttled'],
    ['423', 'throttled'],
    ['477', 'unavailable'],
    ['html', 'unexpected'],
    ['truncate-body', 'unexpected'],
    ['wrong-types', undefined],
  ])('%s while reading is %s', async (effect, expected) => {
    const it = await connect();
    const ada = await it.contact('ada@example.com');
    await it.admin('POST', '/faults', { match: { pathRegex: '^/crm/' }, effect });
    const read = await readObjects(it.client, it.access, 'contact', { ids: [ada.id], properties: ['email'] });
    expect(faultIn(read)).toBe(expected);
  });
});

describe('webhooks', () => {
  test('a thousand events in ten POSTs, shuffled and doubled, name each record once in the end', async () => {
    const taken: { readonly headers: Record<string, string>; readonly body: Buffer }[] = [];
    const app = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const headers = Object.entries(req.headers).map(([name, text]) => [name, String(text)] as const);
        taken.push({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks) });
        res.writeHead(200).end();
      });
    });
    await new Promise<void>((ready) => app.listen(0, '127.0.0.1', ready));
    cleanUps.push(() => app.close());
    const address = z.object({ port: z.number() }).parse(app.address());
    const url = `http://127.0.0.1:${address.port}/webhooks/hubspot?from=hubspot%2Fapp`;
    const subscriptions = [
      { subscriptionType: 'object.creation', objectType: 'contact', active: true },
      {
        subscriptionType: 'object.propertyChange',
        objectType: 'contact',
        propertyName: 'email',
        active: true,
      },
    ];
    const it = await connect({
      webhooks: { url, subscriptions, gatherMs: 1000, delayMs: [0, 60_000], duplicate: 0.5, shuffle: true },
    });
    for (let n = 0; n < 5; n += 1) {
      const inputs = Array.from({ length: 100 }, (_, k) => ({
        properties: { email: `c${n}-${k}@example.com` },
      }));
      const headers = { authorization: `Bearer ${it.access.accessToken}` };
      const init = { method: 'POST', headers, body: JSON.stringify({ inputs }) };
      expect((await fetch(`${it.server.url}/crm/v3/objects/contacts/batch/create`, init)).status).toBe(201);
    }
    await it.advance(300_000);
    const seen = new Map<string, PortalNotice>();
    let events = 0;
    for (const { headers, body } of taken) {
      const now = Number(headers['x-hubspot-request-timestamp']) + 1000;
      const app = { uri: url, secrets: [defaultSettings.app.clientSecret], appId: '54321' };
      const parts = { app: async () => app, now: () => now };
      const reading = await createHubSpotNotices(parts).read(headers, body);
      if (reading.type === 'refused') throw new Error('refused');
      expect(reading.unreadable).toBe(0);
      events += z.array(z.unknown()).parse(JSON.parse(body.toString('utf8'))).length;
      for (const notice of reading.notices) seen.set(notice.object.id, notice);
    }
    expect(events).toBeGreaterThan(1_200);
    expect(seen.size).toBe(500);
    expect(
      [...seen.values()].every(
        ({ account, ours, object }) => account === String(PORTAL) && ours && object.type === 'contact',
      ),
    ).toBe(true);
    const wanted = { ids: [...seen.keys()], properties: ['email'] };
    expect(valueOf(await readObjects(it.client, it.access, 'contact', wanted))).toMatchObject({
      calls: 5,
      missing: [],
    });
  });
});

describe('the journal', () => {
  test('tells after an outage what no webhook brought, and who took the app out', async () => {
    const it = await connect();
    const own = valueOf(await appToken(it.oauth, NOW));
    const access = { accessToken: own.accessToken, timeoutMs: 5_000 };
    const subscribe = async (body: object) => {
      const headers = { authorization: `Bearer ${own.accessToken}` };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`${it.server.url}/webhooks-journal/subscriptions/2026-03`, init);
      expect(answer.status).toBe(201);
    };
    const actions = ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'];
    const object = { subscriptionType: 'OBJECT', portalId: PORTAL, actions, properties: [], objectIds: [] };
    await subscribe({ ...object, objectTypeId: '0-1' });
    await subscribe({ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: '4-1916193', properties: [] });
    const ada = await it.contact('ada@example.com');
    await it.advance(5_000);
    const first = valueOf(await readJournal(it.client, access, undefined));
    expect(first).toMatchObject({
      notices: [{ account: String(PORTAL), object: { type: 'contact', id: ada.id } }],
      lost: false,
    });
    await it.admin('POST', `/portals/${PORTAL}/acts`, { act: 'uninstall' });
    await it.advance(5_000);
    const second = valueOf(await readJournal(it.client, access, first.offset));
    expect(second).toMatchObject({ notices: [], uninstalled: [{ account: String(PORTAL) }] });
    await it.advance(73 * 3_600_000);
    const later = { ...access, accessToken: valueOf(await appToken(it.oauth, NOW)).accessToken };
    expect(valueOf(await readJournal(it.client, later, second.offset))).toMatchObject({
      lost: true,
      offset: undefined,
    });
  });
});
