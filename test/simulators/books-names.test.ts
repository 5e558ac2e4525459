// Names and numbers: uniqueness over three kinds of people, the suffix of the inactive, levels, and document numbers.
import { describe, expect, test } from 'vitest';
import {
  idOf,
  openDesk,
  rowsOf,
  salesForm,
  salesLine,
  shown,
  verdict,
  version,
  type Desk,
} from './books-support.ts';

const customer = (desk: Desk, body: object) => desk.post('/customer', { ...body });
const inactive = (desk: Desk, id: string) =>
  desk.post('/customer', { ...version(desk.read('Customer', id)), sparse: true, Active: false });

describe('names of people', () => {
  test.each([
    ['/customer', 'Ada'],
    ['/vendor', 'ada'],
    ['/employee', 'ADA '],
  ])('are taken once, in whatever case: %s %s', (resource, DisplayName) => {
    const reply = openDesk().post(resource, { DisplayName });
    expect(verdict(reply)).toBe('400 6240');
    expect(JSON.stringify(reply.body)).toContain(
      'The name supplied already exists. : Another customer, vendor or employee is already using this \\nname.',
    );
  });

  test.each(['a:b', 'a\tb', 'a\nb'])('have no colon, tab or new line: %j', (DisplayName) => {
    expect(verdict(customer(openDesk(), { DisplayName }))).toBe('400 2040');
  });

  test('are made of their parts, or of the company', () => {
    const desk = openDesk();
    const made = shown(
      'Customer',
      customer(desk, { GivenName: 'Grace', FamilyName: 'Hopper', CompanyName: 'Navy' }),
    );
    expect(made).toMatchObject({ DisplayName: 'Grace Hopper', PrintOnCheckName: 'Navy' });
    expect(shown('Customer', customer(desk, { CompanyName: 'Navy' })).DisplayName).toBe('Navy');
  });

  test('may have 500 characters', () => {
    expect(verdict(customer(openDesk(), { DisplayName: 'x'.repeat(500) }))).toBe('200');
    expect(verdict(customer(openDesk(), { DisplayName: 'x'.repeat(501) }))).toBe('400 2050');
  });

  test('stay free of their owner', () => {
    const desk = openDesk();
    const renamed = desk.post('/customer', { Id: '1', SyncToken: '0', sparse: true, DisplayName: 'Ada Inc' });
    expect(shown('Customer', renamed).FullyQualifiedName).toBe('Ada Inc');
    expect(verdict(desk.post('/vendor', { DisplayName: 'Ada' }))).toBe('200');
    expect(desk.invoice(1).CustomerRef).toEqual({ value: '1', name: 'Ada Inc' });
  });
});

describe('the inactive', () => {
  test('are renamed, hidden in queries, and cannot be used', () => {
    const desk = openDesk();
    expect(shown('Customer', inactive(desk, '1'))).toMatchObject({
      Active: false,
      DisplayName: 'Ada (deleted)',
      FullyQualifiedName: 'Ada (deleted)',
    });
    expect(rowsOf(desk.query('select * from Customer'), 'Customer').map((row) => row.Id)).toEqual(['2']);
    const all = 'select * from Customer where Active in (true,false)';
    expect(rowsOf(desk.query(all), 'Customer')).toHaveLength(2);
    const reply = desk.post('/invoice', salesForm(1));
    expect(verdict(reply)).toBe('400 610');
    expect(JSON.stringify(reply.body)).toContain('has been made inactive');
  });

  test('leave their name to a twin, and lose the suffix when they come back', () => {
    const desk = openDesk();
    inactive(desk, '1');
    const back = { Id: '1', SyncToken: '1', sparse: true, Active: true };
    const twin = shown('Customer', customer(desk, { DisplayName: 'Ada' }));
    expect(verdict(desk.post('/customer', back))).toBe('400 6240');
    expect(shown('Customer', inactive(desk, idOf(twin))).DisplayName).toBe('Ada (deleted 1)');
    expect(shown('Customer', desk.post('/customer', back)).DisplayName).toBe('Ada');
  });

  test('cannot be those who owe', () => {
    const desk = openDesk();
    desk.invoice(5);
    expect(verdict(inactive(desk, '1'))).toBe('400 6220');
  });

  test('can be items and accounts as well', () => {
    const desk = openDesk();
    const item = desk.post('/item', { Id: '2', SyncToken: '0', sparse: true, Active: false });
    expect(shown('Item', item).Name).toBe('Hours (deleted)');
    const Line = [salesLine(1, { ItemRef: { value: '2' } })];
    expect(verdict(desk.post('/invoice', { ...salesForm(1), Line }))).toBe('400 610');
  });
});

describe('levels', () => {
  const child = (desk: Desk, name: string, parent: string) =>
    customer(desk, { DisplayName: name, Job: true, ParentRef: { value: parent } });

  test('are five at most', () => {
    const desk = openDesk();
    let parent = '1';
    for (const level of [2, 3, 4, 5]) parent = idOf(shown('Customer', child(desk, `Level ${level}`, parent)));
    expect(desk.read('Customer', parent).FullyQualifiedName).toBe('Ada:Level 2:Level 3:Level 4:Level 5');
    expect(verdict(child(desk, 'Level 6', parent))).toBe('400 6180');
  });

  test('add their balances, and are named without the parents', () => {
    const desk = openDesk();
    const job = idOf(shown('Customer', child(desk, 'Harbour', '1')));
    const invoice = desk.invoice(7, { CustomerRef: { value: job } });
    expect(invoice.CustomerRef).toEqual({ value: job, name: 'Harbour' });
    expect(desk.read('Customer', '1')).toMatchObject({ Balance: 0, BalanceWithJobs: 7 });
  });

  test('follow a renamed parent', () => {
    const desk = openDesk();
    const job = idOf(shown('Customer', child(desk, 'Harbour', '1')));
    desk.act({ act: 'rename', entity: 'Customer', id: '1', name: 'Ada Inc' });
    expect(desk.read('Customer', job).FullyQualifiedName).toBe('Ada Inc:Harbour');
  });
});

describe('items and accounts', () => {
  const income = { IncomeAccountRef: { value: '79' } };

  test('have names of their own kind', () => {
    const desk = openDesk();
    expect(verdict(desk.post('/item', { Name: 'hours', ...income }))).toBe('400 6240');
    expect(verdict(desk.post('/item', { Name: 'a:b', ...income }))).toBe('400 2040');
    expect(verdict(desk.post('/item', { Name: 'Ada', ...income }))).toBe('200');
    expect(verdict(desk.post('/account', { Name: 'Checking', AccountType: 'Bank' }))).toBe('400 6240');
  });

  test('are completed', () => {
    const desk = openDesk();
    expect(shown('Item', desk.post('/item', { Name: 'Rope', Type: 'Service', ...income }))).toMatchObject({
      Active: true,
      Taxable: false,
      UnitPrice: 0,
      IncomeAccountRef: { value: '79', name: 'Sales of Product Income' },
    });
    expect(shown('Account', desk.post('/account', { Name: 'Stripe', AccountType: 'Bank' }))).toMatchObject({
      Classification: 'Asset',
      FullyQualifiedName: 'Stripe',
      Active: true,
    });
  });
});

describe('document numbers', () => {
  const custom = (desk: Desk) =>
    desk.act({ act: 'setPreferences', preferences: { SalesFormsPrefs: { CustomTxnNumbers: true } } });

  test('count up over all sales forms, and a sent one is taken', () => {
    const desk = openDesk();
    const numbers = [desk.invoice(1), desk.credit(1), desk.invoice(1, { DocNumber: 'A-7' }), desk.invoice(1)];
    expect(numbers.map((form) => form.DocNumber)).toEqual(['1001', '1002', 'A-7', '1003']);
  });

  test('skip those in use, and refusals take none', () => {
    const desk = openDesk();
    desk.invoice(1, { DocNumber: '1001' });
    desk.post('/invoice', { ...salesForm(1), Line: [] });
    expect(desk.invoice(1).DocNumber).toBe('1002');
  });

  test('are what was sent when they are custom: perhaps none', () => {
    const desk = openDesk();
    custom(desk);
    expect(desk.invoice(1).DocNumber).toBeUndefined();
    expect(desk.invoice(1, { AutoDocNumber: true }).DocNumber).toBe('1001');
  });

  test.each<readonly [title: string, switches: readonly ('custom' | 'warn' | 'allow')[], expected: string]>([
    ['neither', [], '200'],
    ['custom numbers', ['custom'], '200'],
    ['warnings', ['warn'], '200'],
    ['both', ['custom', 'warn'], '400 6140'],
    ['both, but allowed', ['custom', 'warn', 'allow'], '200'],
  ])('may be doubled: %s', (_title, switches, expected) => {
    const desk = openDesk();
    if (switches.includes('custom')) custom(desk);
    desk.knobs().warnDuplicateDocNumber = switches.includes('warn');
    const query = switches.includes('allow') ? 'include=allowduplicatedocnum' : '';
    const first = desk.invoice(1, { DocNumber: 'X1' });
    expect(verdict(desk.post('/invoice', { ...salesForm(1), DocNumber: 'X1' }, query))).toBe(expected);
    expect(verdict(desk.post('/invoice', { ...version(first), sparse: true, DocNumber: 'X2' }))).toBe('200');
  });
});
