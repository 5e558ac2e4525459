// Rounding: the ledger computes totals anew (CLK-51). What a difference means is the policy's word; it is shown in any case.
import type { Rule } from '../decisions.ts';
import { isWithin, totalDifferenceOf } from '../totals.ts';
import { fail, ruling } from './common.ts';

/** Speaks about a booked document whose total is not the source's, unless a person accepted just that difference. */
export const compareTotals: Rule = {
  name: 'compare-totals',
  decide: ({ link, policy }) => {
    const found = totalDifferenceOf(link);
    if (found === undefined || link.order !== undefined) return undefined;
    if (link.acceptedDifference === found.difference) return undefined;
    const { mode, tolerance } = policy.policy.rounding;
    const { source, ledger, difference, currency } = found;
    if (mode === 'exact_or_fail')
      return fail('rounding_difference', { source, ledger, difference, currency });
    const values = { source, ledger, difference, currency };
    if (tolerance === undefined || isWithin(found, tolerance)) return ruling({ type: 'in_sync' }, values);
    return ruling({ type: 'ask', task: 'rounding_difference' }, { ...values, tolerance });
  },
};
