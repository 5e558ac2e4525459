// Stories of a ledger that shows what was made only after a while, and that names what changed without showing it.
import { expect, test } from 'vitest';
import { ADMINISTRATION, type Office, openOffice } from '../support/office-world.ts';
import { eventOf } from '../support/product-events.ts';

const MINUTE = 60_000;

async function connected(lagMs = 0): Promise<Office> {
  const office = await openOffice((policy) => ({
    ...policy,
    connection: { ...policy.connection, requireInitialImport: false },
  }));
  office.act({ act: 'createParty', fields: { naam: 'Klant', relatiesoort: ['Klant'] } });
  office.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { invoiceLagMs: lagMs });
  const key = `koppelsleutel-${ADMINISTRATION}`;
  await office.api('POST /v1/connections/{connection}/key', { key });
  await office.drain();
  await office.tick();
  return office;
}

const post = async (office: Office, number: string): Promise<void> => {
  const form = { id: number, revision: 1, number, customerId: '1001', currency: 'EUR', date: '2026-11-16' };
  const lines = [{ description: 'Advies', amount: '100.00', account: '8200', tax: '2' }];
  await office.post(eventOf('invoice.upserted', { ...form, status: 'closed', lines }, `hidden-${number}`));
};
const POST = { method: 'POST', pathRegex: '^/v2/verkoopboekingen$', count: 1 };
const requests = (office: Office, method: string, path: string): number =>
  JSON.stringify(office.admin('GET', 'requests')).split(`"method":"${method}","path":"${path}`).length - 1;

test.each([
  ['before the first look', 10_000],
  ['between the last look and the second sending', 100_000],
])(
  'a write that arrives late, %s, is found in the end: its refused number is no failure',
  async (_, lateMs) => {
    const office = await connected(60_000);
    office.fault(POST, `apply-late:${lateMs}`);
    await post(office, 'H-1');
    await office.tick();
    expect(await office.health('invoice', 'H-1')).not.toContain('failed');
    for (let n = 0; n < 3; n += 1) await office.tick();
    expect(await office.health('invoice', 'H-1')).toBe('synced');
    expect(office.books('verkoopboekingen')).toHaveLength(1);
  },
);

test('a number that somebody else took, and that nobody can find, is a failure after two rounds and no more', async () => {
  const office = await connected();
  // Nothing is ever found: as if it were another one's behind a wall.
  office.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, {
    invoiceLagMs: 365 * 24 * 60 * MINUTE,
  });
  const [customer] = office.books('relaties').filter((one) => one['relatiecode'] === 1001);
  const ledger = { id: '33333333-3333-4333-8333-000000008230' };
  const lines = [{ bedrag: '9.41', btwSoort: 'Geen', grootboek: ledger }];
  const fields = {
    factuurnummer: 'H-2',
    factuurdatum: '2026-11-16T00:00:00',
    klant: { id: customer?.['id'] },
  };
  const rival = { ...fields, factuurbedrag: '9.41', boekingsregels: lines, btw: [] };
  office.act({ act: 'createBooking', fields: rival });
  office.fault(POST, 'drop-before');
  await post(office, 'H-2');
  for (let n = 0; n < 6; n += 1) await office.tick();
  expect(await office.health('invoice', 'H-2')).toBe('failed number_taken');
  expect(office.books('verkoopboekingen')).toMatchObject([{ factuurbedrag: 9.41 }]);
});

test('of what changed in the books only ours is looked at, and our own write once at most', async () => {
  const office = await connected();
  await post(office, 'T-1');
  await office.tick();
  const [ours] = office.books('verkoopboekingen');
  const { klant, boekingsregels, btw, factuurbedrag, factuurdatum } = ours ?? {};
  const fields = { klant, boekingsregels, btw, factuurbedrag, factuurdatum, factuurnummer: 'HAND-1' };
  const theirs = office.act({ act: 'createBooking', fields });
  for (let n = 0; n < 4; n += 1) await office.tick();
  const path = '/v2/verkoopboekingen/';
  expect(requests(office, 'GET', `${path}${theirs}`)).toBe(0);
  expect(requests(office, 'GET', path)).toBeLessThanOrEqual(1);
  const id = (await office.link('invoice', 'T-1')).document?.id;
  office.act({ act: 'editBooking', id, fields: { omschrijving: 'van de boekhouder' } });
  const before = requests(office, 'GET', path);
  await office.tick();
  expect(requests(office, 'GET', path)).toBeGreaterThan(before);
  expect((await office.link('invoice', 'T-1')).document?.revision).toBe(
    office.books('verkoopboekingen').find((one) => one['id'] === id)?.['modifiedOn'],
  );
});
