// Money: what is an amount of a currency and what is not, and that nothing is ever lost on the way to minor units and back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalAmount,
  decimalsOf,
  fromMinor,
  lineAmount,
  minorOf,
  percentOf,
  sumOf,
  toMinor,
  wholeUnits,
} from '../../shared/core/money.ts';

describe('the canonical form of an amount', () => {
  test.each([
    ['120', 'EUR', '120.00'],
    ['120.5', 'EUR', '120.50'],
    ['120.50', 'EUR', '120.50'],
    ['120.5000', 'EUR', '120.50'],
    ['-3.1', 'EUR', '-3.10'],
    ['0', 'EUR', '0.00'],
    ['-0.00', 'EUR', '0.00'],
    ['007.10', 'EUR', '7.10'],
    ['999999999999999.99', 'EUR', '999999999999999.99'],
    ['000000000000000000001', 'EUR', '1.00'],
    ['1200', 'JPY', '1200'],
    ['1200.00', 'JPY', '1200'],
    ['-5', 'JPY', '-5'],
    ['1.2', 'KWD', '1.200'],
    ['0.001', 'KWD', '0.001'],
    ['9007199254740993.01', 'EUR', undefined],
    ['900719925474099.37', 'EUR', '900719925474099.37'],
  ])('%s %s is %s', (text, currency, expected) => {
    expect(canonicalAmount(text, currency)).toBe(expected);
  });

  test.each([
    ['1e3', 'EUR', 'an exponent'],
    ['1E3', 'EUR', 'an exponent'],
    ['NaN', 'EUR', 'no number'],
    ['Infinity', 'EUR', 'no number'],
    ['', 'EUR', 'nothing'],
    [' 1', 'EUR', 'a space'],
    ['1\n', 'EUR', 'a line break'],
    ['+1', 'EUR', 'a plus sign'],
    ['--1', 'EUR', 'two signs'],
    ['1,50', 'EUR', 'a comma'],
    ['1.', 'EUR', 'a point without decimals'],
    ['.5', 'EUR', 'no digit before the point'],
    ['0x10', 'EUR', 'hexadecimal'],
    ['1_000', 'EUR', 'a separator'],
    ['١٢', 'EUR', 'digits of another script'],
    ['1.005', 'EUR', 'more decimals than the currency has'],
    ['1.5', 'JPY', 'more decimals than the currency has'],
    ['1.0001', 'KWD', 'more decimals than the currency has'],
    ['1234567890123456', 'EUR', 'more digits than ledgers hold'],
    ['1', 'XYZ', 'an unknown currency'],
    ['1', '', 'no currency'],
  ])('%j %s is none: %s', (text, currency) => {
    expect(canonicalAmount(text, currency)).toBeUndefined();
    expect(() => minorOf(text, currency)).toThrow();
  });

  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['XYZ', undefined],
  ])('%s has %s decimals', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });
});

const CURRENCIES = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'BHD', 'CLF');
/** Up to 15 digits before the point, whatever the currency. */
const minors = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });

describe('nothing is lost', () => {
  test('minor units -> text -> minor units', () => {
    fc.assert(
      fc.property(minors, CURRENCIES, (minor, currency) => {
        const text = fromMinor(minor, currency);
        expect(toMinor(text, currency)).toBe(minor);
        expect(canonicalAmount(text, currency)).toBe(text);
      }),
    );
  });

  test('a sum is the sum of the minor units, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(minors, { maxLength: 20 }), CURRENCIES, (parts, currency) => {
        const amounts = parts.map((part) => fromMinor(part, currency));
        const total = fromMinor(
          parts.reduce((sum, part) => sum + part, 0n),
          currency,
        );
        expect(sumOf(amounts, currency)).toBe(total);
        expect(sumOf(amounts.reverse(), currency)).toBe(total);
      }),
    );
  });

  test('ten dimes are one euro', () => {
    expect(
      sumOf(
        Array.from({ length: 10 }, () => '0.10'),
        'EUR',
      ),
    ).toBe('1.00');
    expect(sumOf([], 'KWD')).toBe('0.000');
  });

  test('any text either is refused or keeps its value', () => {
    fc.assert(
      fc.property(fc.string(), CURRENCIES, (text, currency) => {
        const amount = canonicalAmount(text, currency);
        if (amount !== undefined) expect(canonicalAmount(amount, currency)).toBe(amount);
      }),
    );
  });
});

describe('rounding is half up, away from zero, once', () => {
  test.each([
    ['3', '0.335', 'EUR', '1.01'], // 1.005: a float would give 1.00
    ['1', '1.005', 'EUR', '1.01'],
    ['1', '1.0049999', 'EUR', '1.00'],
    ['-1', '1.005', 'EUR', '-1.01'],
    ['0.1', '0.2', 'EUR', '0.02'],
    ['2.5', '3', 'JPY', '8'],
    ['3', '0.0005', 'KWD', '0.002'],
    ['1000000', '0.0000001', 'EUR', '0.10'],
  ])('%s x %s %s = %s', (quantity, unitPrice, currency, expected) => {
    expect(lineAmount(quantity, unitPrice, currency)).toBe(expected);
  });

  test.each([
    ['100.00', '21', 'EUR', '21.00'],
    ['0.50', '1', 'EUR', '0.01'],
    ['0.49', '1', 'EUR', '0.00'],
    ['33.33', '33.3333', 'EUR', '11.11'],
    ['-0.50', '1', 'EUR', '-0.01'],
    ['105', '10', 'JPY', '11'],
  ])('of %s, %s %% in %s is %s', (amount, percent, currency, expected) => {
    expect(percentOf(amount, percent, currency)).toBe(expected);
  });

  test('an unknown currency is a bug of the caller', () => {
    expect(() => lineAmount('1', '1', 'XYZ')).toThrow('XYZ');
    expect(() => percentOf('1', '1', 'XYZ')).toThrow('XYZ');
    expect(() => fromMinor(1n, 'XYZ')).toThrow('XYZ');
  });
});

test.each([
  ['120.99', 120],
  ['-120.99', 120],
  ['0.50', 0],
  ['500', 500],
])('the whole units of %s are %i', (amount, units) => {
  expect(wholeUnits(amount)).toBe(units);
});
