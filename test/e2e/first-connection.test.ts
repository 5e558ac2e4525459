// From an empty installation to the first booked record, as an operator does it: the command, a browser, an event.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../local/synth.ts';
import { booksOf } from './support/books.ts';
import { customer } from './support/events.ts';
import { eventually } from './support/eventually.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const REALM = '9341457000000042';
let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
  await test.books.admin('POST', 'companies', { realmId: REALM, name: 'Hotel De Haven', country: 'NL' });
});
afterAll(() => test?.close());

/** `npm run admin -- ... --local`; answers what it printed. */
async function admin(...words: readonly string[]): Promise<string> {
  const args = [join(ROOT, 'local/admin/main.ts'), ...words, '--local', '--data', test.system.dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect([await ended, err]).toEqual([0, expect.any(String)]);
  return out.trim();
}

/** A browser that keeps cookies and follows redirects; the person in it chooses the company. */
async function browse(url: string): Promise<{ readonly status: number; readonly page: string }> {
  const cookies = new Map<string, string>();
  let next = url;
  for (let hops = 0; hops < 5; hops += 1) {
    const asked = next.includes('/connect/oauth2?') ? `${next}&realm_hint=${REALM}` : next;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(asked, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const [pair = ''] of answer.headers.getSetCookie().map((line) => line.split(';'))) {
      const [name = '', value = ''] = pair.split('=');
      cookies.set(name, value);
    }
    if (answer.status !== 302) return { status: answer.status, page: await answer.text() };
    next = answer.headers.get('location') ?? '';
  }
  throw new Error('The browser is sent round and round');
}

const ENTRY = z.object({ id: z.string(), name: z.string() });
const LISTS = z.object({ items: z.array(ENTRY), taxCodes: z.array(ENTRY), accounts: z.array(ENTRY) });
const POLICY = z.object({
  version: z.number(),
  policy: z.looseObject({ items: z.looseObject({}), tax: z.looseObject({}), payments: z.looseObject({}) }),
});
const CHECKS = z.object({
  state: z.string(),
  checks: z.array(z.object({ check: z.string(), status: z.string(), blocking: z.boolean() })),
});

it('a connection and a key by the command, the company in a browser, the policy by the API, and the first record is booked (KLP-02, CLK-07..10)', async () => {
  const made = [
    '--id',
    'haven',
    '--name',
    'Hotel De Haven',
    '--preset',
    'clock-pms',
    '--ledger',
    'quickbooks',
  ];
  expect(await admin('connection', 'create', ...made)).toBe('haven');
  const key = await admin('key', 'create', 'haven');
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${test.system.url}/v1/connections/haven${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
  };
  const event = customer({ id: 'anna' });
  expect((await ask('POST', '/events', event)).body).toMatchObject({ code: 'not_connected' });

  const begun = await ask('POST', '/connect');
  const { start_url: address } = z.object({ start_url: z.string() }).parse(begun.body);
  expect(await browse(address)).toMatchObject({ status: 200 });
  expect((await ask('GET', '')).body).toMatchObject({ state: 'connected', company: REALM });
  expect((await browse(address)).status).toBe(410);

  // The hotel's maps are empty, and the company numbers its documents itself: nothing is booked, and one problem says so.
  expect((await ask('POST', '/events', event)).status).toBe(202);
  const anna = async () => (await ask('GET', '/records/customer/anna')).body;
  const isWaiting = (shown: Record<string, unknown>) => shown['state'] === 'waiting';
  expect(await eventually('the guest waits for preflight', anna, isWaiting)).toMatchObject({
    reason: 'preflight',
  });
  expect((await ask('GET', '')).body).toMatchObject({ state: 'connected', problem: { code: 'preflight' } });
  const books = booksOf(test.system.simulator.url, REALM);
  const written = async () => (await books.look()).writeLog.filter(({ by }) => by === 'api').length;
  expect(await written()).toBe(0);
  const blocking = async (): Promise<readonly string[]> => {
    const { checks } = CHECKS.parse((await ask('GET', '/preflight')).body);
    return checks.filter((each) => each.blocking && each.status !== 'green').map(({ check }) => check);
  };
  expect(await blocking()).toEqual(['custom_numbers', 'default_payment', 'default_tax', 'items_for_lines']);

  // The operator fills in the maps from the company's own lists. CLK-05 is the bookkeeper's.
  const lists = LISTS.parse((await ask('GET', '/mappings')).body);
  const named = (list: keyof typeof lists, name: string): string =>
    lists[list].find((entry) => entry.name === name)?.id ?? `no ${name}`;
  const { version, policy } = POLICY.parse((await ask('GET', '/policy')).body);
  const next = {
    ...policy,
    items: { ...policy.items, defaultItem: named('items', 'Services') },
    tax: { ...policy.tax, default: named('taxCodes', '9% L') },
    payments: {
      ...policy.payments,
      depositAccount: { mode: 'map', map: {}, default: named('accounts', 'Bank Charges') },
    },
  };
  expect((await ask('PUT', '/policy', { policy: next, expectedVersion: version })).body).toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/policy/payments/depositAccount/default' }],
  });
  next.payments.depositAccount.default = named('accounts', 'Checking');
  expect((await ask('PUT', '/policy', { policy: next, expectedVersion: version })).status).toBe(200);
  await eventually('only the switch is left', blocking, (checks) => checks.join() === 'custom_numbers');
  expect(await written()).toBe(0);

  await books.act({ act: 'setPreferences', preferences: { SalesFormsPrefs: { CustomTxnNumbers: true } } });
  // The lists were read moments ago: somebody who asks at once means the same ones.
  const isBooked = async () => {
    await ask('POST', '/preflight');
    return (await anna())['state'];
  };
  expect(
    await eventually('the guest is in the books', isBooked, (shown) => shown === 'synced', { pollMs: 2_000 }),
  ).toBe('synced');
  expect((await ask('GET', '')).body).not.toHaveProperty('problem');
});
