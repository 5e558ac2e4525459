// The lines of sales forms: ids, defaults from items, the product rule, subtotals and discounts.
import { amountAt, amountOf, rounded, sum, written, zero, type Amount } from './amounts.ts';
import { countryOf, find, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { flagAt, has, objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import type { Preparation } from './preparation.ts';
import { includesTax, type TaxableLine } from './tax.ts';

/** The lines of a sales form, ready for tax. */
export interface SalesLines {
  readonly lines: readonly JsonObject[];
  /** The lines that count, in their order; tax gives each its net amount. */
  readonly taxable: readonly TaxableLine[];
  readonly discountLine: JsonObject | undefined;
  readonly discount: Amount;
}

export type SalesLinesResult = { readonly fault: Fault } | { readonly sales: SalesLines };

/** Reads the lines of a request; the list is always the complete new list. */
export const readSalesLines = (
  company: Company,
  preparation: Preparation,
  currency: string,
): SalesLinesResult => {
  const sent = objectsAt(preparation.fields, 'Line').filter(
    (line) => line.DetailType !== 'SubTotalLineDetail',
  );
  if (sent.length === 0) return { fault: faults.required('Line') };
  const inclusive = includesTax(company, preparation.fields);
  for (const line of sent) {
    const fault = checkLine(company, line, { inclusive, currency });
    if (fault !== undefined) return { fault };
  }
  const ids = lineIds(preparation);
  const discounts = sent.filter((line) => line.DetailType === 'DiscountLineDetail');
  const lines = sent.filter((line) => !discounts.includes(line)).map((line) => filled(company, line, ids));
  const taxable = lines.filter(isSales).map((line) => asTaxable(line, inclusive));
  const subtotal = sum(taxable.map((line) => line.amount));
  const discount = sum(discounts.map((line) => discountAmount(line, subtotal, currency)));
  return {
    sales: { lines: numbered(lines), taxable, discount, discountLine: shownDiscount(discounts[0], discount) },
  };
};

/** The finished lines: nets entered, the subtotal added, the discount last. */
export const finishedLines = (
  sales: SalesLines,
  nets: readonly Amount[],
  inclusive: boolean,
): readonly JsonObject[] => {
  let index = 0;
  const lines = sales.lines.map((line) => {
    if (!isSales(line)) return line;
    const net = nets[index] ?? zero;
    const gross = sales.taxable[index]?.amount ?? zero;
    index += 1;
    if (!inclusive) return line;
    const detail = { ...objectAt(line, 'SalesItemLineDetail'), TaxInclusiveAmt: written(gross) };
    return { ...line, Amount: written(net), SalesItemLineDetail: detail };
  });
  const subtotal = {
    Amount: written(sum(nets)),
    DetailType: 'SubTotalLineDetail',
    SubTotalLineDetail: {},
  };
  return [...lines, subtotal, ...(sales.discountLine === undefined ? [] : [sales.discountLine])];
};

const isSales = (line: JsonObject): boolean => line.DetailType === 'SalesItemLineDetail';

const lineTypes = ['SalesItemLineDetail', 'DescriptionOnly', 'DiscountLineDetail'];

const checkLine = (
  company: Company,
  line: JsonObject,
  form: { readonly inclusive: boolean; readonly currency: string },
): Fault | undefined => {
  const type = textAt(line, 'DetailType');
  if (type === undefined) return faults.required('Line.DetailType');
  if (!lineTypes.includes(type)) return faults.badEnumeration('DetailType', type);
  if (type === 'DiscountLineDetail') return checkDiscount(company, line);
  if (type === 'DescriptionOnly') return undefined;
  const amount = amountAt(line, 'Amount');
  if (amount === undefined) return faults.required('Line.Amount');
  // With tax included the unit price may be gross as well, so that only net amounts can be checked.
  return form.inclusive ? undefined : checkProduct(line, amount, form.currency);
};

const checkProduct = (line: JsonObject, amount: Amount, currency: string): Fault | undefined => {
  const detail = objectAt(line, 'SalesItemLineDetail');
  const quantity = amountAt(detail, 'Qty');
  const price = amountAt(detail, 'UnitPrice');
  if (quantity === undefined || price === undefined) return undefined;
  const product = rounded(quantity.times(price), currency);
  if (product.eq(rounded(amount, currency))) return undefined;
  return faults.amountIsNotProduct(amount.toString(), product.toString());
};

const checkDiscount = (company: Company, line: JsonObject): Fault | undefined => {
  const detail = objectAt(line, 'DiscountLineDetail');
  const prefs = objectAt(find(company, 'Preferences', '1')?.fields, 'SalesFormsPrefs');
  const given = has(line, 'Amount') || has(detail, 'DiscountPercent');
  return given && flagAt(prefs, 'AllowDiscount') === true ? undefined : faults.badDiscount();
};

// A line that names an id of the old version stays that line; every other one gets the next free id.
const lineIds = (preparation: Preparation): ((line: JsonObject) => string) => {
  const known = new Set(
    objectsAt(preparation.old?.fields, 'Line').flatMap((line) => textAt(line, 'Id') ?? []),
  );
  let highest = Math.max(0, ...[...known].map(Number));
  return (line) => {
    const id = textAt(line, 'Id');
    if (id !== undefined && known.delete(id)) return id;
    highest += 1;
    return String(highest);
  };
};

const filled = (company: Company, line: JsonObject, idOf: (line: JsonObject) => string): JsonObject => {
  const base = { ...without(line, 'LineNum', 'CustomExtensions'), Id: idOf(line) };
  if (!isSales(line)) return { ...without(base, 'Amount'), DescriptionLineDetail: {} };
  const detail = objectAt(line, 'SalesItemLineDetail') ?? {};
  const itemId = refAt(detail, 'ItemRef') ?? defaultItem(company);
  const item = itemId === undefined ? undefined : find(company, 'Item', itemId);
  return {
    ...base,
    Amount: written(amountOf(line, 'Amount')),
    SalesItemLineDetail: {
      ...without(detail),
      ItemRef: itemId === undefined ? undefined : { value: itemId },
      ...numbersOf(detail),
      ItemAccountRef: objectAt(item?.fields, 'IncomeAccountRef'),
      TaxCodeRef: lineTaxCode(company, detail, item?.fields),
    },
    CustomExtensions: [],
  };
};

const numbersOf = (detail: JsonObject): JsonObject => {
  const quantity = amountAt(detail, 'Qty');
  const price = amountAt(detail, 'UnitPrice');
  return {
    UnitPrice: price === undefined ? undefined : written(price),
    Qty: quantity === undefined ? undefined : written(quantity),
  };
};

const lineTaxCode = (
  company: Company,
  detail: JsonObject,
  item: JsonObject | undefined,
): JsonObject | undefined => {
  const sent = objectAt(detail, 'TaxCodeRef');
  if (sent !== undefined || countryOf(company.settings) !== 'US') return sent;
  return { value: flagAt(item, 'Taxable') === true ? 'TAX' : 'NON' };
};

// Forms without an item take the one the company has set as its default.
const defaultItem = (company: Company): string | undefined => {
  const other = objectAt(find(company, 'Preferences', '1')?.fields, 'OtherPrefs');
  const pair = objectsAt(other, 'NameValue').find((one) => one.Name === 'SalesFormsPrefs.DefaultItem');
  return textAt(pair, 'Value');
};

const asTaxable = (line: JsonObject, inclusive: boolean): TaxableLine => {
  const detail = objectAt(line, 'SalesItemLineDetail');
  const gross = inclusive ? amountAt(detail, 'TaxInclusiveAmt') : undefined;
  return { amount: gross ?? amountOf(line, 'Amount'), taxCode: refAt(detail, 'TaxCodeRef') };
};

const discountAmount = (line: JsonObject, subtotal: Amount, currency: string): Amount => {
  const detail = objectAt(line, 'DiscountLineDetail');
  const percent = amountAt(detail, 'DiscountPercent');
  if (flagAt(detail, 'PercentBased') === true && percent !== undefined) {
    return rounded(subtotal.times(percent).div(100), currency);
  }
  return amountOf(line, 'Amount');
};

const shownDiscount = (line: JsonObject | undefined, amount: Amount): JsonObject | undefined =>
  line === undefined ? undefined : { ...without(line, 'Id', 'LineNum'), Amount: written(amount) };

const numbered = (lines: readonly JsonObject[]): readonly JsonObject[] =>
  lines.map((line, index) => ({ ...line, LineNum: index + 1 }));
