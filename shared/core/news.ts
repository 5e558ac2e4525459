// News: what people are told of at once, in a sentence each. Ids, codes and amounts; no name and no text of anybody's.
import { moneyOf } from './completeness.ts';
import type { Link } from './links.ts';
import { wholeUnits } from './money.ts';
import { PROBLEMS } from './problems.ts';

export interface News {
  /** The sentence that is sent to people. */
  readonly says: string;
  /** Whole units of the money that is at stake, for a limit to be compared with; absent where it is not money. */
  readonly units?: number | undefined;
}

/** Of a record that failed, or whose write nobody knows the outcome of; undefined for any other. */
export function newsOf({ key, source, health }: Link): News | undefined {
  const { state, problem } = health;
  if (state !== 'failed' && state !== 'uncertain') return undefined;
  const money = source?.record === undefined ? undefined : moneyOf(source.record);
  const worth = money === undefined ? '' : ` (${money.currency} ${money.amount})`;
  const what = `${key.kind} ${key.id}${worth} of connection ${key.connection}`;
  const units = money === undefined ? undefined : wholeUnits(money.amount);
  if (state === 'uncertain')
    return {
      says: `Uncertain: ${what}. Whether the ledger has booked it is being found out; look at it if that takes more than an hour, and book nothing by hand.`,
      units,
    };
  const cure =
    problem === undefined ? '.' : `: ${problem.code.replaceAll('_', ' ')}. ${PROBLEMS[problem.code].remedy}`;
  return { says: `Failed: ${what}${cure}`, units };
}

/** Of a connection that its ledger does not let in any more. */
export function disconnectedNews(connection: string): News {
  return {
    says: `Disconnected: connection ${connection}. Nothing is written until somebody connects it again.`,
  };
}
