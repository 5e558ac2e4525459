// The rulebook of items: what an invoice line sells.
import type { Facts, Rule } from '../decisions.ts';
import type { ItemDocument, LedgerDocument, Snapshot } from '../documents.ts';
import type { Link } from '../links.ts';
import { mappedTo } from '../policy.ts';
import type { InvoiceLine } from '../records.ts';
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
  skip,
  skipEndedBeforeBooked,
} from './common.ts';
import { waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';

/** CLK-22: lines use the mapped items of the ledger; the source's own items are not written. */
const skipMapped: Rule = {
  name: 'skip-items-are-mapped',
  decide: ({ policy }) => (policy.policy.items.onMissing === 'mapped' ? skip('items_are_mapped') : undefined),
};

const failUnmappedAccount: Rule = {
  name: 'fail-unmapped-income-account',
  decide: (facts) =>
    incomeAccount(facts) === undefined
      ? fail('income_account_unmapped', { account: recordOf(facts.link, 'item')?.account ?? 'none' })
      : undefined,
};

/**
 * KLP-43: a line's account is set on an item that is booked already, and nothing else of the item is touched: others in the
 * company use it too. What a person changed of it is asked about first.
 */
const setAccountOfLine: Rule = {
  name: 'set-account-of-line',
  decide: (facts) => {
    const { link, policy, snapshot } = facts;
    const { base, document, drift, source } = link;
    const account = lineAccountOf(link);
    const isBooked = document?.status === 'live' && base?.revision === source?.revision;
    if (account === undefined || !isBooked || drift !== undefined || hasEnded(link)) return undefined;
    if (link.lineAccount?.written === true || !policy.policy.items.accountOverride) return undefined;
    // Its mapping is gone: a default is no word of the line.
    if (incomeAccountOf(facts, account) === undefined) return undefined;
    const values = { account, by: link.lineAccount?.by ?? '' };
    if (link.stale === true && snapshot === undefined)
      return ruling({ type: 'look', at: 'document' }, values);
    return ruling({ type: 'write', operation: 'update', document: accountDraft(facts) }, values);
  },
};

export const ITEM_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  waitForExport,
  adoptNamed(itemDraft),
  setAccountOfLine,
  inSyncNothingNew,
  skipMapped,
  failUnmappedAccount,
  inSync(itemDraft),
  goneInLedger(itemDraft),
  lookWhenStale,
  failEditedInLedger,
  adoptTwin(
    itemDraft,
    (ours, difference) => fail('name_taken', { name: nameOf(ours), difference }),
    withItsAccount,
  ),
  createOrUpdate(itemDraft),
];

/** The item as it shall stand in the ledger. */
export function itemDraft(facts: Facts): ItemDocument {
  const record = recordOf(facts.link, 'item');
  return {
    type: 'item',
    name: record?.name ?? facts.link.key.id,
    description: record?.description,
    unitPrice: record?.unitPrice,
    itemType: facts.policy.policy.items.createAs,
    incomeAccount: incomeAccount(facts),
    active: record?.active !== false && !hasEnded(facts.link),
  };
}

/** Only the account of an item: its price and its description stay as they are. */
export function accountDraft(facts: Facts): ItemDocument {
  const { type, name, itemType, incomeAccount: account, active } = itemDraft(facts);
  return { type, name, itemType, incomeAccount: account, active };
}

/** The account code that a line set on an item, unless the item's own source has spoken since. */
export function lineAccountOf({ lineAccount, source }: Link): string | undefined {
  return lineAccount?.revision === source?.revision ? lineAccount?.code : undefined;
}

/** The ledger's account for an account code of the source: what the map says, and no default. */
export function incomeAccountOf(
  { policy }: Pick<Facts, 'policy'>,
  code: string | undefined,
): string | undefined {
  return mappedTo(policy.policy.items.accountMap, code);
}

/** CLK-22: the ledger's item that the map names for a line, the most exact entry first. */
export function mappedItem({ policy }: Pick<Facts, 'policy'>, line: InvoiceLine): string | undefined {
  const { map } = policy.policy.items;
  const { itemId, revenueGroup: group, category } = line;
  const exact = group === undefined ? undefined : `${group}/${category ?? ''}`;
  return mappedTo(map, exact) ?? mappedTo(map, group) ?? mappedTo(map, itemId);
}

function incomeAccount(facts: Facts): string | undefined {
  const code = lineAccountOf(facts.link) ?? recordOf(facts.link, 'item')?.account;
  return incomeAccountOf(facts, code) ?? facts.policy.policy.items.defaultIncomeAccount;
}

/** Where lines may set the account, an item that stands there under another one is ours all the same (KLP-43). */
function withItsAccount(facts: Facts, ours: LedgerDocument, { document }: Snapshot): LedgerDocument {
  const other =
    facts.policy.policy.items.accountOverride && document?.type === 'item' && ours.type === 'item';
  return other ? { ...ours, incomeAccount: document.incomeAccount } : ours;
}

function nameOf(document: LedgerDocument): string {
  return document.type === 'item' ? document.name : '';
}
