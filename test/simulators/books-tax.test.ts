// Sales tax: the code of the form in the US, the codes of the lines elsewhere, rounding, and the missing cent.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { openDesk, salesForm, salesLine, shown, verdict, version } from './books-support.ts';

const code = (value: string): JsonObject => ({ TaxCodeRef: { value } });
const withCode = (value: string, more: JsonObject = {}) => ({
  TxnTaxDetail: { TxnTaxCodeRef: { value }, ...more },
});
const taxOf = (form: JsonObject) => objectAt(form, 'TxnTaxDetail')?.TotalTax;
const taxAmounts = (form: JsonObject) =>
  objectsAt(objectAt(form, 'TxnTaxDetail'), 'TaxLine').map((line) => line.Amount);

describe('in the US', () => {
  const Line = [salesLine(422, code('TAX')), salesLine(100, code('NON'))];

  test('the rates of the code apply to the taxable lines', () => {
    const invoice = openDesk().invoice(0, { Line, ...withCode('3') });
    expect(invoice).toMatchObject({ TotalAmt: 560.4, Balance: 560.4 });
    expect([taxOf(invoice), taxAmounts(invoice)]).toEqual([38.4, [29.96, 8.44]]);
    expect(objectAt(invoice, 'TxnTaxDetail')).toMatchObject({
      TxnTaxCodeRef: { value: '3' },
      TaxLine: [
        {
          DetailType: 'TaxLineDetail',
          TaxLineDetail: { TaxRateRef: { value: '1' }, TaxPercent: 7.1, NetAmountTaxable: 422 },
        },
        { TaxLineDetail: { TaxRateRef: { value: '2' }, TaxPercent: 2 } },
      ],
    });
  });

  test('without a code nothing is taxed', () => {
    expect(taxOf(openDesk().invoice(0, { Line }))).toBe(0);
  });

  test('a sent total is kept and spread over the rates', () => {
    const invoice = openDesk().invoice(0, { Line, ...withCode('3', { TotalTax: 30 }) });
    expect([taxOf(invoice), invoice.TotalAmt]).toEqual([30, 552]);
    expect(taxAmounts(invoice)).toEqual([23.41, 6.59]);
  });

  test.each<readonly ['automated' | 'automatedIgnoresTotal', number]>([
    ['automated', 30],
    ['automatedIgnoresTotal', 33.76],
  ])('the engine replaces the code: %s', (taxMode, expected) => {
    const desk = openDesk();
    desk.knobs().taxMode = taxMode;
    const invoice = desk.invoice(0, { Line, ...withCode('3', { TotalTax: 30 }) });
    expect(objectAt(invoice, 'TxnTaxDetail')).toMatchObject({
      TxnTaxCodeRef: { value: '2' },
      TotalTax: expected,
    });
  });

  test('a company without sales tax ignores the detail', () => {
    const desk = openDesk({ usingSalesTax: false });
    expect(desk.invoice(0, { Line, ...withCode('3') })).toMatchObject({ TotalAmt: 522 });
  });

  test.each([
    [false, 49],
    [true, 48.6],
  ])('tax after discount: %s', (after, total) => {
    const discount = { Amount: 5, DetailType: 'DiscountLineDetail', DiscountLineDetail: {} };
    const lines = [salesLine(50, code('TAX')), discount];
    const invoice = openDesk().invoice(0, { Line: lines, ApplyTaxAfterDiscount: after, ...withCode('2') });
    expect(invoice.TotalAmt).toBe(total);
  });

  test('an update of the memo alone leaves a sent tax as it is', () => {
    const desk = openDesk();
    const old = desk.invoice(0, { Line, ...withCode('3', { TotalTax: 30 }) });
    const reply = desk.post('/invoice', { ...version(old), sparse: true, PrivateNote: 'seen' });
    expect(shown('Invoice', reply)).toMatchObject({ TotalAmt: 552, TxnTaxDetail: old.TxnTaxDetail });
  });

  test('an update of the lines calculates again', () => {
    const desk = openDesk();
    const old = desk.invoice(0, { Line, ...withCode('3') });
    const body = { ...version(old), sparse: true, Line: [salesLine(100, code('TAX'))] };
    expect(shown('Invoice', desk.post('/invoice', body))).toMatchObject({ TotalAmt: 109.1 });
  });
});

describe('outside the US', () => {
  const desk20 = () => openDesk({ country: 'GB' });

  test('each line has its code; excluded is the rule', () => {
    const Line = [salesLine(100, code('2')), salesLine(50, code('3')), salesLine(10, code('4'))];
    const invoice = desk20().invoice(0, { Line });
    expect(invoice).toMatchObject({ GlobalTaxCalculation: 'TaxExcluded', TotalAmt: 182.5 });
    expect(invoice.CurrencyRef).toMatchObject({ value: 'GBP' });
    expect(taxAmounts(invoice)).toEqual([20, 2.5, 0]);
  });

  test('included tax is taken out of the gross amounts', () => {
    const Line = [
      salesLine(100, { ...code('2'), TaxInclusiveAmt: 120 }),
      salesLine(9.99, { ...code('2'), TaxInclusiveAmt: 9.99 }),
    ];
    const invoice = desk20().invoice(0, { Line, GlobalTaxCalculation: 'TaxInclusive' });
    expect([invoice.TotalAmt, taxOf(invoice)]).toEqual([129.99, 21.67]);
    const [first, second, subtotal] = objectsAt(invoice, 'Line');
    expect([first?.Amount, second?.Amount, subtotal?.Amount]).toEqual([100, 8.32, 108.32]);
    expect(objectAt(second, 'SalesItemLineDetail')?.TaxInclusiveAmt).toBe(9.99);
  });

  test('amounts that say they include tax but name no gross are the gross', () => {
    const invoice = desk20().invoice(0, {
      Line: [salesLine(120, code('2'))],
      GlobalTaxCalculation: 'TaxInclusive',
    });
    expect([invoice.TotalAmt, taxOf(invoice)]).toEqual([120, 20]);
  });

  test.each<readonly [title: string, more: JsonObject, expected: string]>([
    ['a line without code', { Line: [salesLine(1)] }, '400 6000'],
    ['a code of the US', { Line: [salesLine(1, code('TAX'))] }, '400 6100'],
    [
      'a detail where tax is not applicable',
      { Line: [salesLine(1)], GlobalTaxCalculation: 'NotApplicable', TxnTaxDetail: { TotalTax: 1 } },
      '400 6170',
    ],
    ['a calculation nobody knows', { GlobalTaxCalculation: 'Sometimes' }, '400 2170'],
  ])('refused: %s', (_title, more, expected) => {
    expect(verdict(desk20().post('/invoice', { ...salesForm(1), ...more }))).toBe(expected);
  });

  test('not applicable needs no code and adds nothing', () => {
    const invoice = desk20().invoice(5, { GlobalTaxCalculation: 'NotApplicable' });
    expect(invoice).toMatchObject({ TotalAmt: 5, TxnTaxDetail: {} });
  });

  test('an update that echoes the detail keeps the old tax', () => {
    const desk = desk20();
    const old = desk.invoice(0, { Line: [salesLine(100, code('2'))] });
    const line = salesLine(200, code('2'));
    const echoed = { ...version(old), sparse: true, Line: [line], TxnTaxDetail: old.TxnTaxDetail };
    const kept = shown('Invoice', desk.post('/invoice', echoed));
    expect(kept.TotalAmt).toBe(220);
    const next = desk.post('/invoice', { ...version(kept), sparse: true, Line: [line] });
    expect(shown('Invoice', next).TotalAmt).toBe(240);
  });

  test('several rates of one code', () => {
    const desk = openDesk({ country: 'CA' });
    const invoice = desk.invoice(0, { Line: [salesLine(4495.16, code('3'))] });
    expect(taxAmounts(invoice)).toEqual([224.76, 448.39]);
  });

  test.each<readonly ['perRate' | 'perLine', number]>([
    ['perRate', 0.32],
    ['perLine', 0.33],
  ])('rounds %s', (taxRounding, tax) => {
    const desk = openDesk({ country: 'NL' });
    desk.knobs().taxRounding = taxRounding;
    const Line = [salesLine(0.5, code('2')), salesLine(0.5, code('2')), salesLine(0.5, code('2'))];
    expect(taxOf(desk.invoice(0, { Line }))).toBe(tax);
  });
});

test('the switch takes one cent of the tax, sent or computed', () => {
  const desk = openDesk();
  desk.knobs().oneCentOff = true;
  const Line = [salesLine(100, code('TAX'))];
  expect(taxOf(desk.invoice(0, { Line, ...withCode('2') }))).toBe(7.99);
  expect(desk.invoice(0, { Line, ...withCode('2', { TotalTax: 8 }) }).TotalAmt).toBe(107.99);
});
