// Accounts as other entities need them: the place for undeposited funds, and which types are allowed where.
import { find, tableOf, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { refAt, textAt, type JsonObject } from './json.ts';

/** Where money goes that was received and not yet brought to a bank. */
export const undepositedFunds = (company: Company): JsonObject | undefined => {
  for (const account of tableOf(company.rows, 'Account').values()) {
    if (account.fields.AccountSubType === 'UndepositedFunds') return { value: account.id };
  }
  return undefined;
};

/** Money can only come from or go to a bank or another current asset, in its currency or that of the company. */
export const checkDepositAccount = (company: Company, fields: JsonObject): Fault | undefined => {
  const id = refAt(fields, 'DepositToAccountRef');
  return (
    checkAccountType(company, id, ['Bank', 'Other Current Asset']) ??
    checkAccountCurrency(company, id, fields)
  );
};

/** An account of a foreign currency takes part in transactions of that currency only. */
export const checkAccountCurrency = (
  company: Company,
  id: string | undefined,
  fields: JsonObject,
): Fault | undefined => {
  const account = id === undefined ? undefined : find(company, 'Account', id);
  const currency = refAt(account?.fields, 'CurrencyRef') ?? company.homeCurrency;
  return currency === company.homeCurrency || currency === refAt(fields, 'CurrencyRef')
    ? undefined
    : faults.business('The currency of the account must be that of the transaction or of the company.');
};

/** Refuses an account of a type that is not allowed; a missing account is not judged here. */
export const checkAccountType = (
  company: Company,
  id: string | undefined,
  types: readonly string[],
): Fault | undefined => {
  const account = id === undefined ? undefined : find(company, 'Account', id);
  if (account === undefined) return undefined;
  return types.includes(textAt(account.fields, 'AccountType') ?? '') ? undefined : faults.badAccountType();
};
