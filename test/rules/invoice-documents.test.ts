// The documents that invoices become: which item, tax, number and rate stand on them.
import { expect, test } from 'vitest';
import type { Facts } from '../../shared/core/decisions.ts';
import type { Invoice } from '../../shared/core/records.ts';
import { draftOf } from '../support/decided.ts';
import {
  BOOKED,
  bookedLink,
  CUSTOMER,
  factsAbout,
  INVOICE,
  LINE,
  relating,
  type Situation,
} from '../support/facts.ts';

/** The facts about an invoice that differs from the example. */
const about = (invoice: Partial<Invoice>, situation: Situation = {}): Facts =>
  factsAbout({ ...INVOICE, ...invoice }, situation);

test('CLK-05: the whole document of a plain folio, under the number of the source', () => {
  expect(draftOf(about({}))).toEqual({
    type: 'invoice',
    number: 'F-1001',
    customer: 'doc_customer',
    currency: 'EUR',
    date: '2026-11-20',
    lines: [
      {
        item: 'doc_item',
        description: 'Two nights',
        quantity: '2',
        unitPrice: '60.00',
        amount: '120.00',
        taxCode: 'tax_20',
      },
    ],
    taxMode: 'excluded',
  });
});

const GROUPED = { ...LINE, revenueGroup: 'rooms', category: 'night' };
test.each([
  ['group and category', { 'rooms/night': 'exact', rooms: 'group', itm_1: 'item' }, GROUPED, 'exact'],
  ['group', { rooms: 'group', itm_1: 'item' }, GROUPED, 'group'],
  ['item of the map', { itm_1: 'item' }, GROUPED, 'item'],
  ['item that was sent', {}, GROUPED, 'doc_item'],
  ['default', {}, { ...GROUPED, itemId: undefined }, 'default'],
  ['default for an item never heard of', {}, { ...LINE, itemId: 'itm_9' }, 'default'],
])('CLK-22: the more exact entry wins: %s', (_name, map, line, expected) => {
  const document = draftOf(about({ lines: [line] }, { policy: { items: { map, defaultItem: 'default' } } }));
  expect(document).toMatchObject({ lines: [{ item: expected }] });
});

test.each([
  ['excluded', false, 'mapped'],
  ['included', true, 'mapped'],
  ['none', true, 'none'],
] as const)(
  'tax is %s when prices include it: %s and the policy says %s',
  (taxMode, pricesIncludeTax, mode) => {
    const document = draftOf(about({ pricesIncludeTax, taxTotal: '24.00' }, { policy: { tax: { mode } } }));
    expect(document).toMatchObject({ taxMode });
    if (mode === 'none') {
      expect(document).toMatchObject({ taxTotal: undefined, lines: [{ taxCode: undefined }] });
    }
  },
);

test('an exchange rate is only written for a foreign currency', () => {
  const dollars = new Map([...BOOKED, ...relating(bookedLink({ ...CUSTOMER, currency: 'USD' }, 'c'))]);
  expect(draftOf(about({ exchangeRate: '1.95583' }))).toMatchObject({ exchangeRate: undefined });
  expect(draftOf(about({ exchangeRate: '0.92', currency: 'USD' }, { related: dollars }))).toMatchObject({
    exchangeRate: '0.92',
  });
});
