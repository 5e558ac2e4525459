// A ledger connector of which only its name is asked, and what a test adds.
import type { LedgerConnector } from '../../shared/connectors/ports.ts';

const unused = (): never => {
  throw new Error('nothing here asks this of a ledger');
};

export function ledgerNamed(name: string, more: Partial<LedgerConnector> = {}): LedgerConnector {
  return {
    name,
    abilities: { keyed: true, numberLengthMax: 21, nameLengthMax: 500, ends: { invoice: [], payment: [] } },
    batches: () => true,
    limits: { batchSize: 30, batchesPerMinute: 40, callsPerMinute: 500, callsPerSecond: 10 },
    write: unused,
    read: unused,
    find: unused,
    changes: unused,
    reference: unused,
    list: unused,
    highestNumber: unused,
    refresh: unused,
    documentTypes: [],
    revoke: unused,
    authoriseUrl: unused,
    redeem: unused,
    ...more,
  };
}
