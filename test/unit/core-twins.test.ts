// Twins: a document found under our name or number is ours only when nothing that matters differs.
import { describe, expect, test } from 'vitest';
import type {
  CustomerDocument,
  InvoiceDocument,
  ItemDocument,
  PaymentDocument,
} from '../../shared/core/documents.ts';
import { differenceOf } from '../../shared/core/twins.ts';
import { shown } from '../support/decided.ts';

const CUSTOMER: CustomerDocument = {
  type: 'customer',
  name: 'Grand Hotel Ltd',
  email: 'books@example.com',
  currency: 'EUR',
  active: true,
};
const ITEM: ItemDocument = {
  type: 'item',
  name: 'Room night',
  itemType: 'service',
  incomeAccount: '80',
  active: true,
};
const INVOICE: InvoiceDocument = {
  type: 'invoice',
  number: 'F-1',
  customer: '7',
  currency: 'EUR',
  date: '2026-11-20',
  lines: [{ amount: '100.00' }, { amount: '20.00' }],
  taxMode: 'excluded',
};
const PAYMENT: PaymentDocument = {
  type: 'payment',
  customer: '7',
  currency: 'EUR',
  date: '2026-11-20',
  amount: '120.00',
  reference: 'R-1',
  applications: [],
};

describe('customers', () => {
  test.each<[string, Partial<CustomerDocument>, string | undefined]>([
    ['the same', {}, undefined],
    ['the name in another case', { name: 'GRAND hotel LTD' }, undefined],
    ['the address in another case', { email: 'Books@Example.com' }, undefined],
    ['no address', { email: undefined }, undefined],
    ['no currency', { currency: undefined }, undefined],
    ['another phone', { phone: '1' }, undefined],
    ['another name', { name: 'Grand Hotel' }, 'its name is "Grand Hotel"'],
    ['inactive', { active: false }, 'it is inactive'],
    ['another currency', { currency: 'USD' }, 'its currency is USD'],
    ['another address', { email: 'x@example.com' }, 'its e-mail address differs'],
  ])('%s', (_name, changes, difference) => {
    expect(differenceOf(CUSTOMER, shown({ ...CUSTOMER, ...changes }, '1'))).toBe(difference);
  });

  test.each([
    ['below its customer', '7', undefined],
    ['below another customer', '8', 'it stands below another customer, or below none'],
    ['at the top', undefined, 'it stands below another customer, or below none'],
  ])('a location found %s', (_name, parent, difference) => {
    const location = { ...CUSTOMER, parent: '7' };
    expect(differenceOf(location, shown({ ...location, parent }, '1'))).toBe(difference);
  });
});

describe('items', () => {
  test.each<[string, Partial<ItemDocument>, string | undefined]>([
    ['the same', {}, undefined],
    ['another price', { unitPrice: '1.00' }, undefined],
    ['an account that is not shown', { incomeAccount: undefined }, undefined],
    ['another name', { name: 'Room' }, 'its name is "Room"'],
    ['inactive', { active: false }, 'it is inactive'],
    ['another account', { incomeAccount: '81' }, 'it is booked on another income account'],
  ])('%s', (_name, changes, difference) => {
    expect(differenceOf(ITEM, shown({ ...ITEM, ...changes }, '1'))).toBe(difference);
  });
});

describe('invoices', () => {
  test.each<[string, Partial<InvoiceDocument>, string | undefined]>([
    ['the same', {}, undefined],
    ['another memo', { memo: 'hello' }, undefined],
    ['another number', { number: 'F-2' }, 'its number is F-2'],
    ['no number', { number: undefined }, 'its number is none'],
    ['another customer', { customer: '8' }, 'it belongs to another customer'],
    ['another currency', { currency: 'USD' }, 'its currency is USD'],
    ['another day', { date: '2026-11-21' }, 'its date is 2026-11-21'],
    [
      'a cent more on a line',
      { lines: [{ amount: '100.00' }, { amount: '20.01' }] },
      'its lines are 100.00 + 20.01, ours 100.00 + 20.00',
    ],
    [
      'the same sum in other lines',
      { lines: [{ amount: '120.00' }] },
      'its lines are 120.00, ours 100.00 + 20.00',
    ],
    ['a discount', { discount: { amount: '5.00' } }, 'its discount is 5.00'],
    ['a discount in per cent', { discount: { percent: '10' } }, 'its discount is 10 %'],
  ])('%s', (_name, changes, difference) => {
    expect(differenceOf(INVOICE, shown({ ...INVOICE, ...changes }, '1'))).toBe(difference);
  });

  test.each<[string, InvoiceDocument['discount'], InvoiceDocument['discount'], string | undefined]>([
    ['the same amount', { amount: '5.00' }, { amount: '5.00' }, undefined],
    ['the same per cent', { percent: '10' }, { percent: '10' }, undefined],
    ['none where ours has one', { amount: '5.00' }, undefined, 'its discount is none'],
    ['another amount', { amount: '5.00' }, { amount: '5.01' }, 'its discount is 5.01'],
    ['per cent instead of an amount', { amount: '10' }, { percent: '10' }, 'its discount is 10 %'],
  ])('a discount: %s', (_name, ours, theirs, difference) => {
    const found = shown({ ...INVOICE, discount: theirs }, '1');
    expect(differenceOf({ ...INVOICE, discount: ours }, found)).toBe(difference);
  });
});

describe('payments', () => {
  test.each<[string, Partial<PaymentDocument>, string | undefined]>([
    ['the same', {}, undefined],
    ['another customer', { customer: '8' }, 'it belongs to another customer'],
    ['another amount', { amount: '120.01' }, 'its amount is 120.01 EUR'],
    ['another currency', { currency: 'USD' }, 'its amount is 120.00 USD'],
    ['another day', { date: '2026-11-21' }, 'its date is 2026-11-21'],
    ['another reference', { reference: 'R-2' }, 'its reference is R-2'],
    ['no reference', { reference: undefined }, 'its reference is none'],
  ])('%s', (_name, changes, difference) => {
    expect(differenceOf(PAYMENT, shown({ ...PAYMENT, ...changes }, '1'))).toBe(difference);
  });
});

describe('never a twin', () => {
  const documents = [CUSTOMER, ITEM, INVOICE, PAYMENT];

  test.each(documents)('a dead $type', (document) => {
    expect(differenceOf(document, shown(document, '1', { status: 'voided' }))).toBe('it is voided');
    expect(differenceOf(document, shown(document, '1', { status: 'deleted' }))).toBe('it is deleted');
  });

  test.each(documents)('another kind of document than a $type, or one whose content is not shown', (ours) => {
    for (const theirs of documents.filter(({ type }) => type !== ours.type)) {
      expect(differenceOf(ours, shown(theirs, '1'))).toMatch(/^it is not an? /);
    }
    expect(differenceOf(ours, shown(ours, '1', { document: undefined }))).toMatch(/^it is not an? /);
  });
});

test('C12 where the ledger counts, its number makes no other invoice of ours', () => {
  const unnumbered = { ...INVOICE, number: undefined };
  expect(differenceOf(unnumbered, shown({ ...INVOICE, number: '1001' }, '1'))).toBeUndefined();
  expect(differenceOf(unnumbered, shown({ ...INVOICE, date: '2026-11-21' }, '1'))).toBe(
    'its date is 2026-11-21',
  );
});
