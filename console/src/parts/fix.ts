// From a missing mapping straight to where it is set.
import type { Shape } from '../api/client.ts';

/** Which map lacks what, by the code of the problem, and under which name the decision read it. */
const MAPS: Readonly<Record<string, { readonly map: string; readonly value: string }>> = {
  tax_unmapped: { map: 'tax.map', value: 'tax' },
  item_unmapped: { map: 'items.map', value: 'item' },
  income_account_unmapped: { map: 'items.accountMap', value: 'account' },
  payment_account_unmapped: { map: 'payments.depositAccount.map', value: 'method' },
  expense_account_unmapped: { map: 'refunds.expenseAccountByCurrency', value: 'currency' },
};

/** The map that a problem is about; undefined if it is about none. */
export const mapOf = (code: string): string | undefined => MAPS[code]?.map;

/** The search of the mappings' page that puts a row for what a record lacks. */
export function fixOf(
  code: string,
  values: NonNullable<Shape<'Trace'>['decision']>['values'],
): string | undefined {
  const fix = MAPS[code];
  if (fix === undefined) return undefined;
  const lacking = values[fix.value];
  return lacking === undefined
    ? ''
    : `?map=${encodeURIComponent(fix.map)}&code=${encodeURIComponent(lacking)}`;
}
