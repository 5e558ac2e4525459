// An edit that was told is on its way to the account while somebody edits the same field there: neither is lost in silence.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createPortalWorld, PORTAL, PORTAL_POLICY, type PortalWorld } from '../support/portal-world.ts';

const commentIn = (world: PortalWorld): string | null | undefined =>
  z
    .object({
      records: z.record(
        z.string(),
        z.array(z.looseObject({ properties: z.record(z.string(), z.string().nullable()) })),
      ),
    })
    .parse(world.portal('GET', `/portals/${PORTAL}`)).records['invoices']?.[0]?.properties['hs_comments'];
const memoIn = (world: PortalWorld): string =>
  z
    .array(z.looseObject({ CustomerMemo: z.object({ value: z.string() }).optional() }))
    .parse(world.inspect().objects['Invoice'])[0]?.CustomerMemo?.value ?? '';

/** A booked invoice whose memo was changed in the books and told, and then in the account before it could be applied there. */
const edited = async (onConflict: 'fail' | 'source_wins' | 'ledger_wins') => {
  const world = await createPortalWorld({
    policy: { invoices: { ...PORTAL_POLICY.invoices, onConflict } },
  });
  const contact = world.user({
    act: 'create',
    objectType: 'contact',
    properties: { email: 'ada@example.com', firstname: 'Ada' },
  });
  const lines = [{ name: 'Consulting', price: '100', quantity: '2' }];
  const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines, finalise: true });
  await world.settle();
  const id = (await world.link('invoice', invoice.id)).document?.id ?? '';
  const fields = { CustomerMemo: { value: 'From the books' } };
  world.act({ act: 'edit', entity: 'Invoice', id, fields });
  world.advance(180_000);
  await world.look({ at: 'changes' });
  expect(await world.host.feed.head('hotel')).toBeGreaterThan(0);
  const properties = { hs_comments: 'From the account' };
  world.user({ act: 'edit', objectType: 'invoice', id: invoice.id, properties });
  for (let round = 0; round < 2; round += 1) {
    await world.lookAt({ at: 'feed', connection: 'hotel' });
    world.advance(180_000);
    await world.look({ at: 'changes' });
    await world.settle();
  }
  await world.lookAt({ at: 'feed', connection: 'hotel' });
  return { world, link: await world.link('invoice', invoice.id) };
};

test('a person decides, and is shown both', async () => {
  const { world, link } = await edited('fail');
  expect(link.health).toMatchObject({ state: 'failed', problem: { code: 'edited_both_sides' } });
  const shown = JSON.stringify(link.health.problem?.values);
  expect(shown).toContain('From the books');
  expect(shown).toContain('From the account');
  expect([commentIn(world), memoIn(world)]).toEqual(['From the account', 'From the books']);
});

test.each([
  ['source_wins', 'From the account'],
  ['ledger_wins', 'From the books'],
] as const)('%s: both sides say the same in the end', async (onConflict, wanted) => {
  const { world, link } = await edited(onConflict);
  expect(link.health.state).toBe('synced');
  expect([commentIn(world), memoIn(world)]).toEqual([wanted, wanted]);
});

test('an edit in the account after it took the ledger’s is no conflict, even before anybody has heard of either', async () => {
  const { world } = await edited('source_wins');
  const [invoice] =
    z
      .object({ records: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))) })
      .parse(world.portal('GET', `/portals/${PORTAL}`)).records['invoices'] ?? [];
  world.user({
    act: 'edit',
    objectType: 'invoice',
    id: invoice?.id,
    properties: { hs_comments: 'Later' },
  });
  await world.settle();
  expect([commentIn(world), memoIn(world)]).toEqual(['Later', 'Later']);
});

test.each(['fail', 'source_wins', 'ledger_wins'] as const)(
  'two edits of one field that are told together: the later one stands on both sides (%s)',
  async (onConflict) => {
    const world = await createPortalWorld({
      policy: { invoices: { ...PORTAL_POLICY.invoices, onConflict } },
    });
    const properties = { email: 'ada@example.com', firstname: 'Ada' };
    const contact = world.user({ act: 'create', objectType: 'contact', properties });
    const lines = [{ name: 'Consulting', price: '100', quantity: '2' }];
    const invoice = world.user({ act: 'createInvoice', contactId: contact.id, lines, finalise: true });
    await world.settle();
    const id = (await world.link('invoice', invoice.id)).document?.id ?? '';
    for (const value of ['First', 'Second']) {
      world.act({ act: 'edit', entity: 'Invoice', id, fields: { CustomerMemo: { value } } });
      world.advance(180_000);
      await world.look({ at: 'changes' });
    }
    const feed = await world.host.feed.read('hotel', 0, 50);
    const told = feed.type === 'page' ? feed.entries.map(({ type }) => type) : [];
    expect(told.filter((type) => type === 'invoice.changed')).toHaveLength(2);
    for (let round = 0; round < 3; round += 1) {
      await world.lookAt({ at: 'feed', connection: 'hotel' });
      world.advance(180_000);
      await world.look({ at: 'changes' });
      await world.settle();
    }
    const { health } = await world.link('invoice', invoice.id);
    expect([commentIn(world), memoIn(world), health.state]).toEqual(['Second', 'Second', 'synced']);
    expect((await world.host.callbacks.progress('hotel')).delivered).toBe(
      await world.host.feed.head('hotel'),
    );
  },
);
