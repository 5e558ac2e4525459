// What any store of connections must do. Run against DynamoDB and against its twin in memory.
import type { ExportRun } from '../../shared/core/exports.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Intake, TallyByKind } from '../../shared/core/completeness.ts';
import type { Reference } from '../../shared/core/decisions.ts';
import type { PreflightResult } from '../../shared/storage/policy-ports.ts';
import type { Connection, ConnectionStore, Credentials } from '../../shared/storage/ports.ts';
import { CONTRACT_NOW, policy } from './support/examples.ts';

export function connectionStoreContract(open: () => ConnectionStore): void {
  let store: ConnectionStore;
  let id = '';
  let lane = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    id = `con_${(opened += 1)}`;
    lane = `quickbooks:${opened}`;
  });

  describe('what was received', () => {
    const QUARTER = 15 * 60_000;
    const noon = Date.UTC(2026, 10, 21, 12);
    const tally = (count: number, money: Record<string, bigint> = {}) => ({
      count,
      money: new Map(Object.entries(money)),
    });

    const intake = (name: string, at: number, byKind: TallyByKind, connection = id): Intake => ({
      id: `${connection}${name}`,
      connection,
      at,
      byKind,
    });
    let made = 0;
    const count = (at: number, received: TallyByKind, connection = id): Promise<void> =>
      store.countReceived([intake(`n${(made += 1)}`, at, received, connection)]);

    test('is added up by quarters of an hour, kind and currency', async () => {
      await count(noon, new Map([['customer', tally(2)]]));
      await count(noon + QUARTER - 1, new Map([['invoice', tally(1, { EUR: 12_000n })]]));
      await count(
        noon + 5,
        new Map([
          ['customer', tally(1)],
          ['invoice', tally(2, { EUR: -500n, JPY: 7n })],
        ]),
      );
      await count(noon + QUARTER, new Map([['payment', tally(1, { EUR: 1n })]]));
      await count(noon, new Map([['item', tally(1)]]), `${id}x`);
      const first = new Map([
        ['customer', tally(3)],
        ['invoice', tally(3, { EUR: 11_500n, JPY: 7n })],
      ]);
      const second = new Map([['payment', tally(1, { EUR: 1n })]]);
      expect(await store.received(id, noon, noon + 2 * QUARTER)).toEqual([
        { at: noon, byKind: first },
        { at: noon + QUARTER, byKind: second },
      ]);
      expect(await store.received(id, noon, noon + QUARTER)).toEqual([{ at: noon, byKind: first }]);
      expect(await store.received(id, noon + QUARTER, noon + 3 * QUARTER)).toHaveLength(1);
      expect(await store.received(id, noon - QUARTER, noon)).toEqual([]);
    });

    test('sums beyond what a double holds are exact', async () => {
      const huge = 900_000_000_000_000_001n;
      for (let times = 0; times < 3; times += 1)
        await count(noon, new Map([['invoice', tally(1, { EUR: huge })]]));
      const [quarter] = await store.received(id, noon, noon + 1);
      expect(quarter?.byKind.get('invoice')?.money.get('EUR')).toBe(3n * huge);
    });

    test('an intake that is told again counts once, alone or with others, at once or late', async () => {
      const one: TallyByKind = new Map([['invoice', tally(1, { EUR: 100n })]]);
      const [a, b, c] = [intake('a', noon, one), intake('b', noon, one), intake('c', noon, one)] as const;
      for (const told of [[a], [a], [a, b], [b, c], [c, b, a]]) await store.countReceived(told);
      const later: TallyByKind = new Map([['item', tally(4)]]);
      await store.countReceived([intake('d', noon + QUARTER, later), a]);
      expect(await store.received(id, noon, noon + 2 * QUARTER)).toEqual([
        { at: noon, byKind: new Map([['invoice', tally(3, { EUR: 300n })]]) },
        { at: noon + QUARTER, byKind: later },
      ]);
    });

    test('nothing counted is nothing written', async () => {
      await store.countReceived([]);
      expect(await store.received(id, noon, noon + 1)).toEqual([]);
    });
  });

  describe('connections', () => {
    const made = (changes: Partial<Connection> = {}): Connection => ({
      id,
      name: 'Hotel De Haven',
      source: 'product',
      ledger: 'quickbooks',
      createdAt: 5,
      ...changes,
    });

    test('are found by id, in the directory, and by their company once they have one', async () => {
      const company = `co-${id}`;
      expect(await store.connection(id)).toBeUndefined();
      await store.saveConnection(made());
      expect(await store.connection(id)).toEqual(made());
      expect(await store.connectionsOf('quickbooks', company)).toEqual([]);
      await store.saveConnection(made({ company }));
      await store.saveConnection(made({ company, id: `${id}b` }));
      expect(await store.connection(id)).toEqual(made({ company }));
      expect(await store.connectionsOf('quickbooks', company)).toEqual([id, `${id}b`]);
      expect(await store.connectionsOf('snelstart', company)).toEqual([]);
      const listed = (await store.connections()).filter((each) => each.id.startsWith(id));
      expect(listed).toEqual([made({ company }), made({ company, id: `${id}b` })]);
    });

    test('know when the session ends that began when they were connected', async () => {
      await store.saveConnection(made({ company: `co-${id}`, sessionEndsAt: 77 }));
      expect(await store.connection(id)).toEqual(made({ company: `co-${id}`, sessionEndsAt: 77 }));
    });

    test('are found by the account of their source as well, until they leave it', async () => {
      const account = `portal-${id}`;
      const both = { source: 'crm', account, company: `co-${id}` };
      await store.saveConnection(made(both));
      expect(await store.connection(id)).toEqual(made(both));
      expect(await store.connectionsOf('crm', account)).toEqual([id]);
      expect(await store.connectionsOf('quickbooks', `co-${id}`)).toEqual([id]);
      expect(await store.connectionsOf('quickbooks', account)).toEqual([]);
      await store.saveConnection(made({ ...both, account: undefined }));
      expect(await store.connectionsOf('crm', account)).toEqual([]);
      expect(await store.connectionsOf('quickbooks', `co-${id}`)).toEqual([id]);
    });

    test('leave the company they had before', async () => {
      await store.saveConnection(made({ company: `old-${id}` }));
      await store.saveConnection(made({ company: `new-${id}` }));
      expect(await store.connectionsOf('quickbooks', `old-${id}`)).toEqual([]);
      expect(await store.connectionsOf('quickbooks', `new-${id}`)).toEqual([id]);
      await store.saveConnection(made());
      expect(await store.connectionsOf('quickbooks', `new-${id}`)).toEqual([]);
    });
  });

  describe('policies', () => {
    test('are saved version by version, each number once', async () => {
      expect(await store.policy(id)).toBeUndefined();
      expect(await store.savePolicy(id, { version: 2, policy: policy() })).toBe('conflict');
      expect(await store.savePolicy(id, { version: 1, policy: policy() })).toBe('saved');
      expect(await store.savePolicy(id, { version: 1, policy: policy() })).toBe('conflict');
      const second = { version: 2, policy: policy({ timeZone: 'Europe/Amsterdam' }) };
      expect(await store.savePolicy(id, second)).toBe('saved');
      expect(await store.savePolicy(id, { version: 4, policy: policy() })).toBe('conflict');
      expect(await store.policy(id)).toEqual(second);
      expect(await store.policy(`${id}x`)).toBeUndefined();
    });

    test('every version stays as it was saved, with who saved it and when; newest first, page by page', async () => {
      expect(await store.policyVersions(id, 10)).toEqual([]);
      expect(await store.policyVersion(id, 1)).toBeUndefined();
      const all = Array.from({ length: 12 }, (_, at) => ({
        version: at + 1,
        policy: policy({ preset: `preset ${at + 1}` }),
        ...(at === 0 ? {} : { saved: { at: 1000 + at, by: `key${at}` } }),
      }));
      for (const each of all) expect(await store.savePolicy(id, each)).toBe('saved');
      expect(await store.policyVersion(id, 1)).toEqual(all[0]);
      expect(await store.policyVersion(id, 12)).toEqual(all[11]);
      expect(await store.policyVersion(id, 13)).toBeUndefined();
      expect(await store.policy(id)).toEqual(all[11]);
      const newest = all.toReversed();
      expect(await store.policyVersions(id, 5)).toEqual(newest.slice(0, 5));
      expect(await store.policyVersions(id, 5, 8)).toEqual(newest.slice(5, 10));
      expect(await store.policyVersions(id, 5, 3)).toEqual(newest.slice(10));
      expect(await store.policyVersions(id, 5, 1)).toEqual([]);
      expect(await store.policyVersions(`${id}x`, 5)).toEqual([]);
    });

    test('of two saved at once one wins', async () => {
      const zones = ['Europe/Amsterdam', 'Europe/Lisbon', 'America/New_York'];
      const results = await Promise.all(
        zones.map((timeZone) => store.savePolicy(id, { version: 1, policy: policy({ timeZone }) })),
      );
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect((await store.policy(id))?.policy.timeZone).toBe(zones[results.indexOf('saved')]);
    });
  });

  describe('lanes', () => {
    test('have an empty state at first, then the one saved last', async () => {
      expect(await store.laneState(lane)).toEqual({ lane });
      const state = {
        lane,
        watermark: 6,
        lastSweepAt: 7,
        reads: { month: '2026-11', count: 8 },
        recentCalls: { batches: [1, 2], singles: [3] },
      };
      await store.saveLaneState(state);
      expect(await store.laneState(lane)).toEqual(state);
      await store.saveLaneState({ lane, watermark: 9 });
      expect(await store.laneState(lane)).toEqual({ lane, watermark: 9 });
    });

    test('a pause and what the worker notes do not undo each other', async () => {
      const paused = { reason: 'operator' as const, since: 5 };
      await store.savePause(lane, 'operator', paused);
      await store.saveLaneState({ lane, watermark: 10 });
      const rests = { lane, watermark: 10, paused, operatorSince: 5 };
      expect(await store.laneState(lane)).toEqual(rests);
      await store.saveLaneState(rests);
      await store.savePause(lane, 'operator', undefined);
      expect(await store.laneState(lane)).toEqual({ lane, watermark: 10 });
    });

    test('a want of access and an operator pause a lane apart from each other', async () => {
      const access = { reason: 'disconnected' as const, since: 6 };
      const operator = { reason: 'operator' as const, since: 5 };
      await store.savePause(lane, 'operator', operator);
      await store.savePause(lane, 'access', access);
      expect(await store.laneState(lane)).toEqual({ lane, paused: access, operatorSince: 5 });
      await store.savePause(lane, 'access', undefined);
      expect(await store.laneState(lane)).toEqual({ lane, paused: operator, operatorSince: 5 });
      await store.savePause(lane, 'access', access);
      await store.savePause(lane, 'operator', undefined);
      expect(await store.laneState(lane)).toEqual({ lane, paused: access });
    });

    test('keep what preflight found of each connection, beside their state', async () => {
      expect(await store.preflight(lane, id)).toBeUndefined();
      const result: PreflightResult = {
        checkedAt: 7,
        policyVersion: 2,
        listsReadAt: 6,
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
        numbers: { startNumber: 1001, highest: 1000 },
        held: { by: 'preflight', since: 7 },
      };
      await store.savePreflight(lane, id, result);
      await store.saveLaneState({ lane, watermark: 1 });
      expect(await store.preflight(lane, id)).toEqual(result);
      expect(await store.preflight(lane, `${id}x`)).toBeUndefined();
      const { held: _, numbers: __, ...green } = { ...result, checks: [] };
      await store.savePreflight(lane, id, green);
      expect(await store.preflight(lane, id)).toEqual(green);
      expect(await store.laneState(lane)).toEqual({ lane, watermark: 1 });
    });

    test('keep the lists of their company', async () => {
      expect(await store.reference(lane)).toBeUndefined();
      const accounts = Array.from({ length: 400 }, (_, i) => ({
        id: `${i}`,
        name: `Account ${i}`,
        active: true,
      }));
      const reference: Reference = {
        readAt: 5,
        homeCurrency: 'EUR',
        multiCurrency: true,
        closedUntil: '2025-12-31',
        accounts,
        items: [{ id: '1', name: 'Room', type: 'Service', active: false }],
        taxCodes: [],
        paymentMethods: [{ id: '2', name: 'Visa', currency: 'EUR', active: true }],
        switches: { custom_numbers: 'on' },
      };
      await store.saveReference(lane, reference);
      expect(await store.reference(lane)).toEqual(reference);
    });
  });

  describe('credentials', () => {
    const tokens = (name: string, version = 1): Credentials => ({
      version,
      accessToken: `access-${name}`,
      accessExpiresAt: 5,
      refreshToken: `refresh-${name}`,
      refreshExpiresAt: 6,
    });

    test('are swapped only by who knows the version', async () => {
      expect(await store.credentials(lane)).toBeUndefined();
      expect(await store.saveCredentials(lane, tokens('a'), 1)).toBe('conflict');
      expect(await store.saveCredentials(lane, tokens('a'), 0)).toBe('saved');
      expect(await store.saveCredentials(lane, tokens('b'), 0)).toBe('conflict');
      expect(await store.credentials(lane)).toEqual(tokens('a', 1));
      const claimed = { ...tokens('a', 1), refreshingUntil: 99 };
      expect(await store.saveCredentials(lane, claimed, 1)).toBe('saved');
      expect(await store.credentials(lane)).toEqual({ ...claimed, version: 2 });
      expect(await store.saveCredentials(lane, tokens('c'), 1)).toBe('conflict');
    });

    test('know after which time nobody uses them', async () => {
      await store.saveCredentials(lane, { ...tokens('a'), endsAt: 88 }, 0);
      expect(await store.credentials(lane)).toEqual({ ...tokens('a'), endsAt: 88 });
    });

    test('are removed only by who knows the version; what is gone is removed', async () => {
      expect(await store.removeCredentials(lane, 1)).toBe('removed');
      await store.saveCredentials(lane, tokens('a'), 0);
      await store.saveCredentials(lane, tokens('b'), 1);
      expect(await store.removeCredentials(lane, 1)).toBe('conflict');
      expect(await store.credentials(lane)).toEqual(tokens('b', 2));
      expect(await store.removeCredentials(lane, 2)).toBe('removed');
      expect(await store.removeCredentials(lane, 2)).toBe('removed');
      expect(await store.credentials(lane)).toBeUndefined();
      expect(await store.saveCredentials(lane, tokens('c'), 2)).toBe('conflict');
      expect(await store.saveCredentials(lane, tokens('c'), 0)).toBe('saved');
    });

    test('of 64 workers one wins', async () => {
      await store.saveCredentials(lane, tokens('a'), 0);
      const names = Array.from({ length: 64 }, (_, i) => `${i}`);
      const results = await Promise.all(names.map((name) => store.saveCredentials(lane, tokens(name), 1)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect(await store.credentials(lane)).toEqual(tokens(`${results.indexOf('saved')}`, 2));
    });
  });

  describe('access', () => {
    test('keys of the API', async () => {
      expect(await store.apiKey(id)).toBeUndefined();
      const record = { keyId: id, hash: 'ab'.repeat(32), connections: ['con_1', 'con_2'], expiresAt: 5 };
      await store.saveApiKey(record);
      expect(await store.apiKey(id)).toEqual(record);
    });

    test('keys of the API are listed under each of their connections, as they were saved last', async () => {
      const made = (name: string, connections: readonly string[], expiresAt?: number) => ({
        keyId: `${id}${name}`,
        hash: 'ab'.repeat(32),
        connections,
        createdAt: 4,
        expiresAt,
      });
      expect(await store.apiKeysOf(id)).toEqual([]);
      await store.saveApiKey(made('b', [id, `${id}other`]));
      await store.saveApiKey(made('a', [id]));
      await store.saveApiKey(made('b', [id, `${id}other`], 5));
      expect(await store.apiKeysOf(id)).toEqual([made('a', [id]), made('b', [id, `${id}other`], 5)]);
      expect(await store.apiKeysOf(`${id}other`)).toEqual([made('b', [id, `${id}other`], 5)]);
    });

    test('signing secrets, newest first', async () => {
      expect(await store.signingSecrets(id)).toEqual([]);
      await store.saveSigningSecrets(id, ['whsec_new', 'whsec_old']);
      expect(await store.signingSecrets(id)).toEqual(['whsec_new', 'whsec_old']);
    });

    test('a connect attempt is taken once, and not after its time', async () => {
      const attempt = (state: string, expiresAt: number) => ({
        state,
        connection: id,
        sessionHash: 'cd'.repeat(32),
        redirectUri: 'https://example.com/callback',
        expiresAt,
      });
      const { sessionHash: _, ...unopened } = attempt(`${id}-unopened`, CONTRACT_NOW + 1);
      await store.saveOAuthAttempt(unopened);
      expect(await store.takeOAuthAttempt(`${id}-unopened`)).toEqual(unopened);
      await store.saveOAuthAttempt(attempt(`${id}-good`, CONTRACT_NOW + 1));
      await store.saveOAuthAttempt(attempt(`${id}-late`, CONTRACT_NOW));
      const taken = await Promise.all([1, 2, 3].map(() => store.takeOAuthAttempt(`${id}-good`)));
      expect(taken.filter((each) => each !== undefined)).toEqual([attempt(`${id}-good`, CONTRACT_NOW + 1)]);
      expect(await store.takeOAuthAttempt(`${id}-late`)).toBeUndefined();
      expect(await store.takeOAuthAttempt(`${id}-never`)).toBeUndefined();
    });

    test('unreadable payloads are counted', async () => {
      await store.countUnreadable('quickbooks', 'unknown_company');
      await store.countUnreadable('quickbooks', 'unknown_company');
    });
  });

  describe('export runs', () => {
    const run = (seq: number): ExportRun => ({
      seq,
      at: seq,
      by: 'schedule',
      upTo: 100 + seq,
      after: seq === 1 ? undefined : 99 + seq,
      skipped: [{ before: '2026-11-21', arrivedUpTo: 101 }],
    });

    test('are appended one after the other, and shown newest first', async () => {
      expect(await store.exportRuns(id, 5)).toEqual([]);
      for (const seq of [1, 2, 3]) await store.appendExportRun(id, run(seq));
      expect(await store.exportRuns(id, 2)).toEqual([run(3), run(2)]);
      expect(await store.exportRuns(id, 5, 3)).toEqual([run(2), run(1)]);
      expect(await store.exportRuns(id, 5, 1)).toEqual([]);
      expect(await store.exportRuns(`${id}-other`, 5)).toEqual([]);
    });

    test('whose number is taken are refused, and what stands there stays', async () => {
      await store.appendExportRun(id, run(1));
      expect(await store.appendExportRun(id, { ...run(1), by: 'somebody else' })).toBe('taken');
      expect(await store.exportRuns(id, 1)).toEqual([run(1)]);
    });
  });
}
