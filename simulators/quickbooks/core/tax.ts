// Sales tax of a transaction: in the US one code for the whole form, elsewhere a code on each line.
import { amountAt, amountOf, rounded, sum, written, zero, type Amount } from './amounts.ts';
import { countryOf, find, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { flagAt, has, objectAt, objectsAt, refAt, textAt, type JsonObject } from './json.ts';

/** One line as tax sees it. */
export interface TaxableLine {
  /** Net, or gross when amounts include tax. */
  readonly amount: Amount;
  readonly taxCode: string | undefined;
}

export interface TaxRequest {
  readonly lines: readonly TaxableLine[];
  readonly discount: Amount;
  readonly currency: string;
  /** The fields of the transaction as they will stand. */
  readonly fields: JsonObject;
  /** The tax detail of this request, not of an earlier one. */
  readonly sentDetail: JsonObject | undefined;
}

export type TaxResult =
  | { readonly fault: Fault }
  | {
      readonly detail: JsonObject;
      /** What tax adds to the net amounts. */
      readonly total: Amount;
      /** The net amount of each line, in their order. */
      readonly nets: readonly Amount[];
      readonly calculation: string | undefined;
    };

/** Calculates the tax of a transaction, or refuses its codes. */
export const taxOf = (company: Company, request: TaxRequest): TaxResult => {
  const nets = request.lines.map((line) => line.amount);
  const untaxed = { detail: {}, total: zero, nets, calculation: undefined };
  if (company.settings.usingSalesTax === false) return untaxed;
  return countryOf(company.settings) === 'US' ? usTax(company, request) : lineTax(company, request);
};

/** Whether the amounts of a transaction include tax. */
export const includesTax = (company: Company, fields: JsonObject): boolean =>
  countryOf(company.settings) !== 'US' && textAt(fields, 'GlobalTaxCalculation') === 'TaxInclusive';

const usTax = (company: Company, request: TaxRequest): TaxResult => {
  const wrong = request.lines.find((line) => line.taxCode !== 'TAX' && line.taxCode !== 'NON');
  if (wrong !== undefined) return { fault: faults.badTaxCode(wrong.taxCode ?? '') };
  const taxable = request.lines.filter((line) => line.taxCode === 'TAX');
  const code = taxable.length === 0 ? undefined : usCode(company, request);
  const base = usBase(request, sum(taxable.map((line) => line.amount)));
  const computed =
    code === undefined ? [] : ratesOf(company, code).map((rate) => taxLine(rate, base, request));
  const taxLines = settle(company, request, computed);
  const total = sum(taxLines.map((line) => line.tax));
  const detail = {
    TxnTaxCodeRef: code === undefined ? undefined : { value: code },
    TotalTax: written(total),
    TaxLine: taxLines.length === 0 ? undefined : taxLines.map(shownTaxLine),
  };
  const nets = request.lines.map((line) => line.amount);
  return { detail, total, nets, calculation: undefined };
};

const usCode = (company: Company, request: TaxRequest): string | undefined => {
  const sent = refAt(objectAt(request.fields, 'TxnTaxDetail'), 'TxnTaxCodeRef');
  if (company.knobs.taxMode === 'manual') return sent;
  // The engine replaces the code that was sent by the one of the company's own state.
  return refAt(objectAt(find(company, 'Preferences', '1')?.fields, 'TaxPrefs'), 'TaxGroupCodeRef') ?? sent;
};

const usBase = (request: TaxRequest, taxable: Amount): Amount => {
  if (flagAt(request.fields, 'ApplyTaxAfterDiscount') !== true || request.discount.eq(0)) return taxable;
  const subtotal = sum(request.lines.map((line) => line.amount));
  if (subtotal.eq(0)) return taxable;
  return rounded(taxable.minus(request.discount.times(taxable).div(subtotal)), request.currency);
};

interface Rate {
  readonly id: string;
  readonly percent: Amount;
}

interface TaxLine {
  readonly rate: Rate;
  readonly net: Amount;
  readonly tax: Amount;
}

const ratesOf = (company: Company, code: string): readonly Rate[] => {
  const list = objectAt(find(company, 'TaxCode', code)?.fields, 'SalesTaxRateList');
  return objectsAt(list, 'TaxRateDetail').flatMap((detail) => {
    const id = refAt(detail, 'TaxRateRef');
    const rate = id === undefined ? undefined : find(company, 'TaxRate', id);
    return id === undefined || rate === undefined
      ? []
      : [{ id, percent: amountOf(rate.fields, 'RateValue') }];
  });
};

const taxLine = (rate: Rate, net: Amount, request: TaxRequest): TaxLine => ({
  rate,
  net,
  tax: rounded(net.times(rate.percent).div(100), request.currency),
});

// A sent total replaces the computed one and is spread over the rates; then the switch takes its cent.
const settle = (company: Company, request: TaxRequest, lines: readonly TaxLine[]): readonly TaxLine[] => {
  const sent = amountAt(request.sentDetail, 'TotalTax');
  const keepsTotal = sent !== undefined && company.knobs.taxMode !== 'automatedIgnoresTotal';
  const kept = keepsTotal ? spread(lines, sent, request.currency) : lines;
  const [first, ...rest] = kept;
  if (!company.knobs.oneCentOff || first === undefined || first.tax.lte(0.01)) return kept;
  return [{ ...first, tax: first.tax.minus(0.01) }, ...rest];
};

const spread = (lines: readonly TaxLine[], total: Amount, currency: string): readonly TaxLine[] => {
  const computed = sum(lines.map((line) => line.tax));
  if (computed.eq(0) || computed.eq(total)) return lines;
  let rest = total;
  return lines.map((line, index) => {
    const last = index === lines.length - 1;
    const tax = last ? rest : rounded(total.times(line.tax).div(computed), currency);
    rest = rest.minus(tax);
    return { ...line, tax };
  });
};

const shownTaxLine = (line: TaxLine): JsonObject => ({
  Amount: written(line.tax),
  DetailType: 'TaxLineDetail',
  TaxLineDetail: {
    TaxRateRef: { value: line.rate.id },
    PercentBased: true,
    TaxPercent: written(line.rate.percent),
    NetAmountTaxable: written(line.net),
  },
});

const calculations = ['TaxExcluded', 'TaxInclusive', 'NotApplicable'];

const lineTax = (company: Company, request: TaxRequest): TaxResult => {
  const calculation = textAt(request.fields, 'GlobalTaxCalculation') ?? 'TaxExcluded';
  const fault = checkLineTax(company, request, calculation);
  if (fault !== undefined) return { fault };
  const nets = request.lines.map((line) => line.amount);
  if (calculation === 'NotApplicable') return { detail: {}, total: zero, nets, calculation };
  const inclusive = calculation === 'TaxInclusive';
  const groups = groupByCode(request.lines).map((group) => taxGroup(company, request, group, inclusive));
  const taxLines = settle(
    company,
    request,
    groups.flatMap((group) => group.taxLines),
  );
  const total = sum(taxLines.map((line) => line.tax));
  const detail = { TotalTax: written(total), TaxLine: taxLines.map(shownTaxLine) };
  const netOf = new Map(groups.flatMap((group) => group.nets));
  return { detail, total, nets: request.lines.map((line) => netOf.get(line) ?? line.amount), calculation };
};

const checkLineTax = (company: Company, request: TaxRequest, calculation: string): Fault | undefined => {
  if (!calculations.includes(calculation)) return faults.badEnumeration('GlobalTaxCalculation', calculation);
  if (calculation === 'NotApplicable') {
    const sent = request.sentDetail;
    return sent !== undefined && (has(sent, 'TotalTax') || has(sent, 'TaxLine'))
      ? faults.taxNotApplicable()
      : undefined;
  }
  for (const line of request.lines) {
    if (line.taxCode === undefined) {
      return faults.business('Make sure all your transactions have a VAT rate before you save.');
    }
    if (find(company, 'TaxCode', line.taxCode) === undefined) return faults.badTaxCode(line.taxCode);
  }
  return undefined;
};

interface Group {
  readonly code: string;
  readonly lines: readonly TaxableLine[];
}

const groupByCode = (lines: readonly TaxableLine[]): readonly Group[] => {
  const groups = new Map<string, TaxableLine[]>();
  for (const line of lines) {
    const code = line.taxCode ?? '';
    groups.set(code, [...(groups.get(code) ?? []), line]);
  }
  return [...groups].map(([code, grouped]) => ({ code, lines: grouped }));
};

interface TaxedGroup {
  readonly taxLines: readonly TaxLine[];
  readonly nets: readonly (readonly [TaxableLine, Amount])[];
}

const taxGroup = (company: Company, request: TaxRequest, group: Group, inclusive: boolean): TaxedGroup => {
  const rates = ratesOf(company, group.code);
  const percent = sum(rates.map((rate) => rate.percent));
  const sent = sum(group.lines.map((line) => line.amount));
  const base = sent.minus(discountShare(request, sent));
  const tax = groupTax(company, request, { group, base, percent, inclusive });
  const net = inclusive ? base.minus(tax) : base;
  const even = rates.map((rate) => taxLine(rate, net, request));
  return {
    taxLines: spread(even, tax, request.currency),
    nets: netLines(request, group, percent, inclusive),
  };
};

const discountShare = (request: TaxRequest, part: Amount): Amount => {
  const subtotal = sum(request.lines.map((line) => line.amount));
  if (request.discount.eq(0) || subtotal.eq(0)) return zero;
  return rounded(request.discount.times(part).div(subtotal), request.currency);
};

interface GroupBase {
  readonly group: Group;
  readonly base: Amount;
  readonly percent: Amount;
  readonly inclusive: boolean;
}

const groupTax = (
  company: Company,
  request: TaxRequest,
  { group, base, percent, inclusive }: GroupBase,
): Amount => {
  const divisor = inclusive ? percent.plus(100) : 100;
  const taxOn = (amount: Amount): Amount => rounded(amount.times(percent).div(divisor), request.currency);
  const perLine = company.knobs.taxRounding === 'perLine' && request.discount.eq(0);
  return perLine ? sum(group.lines.map((line) => taxOn(line.amount))) : taxOn(base);
};

// The nets of inclusive lines must add up to what is left after the group's tax: the last line takes the rest.
const netLines = (
  request: TaxRequest,
  group: Group,
  percent: Amount,
  inclusive: boolean,
): TaxedGroup['nets'] => {
  if (!inclusive) return group.lines.map((line) => [line, line.amount] as const);
  const gross = sum(group.lines.map((line) => line.amount));
  let rest = gross.minus(rounded(gross.times(percent).div(percent.plus(100)), request.currency));
  return group.lines.map((line, index) => {
    const last = index === group.lines.length - 1;
    const net = last ? rest : rounded(line.amount.times(100).div(percent.plus(100)), request.currency);
    rest = rest.minus(net);
    return [line, net] as const;
  });
};
