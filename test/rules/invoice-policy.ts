// The rows of the invoices' rulebook about when an invoice is booked and what the ledger may make of its total.
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { CUSTOMER, INVOICE, linkOf, NOW, relating, said } from '../support/facts.ts';
import { problem } from '../../shared/core/problems.ts';
import type { Row } from '../support/rulebook.ts';
import { about, facts, link, onlyItem } from './invoice-mappings.ts';

const manual = { invoices: { pushOn: 'manual' } } as const;
const created = { invoices: { pushOn: 'created' } } as const;
const unlinked = linkOf(CUSTOMER, {
  health: { state: 'failed', since: NOW, problem: problem('customer_not_linked', { customer: 'cus_1' }) },
});

/** Booked, and the ledger made another total of it. */
const withTotals = (source: string, ledger: string, changes: Partial<Link> = {}) => ({
  ...link,
  source: said({ ...INVOICE, total: source }),
  document: {
    ...(link.document ?? { type: 'invoice', id: '', revision: '', updatedAt: 0, status: 'live' }),
    total: ledger,
  },
  ...changes,
});
const rounding = (mode: Policy['rounding']['mode'], tolerance?: string) => ({
  rounding: { mode, tolerance },
});

export const POLICY_ROWS: readonly Row[] = [
  {
    by: 'adopt-named-document',
    when: 'a person named its document in the ledger',
    facts: facts({ link: { named: '42' } }),
    says: 'look at others',
    proves: 'TXD-02',
    passes: 'end-invoice',
  },
  {
    by: 'not-synced-until-asked',
    when: 'the policy leaves it to a person which invoices are booked',
    facts: facts({ policy: manual }),
    says: 'skip until_asked as not_synced',
    proves: 'TXD-02, TXD-20',
    passes: 'skip-before-export-from',
  },
  {
    by: 'create-or-update',
    when: 'the same, and a person asked for it',
    facts: facts({ policy: manual, link: { asked: true } }),
    says: 'write create',
    proves: 'TXD-02, TXD-20',
    passes: 'not-synced-until-asked',
  },
  {
    by: 'create-or-update',
    when: 'a draft, where invoices are booked as they are made',
    facts: about({ status: 'draft' }, { policy: created }),
    says: 'write create',
    proves: 'KLP-29',
  },
  {
    by: 'wait-folio-open',
    when: 'a draft, where only closed ones are booked',
    facts: about({ status: 'draft' }),
    says: 'wait folio_open',
    proves: 'CLK-27, CLK-35',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer could not be linked',
    facts: facts({ related: new Map([...onlyItem, ...relating(unlinked)]) }),
    says: 'fail customer_not_linked for customer#cus_1',
    proves: 'TXD-20, TXD-21',
  },
  {
    by: 'compare-totals',
    when: 'the ledger made another total of it: shown and accepted',
    facts: facts({ link: withTotals('120.00', '120.01'), policy: rounding('accept_ledger') }),
    says: 'in_sync',
    proves: 'CLK-51',
    passes: 'adopt-named-document',
  },
  {
    by: 'compare-totals',
    when: 'the difference is as large as the policy tolerates',
    facts: facts({ link: withTotals('120.00', '119.95'), policy: rounding('accept_ledger', '0.05') }),
    says: 'in_sync',
    proves: 'CLK-51',
  },
  {
    by: 'compare-totals',
    when: 'the difference is larger',
    facts: facts({ link: withTotals('120.00', '119.94'), policy: rounding('accept_ledger', '0.05') }),
    says: 'ask rounding_difference',
    proves: 'CLK-51',
  },
  {
    by: 'compare-totals',
    when: 'no difference is tolerated',
    facts: facts({ link: withTotals('120.00', '120.01'), policy: rounding('exact_or_fail') }),
    says: 'fail rounding_difference',
    proves: 'C28',
  },
  {
    by: 'compare-totals',
    when: 'a new revision names another total, and nothing else of the document is new',
    facts: facts({
      link: {
        ...withTotals('120.00', '120.00'),
        source: said({ ...INVOICE, total: '120.30' }, { revision: 2 }),
      },
      policy: rounding('accept_ledger', '0.05'),
    }),
    says: 'ask rounding_difference',
    proves: 'CLK-51',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'no difference is tolerated, and a person accepted this one',
    facts: facts({
      link: withTotals('120.00', '120.01', { acceptedDifference: '0.01' }),
      policy: rounding('exact_or_fail'),
    }),
    says: 'in_sync',
    proves: 'C28',
    passes: 'compare-totals',
  },
];
