// The registry of ledgers: the one place that knows which connectors there are.
import type { LedgerConnector } from './ports.ts';
import { createQuickBooks, type QuickBooksParts } from './quickbooks/quickbooks.ts';
import { createSnelStart, type SnelStartParts } from './snelstart/snelstart.ts';

/** What each ledger's connector is made of. */
export interface LedgerParts {
  readonly quickbooks: QuickBooksParts;
  /** Absent where nobody wants it: the simulation of the other one. */
  readonly snelstart?: SnelStartParts | undefined;
}

/** All ledgers as a lookup by name; undefined for a name nobody registered. */
export function createLedgers(parts: LedgerParts): (name: string) => LedgerConnector | undefined {
  const { quickbooks, snelstart } = parts;
  const all = [
    createQuickBooks(quickbooks),
    ...(snelstart === undefined ? [] : [createSnelStart(snelstart)]),
  ];
  const ledgers = new Map(all.map((ledger) => [ledger.name, ledger]));
  return (name) => ledgers.get(name);
}
