// What was born in the ledger is told after what it leans on, even where the ledger's notice of that was lost.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createPortalWorld, PORTAL, type PortalWorld } from '../support/portal-world.ts';

const idIn = (value: unknown): string =>
  z.looseObject({ result: z.looseObject({ Id: z.string() }) }).parse(value).result.Id;

const enter = (world: PortalWorld) => {
  const customer = idIn(
    world.act({ act: 'create', entity: 'Customer', object: { DisplayName: 'Grace Hopper' } }),
  );
  const detail = { ItemRef: { value: '1' } };
  const Line = [{ Amount: 90, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail }];
  const head = { CustomerRef: { value: customer }, CurrencyRef: { value: 'EUR' } };
  const object = { ...head, GlobalTaxCalculation: 'NotApplicable', Line };
  return { customer, invoice: idIn(world.act({ act: 'create', entity: 'Invoice', object })) };
};
const told = async (world: PortalWorld) => {
  const page = await world.host.feed.read('hotel', 0, 50);
  return (page.type === 'page' ? page.entries : [])
    .map(({ type }) => type)
    .filter((type) => type !== 'item.imported');
};

test.each([
  ['an invoice brings its customer', 'invoice', ['customer.imported', 'invoice.imported']],
  [
    'money brings its invoice, and that its customer',
    'payment',
    ['customer.imported', 'invoice.imported', 'payment.imported'],
  ],
] as const)('%s', async (_, type, wanted) => {
  const world = await createPortalWorld();
  await world.lookAt({ at: 'prepare' });
  const { invoice } = enter(world);
  const id = type === 'invoice' ? invoice : idIn(world.act({ act: 'receivePayment', invoiceId: invoice }));
  // Only the notice of the last one came.
  await world.look({ at: 'document', document: { type, id }, changedAt: world.now() });
  expect(await told(world)).toEqual(wanted);
  await world.settle();
  const { records } = z
    .object({ records: z.record(z.string(), z.array(z.unknown())) })
    .parse(world.portal('GET', `/portals/${PORTAL}`));
  expect(records['contacts']).toHaveLength(1);
  expect(records['invoices']).toHaveLength(1);
});
