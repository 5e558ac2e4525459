// Both ways through the whole system: a product with a receiver of its own takes over, is told, answers, fails and comes back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_CONNECTION } from '../../local/demo-connection.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import { atRest, laterInTheBooks } from './support/at-rest.ts';
import { eventually } from './support/eventually.ts';
import { customer, invoice } from './support/events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const JSON_OF = z.record(z.string(), z.unknown());
const PARTIES = z.object({
  objects: z.object({ Customer: z.array(z.object({ Id: z.string(), DisplayName: z.string() })) }),
});

let test: TestSystem;
let receiver: Receiver;
beforeAll(async () => {
  [test, receiver] = await Promise.all([openSystem(), startReceiver()]);
  const { connections } = test.system;
  const before = await connections.policy(DEMO_CONNECTION);
  if (before === undefined) throw new Error('The demo has no policy');
  const { items, tax, timeZone } = before.policy;
  const policy = {
    ...KLIPBOARD,
    connection: { session: { mode: 'persistent' as const }, requireInitialImport: true },
    items: { ...items, onMissing: 'create' as const },
    tax,
    timeZone,
  };
  expect(await connections.savePolicy(DEMO_CONNECTION, { version: before.version + 1, policy })).toBe(
    'saved',
  );
});
afterAll(async () => {
  await test?.close();
  await receiver?.stop();
});

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await test.product.ask(method, path, body === undefined ? undefined : JSON.stringify(body));
  const read = JSON_OF.safeParse(answer.text === '' ? {} : JSON.parse(answer.text));
  return { status: answer.status, body: read.data ?? {} };
};
const hears = (what: string, isSo: (types: readonly string[]) => boolean) =>
  eventually(`the product hears ${what}`, async () => receiver.heard().map(({ type }) => type), isSo, {
    timeoutMs: 60_000,
  });
const apiWrites = async () => (await test.books.look()).writeLog.filter(({ by }) => by === 'api').length;
const syncInbound = async () => {
  expect((await ask('POST', '/sync?direction=inbound')).status).toBe(202);
  await eventually(
    'all is told',
    () => ask('GET', '/sync'),
    ({ body }) => body['state'] === 'idle',
  );
};
const idOf = async (name: string) => {
  const { objects } = PARTIES.parse(await test.books.look());
  return objects.Customer.find(({ DisplayName }) => DisplayName === name)?.Id ?? '';
};

describe('a product that works both ways', () => {
  it('is given a secret, once', async () => {
    const put = await ask('PUT', '/callback', { url: receiver.url });
    expect(put).toMatchObject({ status: 201, body: { url: receiver.url, state: 'on' } });
    receiver.trust(String(put.body['secret']));
    expect(JSON.stringify(await ask('GET', '/callback'))).not.toContain('whsec_');
  });

  it('KLP-01, KLP-12..15 takes the ledger’s parties over, and nothing is written before that', async () => {
    const create = (entity: string, object: object) => test.books.act({ act: 'create', entity, object });
    await create('Customer', { DisplayName: 'Canal Hotel' });
    const hotel = await idOf('Canal Hotel');
    await create('Customer', { DisplayName: 'Canal Annex', Job: true, ParentRef: { value: hotel } });
    await create('Vendor', { DisplayName: 'Brewery' });
    const before = await apiWrites();
    await test.product.post([customer({ id: 'early', name: 'Early Bird' })]);
    await eventually(
      'it waits for the import',
      () => test.product.record('customer', 'early'),
      ({ reason }) => reason === 'initial_import',
    );
    expect(await apiWrites()).toBe(before);
    expect((await ask('POST', '/import')).status).toBe(202);
    await eventually(
      'the import is done',
      () => ask('GET', '/import'),
      ({ body }) => body['state'] === 'done',
    );
    await hears('the supplier', (types) => types.includes('supplier.imported'));
    const told = receiver.heard().filter(({ type }) => type === 'customer.imported');
    expect(told.map(({ data }) => [data['name'], data['parentLedgerId']])).toEqual([
      ['Canal Hotel', undefined],
      ['Canal Annex', hotel],
    ]);
    await test.product.synced('customer', 'early');
    expect(await apiWrites()).toBe(before + 1);

    const named = (at: number) => {
      const { name, ledgerId } = told[at]?.data ?? {};
      return { name: String(name), ledgerId: String(ledgerId) };
    };
    await test.product.post([
      customer({ id: 'hotel', ...named(0) }),
      customer({ id: 'annex', ...named(1), parentId: 'hotel' }),
    ]);
    await test.product.synced('customer', 'annex');
    expect(await apiWrites()).toBe(before + 1);
  });

  it('KLP-31, KLP-33 hears of an edit when it asks, answers with it, and both sides rest', async () => {
    await test.product.post([invoice({ id: 'B-1', customerId: 'annex', dueDate: '2026-12-01' })]);
    const { document } = await test.product.synced('invoice', 'B-1');
    await laterInTheBooks(test);
    const id = document?.id ?? '';
    await test.books.act({ act: 'edit', entity: 'Invoice', id, fields: { DueDate: '2027-01-15' } });
    await eventually(
      'the edit is seen, and waits',
      () => test.product.record('invoice', 'B-1'),
      ({ reason }) => reason === 'inbound_sync',
    );
    expect(receiver.heard().map(({ type }) => type)).not.toContain('invoice.changed');
    await syncInbound();
    await hears('the edit', (types) => types.includes('invoice.changed'));
    const changed = receiver.heard().find(({ type }) => type === 'invoice.changed');
    expect(changed?.data).toMatchObject({ id: 'B-1', changed: { dueDate: '2027-01-15' } });

    const writes = await apiWrites();
    await test.product.post([
      invoice({ id: 'B-1', customerId: 'annex', dueDate: '2027-01-15', revision: 2 }),
    ]);
    await test.product.synced('invoice', 'B-1', 2);
    await atRest(test);
    expect([await apiWrites(), (await test.books.invoice('B-1')).DueDate]).toEqual([writes, '2027-01-15']);
  });

  it('KLP-10, KLP-35 hears that its invoice was paid', async () => {
    const { document } = await test.product.record('invoice', 'B-1');
    await test.books.act({ act: 'receivePayment', invoiceId: document?.id });
    await syncInbound();
    await hears('the payment', (types) => types.includes('invoice.paid'));
    expect(receiver.heard().at(-1)?.data).toMatchObject({ id: 'B-1', paid: '100.00', balance: '0.00' });
  });

  it('holds nobody up while it is down, and gets everything in its order afterwards', async () => {
    receiver.answer(503);
    const before = receiver.heard().length;
    await test.product.post([
      invoice({ id: 'B-2', customerId: 'annex' }),
      invoice({ id: 'B-3', customerId: 'annex' }),
    ]);
    for (const id of ['B-2', 'B-3']) {
      const { document } = await test.product.synced('invoice', id);
      await test.books.act({ act: 'receivePayment', invoiceId: document?.id });
    }
    await laterInTheBooks(test);
    await syncInbound();
    await eventually(
      'it is failing',
      () => ask('GET', '/callback'),
      ({ body }) => body['state'] === 'failing',
    );
    await test.product.post([invoice({ id: 'B-4', customerId: 'annex' })]);
    await test.product.synced('invoice', 'B-4');
    expect(receiver.heard()).toHaveLength(before);
    receiver.answer(204);
    await hears('both payments', (types) => types.length >= before + 2);
    const callback = await eventually(
      'it is on',
      () => ask('GET', '/callback'),
      ({ body }) => body['state'] === 'on',
    );
    expect(callback.body['delivered']).toBe(callback.body['head']);
    const sequences = receiver.heard().map(({ sequence }) => Number(sequence));
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(receiver.forged()).toBe(0);
  });

  it('KLP-06..08 takes the catalogue as a file and sends it back with its own codes', async () => {
    const csv = (await test.product.ask('GET', '/catalogue.csv')).text;
    const services = /^(\d+),Services,/m.exec(csv)?.[1] ?? '';
    const sent = await test.product.ask(
      'POST',
      '/catalogue?sku=Code&ledgerId=Id',
      `Code,Id\nS-1,${services}\n`,
    );
    expect([sent.status, JSON.parse(sent.text)]).toMatchObject([202, { results: [{ status: 'accepted' }] }]);
    await test.product.synced('item', 'S-1', 0);
    const lines = [{ itemId: 'S-1', quantity: '1', unitPrice: '10.00', tax: 'zero' }];
    await test.product.post([invoice({ id: 'B-5', customerId: 'annex', lines })]);
    await test.product.synced('invoice', 'B-5');
    const [line] = (await test.books.invoice('B-5')).Line;
    expect(line?.SalesItemLineDetail?.ItemRef?.value).toBe(services);
  });

  it('can read everything again in the feed', async () => {
    const { body } = await ask('GET', '/changes?after=0&limit=200');
    const changes = z.array(z.object({ id: z.string() })).parse(body['changes']);
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set(receiver.heard().map(({ id }) => id)));
  });
});
