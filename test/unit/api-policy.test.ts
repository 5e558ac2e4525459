// The policy over the API: presets, versions, checks against the company's lists, saving by compare-and-swap, preflight.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Reference } from '../../shared/core/decisions.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import { PRESET_ENDS, PRESETS } from '../../shared/core/presets/index.ts';
import { TAXDOME } from '../../shared/core/presets/taxdome.ts';
import {
  addTenant,
  bodyOf,
  createTestHost,
  NOW,
  type RequestParts,
  requestWith,
} from '../support/http-host.ts';

const CONNECTION = '/v1/connections/{connection}';
const LANE = 'quickbooks:company-alpha';

let outside: ReturnType<typeof createTestHost>;
let key: string;
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'alpha'));
});

const call = (route: string, parts: RequestParts = {}) =>
  serve(API_ROUTES, outside.host, requestWith(route, { key, path: { connection: 'alpha' }, ...parts }));
const put = (policy: unknown, expectedVersion: number) =>
  call(`PUT ${CONNECTION}/policy`, { body: { policy, expectedVersion } });
const get = (path: string, query: Record<string, string> = {}) => call(`GET ${CONNECTION}${path}`, { query });
const save = async (policy: Policy = CLOCK_PMS) =>
  outside.host.connections.savePolicy('alpha', { version: 1, policy });

const account = (id: string, name: string, type: string, currency = 'EUR') =>
  ({ id, name, type, active: true, currency }) as const;
const LISTS: Reference = {
  readAt: NOW - 60_000,
  homeCurrency: 'EUR',
  multiCurrency: true,
  accounts: [
    account('35', 'Checking', 'Bank'),
    account('8', 'Bank Charges', 'Expense'),
    account('84', 'Debtors', 'Accounts Receivable'),
  ],
  items: [{ id: '1', name: 'Services', type: 'Service', active: true }],
  taxCodes: [{ id: '2', name: '21% H', active: true }],
  paymentMethods: [{ id: '1', name: 'Cash', active: true }],
  switches: { custom_numbers: 'on', auto_apply_credit: 'off' },
};
const keepLists = () => outside.host.connections.saveReference(LANE, LISTS);

const CHECKED = z.object({ check: z.string(), status: z.string(), blocking: z.boolean() });

describe('presets', () => {
  test('are listed and shown to whoever has a key', async () => {
    expect(bodyOf(await call('GET /v1/presets', { path: {} }))).toEqual({
      presets: Object.keys(PRESETS).map((name) => ({ name, ...PRESET_ENDS[name] })),
    });
    for (const [name, policy] of Object.entries(PRESETS))
      expect(bodyOf(await call('GET /v1/presets/{name}', { path: { name } }))).toEqual({ name, policy });
  });

  test.each(['nobody', 'constructor', '__proto__'])('%s is none', async (name) => {
    expect((await call('GET /v1/presets/{name}', { path: { name } })).status).toBe(404);
  });

  test.each(['GET /v1/presets', 'GET /v1/presets/{name}'])('%s is closed without a key', async (route) => {
    const answer = await serve(API_ROUTES, outside.host, requestWith(route, { path: { name: 'taxdome' } }));
    expect(answer.status).toBe(401);
  });
});

describe('reading', () => {
  test('a connection without a policy has none', async () => {
    for (const path of ['/policy', '/preflight']) expect((await get(path)).status).toBe(404);
    expect(bodyOf(await get('/policy/versions'))).toEqual({ versions: [] });
  });

  test('the one in force, and any that was (TXD-04, TXD-19, CLK-08)', async () => {
    await save();
    await put({ ...CLOCK_PMS, timeZone: 'Europe/Lisbon' }, 1);
    expect(bodyOf(await get('/policy'))).toMatchObject({ version: 2, policy: { timeZone: 'Europe/Lisbon' } });
    expect(bodyOf(await get('/policy', { version: '1' }))).toMatchObject({ version: 1, policy: CLOCK_PMS });
    expect((await get('/policy', { version: '3' })).status).toBe(404);
    expect((await get('/policy', { version: 'x' })).status).toBe(400);
  });

  test('versions say who changed what and when, newest first, page by page', async () => {
    await save();
    for (let version = 1; version < 25; version += 1)
      await put({ ...CLOCK_PMS, tax: { ...CLOCK_PMS.tax, map: { high: String(version) } } }, version);
    const PAGE = z.object({
      versions: z.array(z.looseObject({ version: z.number() })),
      before: z.string().optional(),
    });
    const first = PAGE.parse(bodyOf(await get('/policy/versions')));
    expect(first.versions.map(({ version }) => version)).toEqual(
      Array.from({ length: 20 }, (_, at) => 25 - at),
    );
    expect(first.versions[0]).toEqual({
      version: 25,
      preset: 'clock-pms',
      savedAt: '2026-11-21T12:00:00.000Z',
      savedBy: 'alpha',
      changes: [{ setting: 'tax.map.high', before: '23', after: '24' }],
    });
    const second = PAGE.parse(bodyOf(await get('/policy/versions', { before: first.before ?? '' })));
    expect(second.before).toBeUndefined();
    expect(second.versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
    expect((await get('/policy/versions', { before: '0' })).status).toBe(400);
  });
});

describe('saving', () => {
  test('saves the next version, says what changed, and has the lane look at what it holds back', async () => {
    await save();
    const answer = await put({ ...CLOCK_PMS, timeZone: 'Europe/Lisbon' }, 1);
    expect(answer.status).toBe(200);
    expect(bodyOf(answer)).toEqual({
      version: 2,
      preset: 'clock-pms',
      savedAt: '2026-11-21T12:00:00.000Z',
      savedBy: 'alpha',
      changes: [{ setting: 'timeZone', before: 'Europe/Sofia', after: 'Europe/Lisbon' }],
    });
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'held', connection: 'alpha' }] }]);
    expect(outside.lines.find(({ event }) => event === 'policy_saved')?.fields).toMatchObject({
      version: 2,
      changes: 1,
    });
  });

  test('the first one is saved on top of version 0', async () => {
    expect((await put(TAXDOME, 0)).status).toBe(200);
    expect((await outside.host.connections.policy('alpha'))?.version).toBe(1);
  });

  test('a policy of before gets what is new by its defaults', async () => {
    const { schedule: _, rounding: __, preflight: ___, ...early } = CLOCK_PMS;
    expect((await put(early, 0)).status).toBe(200);
    expect((await outside.host.connections.policy('alpha'))?.policy).toMatchObject({
      schedule: { outbound: { mode: 'event' } },
      preflight: { customNumbers: 'any' },
    });
  });

  test.each([
    ['an old version', 1],
    ['a version to come', 7],
  ])('on top of %s: 409, nothing is saved', async (_, expected) => {
    await save();
    await put({ ...CLOCK_PMS, timeZone: 'Europe/Lisbon' }, 1);
    const answer = await put({ ...CLOCK_PMS, timeZone: 'Europe/London' }, expected);
    expect([answer.status, bodyOf(answer)]).toMatchObject([409, { code: 'version_conflict' }]);
    expect(await outside.host.connections.policy('alpha')).toMatchObject({
      version: 2,
      policy: { timeZone: 'Europe/Lisbon' },
    });
  });

  test('of two at once one wins, and the other is told', async () => {
    await save();
    const zones = ['Europe/Lisbon', 'Europe/London'];
    const answers = await Promise.all(zones.map((timeZone) => put({ ...CLOCK_PMS, timeZone }, 1)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('sent again it changes nothing: the same answer without changes', async () => {
    await save();
    const changed = { ...CLOCK_PMS, timeZone: 'Europe/Lisbon' };
    await put(changed, 1);
    expect([await put(changed, 1), await put(changed, 2)].map(bodyOf)).toMatchObject([
      { version: 2, changes: [] },
      { version: 2, changes: [] },
    ]);
    expect(await outside.host.connections.policyVersion('alpha', 3)).toBeUndefined();
  });

  test('every fault at its place', async () => {
    const answer = await put({ ...CLOCK_PMS, timeZone: 'Mars', tax: { mode: 'x', map: { 'a/b': 1 } } }, 0);
    expect([answer.status, bodyOf(answer)]).toMatchObject([
      422,
      {
        code: 'invalid',
        errors: [
          { pointer: '/policy/timeZone', detail: 'is no IANA time zone, e.g. Europe/Amsterdam' },
          { pointer: '/policy/tax/mode', detail: 'must be one of mapped, mirrored, none' },
          { pointer: '/policy/tax/map/a~1b', detail: 'must be a text' },
        ],
      },
    ]);
  });

  test.each<[string, unknown, string]>([
    ['no version', { policy: CLOCK_PMS }, '/expectedVersion'],
    ['no policy', { expectedVersion: 0 }, '/policy'],
    ['more than that', { policy: CLOCK_PMS, expectedVersion: 0, force: true }, '/force'],
  ])('%s: 422', async (_, body, pointer) => {
    const answer = await call(`PUT ${CONNECTION}/policy`, { body });
    expect([answer.status, bodyOf(answer)]).toMatchObject([422, { errors: [{ pointer }] }]);
  });

  test('maps of five hundred entries are taken, a body of half a megabyte is not', async () => {
    const map = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`code ${at}`, '2']));
    expect((await put({ ...CLOCK_PMS, tax: { mode: 'mapped', map } }, 0)).status).toBe(200);
    expect((await put({ ...CLOCK_PMS, preset: 'x'.repeat(300_000) }, 1)).status).toBe(413);
  });

  describe('against the company’s lists', () => {
    const deposit = (id: string): Policy => ({
      ...TAXDOME,
      payments: { ...TAXDOME.payments, depositAccount: { mode: 'fixed', account: id } },
    });
    const refunds = (expenseAccountByCurrency: Record<string, string>): Policy => ({
      ...CLOCK_PMS,
      refunds: { mode: 'expense', expenseAccountByCurrency },
    });

    test.each<[string, Policy, string, string]>([
      [
        'TXD-18: money is deposited to a bank or another current asset',
        deposit('8'),
        '/policy/payments/depositAccount/account',
        'names the account "Bank Charges" of type Expense; the type must be Bank or Other Current Asset',
      ],
      [
        'CLK-03: the account has to exist',
        deposit('99'),
        '/policy/payments/depositAccount/account',
        'names the account 99, which the company does not have',
      ],
      [
        'CLK-17: refunds are booked on accounts receivable',
        refunds({ EUR: '8' }),
        '/policy/refunds/expenseAccountByCurrency/EUR',
        'names the account "Bank Charges" of type Expense; the type must be Accounts Receivable',
      ],
      [
        'CLK-17: in the currency of the refund',
        refunds({ USD: '84' }),
        '/policy/refunds/expenseAccountByCurrency/USD',
        'names the account "Debtors" in EUR; what is booked there is in USD',
      ],
      [
        'CLK-18: tax codes have to exist',
        { ...CLOCK_PMS, tax: { mode: 'mapped', map: { high: '77' } } },
        '/policy/tax/map/high',
        'names the tax code 77, which the company does not have',
      ],
    ])('%s: 422, nothing is saved', async (_, policy, pointer, detail) => {
      await keepLists();
      const answer = await put(policy, 0);
      expect([answer.status, bodyOf(answer)]).toMatchObject([422, { errors: [{ pointer, detail }] }]);
      expect(answer.body).toContain('lists are of 2026-11-21T11:59:00.000Z');
      expect(await outside.host.connections.policy('alpha')).toBeUndefined();
    });

    test('TXD-17, TXD-18: a bank is taken, and so is the ledger’s own account', async () => {
      await keepLists();
      expect((await put(deposit('35'), 0)).status).toBe(200);
      expect((await put(TAXDOME, 1)).status).toBe(200);
    });

    test('before a company is connected nothing can be said against an account', async () => {
      expect((await put(deposit('8'), 0)).status).toBe(200);
    });
  });
});

describe('validating', () => {
  const validate = (policy: unknown) => call(`POST ${CONNECTION}/policy/validate`, { body: { policy } });

  test('says all that would be refused, and saves nothing', async () => {
    await keepLists();
    const bad = { ...CLOCK_PMS, customers: { ...CLOCK_PMS.customers, perCurrency: true } };
    expect(bodyOf(await validate(bad))).toMatchObject({
      valid: false,
      errors: [{ pointer: '/policy/customers/nameTemplate' }],
    });
    expect(bodyOf(await validate({ ...CLOCK_PMS, tax: { mode: 'mapped', map: { a: '7' } } }))).toMatchObject({
      valid: false,
      errors: [{ pointer: '/policy/tax/map/a' }],
      listsReadAt: '2026-11-21T11:59:00.000Z',
    });
    expect(await outside.host.connections.policy('alpha')).toBeUndefined();
  });

  test('what is valid is judged by preflight too', async () => {
    await keepLists();
    const answer = bodyOf(await validate(CLOCK_PMS));
    expect(answer).toMatchObject({ valid: true, errors: [] });
    const { preflight } = z.object({ preflight: z.array(CHECKED) }).parse(answer);
    expect(preflight).toContainEqual({ check: 'custom_numbers', status: 'green', blocking: false });
    expect(preflight).toContainEqual({ check: 'default_tax', status: 'red', blocking: true });
  });
});

describe('mappings', () => {
  test('are the lists as they are kept', async () => {
    await keepLists();
    const answer = await get('/mappings');
    expect([answer.status, bodyOf(answer)]).toMatchObject([
      200,
      {
        refreshing: false,
        readAt: '2026-11-21T11:59:00.000Z',
        homeCurrency: 'EUR',
        accounts: LISTS.accounts,
        taxCodes: LISTS.taxCodes,
        paymentMethods: LISTS.paymentMethods,
      },
    ]);
    expect(outside.sent).toEqual([]);
  });

  test('fresh ones are read by the lane, not by us', async () => {
    await keepLists();
    const answer = await get('/mappings', { fresh: 'true' });
    expect([answer.status, bodyOf(answer)]).toMatchObject([202, { refreshing: true, homeCurrency: 'EUR' }]);
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'lists' }] }]);
  });

  test('those that were never read are asked for; a company that is not connected has none', async () => {
    expect(bodyOf(await get('/mappings'))).toEqual({ refreshing: true });
    expect((await get('/mappings', { fresh: 'yes' })).status).toBe(400);
    await addTenant(outside.host, 'alpha', '');
    const connection = await outside.host.connections.connection('alpha');
    if (connection !== undefined)
      await outside.host.connections.saveConnection({ ...connection, company: undefined });
    expect((await get('/mappings')).status).toBe(409);
  });
});

describe('preflight', () => {
  const result = {
    checkedAt: NOW - 1000,
    policyVersion: 1,
    listsReadAt: NOW - 60_000,
    checks: [
      {
        check: 'auto_apply_credit',
        rules: ['CLK-04'],
        status: 'red',
        blocking: true,
        reason: 'The ledger applies credits by itself.',
        cure: 'Switch it off.',
      },
    ],
    held: { by: 'preflight', since: NOW - 500 },
  } as const;

  test('before the lane has looked it says what can be said from here', async () => {
    await save(KLIPBOARD);
    const answer = bodyOf(await get('/preflight'));
    expect(answer).toMatchObject({ state: 'blocked', policyVersion: 1 });
    const { checks } = z.object({ checks: z.array(CHECKED) }).parse(answer);
    expect(checks).toContainEqual({ check: 'first_import', status: 'red', blocking: true });
  });

  test('shows what the lane found, and that a newer policy was not judged yet', async () => {
    await save();
    await outside.host.connections.savePreflight(LANE, 'alpha', result);
    expect(bodyOf(await get('/preflight'))).toEqual({
      state: 'blocked',
      held: { by: 'preflight', since: '2026-11-21T11:59:59.500Z' },
      checkedAt: '2026-11-21T11:59:59.000Z',
      listsReadAt: '2026-11-21T11:59:00.000Z',
      policyVersion: 1,
      checks: result.checks,
    });
    await put({ ...CLOCK_PMS, timeZone: 'Europe/Lisbon' }, 1);
    expect(bodyOf(await get('/preflight'))).toMatchObject({ outdated: true });
  });

  test('is run by the lane: the company’s lists are read anew', async () => {
    await save();
    const answer = await call(`POST ${CONNECTION}/preflight`);
    expect([answer.status, bodyOf(answer)]).toMatchObject([202, { state: 'blocked' }]);
    expect(outside.sent).toEqual([{ lane: LANE, looks: [{ at: 'lists' }] }]);
  });

  test('what is held is the one problem of the connection', async () => {
    await save();
    await outside.host.connections.savePreflight(LANE, 'alpha', result);
    expect(bodyOf(await get(''))).toMatchObject({
      state: 'connected',
      problem: {
        code: 'preflight',
        owner: 'bookkeeper',
        sentence: 'Nothing of this connection is written: The ledger applies credits by itself.',
        runbook: 'docs/runbook.md#preflight',
      },
    });
  });

  test.each([
    ['session_over', { ttl: true, endsAt: NOW }, 'session_over'],
    ['session_over', { pause: 'session_over' }, 'session_over'],
    ['disconnected', { pause: 'disconnected' }, 'disconnected'],
    ['connected', { ttl: true, endsAt: NOW + 1 }, undefined],
    ['paused', { pause: 'operator' }, undefined],
  ] as const)('KLP-04: the state is %s', async (state, situation, code) => {
    await save(
      'ttl' in situation
        ? { ...KLIPBOARD, connection: { ...KLIPBOARD.connection, requireInitialImport: false } }
        : CLOCK_PMS,
    );
    const connection = await outside.host.connections.connection('alpha');
    if (connection !== undefined && 'endsAt' in situation)
      await outside.host.connections.saveConnection({ ...connection, sessionEndsAt: situation.endsAt });
    if ('pause' in situation)
      await outside.host.connections.savePause(LANE, situation.pause === 'operator' ? 'operator' : 'access', {
        reason: situation.pause,
        since: NOW,
      });
    const shown = z.object({ state: z.string(), problem: z.object({ code: z.string() }).optional() });
    expect(shown.parse(bodyOf(await get('')))).toEqual({
      state,
      ...(code !== undefined && { problem: { code } }),
    });
  });
});
