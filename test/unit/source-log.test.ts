// The log of a source: what no webhook brought is heard of all the same, and an old farewell of an account is over.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createPortalWorld, PORTAL, PORTAL_LANE, type PortalWorld } from '../support/portal-world.ts';

const LOG_LANE = 'hubspot:log';
const NO_WEBHOOKS = { settings: { webhooks: { url: null } } };
const LINES = [{ name: 'Consulting', price: '100', quantity: '2' }];
const readLog = async (world: PortalWorld) => {
  await world.host.sources.send(LOG_LANE, [{ at: 'log' }]);
  await world.settle();
};
/** What the journal was asked for, sorted. */
const subscribed = (world: PortalWorld) =>
  world.asked
    .filter(({ url, method }) => method === 'POST' && url.includes('/webhooks-journal/subscriptions/'))
    .map(({ body }) => {
      const { objectTypeId, eventTypeId } = z
        .object({ objectTypeId: z.string().optional(), eventTypeId: z.string().optional() })
        .parse(JSON.parse(body ?? ''));
      return objectTypeId ?? eventTypeId;
    })
    .toSorted();
const KINDS = ['0-1', '0-101', '0-2', '0-53', '0-7', '0-8', '4-1916193'];
const pausedOf = async (world: PortalWorld) =>
  (await world.host.connections.laneState(PORTAL_LANE)).paused?.reason;

test('an account that is made ready is in the journal with each kind that is read, and once', async () => {
  const world = await createPortalWorld(NO_WEBHOOKS);
  await world.lookAt({ at: 'prepare' });
  await world.lookAt({ at: 'prepare' });
  expect(subscribed(world)).toEqual(KINDS);
  expect((await world.host.connections.laneState(PORTAL_LANE)).unlogged).toBeUndefined();
});

test('a subscription that failed is asked for again with the next round, and the others are not', async () => {
  const effect = '500';
  const match = { pathRegex: '^/webhooks-journal/subscriptions', method: 'POST', nth: 3 };
  const world = await createPortalWorld({
    settings: { webhooks: { url: null }, faults: [{ match, effect }] },
  });
  await world.lookAt({ at: 'prepare' });
  expect((await world.host.connections.laneState(PORTAL_LANE)).unlogged).toBe(true);
  await world.lookAt({ at: 'changes' });
  expect((await world.host.connections.laneState(PORTAL_LANE)).unlogged).toBeUndefined();
  expect(subscribed(world)).toEqual([...KINDS, '0-8'].toSorted());
  await world.lookAt({ at: 'changes' });
  expect(subscribed(world)).toHaveLength(KINDS.length + 1);
});

test('what was made, changed and deleted while every webhook got lost is taken in from the journal alone', async () => {
  const world = await createPortalWorld(NO_WEBHOOKS);
  await world.lookAt({ at: 'prepare' });
  const properties = { email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' };
  const contact = world.user({ act: 'create', objectType: 'contact', properties });
  const bill = () =>
    world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
  const [kept, gone] = [bill(), bill()];
  world.advance(60_000);
  await readLog(world);
  const states = async () => [
    (await world.link('invoice', kept.id)).health.state,
    (await world.link('invoice', gone.id)).source?.presence,
  ];
  expect(await states()).toEqual(['synced', 'live']);
  world.user({ act: 'edit', objectType: 'invoice', id: kept.id, properties: { hs_comments: 'Thank you' } });
  world.portal('PATCH', `/portals/${PORTAL}/settings`, { deleteUnpaid: true });
  world.portal('POST', `/portals/${PORTAL}/acts`, { act: 'delete', objectType: 'invoice', id: gone.id });
  world.advance(60_000);
  await readLog(world);
  expect(await states()).toEqual(['synced', 'deleted']);
  expect((await world.link('invoice', kept.id)).source?.record).toMatchObject({ memo: 'Thank you' });
  // Read to its end: nobody is asked for anything twice.
  const before = world.asked.length;
  await readLog(world);
  expect(world.asked.slice(before).filter(({ url }) => url.includes('/crm/'))).toEqual([]);
});

test.each([
  ['after the grant lets the account rest', 120_000, 'disconnected'],
  ['from before the grant is over', -120_000, undefined],
  ['within the clocks’ difference is left to the first call', 30_000, undefined],
])('a farewell in the log %s', async (_what, sinceGrant, paused) => {
  const world = await createPortalWorld(NO_WEBHOOKS);
  await world.lookAt({ at: 'prepare' });
  world.portal('POST', `/portals/${PORTAL}/acts`, { act: 'uninstall' });
  const grantedAt = world.now() - sinceGrant;
  const held = await world.host.connections.credentials(PORTAL_LANE);
  if (held === undefined) throw new Error('The world has a grant');
  await world.host.connections.saveCredentials(
    PORTAL_LANE,
    { ...held, version: held.version + 1, grantedAt },
    held.version,
  );
  world.advance(60_000);
  await readLog(world);
  expect(await pausedOf(world)).toBe(paused);
});
