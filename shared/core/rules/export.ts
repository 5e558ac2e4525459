// Export: records that wait for the next run to the ledger, and those that a person left out of one.
import type { Facts, Rule } from '../decisions.ts';
import type { Link } from '../links.ts';
import type { Policy } from '../policy.ts';
import { isLeaving } from '../wishes.ts';
import { hasEnded, ruling, skip } from './common.ts';

/** Why a record waits that goes with the next run. */
export const EXPORT = 'export';

/**
 * CLK-13, CLK-14, CLK-24: what arrived since the last run waits for the next one, whatever it says: new, changed or over.
 * What a person asked for goes at once, and so does what was made from a record that has gone.
 */
export const waitForExport: Rule = {
  name: 'wait-for-export',
  decide: ({ link, exports, policy }) => {
    const { source, base } = link;
    if (exports === undefined || source === undefined || isAskedFor(link) || isLeaving(link))
      return undefined;
    const isNew = base?.revision !== source.revision && source.derivedFrom === undefined;
    if (!isNew || source.receivedAt <= (exports.upTo ?? 0)) return undefined;
    const { mode } = policy.policy.schedule.outbound;
    const reason = mode === 'off' ? 'schedule_off' : EXPORT;
    return ruling({ type: 'wait', reason, dueAt: exports.nextRunAt }, { mode });
  },
};

/** CLK-12, CLK-25, CLK-52: what is dated before the start of the export stays out, where the policy counts it in. */
export function skipBeforeExportFrom(
  dateOf: (facts: Facts) => string | undefined,
  counts: (policy: Policy) => boolean = () => true,
): Rule {
  return {
    name: 'skip-before-export-from',
    decide: (facts) => {
      const { policy } = facts.policy;
      const { exportFrom } = policy.backfill;
      const date = dateOf(facts);
      if (exportFrom === undefined || date === undefined || facts.link.document !== undefined)
        return undefined;
      return counts(policy) && date < exportFrom
        ? skip('before_export_from', { date, exportFrom })
        : undefined;
    },
  };
}

/** CLK-52: wins over CLK-36, so that old money does not come in with a new invoice. */
export const countsOldMoney = ({ backfill }: Policy): boolean => backfill.excludePaymentsBeforeExportFrom;

/** CLK-26: an operator began an export at a later day; what is dated before it and was not booked then stays out. */
export const skipExportPeriod: Rule = {
  name: 'skip-export-period',
  decide: ({ link, exports }) => {
    const date = dateOf(link);
    if (exports === undefined || date === undefined || link.asked === true) return undefined;
    if (link.document !== undefined || hasEnded(link)) return undefined;
    const arrivedAt = link.arrival?.at ?? link.source?.receivedAt ?? 0;
    const period = exports.skipped.find(
      ({ before, arrivedUpTo }) => date < before && arrivedAt <= arrivedUpTo,
    );
    return period === undefined ? undefined : skip('export_skipped', { date, from: period.before });
  },
};

/** A person asked for this revision; what its source sends later waits like any other. */
function isAskedFor({ asked, said, source }: Link): boolean {
  return asked === true && (said?.at ?? 0) >= (source?.receivedAt ?? 0);
}

function dateOf({ source }: Link): string | undefined {
  const record = source?.record;
  return record !== undefined && 'date' in record ? record.date : undefined;
}
