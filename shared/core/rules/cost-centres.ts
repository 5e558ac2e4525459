// The rulebook of cost centres: they live in the ledger only. No source sends one, so there is never anything to write.
import type { Rule } from '../decisions.ts';
import { ruling } from './common.ts';

const inLedgerOnly: Rule = {
  name: 'in-ledger-only',
  decide: () => ruling({ type: 'in_sync' }),
};

export const COST_CENTRE_RULES: readonly Rule[] = [inLedgerOnly];
