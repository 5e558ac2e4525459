// The rows of the customers' rulebook about customers that live in the ledger: who they are, and what the source hears of them.
import type { Facts } from '../../shared/core/decisions.ts';
import type { LedgerDocument, Snapshot } from '../../shared/core/documents.ts';
import { observe } from '../../shared/core/drift.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Customer } from '../../shared/core/records.ts';
import { shown } from '../support/decided.ts';
import { linkOf, said, type Situation } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';
import { CUSTOMER_SHOWN, IN_LEDGER, QICS, takenFacts, takenLink } from '../support/taken-facts.ts';

const SENT: Customer = { kind: 'customer', id: '1001', name: 'Voorbeeld', active: true };
const taken = takenLink(CUSTOMER_SHOWN);

/** The customer as it is taken over, after the ledger showed another version of it. */
const seen = (snapshot: Snapshot, situation: Situation = {}, link: Link = taken): Facts => ({
  ...takenFacts(SENT, { snapshot, mayTell: true, ...situation }),
  link: observe(link, snapshot) ?? link,
});
const edited = (changes: object): Snapshot => {
  const document: LedgerDocument = { ...IN_LEDGER, ...changes };
  return shown(document, 'rel_1', { revision: '1' });
};
const moved = edited({ address: { ...IN_LEDGER.address, city: 'Hoorn' } });
const dead: Snapshot = {
  ...CUSTOMER_SHOWN,
  ref: { ...CUSTOMER_SHOWN.ref, revision: '1' },
  status: 'deleted',
};
const ownWord = { ...taken, source: said({ ...SENT, name: 'As the product calls it' }, { revision: 4 }) };

export const TAKEN_ROWS: readonly Row[] = [
  {
    by: 'adopt-named-document',
    when: 'it was just taken in, with what the ledger showed',
    facts: {
      ...takenFacts(SENT, { others: new Map([['customer/rel_1', CUSTOMER_SHOWN]]) }),
      link: linkOf(SENT, { source: { ...said({ ...SENT, ledgerId: 'rel_1' }), revision: 0 } }),
    },
    says: 'adopt rel_1',
    proves: 'QCS-06, QCS-54',
  },
  {
    by: 'tell-taken-over',
    when: 'a field that is taken over was changed in the ledger',
    facts: seen(moved),
    says: 'tell customer.changed',
    proves: 'QCS-07, QCS-10, QCS-11, QCS-13',
    passes: 'adopt-named-document',
  },
  {
    by: 'tell-taken-over',
    when: 'it was made inactive in the ledger: a field like any other',
    facts: seen(edited({ active: false })),
    says: 'tell customer.changed',
    proves: 'QCS-17',
  },
  {
    by: 'tell-taken-over',
    when: 'a field that nobody takes over was changed in the ledger',
    facts: seen(edited({ note: 'pays late', companyName: 'Voorbeeld Holding' })),
    says: 'tell',
    proves: 'QCS-10, QCS-13',
  },
  {
    by: 'tell-taken-over',
    when: 'changed in the ledger outside the window of the schedule',
    facts: seen(moved, { mayTell: false }),
    says: 'wait inbound_sync',
    proves: 'QCS-09',
  },
  {
    by: 'tell-taken-over',
    when: 'changed in the ledger while we did not look',
    facts: { ...seen(moved), snapshot: undefined },
    says: 'look at document',
  },
  {
    by: 'tell-taken-over',
    when: 'deleted in the ledger: the deletion is not handed on',
    facts: seen(dead),
    says: 'in_sync',
    proves: 'QCS-12',
  },
  {
    by: 'tell-taken-over',
    when: 'the product says something else about it: nothing is written',
    facts: { ...takenFacts(SENT), link: ownWord },
    says: 'in_sync',
    proves: 'QCS-01, QCS-02',
  },
  {
    by: 'tell-taken-over',
    when: 'both sides changed it: the ledger’s word goes over the product’s',
    facts: seen(moved, {}, ownWord),
    says: 'tell customer.changed',
    proves: 'QCS-11',
  },
  {
    by: 'link-by-name',
    when: 'the product sent a customer by the ledger’s number: the ledger is asked for it',
    facts: takenFacts(SENT),
    says: 'look at twin',
    proves: 'QCS-19',
    passes: 'tell-taken-over',
  },
  {
    by: 'link-by-name',
    when: 'the ledger has one of that number, under another name',
    facts: takenFacts(SENT, { found: { candidates: [CUSTOMER_SHOWN] } }),
    says: 'adopt rel_1',
    proves: 'QCS-19',
  },
  {
    by: 'fail-customer-not-linked',
    when: 'the product made a customer that the ledger does not have: none is made there',
    facts: takenFacts(
      { ...SENT, id: '4711' },
      { found: { candidates: [] } },
      { ...QICS, customers: { ...QICS.customers } },
    ),
    says: 'fail customer_not_in_ledger',
    proves: 'QCS-43',
  },
];
