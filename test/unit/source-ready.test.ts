// An account is made ready before anything is written to it, whatever became of the message that asked for it.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createPortalWorld, PORTAL, PORTAL_LANE, type PortalWorld } from '../support/portal-world.ts';

const propertyCalls = (world: PortalWorld): number =>
  world.asked.filter(({ url }) => url.includes('/crm/properties/')).length;
const invoicesOf = (world: PortalWorld): number =>
  z
    .object({ records: z.record(z.string(), z.array(z.unknown())) })
    .parse(world.portal('GET', `/portals/${PORTAL}`)).records['invoices']?.length ?? 0;

/** An invoice that somebody entered in the books, told to the account. */
const book = async (world: PortalWorld): Promise<void> => {
  const idIn = (value: unknown): string =>
    z.looseObject({ result: z.looseObject({ Id: z.string() }) }).parse(value).result.Id;
  const customer = idIn(
    world.act({ act: 'create', entity: 'Customer', object: { DisplayName: 'Grace Hopper' } }),
  );
  const detail = { ItemRef: { value: '1' } };
  const Line = [{ Amount: 90, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail }];
  const head = { CustomerRef: { value: customer }, CurrencyRef: { value: 'EUR' } };
  const object = { ...head, GlobalTaxCalculation: 'NotApplicable', Line };
  world.act({ act: 'create', entity: 'Invoice', object });
  world.advance(180_000);
  await world.look({ at: 'changes' });
  await world.settle();
};

test('a message that asked for it and got lost: the first delivery makes the account ready, and nothing is refused', async () => {
  const world = await createPortalWorld();
  await book(world);
  expect(invoicesOf(world)).toBe(1);
  expect((await world.host.callbacks.progress('hotel')).refused).toBeUndefined();
});

test('it is done once, and again when there is more to make', async () => {
  const world = await createPortalWorld();
  await world.lookAt({ at: 'changes' });
  const once = propertyCalls(world);
  expect(once).toBeGreaterThan(0);
  await world.lookAt({ at: 'changes' });
  expect(propertyCalls(world)).toBe(once);
  const state = await world.host.connections.laneState(PORTAL_LANE);
  await world.host.connections.saveLaneState({ ...state, prepared: 1 });
  await world.lookAt({ at: 'changes' });
  expect(propertyCalls(world)).toBeGreaterThan(once);
});
