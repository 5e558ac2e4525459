// Reference: the company's own lists and settings in one call, because QuickBooks meters reads.
import Big from 'big.js';
import * as z from 'zod';
import type { Reference, ReferenceEntry } from '../../core/decisions.ts';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { readDecimal } from './amounts.ts';
import { flag, ref, text } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, ROWS_MAX } from './queries.ts';
import { given } from './texts.ts';

/**
 * The lists and how many rows of each the first call takes: together at most what one batch answer holds (1,000). A list
 * that fills its share is read on by itself.
 */
const LISTS = [
  { entity: 'Account', where: `WHERE ${ALSO_INACTIVE}`, share: 300 },
  { entity: 'Item', where: `WHERE ${ALSO_INACTIVE}`, share: 350 },
  { entity: 'TaxCode', where: '', share: 130 },
  { entity: 'PaymentMethod', where: '', share: 80 },
  { entity: 'TaxRate', where: '', share: 130 },
] as const;

/** A list of 20,000 is far beyond what QuickBooks lets a company keep; a vendor that repeats a page ends here. */
const PAGES_MAX = 20;

/** Accounts, items, tax codes, payment methods and settings of a company. */
export async function reference(
  client: Client,
  access: LedgerAccess,
  now: number,
): Promise<Answer<Reference>> {
  const answer = await ask(client, access, [
    ...LISTS.map(({ entity, where, share }) => ({ entity, rest: `${where} ORDERBY Id MAXRESULTS ${share}` })),
    { entity: 'Preferences', rest: '' },
    { entity: 'CompanyInfo', rest: '' },
  ]);
  if (!answer.ok) return answer;
  const lists: (readonly unknown[])[] = [];
  for (const [index, list] of LISTS.entries()) {
    const rest = await restOf(client, access, list, answer.value.lists[index] ?? []);
    if (!rest.ok) return rest;
    lists.push(rest.value);
  }
  const percents = percentsOf(lists[4] ?? []);
  const entries = lists.map((rows) => rows.flatMap((row) => entryOf(row, percents)));
  const [accounts = [], items = [], taxCodes = [], paymentMethods = []] = entries;
  const settings = settingsOf(
    answer.value.lists[LISTS.length]?.[0],
    answer.value.lists[LISTS.length + 1]?.[0],
  );
  if (settings === undefined) return { ok: false, fault: UNREADABLE };
  const codes = settings.switches.country === 'US' ? withUsCodes(taxCodes) : taxCodes;
  return { ok: true, value: { readAt: now, ...settings, accounts, items, taxCodes: codes, paymentMethods } };
}

const UNREADABLE = {
  fault: 'unexpected',
  detail: 'QuickBooks showed settings of the company that we cannot read',
} as const;

/** A list with its further pages. Ordered by id, so that a row that changes meanwhile does not shift the pages. */
async function restOf(
  client: Client,
  access: LedgerAccess,
  list: (typeof LISTS)[number],
  first: readonly unknown[],
): Promise<Answer<readonly unknown[]>> {
  const rows = [...first];
  let full = first.length >= list.share;
  for (let pages = 0; full && pages < PAGES_MAX; pages += 1) {
    const page = `STARTPOSITION ${rows.length + 1} MAXRESULTS ${ROWS_MAX}`;
    const answer = await ask(client, access, [
      { entity: list.entity, rest: `${list.where} ORDERBY Id ${page}` },
    ]);
    if (!answer.ok) return answer;
    const next = answer.value.lists[0] ?? [];
    rows.push(...next);
    full = next.length >= ROWS_MAX;
  }
  return { ok: true, value: rows };
}

const entry = z.object({
  Id: z.string(),
  Name: text,
  FullyQualifiedName: text,
  AccountType: text,
  AccountSubType: text,
  Type: text,
  CurrencyRef: ref,
  SalesTaxRateList: z.object({ TaxRateDetail: z.array(z.object({ TaxRateRef: ref })).nullish() }).nullish(),
  Active: flag,
});

const taxRate = z.object({ Id: z.string(), RateValue: text });

/** The percentage of each tax rate. */
function percentsOf(rows: readonly unknown[]): ReadonlyMap<string, string> {
  const read = rows.flatMap((row) => taxRate.safeParse(row).data ?? []);
  return new Map(
    read.flatMap(({ Id, RateValue }) => {
      const percent = readDecimal(RateValue);
      return percent === undefined ? [] : [[Id, percent] as const];
    }),
  );
}

/** What a tax code adds on a sale, in percent: the sum of its rates. Undefined where it names none that we know. */
function rateOf(
  { SalesTaxRateList: list }: z.infer<typeof entry>,
  percents: ReadonlyMap<string, string>,
): string | undefined {
  const rates = (list?.TaxRateDetail ?? []).map(({ TaxRateRef: rate }) => percents.get(rate?.value ?? ''));
  if (rates.length === 0 || rates.includes(undefined)) return undefined;
  return rates.reduce((sum, rate) => sum.plus(rate ?? 0), new Big(0)).toFixed();
}

/** One row of any list. A row without an id cannot be referred to, so it is no entry. */
function entryOf(row: unknown, percents: ReadonlyMap<string, string>): readonly ReferenceEntry[] {
  const read = entry.safeParse(row);
  if (!read.success) return [];
  const { Id: id, FullyQualifiedName: full, Name: name, AccountType, Type, CurrencyRef, Active } = read.data;
  return [
    {
      id,
      name: given(full) ?? given(name) ?? id,
      type: given(AccountType) ?? given(Type),
      currency: given(CurrencyRef?.value),
      active: Active !== false,
      rate: rateOf(read.data, percents),
      use: read.data.AccountSubType === 'UndepositedFunds' ? ('undeposited' as const) : undefined,
    },
  ];
}

/** In the US a line may only say TAX or NON; these two exist in every company, listed or not. */
function withUsCodes(codes: readonly ReferenceEntry[]): readonly ReferenceEntry[] {
  const missing = ['TAX', 'NON'].filter((id) => codes.every((code) => code.id !== id));
  return [...codes, ...missing.map((id) => ({ id, name: id, active: true }))];
}

const preferences = z.object({
  AccountingInfoPrefs: z.object({ BookCloseDate: text }).nullish(),
  SalesFormsPrefs: z
    .object({ CustomTxnNumbers: flag, AllowDiscount: flag, AutoApplyCredit: flag, AutoApplyPayments: flag })
    .nullish(),
  TaxPrefs: z.object({ UsingSalesTax: flag, PartnerTaxEnabled: flag }).nullish(),
  CurrencyPrefs: z.object({ MultiCurrencyEnabled: flag, HomeCurrency: ref }).nullish(),
  OtherPrefs: z.object({ NameValue: z.array(z.object({ Name: text, Value: text })).nullish() }).nullish(),
});
const companyInfo = z.object({ Country: text, CompanyName: text });

type Settings = Pick<
  Reference,
  'companyName' | 'homeCurrency' | 'multiCurrency' | 'closedUntil' | 'switches'
>;

function settingsOf(prefs: unknown, info: unknown): Settings | undefined {
  const read = preferences.safeParse(prefs);
  const about = companyInfo.safeParse(info);
  if (!read.success || !about.success) return undefined;
  const { CurrencyPrefs: currencies, AccountingInfoPrefs: books } = read.data;
  const country = given(about.data.Country)?.toUpperCase() ?? 'US';
  const homeCurrency = given(currencies?.HomeCurrency?.value) ?? HOME_CURRENCIES[country];
  if (homeCurrency === undefined) return undefined;
  const closedUntil = given(books?.BookCloseDate)?.slice(0, 10);
  const multiCurrency = currencies?.MultiCurrencyEnabled === true;
  const companyName = given(about.data.CompanyName);
  return { companyName, homeCurrency, multiCurrency, closedUntil, switches: switchesOf(read.data, country) };
}

/** A company without multicurrency may leave its currency out; these are the countries QuickBooks sells to most. */
const HOME_CURRENCIES: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  UK: 'GBP',
  CA: 'CAD',
  AU: 'AUD',
};

function switchesOf(prefs: z.infer<typeof preferences>, country: string): Readonly<Record<string, string>> {
  const { SalesFormsPrefs: sales, TaxPrefs: tax, OtherPrefs: other } = prefs;
  return {
    country,
    custom_numbers: onOff(sales?.CustomTxnNumbers),
    allow_discount: onOff(sales?.AllowDiscount),
    // Newer companies show these two among the unnamed settings.
    auto_apply_credit: onOff(sales?.AutoApplyCredit ?? named(other, 'AutoApplyCredit')),
    auto_apply_payments: onOff(sales?.AutoApplyPayments ?? named(other, 'AutoApplyPayments')),
    sales_tax: onOff(tax?.UsingSalesTax),
    automated_sales_tax: onOff(tax?.PartnerTaxEnabled),
  };
}

function named(other: z.infer<typeof preferences>['OtherPrefs'], name: string): boolean {
  return (other?.NameValue ?? []).some(
    (each) => (each.Name ?? '').endsWith(`.${name}`) && each.Value === 'true',
  );
}

function onOff(value: boolean | null | undefined): string {
  return value === true ? 'on' : 'off';
}
