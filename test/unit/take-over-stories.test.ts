// Stories of customers that live in the ledger: crashes while they are taken over, numbers that come back, and who sends what.
import { expect, test } from 'vitest';
import type { Host } from '../../shared/host/host.ts';
import { type Office, openOffice } from '../support/office-world.ts';
import { eventOf } from '../support/product-events.ts';
import { ADMINISTRATION } from '../support/office-world.ts';

const KEY = `koppelsleutel-${ADMINISTRATION}`;

/** An office that is connected and needs no import: its rounds take over what there is. */
async function connected(outside?: (host: Host) => Partial<Host>): Promise<Office> {
  const office = await openOffice(
    (policy) => ({ ...policy, connection: { ...policy.connection, requireInitialImport: false } }),
    outside,
  );
  await office.api('POST /v1/connections/{connection}/key', { key: KEY });
  await office.drain();
  await office.tick();
  return office;
}

const create = (office: Office, naam: string): string =>
  office.act({ act: 'createParty', fields: { naam, relatiesoort: ['Klant'] } });
const told = async (office: Office) => (await office.told()).map(({ id, type }) => `${type} ${id}`);

/** Fails the nth call of one function of the links' store, once. */
function failing(name: 'save' | 'point' | 'storeSource', nth: number) {
  let calls = 0;
  const fail = (): void => {
    calls += 1;
    if (calls === nth) throw new Error('The store does not answer');
  };
  return (host: Host): Partial<Host> => ({
    links: {
      ...host.links,
      ...(name === 'save' && { save: async (...of) => (fail(), await host.links.save(...of)) }),
      ...(name === 'point' && { point: async (...of) => (fail(), await host.links.point(...of)) }),
      ...(name === 'storeSource' && {
        storeSource: async (...of) => (fail(), await host.links.storeSource(...of)),
      }),
    },
  });
}

test.each([
  ['storing the first', 'storeSource', 1],
  ['storing the second', 'storeSource', 2],
  ['pointing at the first', 'point', 1],
  ['linking the first', 'save', 1],
  ['linking the second', 'save', 2],
] as const)(
  'whatever breaks while %s, both are taken over, each told under one id (QCS-06)',
  async (_, name, nth) => {
    const office = await connected(failing(name, nth));
    create(office, 'Een');
    create(office, 'Twee');
    await office.tick();
    await office.tick();
    const ids = await told(office);
    expect(new Set(ids).size).toBe(2);
    expect([await office.health('customer', '1001'), await office.health('customer', '1002')]).toEqual([
      'synced',
      'synced',
    ]);
  },
);

test('the product sends a customer by a number that the ledger has: the two are one, and nothing is written (QCS-19)', async () => {
  const office = await connected();
  await office.post(
    eventOf('customer.upserted', { id: '1001', revision: 1, name: 'Een', currency: 'EUR' }, 'c-1'),
  );
  await office.tick();
  expect(await office.health('customer', '1001')).toBe('failed customer_not_in_ledger');
  const id = create(office, 'Een B.V.');
  await office.tick();
  expect([
    await office.health('customer', '1001'),
    (await office.link('customer', '1001')).document?.id,
  ]).toEqual(['synced', id]);
  expect(office.wrote()).toEqual([]);
});

test('the same customer seen by many rounds is told once, and costs no write (QCS-10)', async () => {
  const office = await connected();
  create(office, 'Een');
  await office.tick();
  const { version } = await office.link('customer', '1001');
  for (let n = 0; n < 12; n += 1) await office.tick();
  expect([(await told(office)).length, (await office.link('customer', '1001')).version]).toEqual([
    1,
    version,
  ]);
});

test('the worker dies after the product was told and before the link: what changes meanwhile is told all the same (QCS-07)', async () => {
  const office = await connected(failing('save', 1));
  const id = create(office, 'Een');
  office.fault({ pathRegex: '/relaties', nth: 2, count: 1 }, '500');
  await office.tick();
  office.act({ act: 'editParty', id, fields: { telefoon: '072-1' } });
  await office.tick();
  await office.tick();
  const phones = (await office.told()).map(({ data }) => data['phone']);
  expect(phones.at(-1)).toBe('072-1');
});
