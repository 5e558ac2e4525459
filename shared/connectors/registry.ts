// The registry of ledgers: the one place that knows which connectors there are.
import type { LedgerConnector } from './ports.ts';
import { createQuickBooks, type QuickBooksParts } from './quickbooks/quickbooks.ts';

/** What each ledger's connector is made of. */
export interface LedgerParts {
  readonly quickbooks: QuickBooksParts;
}

/** All ledgers as a lookup by name; undefined for a name nobody registered. */
export function createLedgers(parts: LedgerParts): (name: string) => LedgerConnector | undefined {
  const ledgers = new Map([createQuickBooks(parts.quickbooks)].map((ledger) => [ledger.name, ledger]));
  return (name) => ledgers.get(name);
}
