// Entering a key: proved before it is stored, kept sealed with its company, refused with a reason.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import type { FaultClass } from '../../shared/core/faults.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import { addTenant, bodyOf, createTestHost, NOW, requestWith } from '../support/http-host.ts';
import { canned } from '../support/quickbooks.ts';

const ROUTE = 'POST /v1/connections/{connection}/key';

/** A ledger that is opened by the key `good-key`, and refuses all others with a fault. */
function keyLedger(company: string, fault: FaultClass = 'invalid'): LedgerConnector {
  const { ledger } = canned();
  return {
    ...ledger,
    redeemKey: async (key) =>
      key === 'good-key'
        ? {
            ok: true,
            value: {
              company,
              accessToken: 'a',
              accessExpiresAt: NOW + 1,
              refreshToken: key,
              refreshExpiresAt: NOW + 2,
            },
          }
        : { ok: false, fault: { fault, detail: 'no' } },
  };
}

async function enter(ledger: LedgerConnector, body: unknown, company?: string) {
  const test = createTestHost({ ledger });
  const { connection, key } = await addTenant(test.host, 'h1');
  await test.host.connections.saveConnection({ ...connection, company });
  const answer = await serve(
    API_ROUTES,
    test.host,
    requestWith(ROUTE, { key, path: { connection: 'h1' }, body }),
  );
  return { ...test, answer };
}

test('a key that opens a company connects it, and is stored as what tokens are got with', async () => {
  const { host, answer, sent, lines, published } = await enter(keyLedger('c-9'), { key: ' good-key\n' });
  expect(answer.status).toBe(200);
  expect(bodyOf(answer)).toMatchObject({ state: 'connected' });
  expect(await host.connections.connection('h1')).toMatchObject({ company: 'c-9' });
  expect(await host.connections.credentials(laneOf('quickbooks', 'c-9'))).toMatchObject({
    refreshToken: 'good-key',
  });
  expect(sent[0]?.lane).toBe('quickbooks:c-9');
  expect(JSON.stringify([answer, lines, published])).not.toContain('good-key');
});

test.each<[string, object, FaultClass, string]>([
  ['a key that opens nothing', { key: 'bad-key' }, 'invalid', '422 invalid'],
  ['QCS-47: a package that allows no connection', { key: 'bad-key' }, 'suspended', '409 not_entitled'],
  ['a ledger that does not answer', { key: 'bad-key' }, 'unavailable', '503 unavailable'],
  ['no key', {}, 'invalid', '422 invalid'],
])('%s', async (_, body, fault, refusal) => {
  const { host, answer } = await enter(keyLedger('c-9', fault), body, 'c-9');
  const [status, code] = refusal.split(' ');
  expect([String(answer.status), bodyOf(answer)]).toMatchObject([status, { code }]);
  expect(await host.connections.credentials(laneOf('quickbooks', 'c-9'))).toBeUndefined();
});

test('a connection stays with its company', async () => {
  const { host, answer } = await enter(keyLedger('c-9'), { key: 'good-key' }, 'c-1');
  expect([answer.status, bodyOf(answer)]).toMatchObject([409, { code: 'other_company' }]);
  expect(await host.connections.connection('h1')).toMatchObject({ company: 'c-1' });
});

test('a ledger that is connected in a browser takes no key', async () => {
  const { answer } = await enter(canned().ledger, { key: 'good-key' });
  expect(answer.status).toBe(501);
});
