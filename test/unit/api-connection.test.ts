// Connections: the summary, pausing and resuming, and the OAuth connect in both its halves.
import { beforeEach, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
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
const CALLBACK = 'GET /oauth/quickbooks/callback';
const LANE = 'quickbooks:company-alpha';

let outside: ReturnType<typeof createTestHost>;
let key: string;
let redeemed: string[];
let answersCompany: string;
beforeEach(async () => {
  redeemed = [];
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
    refresh: unused,
    documentTypes: [],
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

/** Begins to connect; answers the state and the cookie of the browser that began. */
async function begin(): Promise<{ readonly state: string; readonly cookie: string }> {
  const answer = await call(`POST ${CONNECTION}/connect`);
  expect(answer.status).toBe(200);
  const { authorise_url } = z.object({ authorise_url: z.string() }).parse(bodyOf(answer));
  const cookie = answer.cookies?.[0]?.split(';')[0] ?? '';
  return { state: new URL(authorise_url).searchParams.get('state') ?? '', cookie };
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
  test('a single-use state of 256 bits, a cookie for this host alone, ten minutes', async () => {
    const answer = await call(`POST ${CONNECTION}/connect`);
    expect(bodyOf(answer)).toMatchObject({ expiresAt: '2026-11-21T12:10:00.000Z' });
    expect(answer.cookies).toHaveLength(1);
    expect(answer.cookies?.[0]).toMatch(
      /^__Host-ledgerlane-connect=[0-9a-f]{64}; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/,
    );
    const url = new URL(z.object({ authorise_url: z.string() }).parse(bodyOf(answer)).authorise_url);
    expect(url.searchParams.get('state')).toMatch(/^[0-9a-f]{64}$/);
    expect(url.searchParams.get('redirect_uri')).toBe('https://api.example.com/oauth/quickbooks/callback');
  });
});

describe('coming back', () => {
  test('tokens are kept, the company is bound, the lane goes on', async () => {
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
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'changes' }, { at: 'due' }] }]);
    expect(outside.published).toMatchObject([{ type: 'connection.connected', connection: 'alpha' }]);
  });

  test('connecting again wakes a lane that rested for want of tokens, not one that an operator paused', async () => {
    for (const reason of ['disconnected', 'operator'] as const) {
      await outside.host.connections.saveLaneState({ lane: LANE, watermark: 5 });
      await outside.host.connections.savePause(LANE, { reason, since: NOW });
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

  test('another company than the one it is bound to: 409, nothing kept or moved', async () => {
    answersCompany = 'company-other';
    const { state, cookie } = await begin();
    expect((await comeBack({ code: 'good', state }, cookie)).status).toBe(409);
    expect(await outside.host.connections.credentials('quickbooks:company-other')).toBeUndefined();
    expect(await outside.host.connections.connection('alpha')).toMatchObject({ company: 'company-alpha' });
    await expectNothingKept();
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
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'due' }, { at: 'changes' }] }]);
    expect(outside.published.map(({ type }) => type)).toEqual(['connection.paused', 'connection.restored']);
  });

  test('a disconnected lane is neither paused over nor resumed: it needs a person who connects it', async () => {
    const paused = { reason: 'disconnected', since: NOW } as const;
    await outside.host.connections.savePause(LANE, paused);
    expect(bodyOf(await call(`POST ${CONNECTION}/pause`))).toMatchObject({ state: 'disconnected' });
    expect(bodyOf(await call(`POST ${CONNECTION}/resume`))).toMatchObject({
      status: 409,
      code: 'disconnected',
    });
    expect(await outside.host.connections.laneState(LANE)).toMatchObject({ paused });
  });
});

test('health is public', async () => {
  const answer = await serve(API_ROUTES, outside.host, requestWith('GET /v1/health'));
  expect([answer.status, bodyOf(answer)]).toEqual([200, { status: 'ok' }]);
});
