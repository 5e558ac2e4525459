// The rulebook of items as a table: situation -> decision, by which rule.
import { expect, test } from 'vitest';
import type { Facts } from '../../shared/core/decisions.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import { documentIn, factsAbout, ITEM, said, type Situation } from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';
import { exportRows } from './export-rows.ts';

const facts = (situation: Situation = {}): Facts => factsAbout(ITEM, situation);
const link = afterWriting(facts());
/** Booked by us, and the source sent a new price. */
const changed = { ...link, source: said({ ...ITEM, unitPrice: '65.00' }, { revision: 2 }) };
const gone = { ...changed, document: documentIn('item', 'doc_item', { status: 'deleted' }) };
/** The source said the same again under a new revision. */
const repeated = { ...link, source: said(ITEM, { revision: 9 }) };
const edited = { kind: 'edited', at: 5, differences: ['other fields'] } as const;
const ended = said(ITEM, { revision: 2, presence: 'deleted' });
const draft = draftOf(facts());
const elsewhere =
  draft.type === 'item' ? { ...draft, incomeAccount: 'acc_other' } : expect.unreachable('not an item');

const OVERRIDE = {
  items: { accountOverride: true, accountMap: { '8000': 'acc_sales', '8100': 'acc_extras' } },
};
const byLine = (code: string, revision = 1, written?: boolean) => ({
  code,
  by: 'invoice#inv_1',
  revision,
  written,
});

const BOOK = { facts, booked: link, goes: { by: 'create-or-update', says: 'write create' } } as const;
const ROWS: readonly Row[] = [
  ...exportRows(BOOK),
  {
    by: 'nothing-said',
    when: 'a line names an item that was never sent',
    facts: facts({ link: { source: undefined } }),
    says: 'in_sync',
  },
  {
    by: 'stay-out-by-order',
    when: 'a person decided that it stays out',
    facts: facts({ link: { hold: { state: 'skipped', reason: 'paid in cash' } } }),
    says: 'skip paid in cash',
    passes: 'nothing-said',
  },
  {
    by: 'skip-ended-before-booked',
    when: 'deleted before it was booked',
    facts: facts({ link: { source: ended } }),
    says: 'skip ended_before_booked',
    passes: 'stay-out-by-order',
  },
  {
    by: 'in-sync-both-ended',
    when: 'deleted on both sides',
    facts: facts({ link: { ...gone, source: ended } }),
    says: 'in_sync',
    passes: 'skip-ended-before-booked',
  },
  {
    by: 'adopt-named-document',
    when: 'a person named its document in the ledger',
    facts: facts({ link: { named: '42' } }),
    says: 'look at others',
    proves: 'TXD-02',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'set-account-of-line',
    when: 'booked, and a line of an invoice names another account',
    facts: facts({ link: { ...link, lineAccount: byLine('8100') }, policy: OVERRIDE }),
    says: 'write update',
    proves: 'KLP-43',
    passes: 'adopt-named-document',
  },
  {
    by: 'set-account-of-line',
    when: 'the same, and our picture of the item is old',
    facts: facts({ link: { ...link, stale: true, lineAccount: byLine('8100') }, policy: OVERRIDE }),
    says: 'look at document',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a line named another account while the policy let it, which it does no more',
    facts: facts({
      link: { ...link, lineAccount: byLine('8100') },
      policy: { items: { ...OVERRIDE.items, accountOverride: false } },
    }),
    says: 'in_sync',
    proves: 'KLP-43',
    passes: 'set-account-of-line',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a line named another account, and the item was written with it',
    facts: facts({ link: { ...link, lineAccount: byLine('8100', 1, true) }, policy: OVERRIDE }),
    says: 'in_sync',
    proves: 'KLP-43',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a line names another account, but a person edited the item: asked about first',
    facts: facts({ link: { ...link, drift: edited, lineAccount: byLine('8100') }, policy: OVERRIDE }),
    says: 'ask edited_in_ledger',
  },
  {
    by: 'create-or-update',
    when: 'the source changed it after a line had named an account: the last word counts',
    facts: facts({ link: { ...changed, lineAccount: byLine('8100', 1) }, policy: OVERRIDE }),
    says: 'write update',
    proves: 'KLP-43',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the source said nothing since',
    facts: facts({ link }),
    says: 'in_sync',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and its account code is not mapped any more',
    facts: facts({ link, policy: { items: { accountMap: {} } } }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and by now lines use the items of the ledger',
    facts: facts({ link, policy: { items: { onMissing: 'mapped' } } }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a person edited it and the source says nothing new: shown, never undone',
    facts: facts({ link: { ...link, drift: edited } }),
    says: 'ask edited_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'skip-items-are-mapped',
    when: 'lines use the items of the ledger',
    facts: facts({ policy: { items: { onMissing: 'mapped' } } }),
    says: 'skip items_are_mapped',
    proves: 'CLK-22',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'skip-items-are-mapped',
    when: 'changed after it was booked, and by now lines use the items of the ledger',
    facts: facts({ link: changed, policy: { items: { onMissing: 'mapped' } } }),
    says: 'skip items_are_mapped',
  },
  {
    by: 'fail-unmapped-income-account',
    when: 'its account code is not mapped',
    facts: facts({ policy: { items: { accountMap: {} } } }),
    says: 'fail income_account_unmapped',
    passes: 'skip-items-are-mapped',
  },
  {
    by: 'fail-unmapped-income-account',
    when: 'changed after it was booked, and its account code is not mapped any more',
    facts: facts({ link: changed, policy: { items: { accountMap: {} } } }),
    says: 'fail income_account_unmapped',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'fail-unmapped-income-account',
    when: 'it names no account and there is no default',
    facts: facts({ link: { source: said({ ...ITEM, account: undefined }) } }),
    says: 'fail income_account_unmapped',
  },
  {
    by: 'fail-unmapped-income-account',
    when: 'its account code is a word that every object knows',
    facts: facts({ link: { source: said({ ...ITEM, account: 'constructor' }) } }),
    says: 'fail income_account_unmapped',
  },
  {
    by: 'in-sync',
    when: 'a new revision that changes nothing of the document',
    facts: facts({ link: repeated }),
    says: 'in_sync',
    passes: 'fail-unmapped-income-account',
  },
  {
    by: 'in-sync',
    when: 'a person edited it, and a new revision changes nothing of the document',
    facts: facts({ link: { ...repeated, drift: edited } }),
    says: 'ask edited_in_ledger',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person deleted it and the source sent something new',
    facts: facts({ link: gone }),
    says: 'fail gone_in_ledger',
    passes: 'in-sync',
  },
  {
    by: 'look-when-stale',
    when: 'the ledger told us that our picture is old',
    facts: facts({ link: { ...changed, stale: true } }),
    says: 'look at document',
    passes: 'fail-gone-in-ledger',
  },
  {
    by: 'fail-edited-in-ledger',
    when: 'both sides changed',
    facts: facts({ link: { ...changed, drift: edited } }),
    says: 'fail edited_in_ledger',
    proves: 'CLK-02',
    passes: 'look-when-stale',
  },
  {
    by: 'adopt-twin',
    when: 'the name is taken, by exactly this item',
    facts: facts({ found: { candidates: [shown(draft, '5')] } }),
    says: 'adopt 5',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'adopt-twin',
    when: 'the name is taken by an item of another account',
    facts: facts({ found: { candidates: [shown(elsewhere, '6')] } }),
    says: 'fail name_taken',
  },
  {
    by: 'adopt-twin',
    when: 'the same, where lines may set the account of an item that is there',
    facts: facts({ found: { candidates: [shown(elsewhere, '6')] }, policy: OVERRIDE }),
    says: 'adopt 6',
    proves: 'KLP-43',
  },
  {
    by: 'create-or-update',
    when: 'it has no account of its own, and the line that sells it names one',
    facts: facts({ link: { source: said({ ...ITEM, account: undefined }), lineAccount: byLine('8000') } }),
    says: 'write create',
    proves: 'KLP-42',
  },
  {
    by: 'create-or-update',
    when: 'new',
    facts: facts(),
    says: 'write create',
    passes: 'adopt-twin',
  },
  {
    by: 'create-or-update',
    when: 'its account is not mapped but there is a default',
    facts: facts({ policy: { items: { accountMap: {}, defaultIncomeAccount: 'acc_default' } } }),
    says: 'write create',
  },
  {
    by: 'create-or-update',
    when: 'changed',
    facts: facts({ link: changed }),
    says: 'write update',
    passes: 'in-sync',
  },
  {
    by: 'create-or-update',
    when: 'both sides changed and an operator says "source wins"',
    facts: facts({ link: { ...changed, drift: edited, order: 'source_wins' } }),
    says: 'write update',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'create-or-update',
    when: 'both sides changed and the policy lets the source win',
    facts: facts({
      link: { ...changed, drift: edited },
      policy: { invoices: { onConflict: 'source_wins' } },
    }),
    says: 'write update',
  },
  {
    by: 'create-or-update',
    when: 'deleted at the source: made inactive, although nothing else is new',
    facts: facts({ link: { ...link, source: said(ITEM, { presence: 'deleted' }) } }),
    says: 'write update',
    passes: 'in-sync-nothing-new',
  },
];

testRulebook(
  'item',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'in-sync-both-ended',
    'wait-for-export',
    'adopt-named-document',
    'set-account-of-line',
    'in-sync-nothing-new',
    'skip-items-are-mapped',
    'fail-unmapped-income-account',
    'in-sync',
    'fail-gone-in-ledger',
    'look-when-stale',
    'fail-edited-in-ledger',
    'adopt-twin',
    'create-or-update',
  ],
  ROWS,
);

test('the income account is the mapped one, else the default', () => {
  const defaultIncomeAccount = 'acc_default';
  expect(draftOf(facts({ policy: { items: { defaultIncomeAccount } } }))).toMatchObject({
    incomeAccount: 'acc_sales',
  });
  expect(draftOf(facts({ policy: { items: { accountMap: {}, defaultIncomeAccount } } }))).toMatchObject({
    incomeAccount: 'acc_default',
  });
});

test.each([
  ['non_inventory', 'KLP-41'],
  ['service', 'C14'],
] as const)('a new item is made as the policy says: %s (%s)', (createAs, _) => {
  expect(draftOf(facts({ policy: { items: { createAs } } }))).toMatchObject({ itemType: createAs });
});

test('the account code that the source chose is the one the item is made on (KLP-42)', () => {
  const accountMap = { '8000': 'acc_sales', '8100': 'acc_extras' };
  const chosen = said({ ...ITEM, account: '8100' });
  expect(draftOf(facts({ link: { source: chosen }, policy: { items: { accountMap } } }))).toMatchObject({
    incomeAccount: 'acc_extras',
  });
});

test('what a line sets is the account and nothing else of the item (KLP-43)', () => {
  const set = facts({ link: { ...link, lineAccount: byLine('8100') }, policy: OVERRIDE });
  expect(draftOf(set)).toEqual({
    type: 'item',
    name: ITEM.name,
    itemType: 'service',
    incomeAccount: 'acc_extras',
    active: true,
  });
});
