// Setting a connection up: made by an admin, its keys and secrets shown once, held until somebody goes live.
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { type Role, ROLES } from '../../shared/core/roles.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import { bodyOf, createTestHost, NOW, type RequestParts, requestWith } from '../support/http-host.ts';
import { ledgerNamed } from '../support/named-ledger.ts';

const MAKE = 'POST /v1/connections';
const C = '/v1/connections/{connection}';
const tokenOf = (role: Role) => `head.${role}.signature`;

let outside: ReturnType<typeof createTestHost>;
beforeEach(() => {
  const made = createTestHost({ ledger: ledgerNamed('quickbooks') });
  const of = async (token: string) => {
    const role = ROLES.find((known) => token === tokenOf(known));
    return role === undefined ? undefined : { name: `the ${role}`, role };
  };
  const signIn = { issuer: 'https://issuer.example.com', clientId: 'console', scope: 'openid' };
  outside = { ...made, host: { ...made.host, operators: { signIn, of } } };
});

let asked = 0;
const ask = (route: string, parts: RequestParts = {}) =>
  serve(
    API_ROUTES,
    outside.host,
    requestWith(route, {
      key: tokenOf('admin'),
      id: `r${(asked += 1)}`,
      path: { connection: 'hotel-sol' },
      ...parts,
    }),
  );
const HOTEL = { name: 'Hôtel Sol', preset: 'clock-pms', ledger: 'quickbooks', timeZone: 'Europe/Madrid' };
const made = async (body: unknown = HOTEL) => bodyOf(await ask(MAKE, { body }));
const ID = z.object({ id: z.string() });
const AUDIT = z.object({
  entries: z.array(
    z.object({ what: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
  ),
});
const MISTAKES = z.object({ errors: z.array(z.object({ pointer: z.string() })) });
const connected = async () => {
  const connection = await outside.host.connections.connection('hotel-sol');
  if (connection === undefined) throw new Error('It was not made');
  await outside.host.connections.saveConnection({ ...connection, company: 'company-sol' });
};

describe('a new connection', () => {
  test('has the policy of its preset and its time zone, a speaking id, and is held (KLP-01)', async () => {
    expect(await made()).toMatchObject({
      id: 'hotel-sol',
      name: 'Hôtel Sol',
      source: 'product',
      ledger: 'quickbooks',
      state: 'not_connected',
      live: false,
      policyVersion: 1,
    });
    const { policy, saved } = (await outside.host.connections.policy('hotel-sol')) ?? {};
    expect(policy).toEqual({ ...PRESETS['clock-pms'], timeZone: 'Europe/Madrid' });
    expect(saved).toEqual({ at: NOW, by: 'the admin' });
    expect(bodyOf(await ask(`GET ${C}/audit`))).toMatchObject({
      entries: [{ what: 'create_connection', by: { kind: 'operator', id: 'the admin' } }],
    });
  });

  test('of a name that is taken gets an id of its own', async () => {
    await made();
    const { id } = ID.parse(await made());
    expect(id).toMatch(/^hotel-sol-[0-9a-f]{6}$/);
    expect(ID.parse(await made({ ...HOTEL, name: '日本' })).id).toMatch(/^c-[0-9a-f]{6}$/);
  });

  test.each([
    ['a preset nobody wrote', { preset: 'x' }, '/preset'],
    ['a ledger nobody registered', { ledger: 'paper' }, '/ledger'],
    ['a source nobody registered', { source: 'paper' }, '/source'],
    ['a zone that is none', { timeZone: 'Mars/Phobos' }, '/timeZone'],
    ['no name', { name: '  ' }, '/name'],
    ['a member that is not known', { live: true }, '/live'],
  ])('with %s is refused, and nothing is made', async (_, wrong, pointer) => {
    const answer = await ask(MAKE, { body: { ...HOTEL, ...wrong } });
    expect(answer.status).toBe(422);
    expect(MISTAKES.parse(bodyOf(answer)).errors.map((each) => each.pointer)).toEqual([pointer]);
    expect(await outside.host.connections.connections()).toEqual([]);
  });

  test('the connectors there are come from the registry, by what they are able to do', async () => {
    expect(bodyOf(await ask('GET /v1/connectors'))).toEqual({
      ledgers: [
        { name: 'quickbooks', title: 'QuickBooks Online', connects: 'browser' },
        { name: 'snelstart', title: 'SnelStart', connects: 'browser' },
      ],
      sources: [{ name: 'product', title: 'Product', connects: 'push' }],
    });
  });
});

describe('its API keys', () => {
  const KEY = z.object({ id: z.string(), key: z.string() });
  beforeEach(() => made());
  const mayLook = async (key: string) => (await ask(`GET ${C}`, { key })).status;

  test('are shown once, stored as a hash, and good for this connection alone', async () => {
    const answer = await ask(`POST ${C}/keys`);
    expect(answer.status).toBe(201);
    const { id, key } = KEY.parse(bodyOf(answer));
    const stored = await outside.host.connections.apiKey(id);
    expect(stored).toMatchObject({
      hash: createHash('sha256').update(key).digest('hex'),
      connections: ['hotel-sol'],
    });
    const listed = (await ask(`GET ${C}/keys`)).body;
    expect(listed).toContain(id);
    expect(listed + JSON.stringify(stored) + JSON.stringify(outside.lines)).not.toContain(key);
    expect(await mayLook(key)).toBe(200);
  });

  test('rotate: a second one beside the first, no third, and the first is revoked without a pause', async () => {
    const [first, second] = [
      KEY.parse(bodyOf(await ask(`POST ${C}/keys`))),
      KEY.parse(bodyOf(await ask(`POST ${C}/keys`))),
    ];
    expect(bodyOf(await ask(`POST ${C}/keys`))).toMatchObject({ status: 409, code: 'too_many_keys' });
    expect([await mayLook(first.key), await mayLook(second.key)]).toEqual([200, 200]);
    const revoke = () => ask(`DELETE ${C}/keys/{key}`, { path: { connection: 'hotel-sol', key: first.id } });
    expect(bodyOf(await revoke())).toMatchObject({ id: first.id, live: false });
    expect(bodyOf(await revoke())).toMatchObject({ live: false });
    expect([await mayLook(first.key), await mayLook(second.key)]).toEqual([401, 200]);
    expect((await ask(`POST ${C}/keys`)).status).toBe(201);
    const { entries } = AUDIT.parse(bodyOf(await ask(`GET ${C}/audit`)));
    expect(new Set(entries.map(({ what }) => what))).toEqual(
      new Set(['create_connection', 'create_key', 'revoke_key']),
    );
  });

  test('of another connection cannot be revoked here', async () => {
    const path = { connection: 'hotel-sol', key: 'none' };
    expect((await ask(`DELETE ${C}/keys/{key}`, { path })).status).toBe(404);
  });

  test('signing secrets likewise: shown once, two at a time, the older retired', async () => {
    const SECRET = z.object({ secret: z.string(), live: z.number() });
    const first = SECRET.parse(bodyOf(await ask(`POST ${C}/signing-secret`)));
    const second = SECRET.parse(bodyOf(await ask(`POST ${C}/signing-secret`)));
    expect([first.live, second.live]).toEqual([1, 2]);
    expect(bodyOf(await ask(`GET ${C}/signing-secret`))).toEqual({ live: 2 });
    expect(await outside.host.connections.signingSecrets('hotel-sol')).toEqual([second.secret, first.secret]);
    expect(bodyOf(await ask(`DELETE ${C}/signing-secret`))).toEqual({ live: 1 });
    expect(await outside.host.connections.signingSecrets('hotel-sol')).toEqual([second.secret]);
  });
});

describe('going live (KLP-01)', () => {
  beforeEach(() => made());
  const LANE = 'quickbooks:company-sol';
  const goLive = () => ask(`POST ${C}/go-live`);
  const look = async () => bodyOf(await ask(`GET ${C}`));

  test('needs a company', async () => {
    expect(bodyOf(await goLive())).toMatchObject({ code: 'not_connected' });
  });

  test('needs the lists of the company, and nothing else that blocks: it says what', async () => {
    await connected();
    expect(await look()).toMatchObject({ state: 'not_live', problem: { code: 'not_live' } });
    expect(bodyOf(await goLive())).toMatchObject({ code: 'not_ready' });
    await outside.host.connections.saveReference(LANE, LISTS);
    const refused = await goLive();
    expect(bodyOf(refused)).toMatchObject({ code: 'not_ready' });
    expect(refused.body).toMatch(/No payment type is mapped/);
    expect(await look()).toMatchObject({ state: 'not_live', live: false });
  });

  test('lets everything go, once, and says it to whoever listens; a second time changes nothing', async () => {
    await connected();
    await outside.host.connections.saveReference(LANE, LISTS);
    await outside.host.connections.savePreflight(LANE, 'hotel-sol', {
      checkedAt: NOW,
      policyVersion: 1,
      listsReadAt: NOW,
      checks: [{ check: 'live', rules: [], status: 'red', blocking: true, reason: 'Not yet.' }],
    });
    expect(bodyOf(await goLive())).toMatchObject({ state: 'connected', live: true });
    expect(bodyOf(await goLive())).toMatchObject({ state: 'connected', live: true });
    expect(outside.published.map(({ type }) => type)).toEqual(['connection.live']);
    const looks = outside.sent.filter(({ lane }) => lane === LANE).flatMap((each) => each.looks);
    expect(looks).toContainEqual({ at: 'held', connection: 'hotel-sol' });
    const { entries } = AUDIT.parse(bodyOf(await ask(`GET ${C}/audit`)));
    expect(entries).toContainEqual({ what: 'go_live', before: { live: false }, after: { live: true } });
  });
});

const LISTS = {
  readAt: NOW,
  homeCurrency: 'EUR',
  multiCurrency: true,
  accounts: [],
  items: [],
  taxCodes: [],
  paymentMethods: [],
  switches: {},
};
