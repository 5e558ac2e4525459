// Connections: the summary, pausing and resuming, the OAuth connect in all its steps, and disconnecting.
import { beforeEach, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import type { Answer } from '../../shared/core/faults.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
} from '../support/http-host.ts';
import * as z from 'zod';

const CONNECTION = '/v1/connections/{connection}';
const START = 'GET /oauth/quickbooks/start';
const CALLBACK = 'GET /oauth/quickbooks/callback';
const LANE = 'quickbooks:company-alpha';

let outside: ReturnType<typeof createTestHost>;
let key: string;
let redeemed: string[];
let revoked: string[];
let revokes: () => Promise<Answer<'revoked'>>;
let answersCompany: string;
beforeEach(async () => {
  redeemed = [];
  revoked = [];
  revokes = async () => ({ ok: true, value: 'revoked' });
  answersCompany = 'company-alpha';
  outside = createTestHost({ ledger: ledgerDouble() });
  ({ key } = await addTenant(outside.host, 'alpha'));
});

const call = (route: string, parts: RequestParts = {}) =>
  serve(API_ROUTES, outside.host, requestWith(route, { key, path: { connection: 'alpha' }, ...parts }));

/** Only what connecting asks of a connector. */
function ledgerDouble(): LedgerConnector {
  const unused = (): never => {
    throw new Error('connecting does not ask this');
  };
  return {
    name: 'quickbooks',
    abilities: { keyed: true, numberLengthMax: 21, nameLengthMax: 500, ends: { invoice: [], payment: [] } },
    batches: () => true,
    limits: { batchSize: 30, batchesPerMinute: 40, callsPerMinute: 500, callsPerSecond: 10 },
    write: unused,
    read: unused,
    find: unused,
    changes: unused,
    reference: unused,
    list: unused,
    highestNumber: unused,
    refresh: unused,
    documentTypes: [],
    revoke: async (refreshToken) => {
      revoked.push(refreshToken);
      return revokes();
    },
    authoriseUrl: async (state, redirectUri) =>
      `https://ledger.example.com/authorise?state=${state}&redirect_uri=${encodeURIComponent(redirectUri)}`,
    redeem: async (callbackUrl) => {
      redeemed.push(callbackUrl);
      if (callbackUrl.includes('code=bad'))
        return { ok: false, fault: { fault: 'invalid', detail: 'bad code' } };
      const tokens = {
        accessToken: 'a',
        accessExpiresAt: NOW + 1,
        refreshToken: 'r',
        refreshExpiresAt: NOW + 2,
      };
      return { ok: true, value: { ...tokens, company: answersCompany } };
    },
  };
}

/** Asks for the address that a browser has to open; answers its state. */
async function ask(): Promise<string> {
  const answer = await call(`POST ${CONNECTION}/connect`);
  expect(answer.status).toBe(200);
  const { start_url } = z.object({ start_url: z.string() }).parse(bodyOf(answer));
  return new URL(start_url).searchParams.get('state') ?? '';
}
const open = (state: string) => serve(API_ROUTES, outside.host, requestWith(START, { query: { state } }));

/** Begins to connect; answers the state and the cookie of the browser that began. */
async function begin(): Promise<{ readonly state: string; readonly cookie: string }> {
  const answer = await open(await ask());
  expect(answer.status).toBe(302);
  const cookie = answer.cookies?.[0]?.split(';')[0] ?? '';
  return { state: new URL(answer.headers['location'] ?? '').searchParams.get('state') ?? '', cookie };
}
const comeBack = (query: Record<string, string>, ...cookies: string[]) =>
  serve(API_ROUTES, outside.host, requestWith(CALLBACK, { query, cookies }));
const forget = async (): Promise<void> => {
  const connection = await outside.host.connections.connection('alpha');
  if (connection !== undefined)
    await outside.host.connections.saveConnection({ ...connection, company: undefined });
};
const expectNothingKept = async (): Promise<void> => {
  expect(await outside.host.connections.credentials(LANE)).toBeUndefined();
  expect(outside.sent).toEqual([]);
};

describe('beginning to connect', () => {
  test('whoever asks gets an address of ours with a state of 256 bits: no cookie, nothing of the ledger', async () => {
    const answer = await call(`POST ${CONNECTION}/connect`);
    const body = z.strictObject({ start_url: z.string(), expiresAt: z.string() }).parse(bodyOf(answer));
    expect(body.start_url).toMatch(
      /^https:\/\/api\.example\.com\/oauth\/quickbooks\/start\?state=[0-9a-f]{64}$/,
    );
    expect(body.expiresAt).toBe('2026-11-21T12:10:00.000Z');
    expect(answer.cookies).toBeUndefined();
  });

  test('the browser that opens it gets a cookie for this host alone, and goes on to the ledger (KLP-02, CLK-09)', async () => {
    const asked = await ask();
    outside.setNow(NOW + 1_000);
    const answer = await open(asked);
    expect([answer.status, answer.body]).toEqual([302, '']);
    expect(answer.cookies).toHaveLength(1);
    expect(answer.cookies?.[0]).toMatch(
      /^__Host-ledgerlane-connect=[0-9a-f]{64}; Path=\/; Max-Age=599; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const url = new URL(answer.headers['location'] ?? '');
    expect(url.origin).toBe('https://ledger.example.com');
    expect(url.searchParams.get('state')).toMatch(/^[0-9a-f]{64}$/);
    expect(url.searchParams.get('state')).not.toBe(asked);
    expect(url.searchParams.get('redirect_uri')).toBe('https://api.example.com/oauth/quickbooks/callback');
  });

  test('only one browser can open it: 410 for the next, and the first one goes on', async () => {
    const asked = await ask();
    const first = await open(asked);
    expect(await open(asked)).toMatchObject({ status: 410, headers: { 'content-type': /html/ } });
    const state = new URL(first.headers['location'] ?? '').searchParams.get('state') ?? '';
    const cookie = first.cookies?.[0]?.split(';')[0] ?? '';
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(200);
  });

  test.each<[string, (asked: string) => string]>([
    ['no state', () => ''],
    ['another state', (asked) => asked.replace(/./, 'x')],
  ])('%s: 410', async (_, make) => {
    const answer = await open(make(await ask()));
    expect([answer.status, answer.cookies]).toEqual([410, undefined]);
  });

  test('too late: 410', async () => {
    const asked = await ask();
    outside.setNow(NOW + 600_000);
    expect((await open(asked)).status).toBe(410);
  });

  test('opening it late gives no more time to come back', async () => {
    const asked = await ask();
    outside.setNow(NOW + 590_000);
    const answer = await open(asked);
    const state = new URL(answer.headers['location'] ?? '').searchParams.get('state') ?? '';
    outside.setNow(NOW + 600_000);
    expect((await comeBack({ code: 'good', state }, answer.cookies?.[0]?.split(';')[0] ?? '')).status).toBe(
      410,
    );
  });

  test('the way around the browser leads nowhere: the first state does not come back, the second does not open', async () => {
    expect((await comeBack({ code: 'good', state: await ask() })).status).toBe(403);
    const empty = '__Host-ledgerlane-connect=';
    expect((await comeBack({ code: 'good', state: await ask() }, empty)).status).toBe(403);
    const { state, cookie } = await begin();
    expect((await open(state)).status).toBe(410);
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(410);
    expect(redeemed).toEqual([]);
    await expectNothingKept();
  });
});

describe('coming back', () => {
  test('tokens are kept, the company is bound, the lane goes on (CLK-11)', async () => {
    await forget();
    const { state, cookie } = await begin();
    const answer = await comeBack({ code: 'good', state, realmId: 'x' }, 'other=1', cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.cookies?.[0]).toContain('Max-Age=0');
    expect(redeemed).toEqual([
      `https://api.example.com/oauth/quickbooks/callback?code=good&state=${state}&realmId=x`,
    ]);
    expect(await outside.host.connections.credentials(LANE)).toMatchObject({ version: 1, refreshToken: 'r' });
    expect(await outside.host.connections.connectionsOf('quickbooks', 'company-alpha')).toEqual(['alpha']);
    expect(outside.sent).toEqual([
      {
        lane: LANE,
        looks: [{ at: 'lists' }, { at: 'due' }, { at: 'changes' }, { at: 'held', connection: 'alpha' }],
      },
    ]);
    expect(outside.published).toMatchObject([{ type: 'connection.connected', connection: 'alpha' }]);
  });

  const session = (mode: 'ttl' | 'persistent'): Policy => ({
    ...CLOCK_PMS,
    connection: {
      session: mode === 'ttl' ? { mode, minutes: 60 } : { mode },
      requireInitialImport: false,
    },
  });
  const come = async (): Promise<void> => {
    const { state, cookie } = await begin();
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(200);
  };

  test('KLP-04, KLP-05: a session with an end ends for the connection and for its tokens, and begins anew with the next connect', async () => {
    const { connections } = outside.host;
    await connections.savePolicy('alpha', { version: 1, policy: session('ttl') });
    await come();
    const hour = 3_600_000;
    expect((await connections.connection('alpha'))?.sessionEndsAt).toBe(NOW + hour);
    expect((await connections.credentials(LANE))?.endsAt).toBe(NOW + hour);
    outside.setNow(NOW + 2 * hour);
    await connections.savePause(LANE, 'access', { reason: 'session_over', since: NOW + hour });
    await come();
    expect((await connections.connection('alpha'))?.sessionEndsAt).toBe(NOW + 3 * hour);
    expect((await connections.credentials(LANE))?.endsAt).toBe(NOW + 3 * hour);
    expect((await connections.laneState(LANE)).paused).toBeUndefined();
  });

  test('a session without an end has none', async () => {
    await outside.host.connections.savePolicy('alpha', { version: 1, policy: session('persistent') });
    await come();
    expect((await outside.host.connections.connection('alpha'))?.sessionEndsAt).toBeUndefined();
    expect((await outside.host.connections.credentials(LANE))?.endsAt).toBeUndefined();
  });

  test('tokens have no end while another connection of the company needs them for good', async () => {
    const { connections } = outside.host;
    const other = await addTenant(outside.host, 'shop', 'company-alpha');
    await connections.savePolicy('alpha', { version: 1, policy: session('ttl') });
    await come();
    expect((await connections.connection('alpha'))?.sessionEndsAt).toBe(NOW + 3_600_000);
    expect((await connections.credentials(LANE))?.endsAt).toBeUndefined();
    // Of two with an end the later one counts.
    await connections.saveConnection({ ...other.connection, sessionEndsAt: NOW + 9_000_000 });
    await come();
    expect((await connections.credentials(LANE))?.endsAt).toBe(NOW + 9_000_000);
  });

  test('a connection whose session is over cannot be resumed, only connected', async () => {
    await outside.host.connections.savePause(LANE, 'access', { reason: 'session_over', since: NOW });
    expect((await call(`POST ${CONNECTION}/resume`)).status).toBe(409);
  });

  test('connecting again wakes a lane that rested for want of tokens, not one that an operator paused', async () => {
    for (const reason of ['disconnected', 'operator'] as const) {
      await outside.host.connections.saveLaneState({ lane: LANE, watermark: 5 });
      await outside.host.connections.savePause(LANE, reason === 'operator' ? reason : 'access', {
        reason,
        since: NOW,
      });
      const { state, cookie } = await begin();
      expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(200);
      const { paused, watermark } = await outside.host.connections.laneState(LANE);
      expect([paused?.reason, watermark]).toEqual([reason === 'operator' ? 'operator' : undefined, 5]);
    }
    expect(await outside.host.connections.credentials(LANE)).toMatchObject({ version: 2 });
  });

  test('a reload answers 410, and the code is not redeemed twice', async () => {
    const { state, cookie } = await begin();
    await comeBack({ code: 'good', state }, cookie);
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(410);
    expect(redeemed).toHaveLength(1);
  });

  test.each<[string, number, (state: string, cookie: string) => [Record<string, string>, ...string[]]]>([
    ['no state', 410, (_, cookie) => [{ code: 'good' }, cookie]],
    ['another state', 410, (state, cookie) => [{ code: 'good', state: state.replace(/./, 'x') }, cookie]],
    ['no cookie', 403, (state) => [{ code: 'good', state }]],
    [
      'the cookie of another session',
      403,
      (state, cookie) => [{ code: 'good', state }, `${cookie.slice(0, -1)}x`],
    ],
    ['an error of the ledger', 400, (state, cookie) => [{ error: 'access_denied', state }, cookie]],
    ['a code that the ledger refuses', 502, (state, cookie) => [{ code: 'bad', state }, cookie]],
  ])('%s: %i, nothing kept', async (_, status, make) => {
    const { state, cookie } = await begin();
    expect((await comeBack(...make(state, cookie))).status).toBe(status);
    await expectNothingKept();
  });

  test('too late: 410', async () => {
    const { state, cookie } = await begin();
    outside.setNow(NOW + 600_000);
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(410);
    await expectNothingKept();
  });

  test('a state that was tried without its cookie is gone for everybody', async () => {
    const { state, cookie } = await begin();
    await comeBack({ code: 'good', state });
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(410);
  });

  test('the state of another session does not go with our cookie', async () => {
    const [ours, theirs] = [await begin(), await begin()];
    expect((await comeBack({ code: 'good', state: theirs.state }, ours.cookie)).status).toBe(403);
    await expectNothingKept();
  });

  test('another company than the one it is bound to: 409, nothing kept or moved (CLK-10)', async () => {
    answersCompany = 'company-other';
    const { state, cookie } = await begin();
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(409);
    expect(await outside.host.connections.credentials('quickbooks:company-other')).toBeUndefined();
    expect(await outside.host.connections.connection('alpha')).toMatchObject({ company: 'company-alpha' });
    expect(revoked).toEqual(['r']);
    await expectNothingKept();
  });

  test('another company that a connection works with keeps its grant', async () => {
    answersCompany = 'company-other';
    const theirs = {
      version: 1,
      accessToken: 'a',
      accessExpiresAt: 1,
      refreshToken: 'x',
      refreshExpiresAt: 2,
    };
    await outside.host.connections.saveCredentials('quickbooks:company-other', theirs, 0);
    const { state, cookie } = await begin();
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(409);
    expect(revoked).toEqual([]);
    expect(await outside.host.connections.credentials('quickbooks:company-other')).toEqual(theirs);
  });

  test('nothing of the request appears on the page', async () => {
    const answer = await comeBack({ state: '<script>', error: '<script>', code: '<script>' });
    expect(answer.body).not.toContain('script');
  });
});

describe('the summary', () => {
  test('state, company, progress, policy and what needs somebody', async () => {
    await outside.host.connections.saveLaneState({ lane: LANE, watermark: NOW, lastSweepAt: NOW });
    expect(bodyOf(await call(`GET ${CONNECTION}`))).toMatchObject({
      id: 'alpha',
      state: 'connected',
      company: 'company-alpha',
      watermark: '2026-11-21T12:00:00.000Z',
      records: {
        waiting: { count: 0, more: false },
        failed: { count: 0 },
        uncertain: { count: 0 },
        action_needed: { count: 0 },
      },
    });
  });

  test('before it is connected', async () => {
    await forget();
    expect(bodyOf(await call(`GET ${CONNECTION}`))).toMatchObject({ state: 'not_connected' });
    expect(bodyOf(await call(`POST ${CONNECTION}/pause`))).toMatchObject({
      status: 409,
      code: 'not_connected',
    });
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({
      status: 409,
      code: 'not_connected',
    });
  });
});

describe('pause and resume', () => {
  test('pausing keeps everything else of the lane; resuming sends it to what is due and what changed', async () => {
    await outside.host.connections.saveLaneState({ lane: LANE, watermark: 5 });
    expect(bodyOf(await call(`POST ${CONNECTION}/pause`))).toMatchObject({ state: 'paused' });
    expect(bodyOf(await call(`POST ${CONNECTION}/pause`))).toMatchObject({ state: 'paused' });
    expect(outside.sent).toEqual([]);
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({ state: 'connected' });
    expect(await outside.host.connections.laneState(LANE)).toMatchObject({ watermark: 5 });
    expect(outside.sent).toEqual([
      { lane: LANE, looks: [{ at: 'due' }, { at: 'changes' }, { at: 'held', connection: 'alpha' }] },
    ]);
    expect(outside.published.map(({ type }) => type)).toEqual(['connection.paused', 'connection.restored']);
  });

  test('a disconnected lane is not resumed: it needs a person who connects it', async () => {
    const paused = { reason: 'disconnected', since: NOW } as const;
    await outside.host.connections.savePause(LANE, 'access', paused);
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({
      status: 409,
      code: 'disconnected',
    });
    expect(await outside.host.connections.laneState(LANE)).toMatchObject({ paused });
  });

  test('a pause while the company is disconnected holds when it is connected again, until somebody resumes', async () => {
    const shown = async () => bodyOf(await call(`GET ${CONNECTION}`));
    await outside.host.connections.savePause(LANE, 'access', { reason: 'disconnected', since: NOW });
    expect((await call(`POST ${CONNECTION}/pause`)).status).toBe(200);
    expect(await shown()).toMatchObject({ state: 'disconnected' });
    const begun = await begin();
    expect((await comeBack({ code: 'good', state: begun.state }, begun.cookie)).status).toBe(200);
    expect(await shown()).toMatchObject({ state: 'paused' });
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({ state: 'connected' });
  });

  test('a pause outlives a disconnecting, and may be lifted before the company is connected again', async () => {
    const connect = async (): Promise<unknown> => {
      const { state, cookie } = await begin();
      await comeBack({ code: 'good', state }, cookie);
      return bodyOf(await call(`GET ${CONNECTION}`));
    };
    await connect();
    await call(`POST ${CONNECTION}/pause`);
    await call(`POST ${CONNECTION}/disconnect`);
    expect(await connect()).toMatchObject({ state: 'paused' });
    await call(`POST ${CONNECTION}/disconnect`);
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({ state: 'disconnected' });
    expect(await connect()).toMatchObject({ state: 'connected' });
  });

  test('a pause that was kept before operators had a row of their own is lifted like any', async () => {
    await outside.host.connections.savePause(LANE, 'access', { reason: 'operator', since: NOW });
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({ state: 'connected' });
  });
});

describe('disconnecting', () => {
  const disconnect = () => call(`POST ${CONNECTION}/disconnect`);
  const connect = async (): Promise<void> => {
    const { state, cookie } = await begin();
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(200);
  };
  const kept = async () => ({
    connection: await outside.host.connections.connection('alpha'),
    policy: await outside.host.connections.policy('alpha'),
    watermark: (await outside.host.connections.laneState(LANE)).watermark,
  });

  test('the tokens are given back and forgotten, the lane rests, nothing else changes', async () => {
    await connect();
    await outside.host.connections.saveLaneState({ lane: LANE, watermark: 5 });
    const before = await kept();
    outside.published.length = 0;
    expect(bodyOf(await disconnect())).toMatchObject({ state: 'disconnected', company: 'company-alpha' });
    expect(revoked).toEqual(['r']);
    expect(await outside.host.connections.credentials(LANE)).toBeUndefined();
    expect(await outside.host.connections.laneState(LANE)).toMatchObject({
      paused: { reason: 'disconnected', since: NOW },
    });
    expect(await kept()).toEqual(before);
    expect(outside.published).toMatchObject([{ type: 'connection.disconnected', connection: 'alpha' }]);
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({ code: 'disconnected' });
  });

  test('a second time is harmless, and connecting again undoes it', async () => {
    await connect();
    await disconnect();
    expect(bodyOf(await disconnect())).toMatchObject({ state: 'disconnected' });
    expect(revoked).toHaveLength(1);
    await connect();
    expect(bodyOf(await call(`GET ${CONNECTION}`))).toMatchObject({ state: 'connected' });
    expect(await outside.host.connections.credentials(LANE)).toMatchObject({ refreshToken: 'r' });
  });

  test('every connection of the company hears of it', async () => {
    await addTenant(outside.host, 'second', 'company-alpha');
    await disconnect();
    expect(outside.published.map(({ type, connection }) => [type, connection])).toEqual([
      ['connection.disconnected', 'alpha'],
      ['connection.disconnected', 'second'],
    ]);
  });

  test.each<[string, typeof revokes]>([
    ['answers with a fault', async () => ({ ok: false, fault: { fault: 'unavailable', detail: '' } })],
    ['throws', () => Promise.reject(new Error('no secret'))],
  ])('a ledger that %s is logged and does not hold it up', async (_, answer) => {
    await connect();
    revokes = answer;
    expect((await disconnect()).status).toBe(200);
    expect(await outside.host.connections.credentials(LANE)).toBeUndefined();
    expect(outside.lines.map(({ event }) => event)).toContain('tokens_not_revoked');
    expect(JSON.stringify(outside.lines)).not.toContain('"r"');
  });

  test('tokens that are refreshed meanwhile go too', async () => {
    await connect();
    const { connections } = outside.host;
    const newer = {
      version: 2,
      accessToken: 'b',
      accessExpiresAt: 1,
      refreshToken: 'r2',
      refreshExpiresAt: 2,
    };
    revokes = async () => {
      if (revoked.length === 1) await connections.saveCredentials(LANE, newer, 1);
      return { ok: true, value: 'revoked' };
    };
    expect((await disconnect()).status).toBe(200);
    expect(revoked).toEqual(['r', 'r2']);
    expect(await connections.credentials(LANE)).toBeUndefined();
  });

  test('before it is connected there is nothing to do: 409', async () => {
    await forget();
    expect(bodyOf(await disconnect())).toMatchObject({ status: 409, code: 'not_connected' });
  });
});

test('health is public', async () => {
  const answer = await serve(API_ROUTES, outside.host, requestWith('GET /v1/health'));
  expect([answer.status, bodyOf(answer)]).toEqual([200, { status: 'ok' }]);
});
