// The rows of the customers' rulebook about customers that are known by their e-mail address (C3).
import type { CustomerDocument, LedgerDocument } from '../../shared/core/documents.ts';
import type { Facts } from '../../shared/core/decisions.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import { CUSTOMER, documentIn, factsAbout, said, type Situation } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';

const byEmail = { customers: { matchKey: 'email' } } as const;
const facts = (situation: Situation = {}): Facts =>
  factsAbout(CUSTOMER, { policy: byEmail, abilities: { findsByEmail: true }, ...situation });
const asCustomer = (document: LedgerDocument): CustomerDocument => {
  if (document.type !== 'customer') throw new Error('No customer');
  return document;
};
const ours = asCustomer(draftOf(factsAbout(CUSTOMER)));
/** Customers of the ledger, ids from 7 on, each with our address unless it says otherwise. */
const having = (...changes: readonly Partial<CustomerDocument>[]) => ({
  sameEmail: {
    candidates: changes.map((change, n) =>
      shown({ ...ours, name: `Known as ${n}`, ...change }, String(n + 7)),
    ),
  },
});

export const EMAIL_ROWS: readonly Row[] = [
  {
    by: 'link-by-email',
    when: 'customers are known by their e-mail address: the ledger is asked for it',
    facts: facts(),
    says: 'look at email',
    proves: 'C3',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'link-by-email',
    when: 'the ledger has one with this address under another name, and in other letters',
    facts: facts(having({ email: 'Books@Example.com' })),
    says: 'adopt 7',
    proves: 'C3',
  },
  {
    by: 'link-by-email',
    when: 'the ledger has two with this address, of which one has the name too',
    facts: facts(having({}, { name: CUSTOMER.name.toUpperCase() })),
    says: 'adopt 8',
    proves: 'C3',
  },
  {
    by: 'link-by-email',
    when: 'the ledger has two with this address, and neither has the name',
    facts: facts(having({}, {})),
    says: 'fail customer_ambiguous',
    proves: 'C3',
  },
  ...(
    [
      ['is inactive', having({ active: false })],
      ['has another currency for good', having({ currency: 'USD' })],
      ['is not there', having()],
    ] as const
  ).map(([what, situation]) => ({
    by: 'create-or-update',
    when: `the one of the ledger with this address ${what}: he is made`,
    facts: facts(situation),
    says: 'write create',
    proves: 'C3',
    passes: 'link-by-email',
  })),
  {
    by: 'create-or-update',
    when: 'without an address nobody is asked for one',
    facts: facts({ link: { source: said({ ...CUSTOMER, email: undefined }) } }),
    says: 'write create',
    proves: 'C3',
  },
  {
    by: 'create-or-update',
    when: 'a ledger that cannot be asked for addresses',
    facts: facts({ abilities: {} }),
    says: 'write create',
    proves: 'C3',
  },
  {
    by: 'create-or-update',
    when: 'who is booked already is not looked for again when his address changes',
    facts: facts({
      policy: { customers: { matchKey: 'email', onUpdate: 'overwrite' } },
      link: {
        ...afterWriting(factsAbout(CUSTOMER)),
        source: said({ ...CUSTOMER, email: 'new@example.com' }, { revision: 2 }),
      },
    }),
    says: 'write update',
    proves: 'C3',
  },
  {
    by: 'adopt-twin',
    when: 'nobody has the address, and the name is taken by one with another address',
    facts: facts({
      ...having(),
      found: { candidates: [shown({ ...ours, email: 'other@example.com' }, '9')] },
    }),
    says: 'fail name_taken',
    proves: 'C3',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'customers have to be linked, and the ledger has neither his address nor his name',
    facts: facts({
      ...having(),
      policy: { customers: { matchKey: 'email', onMissing: 'require_linked' } },
      found: { candidates: [] },
    }),
    says: 'fail customer_not_linked',
    proves: 'C2, C3',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'he is gone in the ledger: nobody else is taken for him',
    facts: facts({
      ...having({}),
      link: {
        ...afterWriting(factsAbout(CUSTOMER)),
        source: said({ ...CUSTOMER, phone: '1' }, { revision: 2 }),
        document: documentIn('customer', 'doc_customer', { status: 'deleted' }),
      },
    }),
    says: 'fail gone_in_ledger',
    proves: 'C3',
  },
];
