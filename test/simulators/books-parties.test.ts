// Vendors, sub-customers and items as an integration writes them, and what follows from their place and currency.
import { describe, expect, test } from 'vitest';
import { idOf, openDesk, rowsOf, shown, verdict, version, type Desk } from './books-support.ts';

const vendor = (desk: Desk, more: object = {}) =>
  shown('Vendor', desk.post('/vendor', { DisplayName: 'Rope & Sons', ...more }));
const sub = (desk: Desk, name: string, parent: string, more: object = {}) =>
  desk.post('/customer', { DisplayName: name, Job: true, ParentRef: { value: parent }, ...more });

describe('a vendor', () => {
  test('is completed, and found by name', () => {
    const desk = openDesk();
    const made = vendor(desk, { CompanyName: 'Rope & Sons Ltd', AcctNum: 'S-7' });
    expect(made).toMatchObject({
      Active: true,
      AcctNum: 'S-7',
      Balance: 0,
      BillRate: 0,
      CostRate: 0,
      CurrencyRef: { value: 'USD', name: 'United States Dollar' },
      PrintOnCheckName: 'Rope & Sons Ltd',
      Vendor1099: false,
    });
    expect(made).not.toHaveProperty('FullyQualifiedName');
    const found = desk.query("select * from Vendor where DisplayName = 'Rope & Sons'");
    expect(rowsOf(found, 'Vendor').map(idOf)).toEqual([idOf(made)]);
  });

  test('becomes inactive, and comes back', () => {
    const desk = openDesk();
    const gone = desk.post('/vendor', { ...version(vendor(desk)), sparse: true, Active: false });
    expect(shown('Vendor', gone)).toMatchObject({ DisplayName: 'Rope & Sons (deleted)', Active: false });
    const back = desk.post('/vendor', { ...version(shown('Vendor', gone)), sparse: true, Active: true });
    expect(shown('Vendor', back)).toMatchObject({ DisplayName: 'Rope & Sons', Active: true });
  });
});

describe('a sub-customer', () => {
  test('shows its level and its full name; one at the top shows no level', () => {
    const desk = openDesk();
    const first = shown('Customer', sub(desk, 'Harbour', '1'));
    expect(first).toMatchObject({
      Job: true,
      Level: 1,
      FullyQualifiedName: 'Ada:Harbour',
      ParentRef: { value: '1' },
    });
    expect(shown('Customer', sub(desk, 'Pier', idOf(first)))).toMatchObject({ Level: 2 });
    expect(desk.read('Customer', '1')).not.toHaveProperty('Level');
  });

  test.each([
    ['with a parent, but no job', { DisplayName: 'X', ParentRef: { value: '1' } }, '400 6150'],
    [
      'of a parent that is not there',
      { DisplayName: 'X', Job: true, ParentRef: { value: '99' } },
      '400 2500',
    ],
    [
      'whose name is taken by anybody',
      { DisplayName: 'Ben', Job: true, ParentRef: { value: '1' } },
      '400 6240',
    ],
  ])('is refused %s', (_title, body, expected) => {
    expect(verdict(openDesk().post('/customer', body))).toBe(expected);
  });

  test('has the currency of its parent', () => {
    const desk = openDesk({ multiCurrency: true });
    expect(verdict(sub(desk, 'Quai', '1', { CurrencyRef: { value: 'EUR' } }))).toBe('400 6000');
    const euro = shown(
      'Customer',
      desk.post('/customer', { DisplayName: 'C', CurrencyRef: { value: 'EUR' } }),
    );
    expect(verdict(sub(desk, 'Quai', idOf(euro), { CurrencyRef: { value: 'EUR' } }))).toBe('200');
  });

  test('moves with everything below it, not deeper than five levels and never below itself', () => {
    const desk = openDesk();
    const one = shown('Customer', sub(desk, 'One', '1'));
    const two = shown('Customer', sub(desk, 'Two', idOf(one)));
    const under = (object: object, parent: string) =>
      desk.post('/customer', {
        ...version({ ...object }),
        sparse: true,
        Job: true,
        ParentRef: { value: parent },
      });
    expect(verdict(under(one, idOf(two)))).toBe('400 6180');
    let deep = '2';
    for (const name of ['B2', 'B3', 'B4']) deep = idOf(shown('Customer', sub(desk, name, deep)));
    expect(verdict(under(one, deep))).toBe('400 6180');
    expect(shown('Customer', under(two, deep)).FullyQualifiedName).toBe('Ben:B2:B3:B4:Two');
  });
});

describe('an item', () => {
  test.each(['Service', 'NonInventory'])('of type %s needs an income account and nothing else', (Type) => {
    const desk = openDesk();
    const made = shown('Item', desk.post('/item', { Name: 'Rope', Type, IncomeAccountRef: { value: '79' } }));
    expect(made).toMatchObject({ Type, TrackQtyOnHand: false, UnitPrice: 0 });
    expect(verdict(desk.post('/item', { Name: 'Knot', Type }))).toBe('400 2020');
  });

  test('changes its account in a sparse update', () => {
    const desk = openDesk();
    const account = { ...version(desk.read('Item', '1')), sparse: true, IncomeAccountRef: { value: '79' } };
    expect(shown('Item', desk.post('/item', account))).toMatchObject({
      Name: 'Services',
      IncomeAccountRef: { value: '79', name: 'Sales of Product Income' },
    });
  });

  test.each([
    ['moves what was ever booked on it', '', '79'],
    ['leaves it where it is when asked to', 'include=donotupdateaccountontxns', '1'],
  ])('with a new account %s', (_title, query, expected) => {
    const desk = openDesk();
    const id = idOf(desk.invoice(5));
    const account = { ...version(desk.read('Item', '1')), sparse: true, IncomeAccountRef: { value: '79' } };
    expect(verdict(desk.post('/item', account, query))).toBe('200');
    expect(desk.read('Invoice', id)).toMatchObject({
      SyncToken: '0',
      Line: [{ SalesItemLineDetail: { ItemAccountRef: { value: expected } } }, {}],
    });
  });

  test('may stand in a category', () => {
    const desk = openDesk();
    const category = idOf(shown('Item', desk.post('/item', { Name: 'Rooms', Type: 'Category' })));
    const body = { Name: 'Suite', IncomeAccountRef: { value: '1' }, ParentRef: { value: category } };
    expect(shown('Item', desk.post('/item', body))).toMatchObject({
      FullyQualifiedName: 'Rooms:Suite',
      SubItem: true,
      Level: 1,
    });
  });
});
