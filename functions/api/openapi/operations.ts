// All operations, by route, as the gateway names it. A test holds them to the routes of the stack.
import type { Operation } from './operation.ts';
import { BULK_OPERATIONS } from './operations/bulk.ts';
import { CONNECTION_OPERATIONS } from './operations/connections.ts';
import { LEDGER_OPERATIONS } from './operations/ledgers.ts';
import { POLICY_OPERATIONS } from './operations/policy.ts';
import { PROOF_OPERATIONS } from './operations/proof.ts';
import { RECORD_OPERATIONS } from './operations/records.ts';
import { SETUP_OPERATIONS } from './operations/setup.ts';
import { SUM_OPERATIONS } from './operations/sums.ts';

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...RECORD_OPERATIONS,
  ...BULK_OPERATIONS,
  ...CONNECTION_OPERATIONS,
  ...SETUP_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...PROOF_OPERATIONS,
  ...SUM_OPERATIONS,
  ...LEDGER_OPERATIONS,
};
