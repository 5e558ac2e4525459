// The rulebook of items: what an invoice line sells.
import type { Facts, Rule } from '../decisions.ts';
import type { ItemDocument, LedgerDocument } from '../documents.ts';
import { mappedTo } from '../policy.ts';
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
  skip,
  skipEndedBeforeBooked,
} from './common.ts';

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

export const ITEM_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  inSyncNothingNew,
  skipMapped,
  failUnmappedAccount,
  inSync(itemDraft),
  goneInLedger(itemDraft),
  lookWhenStale,
  failEditedInLedger,
  adoptTwin(itemDraft, (ours, difference) => fail('name_taken', { name: nameOf(ours), difference })),
  createOrUpdate(itemDraft),
];

function itemDraft(facts: Facts): ItemDocument {
  const record = recordOf(facts.link, 'item');
  return {
    type: 'item',
    name: record?.name ?? facts.link.key.id,
    description: record?.description,
    unitPrice: record?.unitPrice,
    itemType: 'service',
    incomeAccount: incomeAccount(facts),
    active: record?.active !== false && !hasEnded(facts.link),
  };
}

function incomeAccount({ link, policy }: Facts): string | undefined {
  const account = recordOf(link, 'item')?.account;
  const { accountMap, defaultIncomeAccount } = policy.policy.items;
  return mappedTo(accountMap, account) ?? defaultIncomeAccount;
}

function nameOf(document: LedgerDocument): string {
  return document.type === 'item' ? document.name : '';
}
