// One call at a time: the second ledger limits how many are under way at once; a lane has one hand, and its connector no second one.
import { expect, test } from 'vitest';
import { createSnelStart } from '../../shared/connectors/snelstart/snelstart.ts';
import type { Intent } from '../../shared/core/writes.ts';
import { createSnelStart as createSimulator } from '../../simulators/snelstart/snelstart.ts';
import { DEFAULT_SETTINGS } from '../../simulators/snelstart/service/state.ts';

const COMPANY = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const NOW = Date.parse('2026-11-20T12:00:00Z');

test('whatever it is asked, the connector waits for each answer before it asks again', async () => {
  let [underWay, most, calls] = [0, 0, 0];
  const simulator = createSimulator({
    surroundings: { now: () => NOW, random: () => 0.5 },
    settings: { administrations: [{ id: COMPANY, name: 'Advies' }] },
  });
  const [subscriptionKey = ''] = DEFAULT_SETTINGS.subscriptionKeys;
  const ledger = createSnelStart({
    fetcher: async ({ method, url, headers, body = '' }) => {
      [underWay, calls] = [underWay + 1, calls + 1];
      most = Math.max(most, underWay);
      await Promise.resolve();
      const { pathname: path, searchParams: query } = new URL(url);
      const lower = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const reply = simulator.request({ method, path, query, headers: lower, body });
      underWay -= 1;
      if ('dropped' in reply) return { failed: 'broken' };
      return { status: reply.status, headers: {}, text: typeof reply.body === 'string' ? reply.body : '' };
    },
    endpoints: { api: 'http://127.0.0.1:1/v2', token: 'http://127.0.0.1:1/b2b/token' },
    app: async () => ({ subscriptionKey, appShortName: '', hintSecret: '' }),
    now: () => NOW,
  });
  const tokens = await ledger.refresh(`koppelsleutel-${COMPANY}`, NOW);
  const accessToken = tokens.ok ? tokens.value.accessToken : '';
  const access = { company: COMPANY, accessToken, timeoutMs: 1_000 };
  const customer = { type: 'customer', name: 'Klant', active: true } as const;
  const intent: Intent = {
    bId: 'a',
    key: { connection: 'c', kind: 'customer', id: '1' },
    operation: 'create',
    document: customer,
    target: undefined,
    revision: 1,
    rule: 'test',
    values: {},
    policyVersion: 1,
  };
  await ledger.reference(access, NOW);
  await ledger.write(access, 'r', [intent, { ...intent, bId: 'b' }]);
  await ledger.find(access, customer);
  await ledger.changes(access, 0);
  for (const type of ledger.documentTypes) await ledger.list(access, { type });
  await ledger.read(
    access,
    [1, 2, 3].map((n) => ({ type: 'customer', id: `none-${n}` })),
  );
  await ledger.highestNumber(access);
  expect(calls).toBeGreaterThan(20);
  expect(most).toBe(1);
  expect(most).toBeLessThanOrEqual(ledger.limits.concurrent ?? 0);
});
