// A connection that is being set up writes to neither side; when a person lets it go, both sides get what waited, once.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { goLive } from '../../functions/api/setup/go-live.ts';
import { asOperator } from '../simulation/requests.ts';
import { CONNECTION } from '../simulation/world.ts';
import { createPortalWorld, PORTAL, type PortalWorld } from '../support/portal-world.ts';

const inPortal = (world: PortalWorld, objectType: string): number =>
  z
    .object({ records: z.record(z.string(), z.array(z.unknown())) })
    .parse(world.portal('GET', `/portals/${PORTAL}`)).records[objectType]?.length ?? 0;
const inBooks = (world: PortalWorld): number => world.inspect().objects['Invoice']?.length ?? 0;
const connectionOf = async (world: PortalWorld) => {
  const connection = await world.host.connections.connection(CONNECTION);
  if (connection === undefined) throw new Error('The world has a connection');
  return connection;
};
const round = async (world: PortalWorld): Promise<void> => {
  world.advance(180_000);
  await world.look({ at: 'changes' });
  await world.settle();
};

/** An invoice on each side, and its customer. */
const bill = async (world: PortalWorld): Promise<void> => {
  const idIn = (value: unknown): string =>
    z.looseObject({ result: z.looseObject({ Id: z.string() }) }).parse(value).result.Id;
  const customer = idIn(world.act({ act: 'create', entity: 'Customer', object: { DisplayName: 'Grace' } }));
  const detail = { ItemRef: { value: '1' } };
  const Line = [{ Amount: 90, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail }];
  const head = { CustomerRef: { value: customer }, CurrencyRef: { value: 'EUR' } };
  const object = { ...head, GlobalTaxCalculation: 'NotApplicable', Line };
  world.act({ act: 'create', entity: 'Invoice', object });
  const properties = { email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' };
  const contact = world.user({ act: 'create', objectType: 'contact', properties });
  const lines = [{ name: 'Consulting', price: '100', quantity: '2' }];
  world.user({ act: 'createInvoice', contactId: contact.id, lines, finalise: true });
  await world.settle();
  await round(world);
};

test('nothing is written to the books, nor told to the account, before it goes live; then all of it, once', async () => {
  const world = await createPortalWorld();
  await world.host.connections.saveConnection({ ...(await connectionOf(world)), live: false });
  // The world was judged while it was live; a connection that is set up never is.
  world.advance(25 * 3_600_000);
  await world.look({ at: 'lists' });
  await bill(world);
  await round(world);
  expect([inBooks(world), inPortal(world, 'invoices')]).toEqual([1, 1]);
  expect(
    world.asked.filter(({ url }) => /batch\/(upsert|update|create|archive|associate)/.test(url)),
  ).toEqual([]);
  expect(await world.host.callbacks.progress(CONNECTION)).toMatchObject({ delivered: 0 });
  const asked = asOperator('POST /v1/connections/{connection}/go-live', { connection: CONNECTION });
  expect((await goLive(world.host, asked, await connectionOf(world))).status).toBe(200);
  await world.settle();
  await round(world);
  expect([inBooks(world), inPortal(world, 'invoices')]).toEqual([2, 2]);
  await round(world);
  expect([inBooks(world), inPortal(world, 'invoices')]).toEqual([2, 2]);
});
