// From an empty installation to the first booked record, as an operator does it: the command, a browser, an event.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../local/synth.ts';
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

it('a connection and a key by the command, the company in a browser, and the first record is booked (KLP-02, CLK-07..10)', async () => {
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
  const ask = async (method: string, path: string, body?: string) => {
    const response = await fetch(`${test.system.url}/v1/connections/haven${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
  };
  const event = JSON.stringify(customer({ id: 'anna' }));
  expect((await ask('POST', '/events', event)).body).toMatchObject({ code: 'not_connected' });

  const begun = await ask('POST', '/connect');
  const { start_url: address } = z.object({ start_url: z.string() }).parse(begun.body);
  expect(await browse(address)).toMatchObject({ status: 200 });
  expect((await ask('GET', '')).body).toMatchObject({ state: 'connected', company: REALM });
  expect((await browse(address)).status).toBe(410);
  // There is time to look at the settings: whatever is read for it, nothing is written because somebody connected.
  expect(await test.books.requests(`method=POST&path=/v3/company/${REALM}`)).toEqual([]);

  expect((await ask('POST', '/events', event)).status).toBe(202);
  const state = async () => (await ask('GET', '/records/customer/anna')).body['state'];
  expect(await eventually('the guest is in the books', state, (shown) => shown === 'synced')).toBe('synced');
});
