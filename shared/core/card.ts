// Card: one record's state in words for whoever sees it at the source, without anything that he would not see there anyway.
import type { HealthState, Link } from './links.ts';
import { stateProblem } from './problems.ts';
import { sayReason } from './reasons.ts';
import { sayTask } from './tasks.ts';

export interface Card {
  readonly state: HealthState;
  /** What is the matter with it, a sentence. */
  readonly sentence: string;
  /** What to do about it, a sentence; absent where there is nothing to do. */
  readonly remedy?: string | undefined;
  /** The problem's code and category, where it failed. */
  readonly problem?: { readonly code: string; readonly category: string } | undefined;
}

/** `state` may say more than the link does: of a write that nobody settles. */
export function cardOf(link: Link, state: HealthState): Card {
  const { problem, reason } = link.health;
  if (problem !== undefined && (state === 'failed' || state === 'waiting')) {
    const { code, category, sentence, remedy } = stateProblem(problem);
    return { state, sentence, remedy, problem: { code, category } };
  }
  const said =
    reason === undefined ? undefined : (sayTask(reason, link.trace?.values) ?? saidOf(link, reason));
  return { state, ...(said ?? { sentence: PLAIN[state] }) };
}

const PLAIN: Readonly<Record<HealthState, string>> = {
  pending: 'It is about to be looked at.',
  waiting: 'It waits.',
  synced: 'It is in the books as its source last said.',
  failed: 'It is not in the books, or not in its newest form.',
  skipped: 'It stays out of the books.',
  not_synced: 'It is not synced.',
  uncertain: 'It was sent to the ledger, and whether it arrived is being found out.',
  action_needed: 'A person has to decide about it.',
};

function saidOf({ hold }: Link, reason: string): { readonly sentence: string } | undefined {
  if (hold !== undefined) return { sentence: `A person keeps it out of the books: ${reason}` };
  const sentence = sayReason(reason);
  return sentence === undefined ? undefined : { sentence };
}
