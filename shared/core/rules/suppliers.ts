// The rulebook of suppliers: who the company buys from. They live among the ledger's names, like customers.
import type { Facts, Rule } from '../decisions.ts';
import type { SupplierDocument } from '../documents.ts';
import { mergeEdits, merged, tellLedgerChange } from './both-ways.ts';
import {
  adoptTwin,
  createOrUpdate,
  fail,
  failEditedInLedger,
  goneInLedger,
  hasEnded,
  inSync,
  inSyncBothEnded,
  inSyncNothingNew,
  lookWhenStale,
  nothingSaid,
  recordOf,
  skip,
  skipEndedBeforeBooked,
  stayOutByOrder,
} from './common.ts';
import { waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';
import { failDualRole, failNameNotUnique } from './parties.ts';

/** C23: the policy keeps suppliers out of it. */
const skipSuppliersNotSynced: Rule = {
  name: 'skip-suppliers-not-synced',
  decide: ({ link, policy }) =>
    policy.policy.suppliers.sync !== 'both' && link.document === undefined
      ? skip('suppliers_not_synced')
      : undefined,
};

/** As for customers: a cut name could be another supplier's. */
const nameTooLong: Rule = {
  name: 'fail-name-too-long',
  decide: (facts) => {
    const limit = facts.abilities.nameLengthMax;
    return supplierDraft(facts).name.length > limit
      ? fail('refused', { detail: `the name has more than ${limit} characters` })
      : undefined;
  },
};

export const SUPPLIER_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  waitForExport,
  adoptNamed(supplierDraft),
  tellLedgerChange(supplierDraft),
  inSyncNothingNew,
  skipSuppliersNotSynced,
  nameTooLong,
  failDualRole(nameIn),
  failNameNotUnique(nameIn),
  mergeEdits(supplierDraft),
  inSync(supplierDraft),
  goneInLedger(supplierDraft),
  lookWhenStale,
  failEditedInLedger,
  adoptTwin(supplierDraft, (ours) => fail('name_taken', { name: 'name' in ours ? ours.name : '' })),
  createOrUpdate(merged(supplierDraft)),
];

/** The supplier as it shall stand in the ledger (KLP-15). */
export function supplierDraft(facts: Facts): SupplierDocument {
  const record = recordOf(facts.link, 'supplier');
  return {
    type: 'supplier',
    name: record?.name ?? facts.link.key.id,
    companyName: record?.name,
    email: record?.email,
    phone: record?.phone,
    // As for customers: a ledger without several currencies refuses the field.
    currency: facts.reference.multiCurrency ? (record?.currency ?? facts.reference.homeCurrency) : undefined,
    address: record?.address,
    active: record?.active !== false && !hasEnded(facts.link),
  };
}

function nameIn(facts: Facts): string {
  return supplierDraft(facts).name;
}
