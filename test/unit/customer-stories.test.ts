// Stories of customers: only linked, unique among all names, and locations below their customer.
import { expect, test } from 'vitest';
import type { Customer, Supplier } from '../../shared/core/records.ts';
import { textAt } from '../simulation/json.ts';
import { FOLIO, GUEST } from '../support/matrix/records.ts';
import { type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { inBooks, only, worldUnder } from '../support/policy-world.ts';

const CLIENT: Customer = { ...GUEST, id: 'c1', name: 'Wells & Sons' };
const YARD: Customer = { kind: 'customer', id: 'l1', name: 'North yard', parentId: CLIENT.id, active: true };
const SHOP: Supplier = { kind: 'supplier', id: 's1', name: CLIENT.name, active: true };
const named = (name: string) => (one: object) => textAt(one, 'DisplayName') === name;
const writes = (m: Matrix, entity: string): number =>
  m.inspect().writeLog.filter((one) => one.by === 'api' && one.entity === entity).length;

const field = () => worldUnder('klipboard', ({ items }) => ({ items: { ...items, defaultItem: '1' } }));
const practice = () => worldUnder('taxdome', ({ items }) => ({ items: { ...items, defaultItem: '1' } }));

test('a client account is linked by its name, nothing is written, and a later rename stays here (TXD-20)', async () => {
  const m = await practice();
  m.act({
    act: 'create',
    entity: 'Customer',
    object: { DisplayName: CLIENT.name, CurrencyRef: { value: 'EUR' } },
  });
  await m.say(CLIENT, 1);
  await m.settle();
  expect(await m.health('customer', CLIENT.id)).toBe('synced');
  expect((await m.link('customer', CLIENT.id)).trace?.rule).toBe('link-by-name');
  await m.say({ ...CLIENT, name: 'Wells & Daughters', email: 'new@example.com' }, 2);
  await m.settle();
  expect(await m.health('customer', CLIENT.id)).toBe('synced');
  expect(inBooks(m, 'Customer', 'DisplayName')).toEqual([CLIENT.name]);
  expect(writes(m, 'Customer')).toBe(0);
});

test('without such a client nothing of it is booked, and all of it follows once there is one (TXD-20, TXD-21)', async () => {
  const m = await practice();
  await saidAll(m, CLIENT, { ...FOLIO, customerId: CLIENT.id });
  await m.settle();
  expect(await m.health('customer', CLIENT.id)).toBe('failed customer_not_linked');
  expect(await m.health('invoice', FOLIO.id)).toBe('failed customer_not_linked');
  expect(m.inspect().writeLog.filter(({ by }) => by === 'api')).toEqual([]);

  m.act({
    act: 'create',
    entity: 'Customer',
    object: { DisplayName: CLIENT.name, CurrencyRef: { value: 'EUR' } },
  });
  await m.say(CLIENT, 2);
  await m.settle();
  expect(await m.health('customer', CLIENT.id)).toBe('synced');
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
});

test('a location is booked below its customer, whichever is sent first (KLP-13, KLP-14, KLP-18)', async () => {
  const m = await field();
  await saidAll(m, YARD);
  await m.settle();
  expect(await m.health('customer', YARD.id)).toBe('waiting customer');
  await saidAll(m, CLIENT);
  await m.settle();
  const parent = only(m, 'Customer', named(CLIENT.name));
  const yard = only(m, 'Customer', named(YARD.name));
  expect([textAt(yard, 'ParentRef', 'value'), textAt(parent, 'ParentRef', 'value')]).toEqual([
    textAt(parent, 'Id'),
    '',
  ]);
});

test('after people moved it in the ledger, edits and invoices still reach the linked one (KLP-27, KLP-28)', async () => {
  const m = await field();
  await saidAll(m, CLIENT, YARD, { ...CLIENT, id: 'c2', name: 'Other client', email: 'other@example.com' });
  await m.settle();
  const other = textAt(only(m, 'Customer', named('Other client')), 'Id');
  const yard = textAt(only(m, 'Customer', named(YARD.name)), 'Id');
  m.act({ act: 'edit', entity: 'Customer', id: yard, fields: { ParentRef: { value: other } } });
  await m.quarters(1);
  await m.say({ ...FOLIO, customerId: YARD.id }, 1);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  expect(textAt(only(m, 'Invoice'), 'CustomerRef', 'value')).toBe(yard);
  expect(textAt(only(m, 'Customer', named(YARD.name)), 'ParentRef', 'value')).toBe(other);
});

test('a name is used once among customers, locations and suppliers, and the ledger is not asked (KLP-22, KLP-23, KLP-25)', async () => {
  const m = await field();
  await saidAll(m, CLIENT);
  await m.settle();
  const before = m.calls.length;
  await saidAll(m, { ...CLIENT, id: 'c2' }, { ...YARD, name: CLIENT.name.toUpperCase() }, SHOP);
  await m.settle();
  expect(await m.health('customer', 'c2')).toBe('failed name_not_unique');
  expect(await m.health('customer', YARD.id)).toBe('failed name_not_unique');
  expect(await m.health('supplier', SHOP.id)).toBe('failed dual_role');
  expect((await m.link('customer', 'c2')).health.problem?.values).toMatchObject({ other: 'customer#c1' });
  expect(m.calls.length).toBe(before);
  expect([writes(m, 'Customer'), writes(m, 'Vendor')]).toEqual([1, 0]);
});

test('a customer is no supplier, and a supplier no customer (KLP-24)', async () => {
  const m = await field();
  await saidAll(m, SHOP);
  await m.settle();
  await saidAll(m, CLIENT);
  await m.settle();
  expect(await m.health('customer', CLIENT.id)).toBe('failed dual_role');
});

test('who is renamed gives his name free (KLP-23)', async () => {
  const m = await field();
  await saidAll(m, CLIENT, { ...CLIENT, id: 'c2', email: 'second@example.com' });
  await m.settle();
  expect(await m.health('customer', 'c2')).toBe('failed name_not_unique');
  await m.say({ ...CLIENT, name: 'Wells & Daughters' }, 2);
  await m.settle();
  await m.say({ ...CLIENT, id: 'c2', email: 'second@example.com' }, 2);
  await m.settle();
  expect(await m.health('customer', 'c2')).toBe('synced');
  expect(inBooks(m, 'Customer', 'DisplayName').toSorted()).toEqual(['Wells & Daughters', 'Wells & Sons']);
});

test('under a policy without unique names nothing is claimed (C3)', async () => {
  const m = await worldUnder('clock');
  await saidAll(m, CLIENT);
  await m.settle();
  expect(await m.storage.links.holderOfName('hotel', CLIENT.name.toLowerCase())).toBeUndefined();
});
