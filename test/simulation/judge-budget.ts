// Judge of the budget: calls to the ledger are bounded by what was said, done and broken, never by luck (I6).
import { blame, type Evidence } from './evidence.ts';

/** Filled in from measured runs of the sound engine, with room for bad luck. */
export function judgeBudget(evidence: Evidence): void {
  const { counts } = evidence;
  const calls =
    40 + 8 * counts.sayings + 12 * counts.acts + 10 * (counts.accidents + counts.mishaps) + 6 * counts.ticks;
  const isQuiet = counts.mishaps + counts.accidents + counts.acts === 0 && !evidence.isDisordered;
  // A payment counts up the revisions of its invoices: the next write of one of them has to read it first.
  const reads = 2 + counts.sayings / 5;
  if (isQuiet && counts.readsById > reads)
    blame(evidence, 'echoRead', `${counts.readsById} reads by id, nobody edited anything`);
  if (counts.ledgerCalls - counts.refreshes > calls)
    blame(evidence, 'budget', `${counts.ledgerCalls} calls, at most ${calls} allowed`);
}
