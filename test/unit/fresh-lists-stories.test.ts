// Stories of the lists: a new account or cost centre is known with the next round, and what failed for want of it follows by itself.
import { expect, test } from 'vitest';
import { ADMINISTRATION, LANE, type Office, openOffice } from '../support/office-world.ts';
import { eventOf } from '../support/product-events.ts';

/** An office with one customer, whose lists were read in its first round. */
async function connected(): Promise<Office> {
  const office = await openOffice((policy) => ({
    ...policy,
    connection: { ...policy.connection, requireInitialImport: false },
  }));
  office.act({ act: 'createParty', fields: { naam: 'Klant', relatiesoort: ['Klant'] } });
  const key = `koppelsleutel-${ADMINISTRATION}`;
  await office.api('POST /v1/connections/{connection}/key', { key });
  await office.drain();
  await office.tick();
  return office;
}

let sent = 0;
const post = async (office: Office, number: string, line: object): Promise<void> => {
  const form = { id: number, revision: 1, number, customerId: '1001', currency: 'EUR', date: '2026-11-16' };
  const lines = [{ description: 'Advies', amount: '100.00', account: '8200', tax: '2', ...line }];
  await office.post(eventOf('invoice.upserted', { ...form, status: 'closed', lines }, `list-${(sent += 1)}`));
  await office.tick();
};

/** How often the lists were read: only they ask for the rates. */
const readings = (office: Office): number =>
  JSON.stringify(office.admin('GET', 'requests')).split('btwtarieven').length - 1;

test('an account that somebody adds is known with the next round, and the invoice that failed for it follows by itself (QCS-44)', async () => {
  const office = await connected();
  await post(office, 'A-1', { account: '8240' });
  expect(await office.health('invoice', 'A-1')).toBe('failed account_not_in_ledger');
  const before = readings(office);
  office.act({ act: 'createLedger', fields: { nummer: 8240, omschrijving: 'Omzet trainingen' } });
  await office.tick();
  expect([await office.health('invoice', 'A-1'), readings(office) - before]).toEqual(['synced', 1]);
});

test('an account and a cost centre that were made since the last round stand on the first invoice that names them', async () => {
  const office = await connected();
  office.act({ act: 'createLedger', fields: { nummer: 8241, omschrijving: 'Omzet reizen' } });
  office.act({ act: 'createCostCentre', fields: { nummer: 300, omschrijving: 'Zuid' } });
  await post(office, 'B-1', { account: '8241', costCentre: '300' });
  expect(await office.health('invoice', 'B-1')).toBe('synced');
});

test('lists that are a day old know the cost centre of this morning (QCS-14)', async () => {
  const office = await connected();
  for (const time of ['20:00', '07:00']) await office.until(time);
  office.act({ act: 'createCostCentre', fields: { nummer: 200, omschrijving: 'Noord' } });
  await post(office, 'C-1', { account: '8260', costCentre: '200' });
  expect(await office.health('invoice', 'C-1')).toBe('synced');
});

test('an account that was switched off fails before anything is sent, and works again when it is switched on (QCS-44)', async () => {
  const office = await connected();
  const { accounts = [] } = (await office.host.connections.reference(LANE)) ?? {};
  const id = accounts.find(({ number }) => number === '8200')?.id;
  office.act({ act: 'editLedger', id, fields: { nonactief: true } });
  await post(office, 'D-1', {});
  expect([await office.health('invoice', 'D-1'), office.wrote()]).toEqual([
    'failed account_not_in_ledger',
    [],
  ]);
  office.act({ act: 'editLedger', id, fields: { nonactief: false } });
  await office.tick();
  expect(await office.health('invoice', 'D-1')).toBe('synced');
});

test('an account that takes another kind of VAT from now on lets what did not fit follow (QCS-45)', async () => {
  const office = await connected();
  const { accounts = [] } = (await office.host.connections.reference(LANE)) ?? {};
  await post(office, 'E-1', { account: '8210' });
  expect(await office.health('invoice', 'E-1')).toBe('failed tax_code_mismatch');
  const id = accounts.find(({ number }) => number === '8210')?.id;
  office.act({ act: 'editLedger', id, fields: { btwSoort: ['Laag', 'Hoog'] } });
  await office.tick();
  expect(await office.health('invoice', 'E-1')).toBe('synced');
});

test('lists that did not change are read once a day, in whatever order they come', async () => {
  const office = await connected();
  const before = readings(office);
  office.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { order: 'newest' });
  for (let n = 0; n < 20; n += 1) await office.tick();
  expect(readings(office)).toBe(before);
  for (const time of ['20:00', '07:00', '20:00']) await office.until(time);
  expect(readings(office) - before).toBe(1);
});

test('an outage while they are read anew costs nothing: the next round sees the same difference', async () => {
  const office = await connected();
  await post(office, 'F-1', { account: '8240' });
  office.act({ act: 'createLedger', fields: { nummer: 8240, omschrijving: 'Omzet trainingen' } });
  office.fault({ pathRegex: 'btwtarieven', count: 1 }, '500');
  await office.tick();
  expect(await office.health('invoice', 'F-1')).toBe('failed account_not_in_ledger');
  await office.tick();
  expect(await office.health('invoice', 'F-1')).toBe('synced');
});
