// How an invoice leaves the books: the rows of the invoices' table, before its payments and itself.
import type { Facts } from '../../shared/core/decisions.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Payment } from '../../shared/core/records.ts';
import { draftOf, shown } from '../support/decided.ts';
import { bookedLink, documentIn, INVOICE, PAYMENT, relating, said } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';
import { facts, link } from './invoice-mappings.ts';

const voided = said(INVOICE, { revision: 2, presence: 'voided' });
const edited = { kind: 'edited', at: 5, differences: ['total 120.00 -> 130.00'] } as const;
const draft = draftOf(facts());
/** The ledger was looked at, and shows no payments of it. */
const unpaid = { snapshot: shown(draft, 'doc_invoice'), linked: [] };
const leavingFirst = { by: 'invoice#inv_1', how: 'void' } as const;
const paidBy = (
  payment: Partial<Payment>,
  changes: Partial<Link> = {},
): Pick<Facts, 'linked' | 'snapshot'> => ({
  ...unpaid,
  linked: [{ ...bookedLink({ ...PAYMENT, ...payment }, 'doc_payment'), ...changes }],
});

export const END_ROWS: readonly Row[] = [
  {
    by: 'look-before-ending',
    when: 'voided at the source, and our picture of the document is old',
    facts: facts({ link: { ...link, source: voided, stale: true } }),
    says: 'look at document',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'end-linked-payments',
    when: 'voided at the source: the ledger knows its payments',
    facts: facts({ link: { ...link, source: voided } }),
    says: 'look at document',
    proves: 'CLK-33',
    passes: 'look-before-ending',
  },
  {
    by: 'end-linked-payments',
    when: 'voided at the source, and paid',
    facts: facts({ link: { ...link, source: voided }, ...paidBy({}) }),
    says: 'void first payment#pay_1',
    proves: 'CLK-33',
  },
  {
    by: 'end-linked-payments',
    when: 'voided at the source, and settled by a credit note',
    facts: facts({
      link: { ...link, source: voided },
      ...paidBy({ allocations: [], setOff: { creditNoteId: 'crn_1', invoiceId: 'inv_1' } }),
    }),
    says: 'void first payment#pay_1',
    proves: 'CLK-33',
  },
  {
    by: 'end-linked-payments',
    when: 'its payment could not leave yet: the ledger is not asked again and again',
    facts: facts({
      link: {
        ...link,
        source: voided,
        health: { state: 'waiting', since: 1, reason: 'linked_records', waitsFor: 'payment#pay_1' },
      },
      related: relating({ ...bookedLink(PAYMENT, 'doc_payment'), endWish: leavingFirst }),
    }),
    says: 'void first payment#pay_1',
    proves: 'CLK-33',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and its payment pays another one too',
    facts: facts({
      link: { ...link, source: voided },
      ...paidBy({
        allocations: [
          { invoiceId: 'inv_1', amount: '60.00' },
          { invoiceId: 'inv_2', amount: '60.00' },
        ],
      }),
    }),
    says: 'write void',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and a person had matched a deposit with it',
    facts: facts({
      link: { ...link, source: voided },
      ...paidBy({ deposit: true }),
    }),
    says: 'write void',
    proves: 'CLK-48',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and a person had applied a payment that pays nothing',
    facts: facts({ link: { ...link, source: voided }, ...paidBy({ allocations: [] }) }),
    says: 'write void',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and its payment was voided before',
    facts: facts({
      link: { ...link, source: voided },
      ...paidBy({}, { document: documentIn('payment', 'doc_payment', { status: 'voided' }) }),
    }),
    says: 'write void',
    proves: 'CLK-33',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and the policy leaves payments alone',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { linkedPayments: 'ignore' } } }),
    says: 'write void',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source',
    facts: facts({ link: { ...link, source: voided }, ...unpaid }),
    says: 'write void',
    proves: 'CLK-32',
    passes: 'end-linked-payments',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and the policy deletes',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { invoice: 'delete' } }, ...unpaid }),
    says: 'write delete',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and the policy ignores that',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { invoice: 'ignore' } } }),
    says: 'skip end_ignored',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source, and the ledger cannot void',
    facts: facts({
      link: { ...link, source: voided },
      abilities: { ends: { invoice: ['delete'], payment: [] } },
      ...unpaid,
    }),
    says: 'ask void_invoice_by_hand',
  },
  {
    by: 'end-invoice',
    when: 'voided at the source although a person edited it in the ledger',
    facts: facts({ link: { ...link, source: voided, drift: edited }, ...unpaid }),
    says: 'write void',
  },
];
