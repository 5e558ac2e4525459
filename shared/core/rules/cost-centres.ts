// The rulebook of cost centres: they live in the ledger only. No source sends one, so there is never anything to write.
import type { Facts, Rule } from '../decisions.ts';
import type { CostCentreDocument } from '../documents.ts';
import { nothingSaid, recordOf, ruling, stayOutByOrder } from './common.ts';
import { adoptNamed } from './named.ts';
import { tellTakenOver } from './taken-over.ts';

const inLedgerOnly: Rule = {
  name: 'in-ledger-only',
  decide: () => ruling({ type: 'in_sync' }),
};

export const COST_CENTRE_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  adoptNamed(costCentreDraft),
  tellTakenOver,
  inLedgerOnly,
];

/** The cost centre as it was taken in. */
function costCentreDraft({ link }: Facts): CostCentreDocument {
  const record = recordOf(link, 'cost_centre');
  const { number = link.key.id, name = '', active = true } = record ?? {};
  return { type: 'cost_centre', number, name, active };
}
