// The rows of the customers' rulebook about customers that are only linked, names that are taken, and locations.
import type { Facts } from '../../shared/core/decisions.ts';
import type { Customer } from '../../shared/core/records.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import {
  bookedLink,
  CUSTOMER,
  documentIn,
  factsAbout,
  linkOf,
  relating,
  said,
  type Situation,
} from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';

const facts = (situation: Situation = {}): Facts => factsAbout(CUSTOMER, situation);
const about = (customer: Partial<Customer>, situation: Situation = {}): Facts =>
  factsAbout({ ...CUSTOMER, ...customer }, situation);
const linkOnly = { customers: { direction: 'link_only' } } as const;
const requireLinked = { customers: { onMissing: 'require_linked' } } as const;
const draft = draftOf(facts());
const stranger = { ...draft, email: 'somebody@else.example.com' };
const booked = afterWriting(facts());
const renamed = said({ ...CUSTOMER, name: 'Another Name Ltd' }, { revision: 2 });
const gone = {
  ...booked,
  source: renamed,
  document: documentIn('customer', 'doc_customer', { status: 'deleted' }),
};
const unique = { customers: { uniqueAmong: 'customers_and_suppliers' } } as const;
const forbid = { parties: { dualRole: 'forbid' } } as const;
const LOCATION: Partial<Customer> = { id: 'loc_1', name: 'North yard', parentId: 'cus_1' };
const parentSub = { customers: { hierarchy: 'parent_sub' } } as const;
const parentIs = (...links: readonly ReturnType<typeof linkOf>[]) => ({
  related: relating(...links),
  policy: parentSub,
});

export const POLICY_ROWS: readonly Row[] = [
  {
    by: 'link-by-name',
    when: 'customers are only linked: the ledger is asked for the name',
    facts: facts({ policy: linkOnly }),
    says: 'look at twin',
    proves: 'TXD-20',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'link-by-name',
    when: 'the ledger has one of that name, with another address: the name is enough',
    facts: facts({ policy: linkOnly, found: { candidates: [shown(stranger, '7')] } }),
    says: 'adopt 7',
    proves: 'TXD-20',
  },
  {
    by: 'link-by-name',
    when: 'customers have to be linked, and the ledger has exactly this one',
    facts: facts({ policy: requireLinked, found: { candidates: [shown(draft, '7')] } }),
    says: 'adopt 7',
    proves: 'C2',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'customers have to be linked, and the one of that name has another address',
    facts: facts({ policy: requireLinked, found: { candidates: [shown(stranger, '7')] } }),
    says: 'fail customer_not_linked',
    proves: 'C2',
    passes: 'link-by-name',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'customers are only linked, and the ledger has none of that name',
    facts: facts({ policy: linkOnly, found: { candidates: [] } }),
    says: 'fail customer_not_linked',
    proves: 'TXD-20, TXD-21',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'customers are born in the ledger, and it has none of that name',
    facts: facts({ policy: { customers: { createIn: 'ledger' } }, found: { candidates: [] } }),
    says: 'fail customer_not_linked',
    proves: 'C2',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'its document is gone, and a person wants it anew: customers are only linked',
    facts: facts({ link: { ...gone, order: 'create_anew' }, policy: linkOnly, found: { candidates: [] } }),
    says: 'fail customer_not_linked',
    proves: 'TXD-20',
  },
  {
    by: 'in-sync-created-once',
    when: 'it was renamed at its source, and customers are only linked: nothing is written',
    facts: facts({
      link: { ...booked, source: renamed },
      policy: { customers: { ...linkOnly.customers, onUpdate: 'overwrite' } },
    }),
    says: 'in_sync',
    proves: 'TXD-20',
  },
  {
    by: 'fail-dual-role',
    when: 'a supplier has its name, and nobody is both',
    facts: facts({ namesake: 'supplier#sup_1', policy: forbid }),
    says: 'fail dual_role',
    proves: 'KLP-24, KLP-25',
    passes: 'fail-name-too-long',
  },
  {
    by: 'fail-name-not-unique',
    when: 'another customer or location has its name',
    facts: facts({ namesake: 'customer#cus_2', policy: { ...unique, ...forbid } }),
    says: 'fail name_not_unique',
    proves: 'KLP-22, KLP-23',
    passes: 'fail-dual-role',
  },
  {
    by: 'fail-name-not-unique',
    when: 'a supplier has its name',
    facts: facts({ namesake: 'supplier#sup_1', policy: unique }),
    says: 'fail name_not_unique',
    proves: 'KLP-22, KLP-25',
  },
  {
    by: 'create-or-update',
    when: 'a supplier has its name, and names are unique among customers only',
    facts: facts({ namesake: 'supplier#sup_1', policy: { customers: { uniqueAmong: 'customers' } } }),
    says: 'write create',
    proves: 'C3',
    passes: 'fail-name-not-unique',
  },
  {
    by: 'wait-for-parent',
    when: 'a location whose customer is not booked yet',
    facts: about(LOCATION, parentIs(linkOf(CUSTOMER))),
    says: 'wait customer for customer#cus_1',
    proves: 'KLP-14, KLP-18',
    passes: 'fail-name-not-unique',
  },
  {
    by: 'wait-for-parent',
    when: 'a location whose customer was never sent',
    facts: about(LOCATION, parentIs()),
    says: 'wait customer for customer#cus_1',
    proves: 'KLP-18',
  },
  {
    by: 'create-or-update',
    when: 'a location whose customer is booked',
    facts: about(LOCATION, parentIs(bookedLink(CUSTOMER, 'doc_customer'))),
    says: 'write create',
    proves: 'KLP-14, KLP-18',
    passes: 'wait-for-parent',
  },
  {
    by: 'create-or-update',
    when: 'a location, where the policy knows no locations',
    facts: about(LOCATION, { related: relating() }),
    says: 'write create',
    proves: 'C21',
  },
  {
    by: 'adopt-named-document',
    when: 'a person named its document: the ledger is asked for it',
    facts: facts({ link: { named: '42' } }),
    says: 'look at others',
    proves: 'TXD-20',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'adopt-named-document',
    when: 'the document is there, whatever it is called',
    facts: facts({
      link: { named: '42' },
      others: new Map([['customer/42', shown({ type: 'customer', name: 'Somebody', active: true }, '42')]]),
    }),
    says: 'adopt 42',
    proves: 'TXD-20',
  },
  {
    by: 'adopt-named-document',
    when: 'the document belongs to another record',
    facts: facts({ link: { named: '42' }, namedOwner: 'customer#cus_2' }),
    says: 'fail document_taken',
    proves: 'TXD-20',
  },
  {
    by: 'adopt-named-document',
    when: 'the document is gone',
    facts: facts({
      link: { named: '42' },
      others: new Map([['customer/42', shown(draft, '42', { status: 'deleted' })]]),
    }),
    says: 'fail reference_gone',
  },
  {
    by: 'adopt-named-document',
    when: 'its source names the document it came from',
    facts: about({ ledgerId: '42' }),
    says: 'look at others',
    proves: 'KLP-12',
  },
];
