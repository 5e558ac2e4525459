// The registry of planners: what a ledger would be asked, said without asking it. Pure, so that any function may have one.
import type { LedgerPlanner } from './ports.ts';
import { QUICKBOOKS_PLANNER } from './quickbooks/planner.ts';
import { SNELSTART_PLANNER } from './snelstart/planner.ts';

const PLANNERS: ReadonlyMap<string, LedgerPlanner> = new Map([
  ['quickbooks', QUICKBOOKS_PLANNER],
  ['snelstart', SNELSTART_PLANNER],
]);

/** All ledgers that there is a connector for. */
export const LEDGER_NAMES: readonly string[] = [...PLANNERS.keys()];

/** The planner of a ledger; undefined for one that has none. */
export function plannerOf(ledger: string): LedgerPlanner | undefined {
  return PLANNERS.get(ledger);
}
