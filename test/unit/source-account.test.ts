// An account over its life: taken out and let in again, cut off, chosen wrongly, unheard for a time, and called within its window.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endOf } from '../../functions/api/ends.ts';
import { keepGrant } from '../../functions/api/keep-grant.ts';
import { CONNECTION } from '../simulation/world.ts';
import { createPortalWorld, PORTAL, PORTAL_LANE, type PortalWorld } from '../support/portal-world.ts';

const bill = (world: PortalWorld, email = 'ada@example.com') => {
  const properties = { email, firstname: 'Ada', lastname: 'Lovelace' };
  const contact = world.user({ act: 'create', objectType: 'contact', properties });
  const lines = [{ name: 'Consulting', price: '100', quantity: '2' }];
  return world.user({ act: 'createInvoice', contactId: contact.id, lines, finalise: true });
};

/** Somebody lets us in with an account, as the callback of the browser does. */
const letIn = async (world: PortalWorld, portalId: number) => {
  const { host } = world;
  const connection = await host.connections.connection(CONNECTION);
  const end = connection && endOf(host, connection, 'source');
  if (connection === undefined || end === undefined) throw new Error('The world has no source');
  const granted = z
    .object({ access_token: z.string(), refresh_token: z.string() })
    .parse(world.portal('POST', '/oauth/grants', { portalId }));
  return await keepGrant(host, connection, end, {
    account: String(portalId),
    accessToken: granted.access_token,
    refreshToken: granted.refresh_token,
    accessExpiresAt: world.now() + 1_800_000,
    refreshExpiresAt: world.now() + 1e12,
  });
};

describe('an account that took the app out', () => {
  test('rests with one word to the outside, and calls nobody; let in again it goes on, and nothing is lost', async () => {
    const world = await createPortalWorld();
    await world.lookAt({ at: 'prepare' }, { at: 'changes' });
    world.portal('POST', `/portals/${PORTAL}/acts`, { act: 'uninstall' });
    // The access token is refused, and so is the refresh token.
    await world.lookAt({ at: 'changes' });
    expect((await world.host.connections.laneState(PORTAL_LANE)).paused).toMatchObject({
      reason: 'disconnected',
    });
    expect(world.events.map(({ type }) => type).filter((type) => type.includes('reauth'))).toHaveLength(1);
    const calls = world.asked.length;
    const invoice = bill(world);
    await world.lookAt({ at: 'changes' }, { at: 'object', object: { type: 'invoice', id: invoice.id } });
    expect(world.asked.length).toBe(calls);
    expect(await letIn(world, PORTAL)).toBe('connected');
    await world.settle();
    expect((await world.link('invoice', invoice.id)).health.state).toBe('synced');
  });

  test('what was named just before it rested is found by the first search after', async () => {
    const world = await createPortalWorld({ settings: { webhooks: { url: null } } });
    await world.lookAt({ at: 'prepare' });
    const invoice = bill(world);
    // A search has named it and moved on; the account rests before anybody looks.
    const state = await world.host.connections.laneState(PORTAL_LANE);
    world.advance(600_000);
    await world.host.connections.saveLaneState({
      ...state,
      watermark: world.now(),
      lastSweepAt: world.now(),
    });
    await world.host.connections.savePause(PORTAL_LANE, 'access', {
      reason: 'disconnected',
      since: world.now(),
    });
    await world.lookAt({ at: 'object', object: { type: 'invoice', id: invoice.id } });
    world.advance(3 * 3_600_000);
    expect(await letIn(world, PORTAL)).toBe('connected');
    await world.settle();
    expect((await world.link('invoice', invoice.id)).health.state).toBe('synced');
  });

  test('another account than the connection’s is refused, and nothing moves', async () => {
    const world = await createPortalWorld();
    const before = await world.host.connections.connection(CONNECTION);
    expect(await letIn(world, 77)).toBe('wrong_company');
    expect(await world.host.connections.connection(CONNECTION)).toEqual(before);
    expect(await world.host.connections.credentials('hubspot:77')).toBeUndefined();
  });
});

test('many changes at once are told within the account’s window: HubSpot never says 429', async () => {
  const world = await createPortalWorld();
  await world.lookAt({ at: 'prepare' });
  const head = { CurrencyRef: { value: 'EUR' }, GlobalTaxCalculation: 'NotApplicable' };
  const idIn = (value: unknown): string =>
    z.looseObject({ result: z.looseObject({ Id: z.string() }) }).parse(value).result.Id;
  const customer = idIn(world.act({ act: 'create', entity: 'Customer', object: { DisplayName: 'Grace' } }));
  const detail = { ItemRef: { value: '1' } };
  const Line = [{ Amount: 90, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: detail }];
  for (let n = 0; n < 30; n += 1) {
    const object = { ...head, CustomerRef: { value: customer }, Line };
    world.act({ act: 'create', entity: 'Invoice', object });
  }
  world.advance(180_000);
  const before = world.asked.length;
  await world.look({ at: 'changes' });
  await world.settle();
  expect(world.asked.length - before).toBeGreaterThan(110);
  const { calls, records } = z
    .object({
      calls: z.looseObject({ throttled: z.number() }),
      records: z.record(z.string(), z.array(z.unknown())),
    })
    .parse(world.portal('GET', `/portals/${PORTAL}`));
  expect([calls.throttled, records['invoices']?.length]).toEqual([0, 30]);
});
