// Completeness as tables: what a record is worth when it arrives, and when received and found add up.
import { describe, expect, test } from 'vitest';
import {
  amountsOf,
  arrivalOf,
  completenessOf,
  NOTHING,
  type Tally,
  together,
  withArrival,
} from '../../shared/core/completeness.ts';
import type { HealthState } from '../../shared/core/links.ts';
import type { SourceRecord } from '../../shared/core/records.ts';
import { CUSTOMER, INVOICE, ITEM, LINE, PAYMENT, said } from '../support/facts.ts';

const tally = (count: number, money: Readonly<Record<string, bigint>> = {}): Tally => ({
  count,
  money: new Map(Object.entries(money)),
});

describe('what a record is worth when it arrives', () => {
  const lines = [
    { ...LINE, amount: '10.50' },
    { ...LINE, amount: '-0.25' },
  ];
  test.each<[string, SourceRecord, object | undefined]>([
    ['a customer', CUSTOMER, undefined],
    ['an item', ITEM, undefined],
    ['a payment', { ...PAYMENT, currency: 'JPY', amount: '120' }, { currency: 'JPY', amount: '120' }],
    ['an invoice', { ...INVOICE, lines, total: '99.00' }, { currency: 'EUR', amount: '99.00' }],
    [
      'an invoice that does not say its total',
      { ...INVOICE, lines, total: undefined },
      { currency: 'EUR', amount: '10.25' },
    ],
  ])('%s', (_, record, money) => {
    expect(arrivalOf(said(record, { receivedAt: 7 }))).toEqual({ at: 7, money });
  });

  test('a record whose end is the first we hear is worth nothing', () => {
    expect(arrivalOf(said(undefined, { presence: 'voided', receivedAt: 7 }))).toEqual({ at: 7 });
  });
});

test('tallies add up by currency, without ever leaving whole minor units', () => {
  const eur = (amount: string) => ({ at: 1, money: { currency: 'EUR', amount } });
  const three = ['0.10', '0.20', '999999999999999.99'].map(eur).reduce(withArrival, NOTHING);
  const all = together(withArrival(three, { at: 1 }), tally(2, { EUR: -30n, KWD: 1_001n }));
  expect(all.count).toBe(6);
  expect(amountsOf(all)).toEqual({ EUR: '999999999999999.99', KWD: '1.001' });
  expect(NOTHING).toEqual(tally(0));
});

describe('received against found', () => {
  type Found = Readonly<Partial<Record<HealthState, Tally>>>;
  const of = (received: Tally, found: Found) => {
    const { synced = NOTHING, failed = NOTHING, waiting = NOTHING } = found;
    const states = new Map([
      ['synced', synced],
      ['failed', failed],
      ['waiting', waiting],
    ] as const);
    return completenessOf(received, states);
  };
  test.each<[string, Tally, Found, { lost: number; uncounted: number; addsUp: boolean }]>([
    ['nothing at all', tally(0), {}, { lost: 0, uncounted: 0, addsUp: true }],
    [
      'all of it, in several states',
      tally(3, { EUR: 300n }),
      { synced: tally(2, { EUR: 250n }), failed: tally(1, { EUR: 50n }) },
      { lost: 0, uncounted: 0, addsUp: true },
    ],
    [
      'one that is not there',
      tally(3, { EUR: 300n }),
      { synced: tally(2, { EUR: 300n }) },
      { lost: 1, uncounted: 0, addsUp: false },
    ],
    [
      'one more than the door counted',
      tally(1, { EUR: 100n }),
      { waiting: tally(2, { EUR: 150n }) },
      { lost: 0, uncounted: 1, addsUp: true },
    ],
    [
      'as many, but a cent off',
      tally(1, { EUR: 100n }),
      { synced: tally(1, { EUR: 101n }) },
      { lost: 0, uncounted: 0, addsUp: false },
    ],
    [
      'as many, but in another currency',
      tally(1, { EUR: 100n }),
      { synced: tally(1, { USD: 100n }) },
      { lost: 0, uncounted: 0, addsUp: false },
    ],
    [
      'no money of a currency and none of it',
      tally(1, { EUR: 0n }),
      { synced: tally(1) },
      { lost: 0, uncounted: 0, addsUp: true },
    ],
  ])('%s', (_, received, found, expected) => {
    expect(of(received, found)).toMatchObject(expected);
  });
});
