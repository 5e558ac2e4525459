// The rulebook of suppliers, where it is not that of customers: situation -> decision, by which rule.
import { expect, test } from 'vitest';
import { decide } from '../../shared/core/decide.ts';
import type { Facts } from '../../shared/core/decisions.ts';
import type { LedgerDocument } from '../../shared/core/documents.ts';
import { ourHashes, theirHashes } from '../../shared/core/fields.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import { afterWriting, draftOf, inWords, shown } from '../support/decided.ts';
import { documentIn, factsAbout, said, type Situation, SUPPLIER } from '../support/facts.ts';

const synced = { suppliers: { sync: 'both' } } as const;
const facts = (situation: Situation = {}): Facts =>
  factsAbout(SUPPLIER, { ...situation, policy: { ...synced, ...situation.policy } });
const link = afterWriting(facts());
const changed = { ...link, source: said({ ...SUPPLIER, phone: '0123' }, { revision: 2 }) };
const deleted = said(SUPPLIER, { revision: 2, presence: 'deleted' });
const draft = draftOf(facts());
const inactive = { ...draft, active: false };
/** Merged with edits of the ledger, where a person made it inactive; it stands there as `there`. */
const madeInactive = (there: LedgerDocument): Situation => {
  const fields = { ours: ourHashes(draft), theirs: theirHashes(there), kept: ['active'] };
  const base = { revision: 1, ours: fingerprint(inactive), theirs: fingerprint(there), fields };
  const policy = { schedule: { inbound: { mode: 'manual' } } } as const;
  return { policy, link: { ...link, source: deleted, base } };
};

test.each<[string, Facts, string, string]>([
  [
    'C23: the policy books none',
    facts({ policy: { suppliers: { sync: 'none' } } }),
    'skip-suppliers-not-synced',
    'skip suppliers_not_synced',
  ],
  [
    'booked before the policy left suppliers out',
    facts({ link, policy: { suppliers: { sync: 'none' } } }),
    'in-sync-nothing-new',
    'in_sync',
  ],
  ['KLP-15, KLP-21: a new one', facts(), 'create-or-update', 'write create'],
  ['KLP-20: changed at the source', facts({ link: changed }), 'create-or-update', 'write update'],
  [
    'deleted at the source before it was booked',
    facts({ link: { source: deleted } }),
    'skip-ended-before-booked',
    'skip ended_before_booked',
  ],
  [
    'deleted at the source: made inactive',
    facts({ link: { ...link, source: deleted } }),
    'create-or-update',
    'write update',
  ],
  [
    'deleted at the source: a person made it inactive before, and our last write left it so',
    facts(madeInactive(inactive)),
    'in-sync',
    'in_sync',
  ],
  [
    'deleted at the source: a person made it inactive, and active again',
    facts(madeInactive(draft)),
    'create-or-update',
    'write update',
  ],
  [
    'a name that the ledger would cut',
    factsAbout({ ...SUPPLIER, name: 'x'.repeat(101) }, { policy: synced }),
    'fail-name-too-long',
    'fail refused',
  ],
  [
    'its name is taken by exactly this supplier',
    facts({ found: { candidates: [shown(draft, '900')] } }),
    'adopt-twin',
    'adopt 900',
  ],
  [
    'KLP-25: its name is taken by a customer',
    facts({ found: { candidates: [shown({ type: 'customer', name: 'Laundry Ltd', active: true }, '900')] } }),
    'adopt-twin',
    'fail name_taken',
  ],
  [
    'gone in the ledger, and the source changed it',
    facts({ link: { ...changed, document: documentIn('supplier', 'd', { status: 'deleted' }) } }),
    'fail-gone-in-ledger',
    'fail gone_in_ledger',
  ],
  [
    'a person decided that it stays out',
    facts({ link: { hold: { state: 'skipped', reason: 'a test' } } }),
    'stay-out-by-order',
    'skip a test',
  ],
])('%s', (_, of, by, says) => {
  const { rule, decision } = decide(of);
  expect({ by: rule, says: inWords(decision) }).toEqual({ by, says });
});

test('the whole document of a plain supplier (KLP-15)', () => {
  expect(draft).toEqual({
    type: 'supplier',
    name: 'Laundry Ltd',
    companyName: 'Laundry Ltd',
    email: 'bills@example.com',
    currency: 'EUR',
    active: true,
  });
});
