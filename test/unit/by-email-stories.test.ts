// Stories of customers who are known by their e-mail address, against the simulator: who is linked, who is made, what it costs.
import { expect, test } from 'vitest';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import type { Customer } from '../../shared/core/records.ts';
import { CONNECTION, createWorld, TEST_POLICY } from '../simulation/world.ts';

const ADA: Customer = {
  kind: 'customer',
  id: 'contact-1',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  active: true,
};

/** A company whose bookkeeper entered these customers, by name and address. */
async function companyWith(...entered: readonly (readonly [string, string?])[]) {
  const policy = { ...HUBSPOT_QUICKBOOKS, items: TEST_POLICY.items, preflight: TEST_POLICY.preflight };
  const world = await createWorld({ policy });
  for (const [DisplayName, Address] of entered)
    world.act({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName, ...(Address !== undefined && { PrimaryEmailAddr: { Address } }) },
    });
  // The lists of the company are read once, before anybody counts.
  await world.look({ at: 'changes' });
  const say = async (customer: Customer, revision = 1) => {
    await world.say(customer, revision);
    await world.drain();
    const key = { connection: CONNECTION, kind: 'customer', id: customer.id } as const;
    const [link] = await world.host.links.read([key]);
    const { state, problem } = link?.health ?? expect.unreachable('no link');
    return { health: problem?.code ?? state, document: link?.document?.id, problem };
  };
  const customers = () => (world.inspect().objects['Customer'] ?? []).map((one) => one['DisplayName']);
  const written = () => world.inspect().writeLog.filter(({ by }) => by === 'api').length;
  return { ...world, say, customers, written };
}

test('C3 whoever has the address is the customer, whatever he is called, and keeps his name', async () => {
  const s = await companyWith(['Countess of Lovelace', 'Ada@Example.com']);
  expect(await s.say(ADA)).toMatchObject({ health: 'synced' });
  expect([s.customers(), s.written()]).toEqual([['Countess of Lovelace'], 0]);
  expect(await s.say({ ...ADA, phone: '555' }, 2)).toMatchObject({ health: 'synced' });
  expect([s.customers(), s.written()]).toEqual([['Countess of Lovelace'], 1]);
});

test('C3 of several with the address the one of his name is it; else a person says which', async () => {
  const s = await companyWith(['Countess', ADA.email], ['Lady', ADA.email]);
  const said = await s.say(ADA);
  expect(said).toMatchObject({ health: 'customer_ambiguous', document: undefined });
  expect(said.problem?.values?.['customers']?.split(', ')).toHaveLength(2);
  const other = await companyWith(['Countess', ADA.email], [ADA.name, ADA.email]);
  expect(await other.say(ADA)).toMatchObject({ health: 'synced' });
  expect(other.written()).toBe(0);
});

test('C3 two people of one address at the source are never one customer of the ledger', async () => {
  const s = await companyWith(['Countess', ADA.email]);
  await s.say(ADA);
  expect(await s.say({ ...ADA, id: 'contact-2', name: 'Charles Babbage' })).toMatchObject({
    health: 'synced',
  });
  expect(s.customers()).toEqual(['Countess', 'Charles Babbage']);
});

test('C3 the name of somebody with another address is taken, and the name of somebody without one is his', async () => {
  const s = await companyWith([ADA.name, 'other@example.com']);
  expect(await s.say(ADA)).toMatchObject({ health: 'name_taken' });
  const other = await companyWith([ADA.name]);
  expect(await other.say(ADA)).toMatchObject({ health: 'synced' });
  expect(other.customers()).toEqual([ADA.name]);
});

test('C3 many new customers of a delivery are looked for in one question', async () => {
  const s = await companyWith();
  const before = s.inspect().calls.reads;
  for (let n = 0; n < 20; n += 1)
    await s.host.links.storeSource(
      { connection: CONNECTION, kind: 'customer', id: `contact-${n}` },
      'quickbooks:9130350000000001',
      {
        revision: 1,
        presence: 'live',
        eventId: `e${n}`,
        receivedAt: s.now(),
        record: { ...ADA, id: `contact-${n}`, name: `Person ${n}`, email: `p${n}@example.com` },
      },
    );
  await s.look(
    ...Array.from({ length: 20 }, (_, n) => ({
      at: 'record' as const,
      key: { connection: CONNECTION, kind: 'customer' as const, id: `contact-${n}` },
    })),
  );
  expect([s.customers().length, s.inspect().calls.reads - before]).toEqual([20, 1]);
});
