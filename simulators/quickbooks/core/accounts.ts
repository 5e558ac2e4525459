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

/** Money can only come from or go to a bank or another current asset. */
export const checkDepositAccount = (company: Company, fields: JsonObject): Fault | undefined =>
  checkAccountType(company, refAt(fields, 'DepositToAccountRef'), ['Bank', 'Other Current Asset']);

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
