// Stories of items and the accounts they are booked on, through the real path into the books.
import { expect, test } from 'vitest';
import type { Invoice, Item } from '../../shared/core/records.ts';
import { FOLIO, GUEST } from '../support/matrix/records.ts';
import { saidAll } from '../support/matrix/matrix.ts';
import { inBooks, only, PRODUCTS, SERVICES, worldUnder } from '../support/policy-world.ts';
import { textAt } from '../simulation/json.ts';

const PIPE: Item = { kind: 'item', id: 'i1', name: 'Copper pipe', active: true };
const selling = (account: string | undefined, number = 'F-1', item = PIPE): Invoice => ({
  ...FOLIO,
  id: number,
  number,
  lines: [{ amount: '120.00', itemId: item.id, account }],
});
const isPipe = (one: object): boolean => textAt(one, 'Name') === PIPE.name;

test('an item that the ledger does not have is made as a non-inventory item on the account of its line (KLP-41, KLP-42)', async () => {
  const m = await worldUnder('klipboard');
  await saidAll(m, GUEST, PIPE, selling('products'));
  await m.settle();
  const item = only(m, 'Item', isPipe);
  expect([textAt(item, 'Type'), textAt(item, 'IncomeAccountRef', 'value')]).toEqual([
    'NonInventory',
    PRODUCTS,
  ]);
  expect(await m.health('invoice', 'F-1')).toBe('synced');
  expect(inBooks(m, 'Invoice', 'DocNumber')).toEqual(['F-1']);
});

test('the account of a line is set on the item that the ledger has, and nothing else of it (KLP-43)', async () => {
  const m = await worldUnder('klipboard');
  m.act({
    act: 'create',
    entity: 'Item',
    object: {
      Name: PIPE.name,
      Type: 'Service',
      UnitPrice: 7,
      Description: 'by hand',
      IncomeAccountRef: { value: SERVICES },
    },
  });
  await saidAll(m, GUEST, { ...PIPE, account: 'services', description: 'ours' }, selling('products'));
  await m.settle();
  const item = only(m, 'Item', isPipe);
  expect(textAt(item, 'IncomeAccountRef', 'value')).toBe(PRODUCTS);
  expect([textAt(item, 'Type'), textAt(item, 'UnitPrice'), textAt(item, 'Description')]).toEqual([
    'Service',
    '7',
    'by hand',
  ]);
  expect((await m.link('item', PIPE.id)).trace).toMatchObject({
    rule: 'set-account-of-line',
    values: { account: 'products', by: 'invoice#F-1' },
  });
  expect([await m.health('item', PIPE.id), await m.health('invoice', 'F-1')]).toEqual(['synced', 'synced']);
});

test('each invoice is booked while its item stands on the account of its line (KLP-43)', async () => {
  const m = await worldUnder('klipboard');
  await saidAll(m, GUEST, { ...PIPE, account: 'services' });
  await m.settle();
  await saidAll(m, selling('products', 'F-1'), selling('services', 'F-2'), selling('products', 'F-3'));
  await m.settle();
  const { writeLog } = m.inspect();
  const ours = writeLog.filter(({ by }) => by === 'api').map(({ entity }) => entity);
  expect(ours.filter((entity) => entity === 'Invoice')).toHaveLength(3);
  for (const number of ['F-1', 'F-2', 'F-3']) expect(await m.health('invoice', number)).toBe('synced');
  expect(textAt(only(m, 'Item', isPipe), 'IncomeAccountRef', 'value')).toBe(PRODUCTS);
});

test('under another policy a line changes no item (KLP-43)', async () => {
  const m = await worldUnder('klipboard', ({ items }) => ({ items: { ...items, accountOverride: false } }));
  await saidAll(m, GUEST, { ...PIPE, account: 'services' }, selling('products'));
  await m.settle();
  expect(textAt(only(m, 'Item', isPipe), 'IncomeAccountRef', 'value')).toBe(SERVICES);
  expect(await m.health('invoice', 'F-1')).toBe('synced');
});
