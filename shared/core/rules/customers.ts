// The rulebook of customers: who a document is booked on.
import type { Facts, Rule } from '../decisions.ts';
import type { CustomerDocument, LedgerDocument } from '../documents.ts';
import {
  stayOutByOrder,
  failEditedInLedger,
  adoptTwin,
  createOrUpdate,
  fail,
  goneInLedger,
  hasEnded,
  inSync,
  inSyncBothEnded,
  inSyncNothingNew,
  lookWhenStale,
  nothingSaid,
  recordOf,
  ruling,
  skipEndedBeforeBooked,
} from './common.ts';

/** Policy says that customers are linked by a person, never created. */
const requireLinked: Rule = {
  name: 'fail-customer-not-linked',
  decide: ({ link, policy }) =>
    link.document === undefined && policy.policy.customers.onMissing === 'require_linked'
      ? fail('customer_not_linked', { customer: link.key.id })
      : undefined,
};

/** CLK-42/43: create if missing, and leave it alone afterwards. */
const createOnly: Rule = {
  name: 'in-sync-created-once',
  decide: ({ link, policy }) =>
    link.document?.status === 'live' &&
    link.base !== undefined &&
    policy.policy.customers.onUpdate === 'create_only'
      ? ruling({ type: 'in_sync' }, { onUpdate: 'create_only' })
      : undefined,
};

/** A name longer than the ledger takes would be cut silently, and two cut names can be one. */
const nameTooLong: Rule = {
  name: 'fail-name-too-long',
  decide: (facts) => {
    const { name } = customerDraft(facts);
    const limit = facts.abilities.nameLengthMax;
    return name.length > limit
      ? fail('refused', { detail: `the name has more than ${limit} characters` })
      : undefined;
  },
};

export const CUSTOMER_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  createOnly,
  inSyncNothingNew,
  requireLinked,
  nameTooLong,
  inSync(customerDraft),
  goneInLedger(customerDraft),
  lookWhenStale,
  failEditedInLedger,
  adoptTwin(customerDraft, (ours) => fail('name_taken', { name: nameOf(ours) })),
  createOrUpdate(customerDraft),
];

/** The customer as it shall stand in the ledger. */
export function customerDraft(facts: Facts): CustomerDocument {
  const record = recordOf(facts.link, 'customer');
  const currency = record?.currency ?? facts.reference.homeCurrency;
  const places: Readonly<Record<string, string>> = {
    '{name}': record?.name ?? facts.link.key.id,
    '{number}': record?.number ?? '',
    '{currency}': currency,
  };
  // One pass with a function: a name may hold "$&" or "{number}" itself, and stays as it is.
  const { nameTemplate } = facts.policy.policy.customers;
  const name = nameTemplate.replace(/\{(?:name|number|currency)\}/g, (place) => places[place] ?? '').trim();
  return {
    type: 'customer',
    name,
    companyName: record?.name,
    email: record?.email,
    phone: record?.phone,
    // A ledger without several currencies refuses the field.
    currency: facts.reference.multiCurrency ? currency : undefined,
    address: record?.address,
    active: record?.active !== false && !hasEnded(facts.link),
  };
}

function nameOf(document: LedgerDocument): string {
  return document.type === 'customer' ? document.name : '';
}
