// The first import as stories: the ledger's parties reach the product, parents first, and come back linked without a write.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import { bodyOf, requestWith, tenantKey } from '../support/http-host.ts';
import { CONNECTION, createWorld, LANE, TEST_POLICY } from '../simulation/world.ts';

const POLICY: Policy = {
  ...KLIPBOARD,
  connection: { session: { mode: 'persistent' }, requireInitialImport: true },
  items: TEST_POLICY.items,
  tax: TEST_POLICY.tax,
};

/** An id in the simulator's own form. */
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const COUNTS = { customers: 0, locations: 0, suppliers: 0, items: 0 };

async function company(policy: Policy = POLICY) {
  const world = await createWorld({ policy });
  const create = (entity: string, object: Record<string, unknown>): string => {
    world.admin('POST', 'companies/9130350000000001/acts', { act: 'create', entity, object });
    world.advance(2_000);
    const made = world
      .inspect()
      .objects[entity]?.find((each) => each['DisplayName'] === object['DisplayName']);
    return text(made?.['Id']);
  };
  const ask = async (method: string, path: string, query: Record<string, string> = {}) => {
    const key = await tenantKey(world.host, CONNECTION);
    const route = `${method} /v1/connections/{connection}${path}`;
    const request = requestWith(route, { key, path: { connection: CONNECTION }, query });
    const answer = await serve(API_ROUTES, world.host, request);
    return { status: answer.status, body: bodyOf(answer) };
  };
  const feed = async (): Promise<readonly FeedEntry[]> => {
    const page = await world.host.feed.read(CONNECTION, 0, 2000);
    return page.type === 'page' ? page.entries : expect.unreachable('no page');
  };
  const health = async (kind: RecordKind, id: string) => {
    const [link] = await world.host.links.read([{ connection: CONNECTION, kind, id }]);
    return [link?.health.state, link?.health.problem?.code ?? link?.health.reason]
      .filter((word) => word !== undefined)
      .join(' ');
  };
  const written = () => world.inspect().writeLog.filter(({ by }) => by === 'api').length;
  const importAll = async () => {
    const started = await ask('POST', '/import');
    await world.drain();
    return started;
  };
  return { ...world, create, ask, feed, health, written, importAll };
}

test('KLP-12, KLP-13, KLP-14, KLP-15, KLP-26 customers, locations and suppliers are told, parents before locations', async () => {
  const c = await company();
  const hotel = c.create('Customer', {
    DisplayName: 'Hotel',
    PrimaryEmailAddr: { Address: 'h@example.com' },
  });
  const annex = c.create('Customer', { DisplayName: 'Annex', Job: true, ParentRef: { value: hotel } });
  const brewery = c.create('Vendor', { DisplayName: 'Brewery' });
  expect(await c.ask('GET', '/import')).toEqual({ status: 200, body: { state: 'none' } });
  expect(await c.importAll()).toMatchObject({ status: 202, body: { state: 'running', counts: COUNTS } });
  const feed = await c.feed();
  const told = feed.filter(({ type }) => type !== 'item.imported').map(({ type, data }) => [type, data]);
  expect(told).toMatchObject([
    ['customer.imported', { ledgerId: hotel, name: 'Hotel', email: 'h@example.com', active: true }],
    ['customer.imported', { ledgerId: annex, name: 'Annex', parentLedgerId: hotel }],
    ['supplier.imported', { ledgerId: brewery, name: 'Brewery', active: true }],
  ]);
  const items = feed.length - told.length;
  expect((await c.ask('GET', '/import')).body).toMatchObject({
    state: 'done',
    counts: { customers: 1, locations: 1, suppliers: 1, items },
  });
  expect(c.written()).toBe(0);
  expect((await c.ask('POST', '/import')).status).toBe(409);
});

test('KLP-01 nothing is written before the import has ended, and then everything goes on by itself', async () => {
  const c = await company();
  await c.say({ kind: 'customer', id: 'new', name: 'New', active: true }, 1);
  await c.drain();
  expect([await c.health('customer', 'new'), c.written()]).toEqual(['waiting initial_import', 0]);
  await c.importAll();
  expect([await c.health('customer', 'new'), c.written()]).toEqual(['synced', 1]);
});

test('KLP-12 what the product posts with its ledger id is linked without a write, and edits go there from then on', async () => {
  const c = await company();
  const hotel = c.create('Customer', { DisplayName: 'Hotel' });
  const annex = c.create('Customer', { DisplayName: 'Annex', Job: true, ParentRef: { value: hotel } });
  const brewery = c.create('Vendor', { DisplayName: 'Brewery' });
  await c.importAll();
  const party = { active: true, name: 'Hotel' };
  await c.say({ kind: 'customer', id: 'c1', ...party, ledgerId: hotel }, 1);
  await c.say({ kind: 'customer', id: 'c1-a', ...party, name: 'Annex', parentId: 'c1', ledgerId: annex }, 1);
  await c.say({ kind: 'supplier', id: 's1', ...party, name: 'Brewery', ledgerId: brewery }, 1);
  await c.drain();
  expect(
    await Promise.all([c.health('customer', 'c1'), c.health('customer', 'c1-a'), c.health('supplier', 's1')]),
  ).toEqual(['synced', 'synced', 'synced']);
  expect(c.written()).toBe(0);
  await c.say(
    { kind: 'customer', id: 'c1-a', ...party, name: 'Annex', parentId: 'c1', ledgerId: annex, phone: '1' },
    2,
  );
  await c.drain();
  const written = c.inspect().writeLog.filter(({ by }) => by === 'api');
  expect(written.map(({ entity, id, operation }) => [entity, id, operation])).toEqual([
    ['Customer', annex, 'Update'],
  ]);
});

test('a record that names a document the ledger does not have says so', async () => {
  const c = await company();
  await c.importAll();
  await c.say({ kind: 'customer', id: 'c1', name: 'Ghost', active: true, ledgerId: '99999' }, 1);
  await c.drain();
  expect(await c.health('customer', 'c1')).toBe('failed reference_gone');
});

test('an import of many pages is resumed wherever it was cut off, and tells everyone', async () => {
  const c = await company();
  for (let i = 0; i < 520; i += 1)
    c.act({ act: 'create', entity: 'Customer', object: { DisplayName: `Customer ${i}` } });
  await c.look({ at: 'changes' });
  const state = async () => (await c.ask('GET', '/import')).body;
  // The first message gets lost; then the ledger is down for a page.
  await c.ask('POST', '/import');
  c.queue.length = 0;
  const fetcher = c.network.fetcher;
  c.network.fetcher = async () => ({ status: 503, headers: {}, text: '' });
  await c.look({ at: 'import', connection: CONNECTION });
  expect(await state()).toMatchObject({ state: 'running', counts: COUNTS });
  c.network.fetcher = fetcher;
  c.advance(900_000);
  await c.look({ at: 'changes' });
  expect(await state()).toMatchObject({ state: 'done', counts: { customers: 520 } });
  const told = (await c.feed()).filter(({ type }) => type === 'customer.imported');
  expect(new Set(told.map(({ data }) => data['name'])).size).toBe(520);
});

test('a crash after a page was told, before its place was saved, tells it again under the same ids', async () => {
  const c = await company();
  c.create('Customer', { DisplayName: 'Hotel' });
  await c.ask('POST', '/import');
  const { saveInbound } = c.host.inbound;
  let crashes = 1;
  const mortal = {
    ...c.host,
    inbound: {
      ...c.host.inbound,
      saveInbound: async (...given: Parameters<typeof saveInbound>) => {
        if ((crashes -= 1) >= 0) throw new Error('died');
        return await saveInbound(...given);
      },
    },
  };
  const { workLane } = await import('../../functions/sync/work-lane.ts');
  const looks = [{ at: 'import', connection: CONNECTION } as const];
  await expect(workLane(mortal, LANE, looks, { deadline: c.now() + 59_000, backlog: false })).rejects.toThrow(
    'died',
  );
  await c.drain();
  const ids = (await c.feed()).filter(({ type }) => type === 'customer.imported').map(({ id }) => id);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect((await c.ask('GET', '/import')).body).toMatchObject({ state: 'done', counts: { customers: 1 } });
});

test('KLP-17, KLP-19, KLP-21, KLP-32 what is born in the ledger afterwards is left out, counted once, and nothing is asked or told', async () => {
  const c = await company();
  const hotel = c.create('Customer', { DisplayName: 'Hotel' });
  await c.importAll();
  await c.look({ at: 'changes' });
  const told = (await c.feed()).length;
  c.advance(5_000);
  c.create('Customer', { DisplayName: 'Walk-in' });
  c.create('Customer', { DisplayName: 'Shed', Job: true, ParentRef: { value: hotel } });
  c.create('Vendor', { DisplayName: 'Baker' });
  const TaxCodeRef = { value: text(c.inspect().objects['TaxCode']?.[0]?.['Id']) };
  const detail = { ItemRef: { value: '1' }, TaxCodeRef };
  const line = { Amount: 10, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail };
  c.create('Invoice', { CustomerRef: { value: hotel }, CurrencyRef: { value: 'EUR' }, Line: [line] });
  const calls = c.inspect().calls;
  for (let round = 0; round < 3; round += 1) {
    c.advance(60_000);
    await c.look({ at: 'changes' });
  }
  expect((await c.ask('GET', '')).body).toMatchObject({
    excluded: { created_in_ledger: { customer: 1, location: 1, supplier: 1, invoice: 1 } },
  });
  const after = c.inspect().calls;
  // A change feed for each round, and nothing for the strangers in it.
  expect([after.reads - calls.reads, after.writes - calls.writes]).toEqual([3, 0]);
  expect((await c.feed()).length).toBe(told);
});
