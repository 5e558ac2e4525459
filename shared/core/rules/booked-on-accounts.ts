// Booked on accounts: lines that stand on accounts of the ledger and not on items, and what has to be true of each (QCS-42..53).
import type { Facts, ReferenceEntry, Rule, Ruling } from '../decisions.ts';
import { mappedTo, type Policy } from '../policy.ts';
import type { CreditNote, Invoice, InvoiceLine } from '../records.ts';
import { fail, recordOf } from './common.ts';

/** A line and its place on the form, from 1. */
interface Place {
  readonly line: InvoiceLine;
  readonly number: string;
}

/** QCS-44: the accounts that are booked on, and the cost centres, exist in the ledger and are in use. */
export const failAccountNotInLedger: Rule = {
  name: 'fail-account-not-in-ledger',
  decide: (facts) =>
    isOnAccounts(facts.policy.policy)
      ? firstOf(facts, (place) => withoutAccount(facts, place) ?? withoutCostCentre(facts, place))
      : undefined,
};

/** QCS-45, QCS-48..53: the tax code of each line is one of the ledger's own, and one that its account takes. */
export const failTaxMismatch: Rule = {
  name: 'fail-tax-mismatch',
  decide: (facts) => {
    const { tax } = facts.policy.policy;
    return tax.mode === 'mirrored' ? firstOf(facts, (place) => withoutTax(facts, place)) : undefined;
  },
};

/** Whether lines are booked on accounts (C14). */
export function isOnAccounts({ items }: Policy): boolean {
  return items.onMissing === 'accounts';
}

/** The account of a line: what the map says of its code, or the account that has it for its number; else the default. */
export function accountOf({ policy, reference }: Facts, line: InvoiceLine): ReferenceEntry | undefined {
  const { accountMap, defaultIncomeAccount } = policy.policy.items;
  const id =
    mappedTo(accountMap, line.account) ?? (line.account === undefined ? defaultIncomeAccount : undefined);
  return reference.accounts.find((account) =>
    id === undefined ? line.account !== undefined && account.number === line.account : account.id === id,
  );
}

/** The cost centre of a line by its number; undefined for a line without one. */
export function costCentreOf({ reference }: Facts, line: InvoiceLine): ReferenceEntry | undefined {
  if (line.costCentre === undefined) return undefined;
  return reference.costCentres?.find(({ number }) => number === line.costCentre);
}

function withoutAccount(facts: Facts, { line, number }: Place): Ruling | undefined {
  const account = accountOf(facts, line);
  if (account?.active === true) return undefined;
  const detail = account === undefined ? 'is not in the ledger' : 'is not in use any more in the ledger';
  return fail('account_not_in_ledger', { line: number, account: line.account ?? 'none', detail });
}

function withoutCostCentre(facts: Facts, { line, number }: Place): Ruling | undefined {
  const costCentre = costCentreOf(facts, line);
  const detail = whyNotOn(facts, line, costCentre);
  if (detail === undefined) return undefined;
  return fail('cost_centre_not_in_ledger', { line: number, costCentre: line.costCentre ?? 'none', detail });
}

function whyNotOn(
  facts: Facts,
  line: InvoiceLine,
  costCentre: ReferenceEntry | undefined,
): string | undefined {
  if (line.costCentre === undefined)
    return accountOf(facts, line)?.needsCostCentre === true
      ? 'is missing, and the account needs one'
      : undefined;
  if (costCentre === undefined) return 'is not in the ledger';
  return costCentre.active ? undefined : 'is not in use any more in the ledger';
}

function withoutTax(facts: Facts, { line, number }: Place): Ruling | undefined {
  const detail = whyNotTaxed(facts, line);
  if (detail === undefined) return undefined;
  return fail('tax_code_mismatch', { line: number, tax: line.tax ?? 'none', detail });
}

function whyNotTaxed(facts: Facts, line: InvoiceLine): string | undefined {
  const { map } = facts.policy.policy.tax;
  const code = mappedTo(map, line.tax);
  if (code === undefined) return `it knows ${Object.keys(map).join(', ')}`;
  const entry = facts.reference.taxCodes.find(({ id }) => id === code);
  if (entry?.active !== true) return `${code} is not in use there`;
  const account = isOnAccounts(facts.policy.policy) ? accountOf(facts, line) : undefined;
  if (account?.taxCodes === undefined || account.taxCodes.includes(code)) return undefined;
  const takes = account.taxCodes.length === 0 ? 'no tax' : account.taxCodes.join(', ');
  return `the account ${account.number ?? account.id} takes ${takes}, not ${code}`;
}

function firstOf(facts: Facts, look: (place: Place) => Ruling | undefined): Ruling | undefined {
  const form: Invoice | CreditNote | undefined =
    recordOf(facts.link, 'invoice') ?? recordOf(facts.link, 'credit_note');
  for (const [index, line] of (form?.lines ?? []).entries()) {
    const found = look({ line, number: String(index + 1) });
    if (found !== undefined) return found;
  }
  return undefined;
}
