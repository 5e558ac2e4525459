// A filter over records that somebody has to see: decided on their marks, so that the records themselves need not be read.
import type { HealthState } from './links.ts';
import { codeOf, type Mark } from './marks.ts';
import { type Amount, minorOf, toMinor } from './money.ts';
import { type ProblemCategory, type ProblemOwner, PROBLEMS } from './problems.ts';
import type { RecordKind } from './records.ts';

/** Every member that is there has to hold. */
export interface RecordFilter {
  readonly health?: HealthState | undefined;
  readonly kind?: RecordKind | undefined;
  readonly category?: ProblemCategory | undefined;
  readonly owner?: ProblemOwner | undefined;
  /** The code of the problem, or the word for what is waited for. */
  readonly code?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** Amounts from this and up to this, whatever the currency. */
  readonly min?: Amount | undefined;
  readonly max?: Amount | undefined;
  /** Milliseconds UTC: in its state since then or later. */
  readonly after?: number | undefined;
}

/** Whether a record passes; its state is the list's that it stands in. */
export function passes(mark: Mark, filter: RecordFilter): boolean {
  const { kind, category, owner, code, after } = filter;
  const problem = mark.problem && PROBLEMS[mark.problem.code];
  return (
    (kind === undefined || mark.key.kind === kind) &&
    (category === undefined || problem?.category === category) &&
    (owner === undefined || problem?.owner === owner) &&
    (code === undefined || codeOf(mark) === code) &&
    (after === undefined || mark.since >= after) &&
    passesByMoney(mark, filter)
  );
}

function passesByMoney({ money }: Mark, { currency, min, max }: RecordFilter): boolean {
  if (currency === undefined && min === undefined && max === undefined) return true;
  if (money === undefined || (currency !== undefined && money.currency !== currency)) return false;
  const amount = minorOf(money.amount, money.currency);
  // A bound that the currency has no such fractions for (10.50 yen) is no bound of it.
  const [least, most] = [min, max].map((bound) => bound && toMinor(bound, money.currency));
  return (typeof least !== 'bigint' || amount >= least) && (typeof most !== 'bigint' || amount <= most);
}
