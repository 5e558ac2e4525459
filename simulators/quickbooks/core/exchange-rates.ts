// Exchange rates: what a unit of a currency was worth in home currency on a day. Kept aside; transactions carry their own.
import { amountAt, isCurrency, written } from './amounts.ts';
import { tableOf, type Company, type Row } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { textAt, type JsonObject } from './json.ts';
import { commit, type Origin } from './store.ts';
import { dateIn, isDate } from './times.ts';

type Found = { readonly fault: Fault } | { readonly row: Row };

/** The rate of a day: the last one set until then, else 1, which is also what transactions without a rate get. */
export const exchangeRate = (
  company: Company,
  currency: string | undefined,
  date = dateIn(company.timeZone, company.surroundings.now()),
): Found => {
  const fault = check(company, currency, date);
  if (fault !== undefined) return { fault };
  const rows = [...tableOf(company.rows, 'ExchangeRate').values()].filter(
    ({ fields }) => fields.SourceCurrencyCode === currency && (textAt(fields, 'AsOfDate') ?? '') <= date,
  );
  const last = rows.sort((one, other) => (one.id < other.id ? -1 : 1)).at(-1);
  return { row: last ?? unset(company, currency ?? '', date) };
};

/** Sets the rate of a day. */
export const setExchangeRate = (company: Company, body: JsonObject, origin: Origin): Found => {
  const currency = textAt(body, 'SourceCurrencyCode');
  const date = textAt(body, 'AsOfDate') ?? dateIn(company.timeZone, company.surroundings.now());
  const rate = amountAt(body, 'Rate');
  const fault = check(company, currency, date) ?? (rate === undefined ? faults.required('Rate') : undefined);
  if (fault !== undefined || rate === undefined) return { fault: fault ?? faults.required('Rate') };
  if (rate.lte(0)) return { fault: faults.badValue('Rate', rate.toString()) };
  const { fields, id } = unset(company, currency ?? '', date);
  const draft = { entity: 'ExchangeRate', id, fields: { ...fields, Rate: written(rate) } };
  return { row: commit(company, draft, 'Update', origin) };
};

const check = (company: Company, currency: string | undefined, date: string): Fault | undefined => {
  if (company.settings.multiCurrency !== true)
    return faults.featureNotSupported('Multicurrency is not turned on for this company.');
  if (currency === undefined) return faults.required('sourcecurrencycode');
  if (!isCurrency(currency)) return faults.badCurrency(currency);
  return isDate(date) ? undefined : faults.badValue('AsOfDate', date);
};

const unset = (company: Company, currency: string, date: string): Row => {
  const at = company.surroundings.now();
  const fields = {
    SourceCurrencyCode: currency,
    TargetCurrencyCode: company.homeCurrency,
    Rate: 1,
    AsOfDate: date,
  };
  const times = { createdAt: at, updatedAt: at, order: 0, syncToken: 0 };
  return { entity: 'ExchangeRate', id: `${currency} ${date}`, voided: false, fields, ...times };
};
