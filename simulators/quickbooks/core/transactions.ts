// The rules all transactions share: dates, closed books, deposits, currencies and numbers.
import { isCurrency } from './amounts.ts';
import { find, type Company, type Row } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { objectAt, refAt, textAt, without, type JsonObject } from './json.ts';
import { checkNumber, documentNumber } from './numbers.ts';
import { isDeposited } from './payments.ts';
import type { Preparation, Prepared } from './preparation.ts';
import { dateIn, isDate } from './times.ts';

/** Lays down date and currency of a transaction, or refuses them. */
export const prepareTransaction = (company: Company, preparation: Preparation): Prepared => {
  const today = dateIn(company.timeZone, company.surroundings.now());
  // Measured: also a full update without a date moves the transaction to today.
  const TxnDate = textAt(preparation.fields, 'TxnDate') ?? today;
  if (!isDate(TxnDate)) return { fault: faults.badValue('TxnDate', TxnDate) };
  const fault =
    checkOpenPeriod(company, [TxnDate, textAt(preparation.old?.fields, 'TxnDate')], preparation.by) ??
    checkCurrency(company, preparation);
  if (fault !== undefined) return { fault };
  const currency =
    refAt(preparation.fields, 'CurrencyRef') ??
    partyCurrency(company, preparation.fields) ??
    company.homeCurrency;
  return {
    fields: {
      ...without(preparation.fields, 'ExchangeRate'),
      TxnDate,
      CurrencyRef: { value: currency },
      ExchangeRate:
        company.settings.multiCurrency === true ? (preparation.fields.ExchangeRate ?? 1) : undefined,
    },
  };
};

/** Gives a transaction its number when everything else about it is right, so that refusals take no numbers. */
export const numberTransaction = (
  company: Company,
  preparation: Preparation,
  allowDuplicateNumber: boolean,
): Prepared => {
  const DocNumber = documentNumber(company, preparation);
  const duplicate = allowDuplicateNumber ? undefined : checkNumber(company, preparation, DocNumber);
  if (duplicate !== undefined) return { fault: duplicate };
  return { fields: { ...without(preparation.fields, 'AutoDocNumber'), DocNumber } };
};

/** Refuses what would change a closed period; users do such things in the UI with a password. */
export const checkOpenPeriod = (
  company: Company,
  dates: readonly (string | undefined)[],
  by: Preparation['by'],
): Fault | undefined => {
  const { closedThrough, closedWithPassword } = company.state;
  if (closedThrough === undefined || by === 'ui') return undefined;
  const isClosed = dates.some((date) => date !== undefined && date <= closedThrough);
  return isClosed ? faults.periodClosed(closedWithPassword) : undefined;
};

/** Refuses to change what a deposit holds. */
export const checkNotDeposited = (company: Company, row: Row | undefined): Fault | undefined =>
  row !== undefined && isDeposited(company, row) ? faults.deposited() : undefined;

const checkCurrency = (company: Company, preparation: Preparation): Fault | undefined => {
  const currency = refAt(preparation.fields, 'CurrencyRef');
  if (currency === undefined)
    return company.settings.multiCurrency === true ? faults.required('CurrencyRef') : undefined;
  if (!isCurrency(currency)) return faults.badCurrency(currency);
  if (company.settings.multiCurrency !== true) {
    return currency === company.homeCurrency
      ? undefined
      : faults.featureNotSupported('Multicurrency is not turned on for this company.');
  }
  const agreed = partyCurrency(company, preparation.fields);
  return agreed !== undefined && currency !== agreed
    ? faults.business('The transaction currency must be the currency of the customer or vendor.')
    : undefined;
};

// The currency of the customer, vendor or payee; a journal entry names its customers line by line.
const partyCurrency = (company: Company, fields: JsonObject): string | undefined => {
  const payee = objectAt(fields, 'EntityRef');
  const payeeId = textAt(payee, 'value');
  const isVendor = textAt(payee, 'type')?.toLowerCase() === 'vendor';
  const vendorId = refAt(fields, 'VendorRef') ?? (isVendor ? payeeId : undefined);
  const customerId = refAt(fields, 'CustomerRef') ?? (isVendor ? undefined : payeeId);
  const party =
    customerId === undefined
      ? find(company, 'Vendor', vendorId ?? '')
      : find(company, 'Customer', customerId);
  return refAt(party?.fields, 'CurrencyRef');
};
