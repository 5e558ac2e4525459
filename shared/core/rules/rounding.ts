// Rounding: the ledger computes totals anew (CLK-51). What a difference means is the policy's word; it is shown in any case.
import type { Facts, Rule } from '../decisions.ts';
import type { LedgerDocument } from '../documents.ts';
import { fingerprint } from '../fingerprint.ts';
import { differenceIn, isWithin, ROUNDING } from '../totals.ts';
import { fail, hasEnded, ruling } from './common.ts';

/**
 * Speaks about a booked document whose total is not the source's, unless a person accepted just that difference. What stands
 * in the ledger has to be what the source says now: else it is to be written first.
 */
export function compareTotals(draft: (facts: Facts) => LedgerDocument): Rule {
  return {
    name: 'compare-totals',
    decide: (facts) => {
      const { link, policy } = facts;
      const found = hasEnded(link) || link.order !== undefined ? undefined : differenceIn(link);
      if (found === undefined || link.acceptedDifference === found.difference) return undefined;
      const isSaid = link.base?.revision === link.source?.revision;
      if (!isSaid && link.base?.ours !== fingerprint(draft(facts))) return undefined;
      const { mode, tolerance } = policy.policy.rounding;
      const { source, ledger, difference, currency } = found;
      if (mode === 'exact_or_fail')
        return fail('rounding_difference', { source, ledger, difference, currency });
      const values = { source, ledger, difference, currency };
      if (tolerance === undefined || isWithin(found, tolerance)) return ruling({ type: 'in_sync' }, values);
      return ruling({ type: 'ask', task: ROUNDING }, { ...values, tolerance });
    },
  };
}
