// The rulebook of customers: who a document is booked on.
import type { Facts, Rule, Ruling } from '../decisions.ts';
import type { CustomerDocument, LedgerDocument, Snapshot } from '../documents.ts';
import { mergesFields } from '../fields.ts';
import type { Policy } from '../policy.ts';
import { differenceOf } from '../twins.ts';
import { mergeEdits, merged, tellLedgerChange } from './both-ways.ts';
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
  resolve,
  ruling,
  skipEndedBeforeBooked,
} from './common.ts';
import { linkByEmail } from './by-email.ts';
import { missingCustomer } from './customer-of.ts';
import { waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';
import { failDualRole, failNameNotUnique } from './parties.ts';
import { tellTakenOver } from './taken-over.ts';

/** C1, C2: whether customers are only linked with those that the ledger has, and never made there. */
function isOnlyLinked({ customers: { direction, onMissing, createIn } }: Policy): boolean {
  return writesNothing(direction) || onMissing === 'require_linked' || createIn === 'ledger';
}

function writesNothing(direction: Policy['customers']['direction']): boolean {
  return direction === 'link_only' || direction === 'to_source';
}

/** TXD-20: the customer of that name is linked. Where nothing is written, the name is all that has to be the same. */
const linkByName: Rule = {
  name: 'link-by-name',
  decide: (facts) => {
    const { link, policy, found } = facts;
    if (!isOnlyLinked(policy.policy) || link.document?.status === 'live') return undefined;
    const ours = customerDraft(facts);
    if (found === undefined) return ruling({ type: 'look', at: 'twin', document: ours }, { name: ours.name });
    if (policy.policy.customers.matchKey === 'number') return linkByNumber(ours, found.candidates);
    const { type, name, currency, active } = ours;
    const document = writesNothing(policy.policy.customers.direction)
      ? { type, name, currency, active }
      : ours;
    const snapshot = found.candidates.find((one) => differenceOf(document, one) === undefined);
    if (snapshot === undefined) return undefined;
    // What a person changes later is told from what the two never agreed on.
    const merges = mergesFields(link.key.kind, policy.policy);
    return ruling({ type: 'adopt', snapshot, document, merges }, { document: snapshot.ref.id });
  },
};

/** QCS-19: the ledger's number says who it is, whatever he is called on either side. */
function linkByNumber(ours: CustomerDocument, candidates: readonly Snapshot[]): Ruling | undefined {
  const isIt = ({ status, document }: Snapshot): boolean =>
    status === 'live' && document?.type === 'customer' && document.number === ours.number;
  const snapshot = candidates.find(isIt);
  if (snapshot === undefined) return undefined;
  return ruling({ type: 'adopt', snapshot, document: ours, merges: true }, { document: snapshot.ref.id });
}

/** Policy says that customers are linked, never created, and the ledger has none of that name. */
const requireLinked: Rule = {
  name: 'fail-customer-not-linked',
  decide: ({ link, policy }) =>
    link.document?.status !== 'live' && isOnlyLinked(policy.policy)
      ? fail(missingCustomer(policy.policy), { customer: link.key.id })
      : undefined,
};

/** CLK-42/43: create if missing, and leave it alone afterwards. Who is only linked is left alone as well: no rename follows. */
const createOnly: Rule = {
  name: 'in-sync-created-once',
  decide: ({ link, policy }) => {
    const { onUpdate, direction } = policy.policy.customers;
    const isLeftAlone = onUpdate === 'create_only' || writesNothing(direction);
    const isBooked = link.document?.status === 'live' && link.base !== undefined;
    return isLeftAlone && isBooked ? ruling({ type: 'in_sync' }, { onUpdate, direction }) : undefined;
  },
};

/** KLP-14, KLP-18: a location is booked under its customer, who comes first. Later the two are linked by id alone (KLP-28). */
const waitForParent: Rule = {
  name: 'wait-for-parent',
  decide: (facts) => {
    const parent = facts.link.document === undefined ? parentOf(facts) : undefined;
    return parent !== undefined && 'decision' in parent ? parent : undefined;
  },
};

/** The ledger's id of the customer of which this one is a location; undefined where the policy knows no locations. */
function parentOf(facts: Facts): { readonly id: string } | Ruling | undefined {
  const parentId = recordOf(facts.link, 'customer')?.parentId;
  if (parentId === undefined || facts.policy.policy.customers.hierarchy === 'flat') return undefined;
  return resolve(facts, 'customer', parentId, (waitsFor) =>
    fail('customer_unknown', { customer: parentId }, waitsFor),
  );
}

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
  waitForExport,
  adoptNamed(customerDraft),
  tellTakenOver,
  createOnly,
  tellLedgerChange(customerDraft),
  inSyncNothingNew,
  linkByEmail(customerDraft),
  linkByName,
  requireLinked,
  nameTooLong,
  failDualRole(nameIn),
  failNameNotUnique(nameIn),
  waitForParent,
  mergeEdits(customerDraft),
  inSync(customerDraft),
  goneInLedger(customerDraft),
  lookWhenStale,
  failEditedInLedger,
  adoptTwin(customerDraft, (ours) => fail('name_taken', { name: nameOf(ours) })),
  createOrUpdate(merged(customerDraft)),
];

/** The customer as it shall stand in the ledger. */
export function customerDraft(facts: Facts): CustomerDocument {
  const record = recordOf(facts.link, 'customer');
  const currency = record?.currency ?? facts.reference.homeCurrency;
  const parent = parentOf(facts);
  const places: Readonly<Record<string, string>> = {
    '{name}': record?.name ?? facts.link.key.id,
    '{number}': record?.number ?? '',
    '{currency}': currency,
  };
  // One pass with a function: a name may hold "$&" or "{number}" itself, and stays as it is.
  const { customers } = facts.policy.policy;
  const name = customers.nameTemplate
    .replace(/\{(?:name|number|currency)\}/g, (place) => places[place] ?? '')
    .trim();
  return {
    type: 'customer',
    name,
    companyName: record?.name,
    email: record?.email,
    phone: record?.phone,
    // A ledger without several currencies refuses the field.
    currency: facts.reference.multiCurrency ? currency : undefined,
    address: record?.address,
    number: customers.matchKey === 'number' ? (record?.number ?? facts.link.key.id) : undefined,
    parent: parent !== undefined && 'id' in parent ? parent.id : undefined,
    active: record?.active !== false && !hasEnded(facts.link),
  };
}

function nameIn(facts: Facts): string {
  return customerDraft(facts).name;
}

function nameOf(document: LedgerDocument): string {
  return document.type === 'customer' ? document.name : '';
}
