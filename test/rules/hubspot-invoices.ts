// The rows of the invoices' rulebook about which invoices are meant for the books, as a CRM that bills both ways has them.
import type { Filter } from '../../shared/core/policy.ts';
import { documentIn, INVOICE, LINE, said } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';
import { about, facts, link } from './invoice-mappings.ts';

const finalized = { invoices: { pushOn: 'finalized' } } as const;
const filtered = (...filters: readonly Filter[]) => ({ invoices: { filters } });
const only = (field: string, ...values: readonly string[]) => filtered({ field, is: 'one_of', values });
/** The source's mirror of the ledger's invoice 77, linked with it. */
const mirrored = { ...INVOICE, ledgerId: '77' };
const mirror = { ...link, source: said(mirrored), document: documentIn('invoice', '77') };

const FILTERS: readonly (readonly [
  string,
  Filter,
  Partial<typeof INVOICE> & { custom?: Record<string, string> },
])[] = [
  ['of another currency', { field: 'currency', is: 'one_of', values: ['USD', 'GBP'] }, {}],
  ['of a currency that is left out', { field: 'currency', is: 'none_of', values: ['EUR'] }, {}],
  ['below the amount', { field: 'total', is: 'at_least', values: ['1000'] }, { total: '999.99' }],
  ['above the amount', { field: 'total', is: 'at_most', values: ['1000'] }, { total: '1000.01' }],
  ['before the day', { field: 'date', is: 'at_least', values: ['2026-11-21'] }, {}],
  ['without the field', { field: 'custom.region', is: 'given', values: [] }, {}],
  [
    'with a field that must not be',
    { field: 'custom.test', is: 'missing', values: [] },
    { custom: { test: 'yes' } },
  ],
  [
    'with another value of a field of its own',
    { field: 'custom.region', is: 'one_of', values: ['north'] },
    { custom: { region: 'south' } },
  ],
];

export const ELIGIBLE_ROWS: readonly Row[] = [
  {
    by: 'skip-draft',
    when: 'a draft that nobody finalised',
    facts: about({ status: 'draft' }, { policy: finalized }),
    says: 'skip draft',
    proves: 'HUB-03',
    passes: 'skip-document-type',
  },
  {
    by: 'create-or-update',
    when: 'finalised, and not paid',
    facts: about({ status: 'open' }, { policy: finalized }),
    says: 'write create',
    proves: 'HUB-03',
    passes: 'skip-draft',
  },
  ...FILTERS.map(([what, filter, invoice]) => ({
    by: 'skip-filtered',
    when: `an invoice ${what}`,
    facts: about(invoice, { policy: filtered(filter) }),
    says: 'skip filter',
    proves: 'HUB-04, HUB-05',
    passes: 'skip-draft',
  })),
  {
    by: 'create-or-update',
    when: 'an invoice that all filters let through',
    facts: about(
      { total: '1000.00' },
      {
        policy: filtered(
          { field: 'currency', is: 'one_of', values: ['EUR'] },
          { field: 'total', is: 'at_least', values: ['999.99'] },
          { field: 'custom.test', is: 'missing', values: [] },
        ),
      },
    ),
    says: 'write create',
    proves: 'HUB-04',
    passes: 'skip-filtered',
  },
  {
    by: 'create-or-update',
    when: 'booked, and changed so that a filter would leave it out now: it is followed all the same',
    facts: facts({
      link: { ...link, source: said({ ...INVOICE, memo: 'Thank you' }, { revision: 2 }) },
      policy: only('currency', 'USD'),
    }),
    says: 'write update',
    proves: 'HUB-05',
  },
  {
    by: 'fail-surcharges',
    when: 'tax on the invoice as a whole',
    facts: about({ surcharges: { tax: '24.00' } }),
    says: 'fail invoice_level_charge',
    proves: 'HUB-38',
    passes: 'ignore-source-edit',
  },
  {
    by: 'fail-surcharges',
    when: 'a fee on the invoice as a whole',
    facts: about({ surcharges: { tax: '0.00', fees: '4.50' } }),
    says: 'fail invoice_level_charge',
    proves: 'HUB-38',
  },
  {
    by: 'create-or-update',
    when: 'neither of them, said as zero',
    facts: about({ surcharges: { tax: '0.00', fees: '0' } }),
    says: 'write create',
    proves: 'HUB-38',
    passes: 'fail-surcharges',
  },
  {
    by: 'create-or-update',
    when: 'a discount on the whole order',
    facts: about({ discount: { percent: '10' } }),
    says: 'write create',
    proves: 'HUB-37',
  },
  {
    by: 'create-or-update',
    when: 'shipping and tax as lines of their own',
    facts: about({
      lines: [LINE, { ...LINE, description: 'Shipping', quantity: '1', unitPrice: '9.00', amount: '9.00' }],
    }),
    says: 'write create',
    proves: 'HUB-39, HUB-41',
  },
  {
    by: 'adopt-named-document',
    when: 'the mirror of an invoice that was born in the ledger',
    facts: about({ ledgerId: '77' }),
    says: 'look at others',
    proves: 'HUB-12',
  },
  {
    by: 'end-invoice',
    when: 'the mirror of an invoice of the ledger was deleted at the source: the original is a person’s',
    facts: facts({
      link: { ...mirror, source: said(mirrored, { revision: 2, presence: 'deleted' }) },
      policy: { ends: { linkedPayments: 'ignore' } },
    }),
    says: 'ask void_invoice_by_hand',
    proves: 'HUB-27',
  },
];
