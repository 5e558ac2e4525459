// The rulebook of customers as a table: situation -> decision, by which rule.
import { expect, test } from 'vitest';
import { customerDraft } from '../../shared/core/rules/customers.ts';
import type { Facts } from '../../shared/core/decisions.ts';
import { afterWriting, shown } from '../support/decided.ts';
import { CUSTOMER, documentIn, factsAbout, policy, said, type Situation } from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';
import { bothWaysRows } from './both-ways-rows.ts';
import { exportRows } from './export-rows.ts';
import { EMAIL_ROWS } from './customer-email.ts';
import { POLICY_ROWS } from './customer-policy.ts';
import { TAKEN_ROWS } from './taken-customers.ts';

const facts = (situation: Situation = {}): Facts => factsAbout(CUSTOMER, situation);
const OVERWRITE = { customers: { onUpdate: 'overwrite' } } as const;
/** Booked by us, and the source sent a second revision with another e-mail address. */
const CHANGED = { ...CUSTOMER, email: 'new@example.com' };
const link = afterWriting(facts());
const changed = { ...link, source: said(CHANGED, { revision: 2 }) };
const gone = { ...changed, document: documentIn('customer', 'doc_customer', { status: 'deleted' }) };
/** The source said the same again under a new revision. */
const repeated = { ...link, source: said(CUSTOMER, { revision: 9 }) };
const edited = { kind: 'edited', at: 5, differences: ['other fields'] } as const;
const deleted = { kind: 'deleted', at: 5, differences: ['deleted in the ledger'] } as const;
const ended = said(CUSTOMER, { revision: 2, presence: 'deleted' });
const twin = shown(customerDraft(facts()), '77');
const found = { candidates: [twin] };
const stranger = { candidates: [shown({ ...customerDraft(facts()), email: 'other@example.com' }, '78')] };

const BOOK = { facts, booked: link, goes: { by: 'create-or-update', says: 'write create' } } as const;
const ROWS: readonly Row[] = [
  ...exportRows(BOOK),
  ...bothWaysRows(BOOK),
  ...POLICY_ROWS,
  ...EMAIL_ROWS,
  ...TAKEN_ROWS,
  {
    by: 'nothing-said',
    when: 'somebody waits for a customer that was never sent',
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
  },
  {
    by: 'skip-ended-before-booked',
    when: 'the first we heard was its end',
    facts: facts({ link: { source: said(undefined, { presence: 'deleted' }) } }),
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
    by: 'in-sync-created-once',
    when: 'changed after it was created, and the policy leaves it alone',
    facts: facts({ link: changed }),
    says: 'in_sync',
    proves: 'CLK-42 CLK-43',
    passes: 'adopt-named-document',
  },
  {
    by: 'in-sync-created-once',
    when: 'a person edited it, and the policy leaves it alone',
    facts: facts({ link: { ...link, drift: edited } }),
    says: 'in_sync',
    proves: 'CLK-43',
  },
  {
    by: 'in-sync-created-once',
    when: 'linked by a person, as the policy wants it',
    facts: facts({ link, policy: { customers: { onMissing: 'require_linked' } } }),
    says: 'in_sync',
    proves: 'TXD-20',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the source said nothing since',
    facts: facts({ link, policy: OVERWRITE }),
    says: 'in_sync',
    passes: 'in-sync-created-once',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the policy would name it in another way by now, too long for the ledger',
    facts: facts({
      link,
      abilities: { nameLengthMax: CUSTOMER.name.length + 3 },
      policy: { customers: { ...OVERWRITE.customers, nameTemplate: '{name}/{currency}' } },
    }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a person edited it and the source says nothing new: shown, never undone',
    facts: facts({ link: { ...link, drift: edited }, policy: OVERWRITE }),
    says: 'ask edited_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'a person deleted it and the source says nothing new, whatever the policy says of edits',
    facts: facts({ link: { ...gone, source: link.source, drift: deleted } }),
    says: 'ask deleted_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'the policy wants customers linked, and the ledger has none of that name',
    facts: facts({
      policy: { customers: { onMissing: 'require_linked' } },
      found: { candidates: [] },
    }),
    says: 'fail customer_not_linked',
    proves: 'TXD-20 TXD-21',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'fail-name-too-long',
    when: 'the name has one character more than the ledger takes',
    facts: facts({ link: { source: said({ ...CUSTOMER, name: 'n'.repeat(101) }) } }),
    says: 'fail refused',
  },
  {
    by: 'fail-name-too-long',
    when: 'the template makes it too long',
    facts: facts({
      abilities: { nameLengthMax: CUSTOMER.name.length + 3 },
      policy: { customers: { nameTemplate: '{name}/{currency}' } },
    }),
    says: 'fail refused',
    passes: 'fail-customer-not-linked',
  },
  {
    by: 'in-sync',
    when: 'a new revision that changes nothing of the document',
    facts: facts({ link: repeated, policy: OVERWRITE }),
    says: 'in_sync',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'in-sync',
    when: 'a person edited it, and a new revision changes nothing of the document',
    facts: facts({ link: { ...repeated, drift: edited }, policy: OVERWRITE }),
    says: 'ask edited_in_ledger',
    passes: 'fail-name-too-long',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person deleted it and the source sent something new',
    facts: facts({ link: gone, policy: OVERWRITE }),
    says: 'fail gone_in_ledger',
    passes: 'in-sync',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'the same, and an operator says "create anew"',
    facts: facts({ link: { ...gone, order: 'create_anew' }, policy: OVERWRITE }),
    says: 'write create',
  },
  {
    by: 'look-when-stale',
    when: 'the ledger told us that our picture is old',
    facts: facts({ link: { ...changed, stale: true }, policy: OVERWRITE }),
    says: 'look at document',
    passes: 'fail-gone-in-ledger',
  },
  {
    by: 'fail-edited-in-ledger',
    when: 'both sides changed, and the policy overwrites',
    facts: facts({ link: { ...changed, drift: edited }, policy: OVERWRITE }),
    says: 'fail edited_in_ledger',
    proves: 'CLK-02',
    passes: 'look-when-stale',
  },
  {
    by: 'adopt-twin',
    when: 'the name is taken, by exactly this customer',
    facts: facts({ found }),
    says: 'adopt 77',
    proves: 'CLK-42',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'adopt-twin',
    when: 'the name is taken by somebody else',
    facts: facts({ found: stranger }),
    says: 'fail name_taken',
    proves: 'KLP-22',
    passes: 'look-when-stale',
  },
  {
    by: 'adopt-twin',
    when: 'the name is taken by no customer (a supplier or employee, or another record of ours)',
    facts: facts({ found: { candidates: [] } }),
    says: 'fail name_taken',
    proves: 'KLP-25',
  },
  {
    by: 'adopt-twin',
    when: 'created anew, and the dead one still has the name',
    facts: facts({
      link: { ...gone, order: 'create_anew' },
      policy: OVERWRITE,
      found: { candidates: [shown(customerDraft(facts()), 'doc_customer', { status: 'deleted' })] },
    }),
    says: 'fail name_taken',
    passes: 'fail-gone-in-ledger',
  },
  {
    by: 'create-or-update',
    when: 'new',
    facts: facts(),
    says: 'write create',
    proves: 'CLK-43',
    passes: 'adopt-twin',
  },
  {
    by: 'create-or-update',
    when: 'changed, and the policy overwrites',
    facts: facts({ link: changed, policy: OVERWRITE }),
    says: 'write update',
    passes: 'in-sync',
  },
  {
    by: 'create-or-update',
    when: 'deleted at the source: made inactive, since customers are never deleted',
    facts: facts({ link: { ...link, source: ended }, policy: OVERWRITE }),
    says: 'write update',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'create-or-update',
    when: 'a person edited it and an operator says "source wins"',
    facts: facts({ link: { ...link, drift: edited, order: 'source_wins' }, policy: OVERWRITE }),
    says: 'write update',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'create-or-update',
    when: 'both sides changed and an operator says "source wins"',
    facts: facts({ link: { ...changed, drift: edited, order: 'source_wins' }, policy: OVERWRITE }),
    says: 'write update',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'create-or-update',
    when: 'both sides changed and the policy lets the source win',
    facts: facts({
      link: { ...changed, drift: edited },
      policy: { ...OVERWRITE, invoices: { onConflict: 'source_wins' } },
    }),
    says: 'write update',
  },
  {
    by: 'create-or-update',
    when: 'stale, but looked at just now',
    facts: facts({
      link: { ...changed, stale: true },
      policy: OVERWRITE,
      snapshot: shown(customerDraft(facts()), 'doc_customer'),
    }),
    says: 'write update',
    passes: 'look-when-stale',
  },
];

testRulebook(
  'customer',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'in-sync-both-ended',
    'wait-for-export',
    'adopt-named-document',
    'tell-taken-over',
    'in-sync-created-once',
    'tell-ledger-change',
    'in-sync-nothing-new',
    'link-by-email',
    'link-by-name',
    'fail-customer-not-linked',
    'fail-name-too-long',
    'fail-dual-role',
    'fail-name-not-unique',
    'wait-for-parent',
    'merge-edits',
    'in-sync',
    'fail-gone-in-ledger',
    'look-when-stale',
    'fail-edited-in-ledger',
    'adopt-twin',
    'create-or-update',
  ],
  ROWS,
);

test.each([
  ['{name}', CUSTOMER.name, 'Grand Hotel Guests Ltd'],
  ['{name}/{currency}', CUSTOMER.name, 'Grand Hotel Guests Ltd/EUR'],
  ['{number} {name}', CUSTOMER.name, 'G-17 Grand Hotel Guests Ltd'],
  ['{name}', 'Cash$$ & $& Sons', 'Cash$$ & $& Sons'],
  ['{name}/{currency}', 'The {number} Bar', 'The {number} Bar/EUR'],
  ['{unknown} {name}', 'Bar', '{unknown} Bar'],
])('CLK-42: the template %j calls "%s" "%s"', (nameTemplate, name, expected) => {
  const { policy: versioned, ...rest } = factsAbout({ ...CUSTOMER, name });
  const named = { ...versioned, policy: policy({ customers: { nameTemplate } }) };
  expect(customerDraft({ ...rest, policy: named }).name).toBe(expected);
});

test('CLK-41: a ledger with several currencies is told the customer’s, else the company’s; another one is told none', () => {
  const nameless = { ...CUSTOMER, currency: undefined };
  const currencyOf = (facts: Facts): string | undefined => customerDraft(facts).currency;
  expect(currencyOf(factsAbout({ ...CUSTOMER, currency: 'USD' }))).toBe('USD');
  expect(currencyOf(factsAbout(nameless))).toBe('EUR');
  expect(currencyOf(factsAbout(CUSTOMER, { reference: { multiCurrency: false } }))).toBeUndefined();
});

test('an ended or inactive customer is written as inactive', () => {
  expect(customerDraft(facts()).active).toBe(true);
  expect(customerDraft(factsAbout({ ...CUSTOMER, active: false })).active).toBe(false);
  expect(customerDraft(facts({ link: { ...link, source: ended } })).active).toBe(false);
});
