// Canaries: no token lies in clear in a table, and nothing personal or secret in a log, an event or what is deployed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_CONNECTION, DEMO_LANE } from '../../local/demo-connection.ts';
import { SECRET_LIKE } from '../infra/secret-like.ts';
import { secretOf } from '../support/sign.ts';
import { atRest } from './support/at-rest.ts';
import { textsOf } from './support/backstage.ts';
import { customer, invoice, item, line, payment } from './support/events.ts';
import { openSystem, SYNTH_DIR, type TestSystem } from './support/test-system.ts';

/** One for each field that can name a person or a thing about one. Made up; the number has the form of an IBAN. */
const PERSONAL = {
  name: 'Canaria Namesake',
  email: 'canary.mail@example.com',
  phone: '+31 20 555 0199',
  street: 'Canarystraat 17 bis',
  city: 'Canarydam',
  memo: 'canary memo of the guest',
  description: 'canary description of a treatment',
  iban: 'NL00BANK0123456789',
};
const SIGNING_SECRET = secretOf('canary-signing-secret');

let test: TestSystem;
let secrets: readonly string[];
beforeAll(async () => {
  test = await openSystem();
  await test.system.connections.saveSigningSecrets(DEMO_CONNECTION, [SIGNING_SECRET]);
  const first = await tokens();
  await everythingThatCanHappen();
  secrets = [...first, ...(await tokens()), ...(await appSecrets()), test.system.apiKey, SIGNING_SECRET];
});
afterAll(() => test?.close());

async function tokens(): Promise<readonly string[]> {
  const stored = await test.system.connections.credentials(DEMO_LANE);
  return stored === undefined ? [] : [stored.accessToken, stored.refreshToken];
}

const SETTINGS = z.object({
  app: z.object({ clientSecret: z.string() }),
  webhooks: z.object({ verifierToken: z.string() }),
});
async function appSecrets(): Promise<readonly string[]> {
  const { app, webhooks } = SETTINGS.parse(await test.books.admin('GET', 'settings'));
  return [app.clientSecret, webhooks.verifierToken];
}

const person = {
  name: PERSONAL.name,
  email: PERSONAL.email,
  phone: PERSONAL.phone,
  address: { line1: PERSONAL.street, city: PERSONAL.city },
};
const lines = [{ ...line('100.00'), description: PERSONAL.description }];
const stay = (id: string, more: object = {}) =>
  invoice({ id, customerId: 'C', memo: PERSONAL.memo, lines, ...more });

/** Records that go well, records that fail in each way we know, requests that are refused, and a ledger that fails. */
async function everythingThatCanHappen(): Promise<void> {
  const { product, books } = test;
  await product.post([
    customer({ id: 'C', ...person }),
    item({ id: 'I', name: PERSONAL.description, description: PERSONAL.memo }),
    stay('S-1'),
    payment({ id: 'P-1', customerId: 'C', amount: '10.00', reference: PERSONAL.iban, memo: PERSONAL.memo }),
    stay('S-2', { lines: [{ ...lines[0], tax: PERSONAL.name }] }),
    stay('S-3', { number: PERSONAL.name.repeat(2) }),
    stay('S-4', { customerId: 'nobody' }),
    customer({ id: 'C-2', ...person, email: `other.${PERSONAL.email}` }),
    { ...customer({ id: 'C-3' }), surname: PERSONAL.name },
    customer({ id: 'C-4', ...person, birthday: PERSONAL.iban }),
  ]);
  for (const id of ['S-2', 'S-3']) await product.until('invoice', id, 'failed');
  await product.until('customer', 'C-2', 'failed');
  await product.ask('POST', '/events', `{"name":"${PERSONAL.name}",`);
  await product.ask('POST', '/events', JSON.stringify([{ [PERSONAL.email]: PERSONAL.iban }]));
  await product.ask('GET', `/records?${PERSONAL.email}=${encodeURIComponent(PERSONAL.iban)}`);
  await product.ask('GET', `/records/invoice/${encodeURIComponent(PERSONAL.email)}`);
  await whenTheLedgerFails();
  const address = `${test.system.url}/webhooks/quickbooks`;
  await fetch(address, {
    method: 'POST',
    body: PERSONAL.email,
    headers: { 'intuit-signature': PERSONAL.iban },
  });
  await books.act({ act: 'disconnect' });
  await product.post([stay('S-9')]);
  await product.until('invoice', 'S-9', 'waiting');
  await atRest(test);
}

const EFFECTS = ['500', 'commit-then-drop', 'html', 'truncate-body', 'wrong-types'];

/** Each accident once, on a write of its own; the next request for the same write succeeds. */
async function whenTheLedgerFails(): Promise<void> {
  const { product, books } = test;
  for (const [at, effect] of EFFECTS.entries()) {
    await books.addFaults({ match: { method: 'POST', entity: 'invoice', count: 1 }, effect });
    await product.post([stay(`X-${at}`)]);
    await atRest(test);
  }
  await books.clearFaults();
}

/** Every file below a folder with its content; bytes that are no text stay findable, one character each. */
function filesIn(folder: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isFile() ? [[name, readFileSync(path, 'latin1')] as const] : [];
  });
}

const found = (texts: readonly (readonly [string, string])[], canaries: readonly string[]) =>
  texts.flatMap(([name, text]) =>
    canaries.flatMap((canary) => (text.includes(canary) ? [`${name}: ${canary}`] : [])),
  );

describe('what is left behind when everything has happened', () => {
  it('really is what was sent: the records hold the personal data that the books need', async () => {
    const [texts, { source }] = [
      await textsOf(test.system.stack, 'LinksTable'),
      await test.product.trace('invoice', 'S-1'),
    ];
    expect(JSON.stringify(source)).toContain(PERSONAL.memo);
    expect(found(texts, [PERSONAL.name]).length).toBeGreaterThan(0);
    expect(secrets.filter((secret) => secret.length >= 20)).toHaveLength(8);
  });

  it.each(['LinksTable', 'WritesTable', 'ConnectionsTable'] as const)(
    'no token, key or secret lies in clear in the %s',
    async (table) => {
      const texts = await textsOf(test.system.stack, table);
      expect(texts.length).toBeGreaterThan(0);
      expect(found(texts, secrets)).toEqual([]);
    },
  );

  it('nor in the files of the database and of the queue', () => {
    const files = ['dynamodb', 'sqs'].flatMap((folder) => filesIn(join(test.system.dataDir, folder)));
    expect(files.length).toBeGreaterThan(1);
    expect(found(files, secrets)).toEqual([]);
  });

  it('messages name records and nothing else', () => {
    const files = filesIn(join(test.system.dataDir, 'sqs'));
    expect(found(files, Object.values(PERSONAL))).toEqual([]);
  });

  it('no log line holds a secret or anything personal, and every line is JSON', () => {
    const logs = filesIn(join(test.system.dataDir, 'logs'));
    expect(found(logs, [...secrets, ...Object.values(PERSONAL)])).toEqual([]);
    const written = logs.flatMap(([, text]) => text.split('\n').filter((entry) => entry !== ''));
    expect(written.length).toBeGreaterThan(20);
    expect(
      written.filter((entry) => !z.record(z.string(), z.unknown()).safeParse(JSON.parse(entry)).success),
    ).toEqual([]);
  });

  it('no event that was published does', () => {
    const published = readFileSync(join(test.system.dataDir, 'services/events.ndjson'), 'utf8');
    expect(published).toContain('record.failed');
    expect(found([['events', published]], [...secrets, ...Object.values(PERSONAL)])).toEqual([]);
  });

  it('nothing that is deployed holds a secret: template, bundles, manifest', () => {
    const out = filesIn(join(SYNTH_DIR, 'cdk.out'));
    expect(out.length).toBeGreaterThan(3);
    expect(found(out, secrets)).toEqual([]);
    const like = out.flatMap(([name, text]) =>
      SECRET_LIKE.filter((form) => form.test(text)).map((form) => `${name}: ${form}`),
    );
    expect(like).toEqual([]);
  });
});
