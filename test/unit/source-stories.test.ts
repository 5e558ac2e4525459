// Stories of a source that is read: what a portal says becomes records, once, whatever its webhooks do.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPortalWorld, LANE, PORTAL, type PortalWorld, WEBHOOK } from '../support/portal-world.ts';

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

describe('what changes at the source', () => {
  test('a draft waits, its finalising books it, and an edit of a line changes the books', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES });
    await world.settle();
    expect((await world.link('invoice', invoice.id)).document).toBeUndefined();
    world.user({ act: 'finalise', invoiceId: invoice.id });
    await world.settle();
    expect((await world.link('invoice', invoice.id)).document?.total).toBe('200.00');
    world.user({
      act: 'edit',
      objectType: 'line_item',
      id: invoice.lineIds[0],
      properties: { quantity: '3' },
    });
    await world.settle();
    const link = await world.link('invoice', invoice.id);
    expect([link.health.state, link.document?.total]).toEqual(['synced', '300.00']);
  });

  test('a contact that no invoice names is nobody’s customer', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    await world.settle();
    expect((await world.link('customer', `contact-${contact.id}`)).version).toBe(0);
  });

  test('a payment is booked for its invoice', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
    const payment = world.user({ act: 'pay', invoiceId: invoice.id, processor: 'byo_stripe', fees: '5.81' });
    await world.settle();
    const link = await world.link('payment', payment.id);
    expect(link.source?.record).toMatchObject({
      amount: '200.00',
      origin: 'invoice',
      processor: 'byo_stripe',
      fees: { processing: '5.81' },
      allocations: [{ invoiceId: invoice.id, amount: '200.00' }],
    });
    expect(link.health.state).toBe('synced');
  });

  test('two changes in one millisecond: what was read last is what counts', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
    await world.lookAt({ at: 'object', object: { type: 'invoice', id: invoice.id } });
    const before = (await world.link('invoice', invoice.id)).source?.revision ?? 0;
    // The stored revision is ahead of HubSpot's clock, as after a change that moved no time.
    await world.host.links.storeSource(
      { connection: 'hotel', kind: 'invoice', id: invoice.id },
      'quickbooks:9130350000000001',
      { revision: before + 5, presence: 'deleted', eventId: 'e', receivedAt: world.now() },
    );
    await world.lookAt({ at: 'object', object: { type: 'invoice', id: invoice.id } });
    const { source } = await world.link('invoice', invoice.id);
    expect([source?.revision, source?.presence]).toEqual([before + 6, 'live']);
  });
});

describe('lost webhooks', () => {
  test('are made up for by the sweep, which asks for nothing that is known', async () => {
    const world = await createPortalWorld({ settings: { webhooks: { url: null } } });
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
    await world.lookAt({ at: 'changes' });
    expect((await world.link('invoice', invoice.id)).health.state).toBe('synced');
    world.asked.length = 0;
    await world.lookAt({ at: 'changes' });
    // Of the line is asked whose it is; that its invoice is known to be so new already saves the rest.
    const others = world.asked.filter(({ url }) => !url.endsWith('/search'));
    expect(others.map(({ url }) => new URL(url).pathname)).toEqual([
      '/crm/associations/2026-09/0-8/0-53/batch/read',
    ]);
    expect(world.asked).toHaveLength(9 + 1);
  });

  test('of the words of a line are made up for too, though the invoice itself did not change', async () => {
    const world = await createPortalWorld({ settings: { webhooks: { url: null } } });
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
    await world.lookAt({ at: 'changes' });
    const modified = () => shown(world, 'invoices')[0]?.properties['hs_lastmodifieddate'];
    const before = modified();
    world.advance(600_000);
    const properties = { name: 'Consulting in November' };
    world.user({ act: 'edit', objectType: 'line_item', id: invoice.lineIds[0], properties });
    world.advance(10_000);
    await world.lookAt({ at: 'changes' });
    expect(modified()).toBe(before);
    const link = await world.link('invoice', invoice.id);
    expect([link.health.state, link.source?.record]).toMatchObject([
      'synced',
      { lines: [{ description: 'Consulting in November' }] },
    ]);
    expect(JSON.stringify(world.inspect().objects['Invoice'])).toContain('Consulting in November');
  });
});

describe('the door', () => {
  test('acknowledges an account that nobody connected, and keeps nothing of it', async () => {
    const world = await createPortalWorld();
    world.portal('POST', '/oauth/grants', { portalId: 77 });
    world.portal('POST', '/portals/77/acts', {
      act: 'create',
      objectType: 'contact',
      properties: { email: 'eve@example.com' },
    });
    await world.settle();
    expect(world.answers).toEqual([200]);
    expect(world.asked).toEqual([]);
  });
});

/** What of HubSpot's records a test looks at. */
const shown = (world: PortalWorld, objectType: string) =>
  z
    .object({
      records: z.record(
        z.string(),
        z.array(z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
      ),
    })
    .parse(world.portal('GET', `/portals/${PORTAL}`)).records[objectType] ?? [];
const idIn = (value: unknown): string =>
  z.looseObject({ result: z.looseObject({ Id: z.string() }) }).parse(value).result.Id;

/** An invoice over 90.00 that somebody entered in the books, and its customer. */
const bornInBooks = async (world: PortalWorld) => {
  await world.lookAt({ at: 'prepare' });
  const object = { DisplayName: 'Grace Hopper', PrimaryEmailAddr: { Address: 'grace@example.com' } };
  const customer = idIn(world.act({ act: 'create', entity: 'Customer', object }));
  const invoice = idIn(
    world.act({
      act: 'create',
      entity: 'Invoice',
      object: {
        CustomerRef: { value: customer },
        CurrencyRef: { value: 'EUR' },
        GlobalTaxCalculation: 'NotApplicable',
        Line: [
          {
            Amount: 90,
            DetailType: 'SalesItemLineDetail',
            Description: 'Compiler',
            SalesItemLineDetail: { ItemRef: { value: '1' } },
          },
        ],
      },
    }),
  );
  await hear(world);
  return { customer, invoice };
};

/** A round of the ledger's lane, and everything that follows from it. */
const hear = async (world: PortalWorld) => {
  world.advance(180_000);
  await world.look({ at: 'changes' });
  await world.settle();
};

describe('what was born in the ledger', () => {
  test('prepare makes the properties, and making them again changes nothing', async () => {
    const world = await createPortalWorld();
    await world.lookAt({ at: 'prepare' });
    const calls = world.asked.length;
    await world.lookAt({ at: 'prepare' });
    const writes = world.asked
      .slice(calls)
      .filter(({ body, url }) => body !== undefined && url.includes('/properties/'));
    expect(writes).toEqual([]);
  });

  test('is mirrored once, for nobody’s money and no deal, and its echo writes nothing (HUB-12, HUB-16)', async () => {
    const world = await createPortalWorld();
    const { invoice } = await bornInBooks(world);
    const mirrors = shown(world, 'invoices');
    expect(mirrors).toMatchObject([
      {
        properties: {
          hs_invoice_billable: 'false',
          hs_invoice_status: 'open',
          hs_amount_billed: '90.00',
          ledgerlane_id: `${LANE}/${invoice}`,
        },
      },
    ]);
    expect(shown(world, 'contacts')).toMatchObject([
      { properties: { email: 'grace@example.com', firstname: 'Grace' } },
    ]);
    const link = await world.link('invoice', mirrors[0]?.id ?? '');
    expect([link.health.state, link.document?.id]).toEqual(['synced', invoice]);
    const before = world.asked.length;
    await hear(world);
    expect(world.asked.slice(before).filter(({ url }) => /upsert|update|associate/.test(url))).toEqual([]);
    expect(shown(world, 'invoices')).toHaveLength(1);
    expect(world.inspect()).toMatchObject({});
  });

  test('money for it comes with the way to it (HUB-17, HUB-19)', async () => {
    const world = await createPortalWorld();
    const { invoice } = await bornInBooks(world);
    world.act({ act: 'receivePayment', invoiceId: invoice });
    await hear(world);
    expect(shown(world, 'commerce_payments')).toMatchObject([
      {
        properties: {
          hs_initial_amount: '90.00',
          hs_latest_status: 'succeeded',
          hs_processor_type: 'quickbooks',
        },
      },
    ]);
    expect(shown(world, 'commerce_payments')[0]?.properties['hs_internal_comment']).toMatch(/^https?:/);
    expect(shown(world, 'invoices')).toMatchObject([{ properties: { hs_balance_due: '0.00' } }]);
  });

  test('every write may be lost on its way: it is done once (a crash after each call)', async () => {
    const world = await createPortalWorld({
      settings: {
        faults: [{ match: { pathRegex: '^/crm/', probability: 0.2 }, effect: 'commit-then-drop' }],
      },
    });
    await bornInBooks(world);
    expect(shown(world, 'invoices')).toHaveLength(1);
    expect(shown(world, 'line_items')).toHaveLength(1);
    expect(shown(world, 'contacts')).toHaveLength(1);
  });
});

describe('a thousand webhooks', () => {
  test('shuffled, doubled and in ten batches: the right end state, by batched reads and no search', async () => {
    const webhooks = { gatherMs: 60_000, duplicate: 1, reorder: 0.5, shuffle: true };
    const world = await createPortalWorld({ settings: { webhooks: { url: WEBHOOK, ...webhooks } } });
    await world.lookAt({ at: 'prepare' });
    world.asked.length = 0;
    const contact = ada(world);
    const made = Array.from({ length: 60 }, (_, n) =>
      world.user({
        act: 'createInvoice',
        contactId: contact.id,
        lines: [{ name: `Month ${n}`, price: String(n + 1), quantity: '2' }],
        finalise: true,
      }),
    );
    for (const [n, invoice] of made.entries())
      if (n % 3 === 0)
        world.user({
          act: 'edit',
          objectType: 'line_item',
          id: invoice.lineIds[0],
          properties: { quantity: '5' },
        });
    await world.settle();
    const links = await Promise.all(made.map(({ id }) => world.link('invoice', id)));
    expect(links.map(({ health, document }) => [health.state, Number(document?.total)])).toEqual(
      made.map((_, n) => ['synced', (n + 1) * (n % 3 === 0 ? 5 : 2)]),
    );
    expect(world.posted.events).toBeGreaterThan(1_000);
    expect(world.posted.posts).toBeGreaterThanOrEqual(10);
    const calls = world.asked.filter(({ url }) => !url.includes('/oauth/'));
    expect(calls.filter(({ url }) => url.endsWith('/search'))).toEqual([]);
    expect(calls.every(({ url }) => /batch\/read$/.test(url))).toBe(true);
    // Each delivery of the queue reads what it names once, a hundred in a call.
    expect(calls.length / made.length).toBeLessThan(2);
  });
});

describe('an edit on both sides at once', () => {
  test('is lost on neither: the record says what differs, and both sides keep theirs until a person decides', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    const properties = { hs_comments: 'Thank you' };
    const invoice = world.user({
      act: 'createInvoice',
      contactId: contact.id,
      properties,
      lines: LINES,
      finalise: true,
    });
    await world.settle();
    const Id = (await world.link('invoice', invoice.id)).document?.id ?? '';
    world.act({
      act: 'edit',
      entity: 'Invoice',
      id: Id,
      fields: { CustomerMemo: { value: 'From the books' } },
    });
    world.user({
      act: 'edit',
      objectType: 'invoice',
      id: invoice.id,
      properties: { hs_comments: 'From HubSpot' },
    });
    await world.settle();
    await hear(world);
    const link = await world.link('invoice', invoice.id);
    expect(link.health).toMatchObject({
      state: 'failed',
      problem: { code: 'edited_both_sides', values: { fields: 'memo' } },
    });
    expect(shown(world, 'invoices')[0]?.properties['hs_comments']).toBe('From HubSpot');
    expect(JSON.stringify(world.inspect().objects['Invoice'])).toContain('From the books');
  });

  test('of different fields ends with both edits on both sides', async () => {
    const world = await createPortalWorld();
    const contact = ada(world);
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines: LINES, finalise: true });
    await world.settle();
    const Id = (await world.link('invoice', invoice.id)).document?.id ?? '';
    world.act({
      act: 'edit',
      entity: 'Invoice',
      id: Id,
      fields: { CustomerMemo: { value: 'From the books' } },
    });
    world.user({
      act: 'edit',
      objectType: 'line_item',
      id: invoice.lineIds[0],
      properties: { quantity: '3' },
    });
    await world.settle();
    await hear(world);
    await hear(world);
    const link = await world.link('invoice', invoice.id);
    expect([link.health.state, link.document?.total]).toEqual(['synced', '300.00']);
    expect(shown(world, 'invoices')[0]?.properties).toMatchObject({
      hs_comments: 'From the books',
      hs_amount_billed: '300.00',
    });
    expect(JSON.stringify(world.inspect().objects['Invoice'])).toContain('From the books');
  });
});
