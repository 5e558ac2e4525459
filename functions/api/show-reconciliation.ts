// A reconciliation as the API shows it: the sums of each side beside each other, and the records that differ, each with what to do.
import { fromMinor, minorOf } from '../../shared/core/money.ts';
import {
  type Difference,
  type DifferenceType,
  differenceCount,
  type Figure,
  NOTHING_FOUND,
  type Reconciliation,
  type Side,
} from '../../shared/core/reconciliation.ts';
import { instant } from './show-record.ts';

/** All of it. What a running one found so far is not shown: half a comparison differs everywhere. */
export function showReconciliation(run: Reconciliation) {
  const { findings = NOTHING_FOUND, state } = run;
  return {
    ...summary(run),
    totals: state === 'done' ? totals(findings.figures) : undefined,
    records: state === 'done' ? findings.differences.map(shown) : undefined,
  };
}

/** What a list shows of it. */
export function summary(run: Reconciliation) {
  const { id, from, to, state, startedAt, endedAt, step, place, fault, findings } = run;
  return {
    id,
    from,
    to,
    state,
    startedAt: instant(startedAt),
    endedAt: endedAt === undefined ? undefined : instant(endedAt),
    progress: state === 'running' ? { steps: step, at: place?.at, kind: place?.kind } : undefined,
    fault,
    agrees: findings === undefined ? undefined : differenceCount(findings) === 0,
    differences: findings?.counts,
  };
}

/** What an operator does about each; the runbook says more under the same heading. */
const NEXT: Readonly<Record<DifferenceType, string>> = {
  not_booked: 'Open the record: its state says what it waits for or what has to be cured.',
  not_in_ledger: 'It was deleted in the ledger: keep that (with a reason), or restore it.',
  not_ours: 'Somebody entered it by hand. If the source has it as well, delete one of the two; else nothing.',
  amount_differs: 'Somebody changed it in the ledger: keep the new amount, or restore ours.',
  month_differs: 'Somebody moved it to another day in the ledger: keep that, or restore ours.',
  ended_in_ledger: 'It was voided in the ledger: keep that (with a reason), or restore it.',
  ended_at_source: 'It ended at the source, but stands in the ledger: void or delete it there, or retry.',
};

function shown({ type, kind, record, ...difference }: Difference) {
  return { type, kind, id: record, ...difference, next: NEXT[type], runbook: `docs/runbook.md#${type}` };
}

const NAMES: Readonly<Record<Side, string>> = {
  source: 'source',
  link: 'link',
  ledger: 'ledger',
  foreign: 'notOurs',
};

/** One row for each kind, currency and month, with every side; a side that has nothing shows zero. */
function totals(figures: readonly Figure[]) {
  const rows = Map.groupBy(figures, ({ kind, currency, month }) => `${kind} ${currency} ${month}`);
  return [...rows.values()].flatMap((sides) => {
    const [first] = sides;
    if (first === undefined) return [];
    const { kind, currency, month } = first;
    const amountOf = (side: Side): string =>
      sides.find((figure) => figure.side === side)?.amount ?? fromMinor(0n, currency);
    const bySide = Object.entries(NAMES).map(([side, name]) => {
      const figure = sides.find((each) => each.side === side);
      return [
        name,
        { count: figure?.count ?? 0, amount: figure?.amount ?? fromMinor(0n, currency) },
      ] as const;
    });
    const gap = minorOf(amountOf('ledger'), currency) - minorOf(amountOf('source'), currency);
    return [{ kind, currency, month, ...Object.fromEntries(bySide), difference: fromMinor(gap, currency) }];
  });
}
