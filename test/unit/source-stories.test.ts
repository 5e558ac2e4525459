// Stories of a source that is read: what a portal says becomes records, once, whatever its webhooks do.
import { describe, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../support/portal-world.ts';

const ada = (world: PortalWorld, email = 'ada@example.com') =>
  world.user({
    act: 'create',
    objectType: 'contact',
    properties: { email, firstname: 'Ada', lastname: 'Lovelace' },
  });
const LINES = [{ name: 'Consulting', price: '100', quantity: '2' }];

describe('a webhook', () => {
  test('of an invoice brings it with its lines and its contact, and both are booked', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
    await world.settle();
    expect(new Set(world.answers)).toEqual(new Set([200]));
    const link = await world.link('invoice', invoice.id);
    expect(link.source?.record).toMatchObject({
      kind: 'invoice',
      customerId: `contact-${contact.id}`,
      currency: 'EUR',
      status: 'closed',
      lines: [{ description: 'Consulting', quantity: '2', unitPrice: '100', amount: '200.00' }],
      total: '200.00',
    });
    expect((await world.link('customer', `contact-${contact.id}`)).health.state).toBe('synced');
    expect(link.health).toMatchObject({ state: 'synced' });
  });
});
