// Money through QuickBooks' JSON and back without a float on the way.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmount, readDecimal } from '../../shared/connectors/quickbooks/amounts.ts';
import { jsonNumber, parseJson, printJson } from '../../shared/connectors/quickbooks/json.ts';
import { fromMinor } from '../../shared/core/money.ts';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD');
const minor = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });

test('every amount comes back as itself', () => {
  fc.assert(
    fc.property(currency, minor, (code, units) => {
      const amount = fromMinor(units, code);
      const text = printJson({ Amount: jsonNumber(amount) });
      expect(text).toBe(`{"Amount":${amount}}`);
      expect(parseJson(text)).toEqual({ Amount: amount });
      expect(readAmount(amount, code)).toBe(amount);
    }),
    { numRuns: 20_000 },
  );
});

test.each([
  ['5', 'EUR', '5.00'],
  ['5.0', 'EUR', '5.00'],
  ['1e2', 'EUR', '100.00'],
  ['1.5E+1', 'EUR', '15.00'],
  ['-0', 'EUR', '0.00'],
  ['-0.001', 'EUR', '0.00'],
  ['0.1', 'EUR', '0.10'],
  ['26.819999999999997', 'EUR', '26.82'],
  ['0.005', 'EUR', '0.01'],
  ['100', 'JPY', '100'],
  ['1.2345', 'KWD', '1.235'],
  ['NaN', 'EUR', undefined],
  ['', 'EUR', undefined],
  ['1e99999999', 'EUR', undefined],
  ['1e99', 'EUR', undefined],
  ['12', 'XXXX', undefined],
  [undefined, 'EUR', undefined],
  [null, 'EUR', undefined],
])('%s in %s is %s', (digits, code, amount) => {
  expect(readAmount(digits, code)).toBe(amount);
});

test.each([
  ['5.50', '5.5'],
  ['0.000', '0'],
  ['33.3333333', '33.3333333'],
  ['1e-2', '0.01'],
  ['x', undefined],
])('the decimal %s is %s', (digits, decimal) => {
  expect(readDecimal(digits)).toBe(decimal);
});

test.each(['', '<html>', '{"a":', '['.repeat(100_000), '{"a":1}{"b":2}'])('no JSON is no answer', (text) => {
  expect(parseJson(text)).toBeUndefined();
});
