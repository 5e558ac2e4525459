// The operator's command over the emulators: what it makes is what the functions accept, and secrets are shown once.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Admin, Told } from '../../local/admin/command.ts';
import { runCommand } from '../../local/admin/run.ts';
import { type OpenStore, openConnectionStore, type StorePlace } from '../../local/connection-store.ts';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { startServices } from '../../local/emulators/services.ts';
import { announceSystem } from '../../local/running-system.ts';
import { verifyStandardWebhook } from '../../shared/connectors/product/signature.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import { createTestHost, NOW, requestWith } from '../support/http-host.ts';
import { signatureHeaders } from '../support/sign.ts';
import { dynamoDbAt } from './support/local-clients.ts';
import { createTables } from './support/tables.ts';

const stops: (() => unknown)[] = [];
const KEYRING = { current: 'k1', k1: 'only for the tests of the command, of some length' };

let place: Required<StorePlace> & { readonly keyringSecret: string };
let opened: OpenStore;
let folder = '';
beforeAll(async () => {
  const [dynamoDb, services] = await Promise.all([startDynamoDb(), startServices()]);
  stops.push(dynamoDb.stop, services.stop);
  const tables = await createTables(dynamoDbAt(dynamoDb.endpoint), 'admin');
  services.ensureSecret('Keyring', () => JSON.stringify(KEYRING));
  const endpoints = { dynamoDb: dynamoDb.endpoint, secretsManager: services.endpoint };
  place = { connectionsTable: tables.connections, keyringSecret: 'Keyring', endpoints };
  opened = openConnectionStore(place);
  folder = await mkdtemp(join(tmpdir(), 'ledgerlane-admin-'));
  stops.push(opened.close, () => rm(folder, { recursive: true }));
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

let now = NOW;
let typed = '';
let id = '';
let made = 0;
beforeEach(async () => {
  now = NOW;
  id = `hotel-${(made += 1)}`;
});

const admin = (): Admin => ({
  store: opened.store,
  clock: { now: () => now },
  random: systemRandom,
  readText: async () => typed,
});
const run = (words: string, options: Record<string, string | boolean> = {}): Promise<Told> =>
  runCommand(admin(), words.split(' '), options);
const linesOf = (told: Told): readonly string[] => {
  if (!told.ok) throw new Error(told.message);
  return told.lines;
};
const refusalOf = (told: Told): string => (told.ok ? `done: ${told.lines.join()}` : told.message);
const create = (changes: Record<string, string> = {}) =>
  run('connection create', {
    id,
    name: 'Hotel De Haven',
    preset: 'clock-pms',
    ledger: 'quickbooks',
    ...changes,
  });

/** What the API says to somebody who shows a key. */
async function statusWith(key: string): Promise<number> {
  const { host, setNow } = createTestHost();
  setNow(now);
  const route = 'GET /v1/connections/{connection}';
  const request = requestWith(route, { key, path: { connection: id } });
  return (await serve(API_ROUTES, { ...host, connections: opened.store }, request)).status;
}

describe('connections', () => {
  test('are made with the policy of a preset, and listed', async () => {
    expect(linesOf(await create({ 'time-zone': 'Europe/Amsterdam' }))).toEqual([id]);
    expect(await opened.store.connection(id)).toEqual({
      id,
      name: 'Hotel De Haven',
      source: 'product',
      ledger: 'quickbooks',
      createdAt: NOW,
    });
    expect(await opened.store.policy(id)).toMatchObject({
      version: 1,
      policy: { preset: 'clock-pms', timeZone: 'Europe/Amsterdam' },
    });
    expect(linesOf(await run('connection list')).join('\n')).toMatch(
      new RegExp(`^${id} +quickbooks:\\(not connected\\) +2026-11-21T12:00:00.000Z +Hotel De Haven$`, 'm'),
    );
  });

  test.each([
    ['an id that is no word', { id: 'Hotel #1' }, '--id'],
    ['no name', { name: '' }, '--name'],
    ['a preset that nobody wrote', { preset: 'constructor' }, '--preset must be one of: clock-pms'],
    ['a ledger without a connector', { ledger: 'paper' }, '--ledger'],
    ['a time zone that does not exist', { 'time-zone': 'Europe/Nowhere' }, 'timeZone'],
  ])('%s: refused, nothing is made', async (_, changes, why) => {
    expect(refusalOf(await create(changes))).toContain(why);
    expect(await opened.store.connection(id)).toBeUndefined();
    expect(await opened.store.policy(id)).toBeUndefined();
  });

  test('one that is there is not made again; a policy of a try that died is kept', async () => {
    await create();
    expect(refusalOf(await create({ name: 'Another' }))).toContain('already');
    expect(await opened.store.connection(id)).toMatchObject({ name: 'Hotel De Haven' });
    const policy = await opened.store.policy(id);
    id = `${id}-again`;
    if (policy !== undefined) await opened.store.savePolicy(id, policy);
    expect(linesOf(await create())).toEqual([id]);
    expect(await opened.store.policy(id)).toEqual(policy);
  });
});

describe('policies', () => {
  const shown = async (): Promise<string> => linesOf(await run(`policy show ${id}`)).join('\n');

  test('what is shown can be changed and set: the changes are said, and the next version saved', async () => {
    await create();
    typed = (await shown()).replace('"tax": {\n    "mode": "mapped",\n    "map": {}', (tax) =>
      tax.replace('{}', '{ "high": "4" }'),
    );
    const dry = await run(`policy set ${id}`, { 'dry-run': true });
    expect(linesOf(dry)).toEqual(['+ tax.map.high = "4"']);
    expect(await opened.store.policy(id)).toMatchObject({ version: 1 });
    expect(linesOf(await run(`policy set ${id}`))).toEqual(['+ tax.map.high = "4"']);
    expect(await opened.store.policy(id)).toMatchObject({
      version: 2,
      policy: { tax: { map: { high: '4' } } },
    });
    expect(linesOf(await run(`policy set ${id}`))).toEqual([]);
    typed = typed.replace('"high": "4"', '"high": "5"');
    expect(linesOf(await run(`policy set ${id}`))).toEqual(['- tax.map.high = "4"', '+ tax.map.high = "5"']);
    expect(await opened.store.policy(id)).toMatchObject({ version: 3 });
  });

  test('one that is not valid is refused with every fault, and nothing is saved', async () => {
    await create();
    typed = JSON.stringify({ ...JSON.parse(await shown()), timeZone: 'Mars', surprise: 1 });
    const refusal = refusalOf(await run(`policy set ${id}`));
    expect(refusal).toContain('timeZone: ');
    expect(refusal).toContain('surprise');
    typed = '{';
    expect(refusalOf(await run(`policy set ${id}`))).toBe('This is not JSON.');
    expect(await opened.store.policy(id)).toMatchObject({ version: 1 });
  });

  test('are validated without being saved, against the company’s lists where they are known (TXD-18)', async () => {
    await create();
    typed = await shown();
    expect(linesOf(await run(`policy validate ${id}`)).join('\n')).toMatch(/^red +blocks +default_tax /m);
    const connection = await opened.store.connection(id);
    if (connection !== undefined) await opened.store.saveConnection({ ...connection, company: id });
    await opened.store.saveReference(`quickbooks:${id}`, {
      readAt: NOW,
      homeCurrency: 'EUR',
      multiCurrency: true,
      accounts: [{ id: '8', name: 'Bank Charges', type: 'Expense', active: true }],
      items: [],
      taxCodes: [],
      paymentMethods: [],
      switches: { custom_numbers: 'on' },
    });
    const { payments, ...rest } = CLOCK_PMS;
    typed = JSON.stringify({
      ...rest,
      payments: { ...payments, depositAccount: { mode: 'fixed', account: '8' } },
    });
    for (const verb of ['validate', 'set'])
      expect(refusalOf(await run(`policy ${verb} ${id}`))).toContain(
        'payments.depositAccount.account: names the account "Bank Charges" of type Expense',
      );
    expect(await opened.store.policy(id)).toMatchObject({ version: 1 });
  });

  test('preflight says what is red and what to do, by what is kept', async () => {
    await create();
    const lines = linesOf(await run(`policy preflight ${id}`)).join('\n');
    expect(lines).toMatch(/^unknown +custom_numbers +The lists of the company were not read yet\.$/m);
    expect(lines).toContain('  -> Map the taxes of the product, and set tax.default.');
    expect(refusalOf(await run('policy preflight nobody'))).toContain('nobody');
  });

  test('every version says who saved it, and can be shown', async () => {
    await create();
    typed = (await shown()).replace('Europe/Sofia', 'Europe/Lisbon');
    await run(`policy set ${id}`, { by: 'ada' });
    expect((await opened.store.policy(id))?.saved).toEqual({ at: NOW, by: 'ada' });
    const first = linesOf(await run(`policy show ${id}`, { version: '1' })).join('\n');
    expect(first).toContain('Europe/Sofia');
    expect(refusalOf(await run(`policy show ${id}`, { version: '9' }))).toContain(id);
  });

  test('of a connection that nobody made: refused', async () => {
    expect(refusalOf(await run(`policy show ${id}`))).toContain(id);
    expect(refusalOf(await run(`policy set ${id}`))).toContain(id);
  });
});

describe('keys', () => {
  test('are shown once and good for their connection; two live at most; a revoked one is over', async () => {
    await create();
    const [first = '', second = ''] = [
      ...linesOf(await run(`key create ${id}`)),
      ...linesOf(await run(`key create ${id}`, { expires: '2027-01-31' })),
    ];
    expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);
    expect(refusalOf(await run(`key create ${id}`))).toContain('Revoke one first');
    const list = linesOf(await run(`key list ${id}`)).join('\n');
    expect(list).toContain('expires 2027-01-31T00:00:00.000Z');
    expect(list).toContain('expires never');
    for (const key of [first, second]) expect(list).not.toContain(key);

    const [, keyId = ''] = first.split('_');
    expect(linesOf(await run(`key revoke ${id} ${keyId}`))).toEqual([keyId]);
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);
    const [third = ''] = linesOf(await run(`key create ${id}`));
    now = Date.parse('2027-01-31T00:00:00Z');
    expect([await statusWith(second), await statusWith(third)]).toEqual([401, 200]);
    expect(linesOf(await run(`key list ${id}`)).filter((line) => line.includes(' over '))).toHaveLength(2);
  });

  test.each(['2026-11-21', '2026-02-30', 'soon', '2020-01-01'])('expires %s: refused', async (expires) => {
    await create();
    expect(refusalOf(await run(`key create ${id}`, { expires }))).toContain('--expires');
    expect(await opened.store.apiKeysOf(id)).toEqual([]);
  });

  test('of another connection cannot be revoked from here', async () => {
    await create();
    const [key = ''] = linesOf(await run(`key create ${id}`));
    const [, keyId = ''] = key.split('_');
    expect(refusalOf(await run(`key revoke hotel-0 ${keyId}`))).toContain('no key');
    expect(await statusWith(key)).toBe(200);
    expect(refusalOf(await run('key create nobody'))).toContain('nobody');
  });
});

describe('signing secrets', () => {
  test('the new one and the one before are good, older ones and retired ones are not', async () => {
    await create();
    const rotate = async () => linesOf(await run(`signing-secret rotate ${id}`))[0] ?? '';
    const secrets = [await rotate(), await rotate(), await rotate()];
    const good = async () => {
      const stored = await opened.store.signingSecrets(id);
      return secrets.map(
        (secret) =>
          verifyStandardWebhook(signatureHeaders(secret, 'body', NOW), Buffer.from('body'), stored, NOW)
            .signed,
      );
    };
    expect(await good()).toEqual([false, true, true]);
    await run(`signing-secret retire ${id}`);
    expect(await good()).toEqual([false, false, true]);
    for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(refusalOf(await run('signing-secret rotate nobody'))).toContain('nobody');
  });
});

describe('npm run admin', () => {
  const MAIN = fileURLToPath(new URL('../../local/admin/main.ts', import.meta.url));
  const command = async (args: readonly string[], environment: Record<string, string> = {}) => {
    const env = { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...environment };
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, out: out.trim(), err: err.trim() };
  };
  const aws = () => ({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: place.endpoints?.dynamoDb ?? '',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: place.endpoints?.secretsManager ?? '',
  });
  const make = () => ['connection', 'create', '--id', id, '--name', 'H', '--preset', 'clock-pms'];

  test('on AWS, by the outputs of the stack: the key alone goes to stdout', async () => {
    const file = join(folder, 'outputs.json');
    const outputs = { ConnectionsTableName: place.connectionsTable, KeyringSecretArn: 'Keyring' };
    await writeFile(file, JSON.stringify({ Other: {}, Ledgerlane: outputs }));
    const where = ['--outputs', file];
    expect(await command([...make(), '--ledger', 'quickbooks', ...where], aws())).toMatchObject({
      code: 0,
      out: id,
    });
    const key = await command(['key', 'create', id, ...where], aws());
    expect([key.code, await statusWith(key.out)]).toEqual([0, 200]);
    const secret = await command(['signing-secret', 'rotate', id, ...where], aws());
    expect(await opened.store.signingSecrets(id)).toEqual([secret.out]);
  });

  test('on AWS, by names; what is missing there is said in a sentence', async () => {
    const where = ['--connections-table', place.connectionsTable];
    await create();
    expect((await command(['connection', 'list', ...where], aws())).out).toContain(id);
    const sealed = await command(['signing-secret', 'rotate', id, ...where], aws());
    expect([sealed.code, sealed.out, sealed.err]).toEqual([
      1,
      '',
      expect.stringContaining('--keyring-secret'),
    ]);
    const lost = await command(['connection', 'list', '--connections-table', 'gone'], aws());
    expect([lost.code, lost.out]).toEqual([1, '']);
    expect(lost.err).not.toContain('    at ');
  });

  test('on this machine, by the data folder of the running system', async () => {
    const where = ['--local', '--data', folder];
    expect(await command(['connection', 'list', ...where])).toMatchObject({ code: 1, out: '' });
    if (place.endpoints === undefined) throw new Error('no endpoints');
    const withdraw = announceSystem(folder, { ...place, endpoints: place.endpoints });
    expect((await stat(join(folder, 'running.json'))).mode & 0o777).toBe(0o600);
    await create();
    const listed = await command(['connection', 'list', ...where]);
    expect([listed.code, listed.out]).toEqual([0, expect.stringContaining(id)]);
    withdraw();
    expect((await command(['connection', 'list', ...where])).err).toContain('npm start');
  });

  test.each([[[]], [['connection']], [['connection', 'delete']], [['policy', 'show', 'x']]])(
    '%j: how to use it, and exit code 1',
    async (args) => {
      const { code, out, err } = await command(args);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/--local/);
    },
  );

  test('--help lists the commands', async () => {
    const { code, out } = await command(['--help']);
    expect(code).toBe(0);
    for (const words of ['connection create', 'policy set', 'key revoke', 'signing-secret rotate'])
      expect(out).toContain(words);
  });
});
