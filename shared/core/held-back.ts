// Held back: what becomes of a decision about a record whose whole connection is held. One reason, not a problem for each.
import type { Decided, Hold } from './decisions.ts';

/** The name that a held decision goes by, in the place of its rule's. */
export const HELD_BACK = 'hold-connection';

/** The rule that links what the first import brought: it is what an import waits for. */
const OF_THE_IMPORT = 'adopt-named-document';

/** What asks or changes the ledger or the product, or would be told of this one record although the whole connection is to blame. */
const HELD: readonly Decided['decision']['type'][] = ['write', 'look', 'fail', 'wait', 'cascade', 'tell'];

/**
 * The decision while its connection is held. What needs neither the ledger nor a cure of this one record stays: in sync is
 * in sync, and what stays out stays out. Everything else waits for the connection.
 */
export function heldBack(hold: Hold, decided: Decided): Decided {
  const ofTheImport = hold === 'initial_import' && decided.rule === OF_THE_IMPORT;
  if (ofTheImport || !HELD.includes(decided.decision.type)) return decided;
  return { rule: HELD_BACK, decision: { type: 'wait', reason: hold }, values: { rule: decided.rule } };
}
