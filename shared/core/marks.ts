// Marks: what stands in the index of records that somebody has to see. Enough to count, to sum up and to filter without the records.
import { amountsOf, NOTHING, type Tally, withArrival } from './completeness.ts';
import type { HealthState } from './links.ts';
import type { Amount, Money } from './money.ts';
import { type Problem, type ProblemStatement, stateProblem } from './problems.ts';
import type { RecordKey } from './records.ts';

export interface Mark {
  readonly key: RecordKey;
  readonly state: HealthState;
  /** Milliseconds UTC since when the record is in its state. */
  readonly since: number;
  /** What the record is worth now, if it is money. */
  readonly money?: Money | undefined;
  readonly problem?: Problem | undefined;
  readonly reason?: string | undefined;
}

/** Records that stand out for one cause. */
export interface Cause {
  readonly state: HealthState;
  /** The code of the problem, or the word for what is waited for or asked. */
  readonly code: string;
  /** The problem of the record that stands there longest, in full; absent where there is none. */
  readonly problem?: ProblemStatement | undefined;
  readonly count: number;
  readonly money: Readonly<Record<string, Amount>>;
  /** Milliseconds UTC: since when the first and the last of them are in this state. */
  readonly first: number;
  readonly last: number;
}

/** What is at stake: how many, and how much of each currency. */
export function tallyOf(marks: readonly Mark[]): Tally {
  return marks.reduce((tally, { since, money }) => withArrival(tally, { at: since, money }), NOTHING);
}

/** The marks by their cause, those with the most records first. */
export function causesOf(marks: readonly Mark[]): readonly Cause[] {
  const groups = [...Map.groupBy(marks, (mark) => `${mark.state} ${codeOf(mark)}`).values()];
  return groups
    .flatMap((group) => causeOf(group))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** The word for why a record stands out: the code of its problem, or the reason it waits for. */
export function codeOf({ problem, reason, state }: Pick<Mark, 'problem' | 'reason' | 'state'>): string {
  return problem?.code ?? reason ?? state;
}

function causeOf(group: readonly Mark[]): readonly Cause[] {
  const sorted = [...group].sort((a, b) => a.since - b.since);
  const [first] = sorted;
  if (first === undefined) return [];
  const tally = tallyOf(group);
  return [
    {
      state: first.state,
      code: codeOf(first),
      problem: first.problem && stateProblem(first.problem),
      count: tally.count,
      money: amountsOf(tally),
      first: first.since,
      last: sorted.at(-1)?.since ?? first.since,
    },
  ];
}
