// The rulebook of invoices as a table: situation -> decision, by which rule.
import { draftOf, shown } from '../support/decided.ts';
import { bookedLink, CUSTOMER, documentIn, INVOICE, LINE, relating, said } from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';
import { bothWaysRows } from './both-ways-rows.ts';
import { exportRows, periodRows } from './export-rows.ts';
import { HUBSPOT_BOTH_WAYS_ROWS } from './hubspot-both-ways.ts';
import { ELIGIBLE_ROWS } from './hubspot-invoices.ts';
import { ACCOUNT_ROWS } from './invoice-accounts.ts';
import { END_ROWS } from './invoice-ends.ts';
import { POLICY_ROWS } from './invoice-policy.ts';
import { TAKEN_INVOICE_ROWS } from './taken-invoices.ts';
import { about, changed, customerIs, facts, link, MAPPING_ROWS, onlyItem } from './invoice-mappings.ts';

/** The source said the same again under a new revision. */
const repeated = { ...link, source: said(INVOICE, { revision: 9 }) };
const voided = said(INVOICE, { revision: 2, presence: 'voided' });
const gone = { ...changed, document: documentIn('invoice', 'doc_invoice', { status: 'voided' }) };
const edited = { kind: 'edited', at: 5, differences: ['total 120.00 -> 130.00'] } as const;
const draft = draftOf(facts());
const twin = { candidates: [shown(draft, '900')] };
const BOOK = { facts, booked: link, goes: { by: 'create-or-update', says: 'write create' } } as const;
const ROWS: readonly Row[] = [
  ...exportRows(BOOK),
  ...bothWaysRows(BOOK),
  ...ELIGIBLE_ROWS,
  ...TAKEN_INVOICE_ROWS,
  ...HUBSPOT_BOTH_WAYS_ROWS,
  ...periodRows(BOOK),
  {
    by: 'nothing-said',
    when: 'a payment waits for an invoice that was never sent',
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
    when: 'voided before it was booked',
    facts: facts({ link: { source: voided } }),
    says: 'skip ended_before_booked',
    proves: 'CLK-32',
    passes: 'stay-out-by-order',
  },
  {
    by: 'in-sync-both-ended',
    when: 'voided on both sides',
    facts: facts({ link: { ...gone, source: voided } }),
    says: 'in_sync',
    proves: 'CLK-32',
    passes: 'skip-ended-before-booked',
  },
  ...END_ROWS,
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the source said nothing since',
    facts: facts({ link }),
    says: 'in_sync',
    passes: 'end-invoice',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and its tax is not mapped any more',
    facts: facts({ link, policy: { tax: { map: {} } } }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and by now it would be left out for its type and its day',
    facts: facts({
      link,
      policy: { backfill: { exportFrom: '2027-01-01' }, invoices: { documentTypes: ['other'] } },
    }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and its customer is gone from the ledger since',
    facts: facts({
      link,
      ...customerIs({ document: documentIn('customer', 'c', { status: 'deleted' }) }),
    }),
    says: 'in_sync',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the books were closed over its day',
    facts: facts({ link, reference: { closedUntil: '2026-12-31' } }),
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
    by: 'in-sync-nothing-new',
    when: 'a person voided it and the source says nothing new',
    facts: facts({ link: { ...gone, source: link.source, drift: { ...edited, kind: 'voided' } } }),
    says: 'ask voided_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'skip-document-type',
    when: 'its type is not among the chosen ones',
    facts: about({ documentType: 'proforma' }, { policy: { invoices: { documentTypes: ['invoice'] } } }),
    says: 'skip document_type',
    proves: 'CLK-15',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'skip-document-type',
    when: 'it names no type and some were chosen',
    facts: about({ documentType: undefined }, { policy: { invoices: { documentTypes: ['invoice'] } } }),
    says: 'skip document_type',
    proves: 'CLK-15',
  },
  {
    by: 'skip-before-export-from',
    when: 'dated the day before the export starts',
    facts: facts({ policy: { backfill: { exportFrom: '2026-11-21' } } }),
    says: 'skip before_export_from',
    proves: 'CLK-12 CLK-25',
    passes: 'skip-document-type',
  },
  {
    by: 'wait-folio-open',
    when: 'the folio is open',
    facts: about({ status: 'open' }),
    says: 'wait folio_open',
    proves: 'CLK-27',
    passes: 'skip-before-export-from',
  },
  {
    by: 'wait-folio-open',
    when: 'it is a draft',
    facts: about({ status: 'draft' }),
    says: 'wait folio_open',
    proves: 'CLK-27',
  },
  {
    by: 'ignore-source-edit',
    when: 'changed after it was booked, and the policy leaves booked invoices alone',
    facts: facts({ link: changed, policy: { invoices: { onSourceEdit: 'ignore' } } }),
    says: 'in_sync',
    passes: 'wait-folio-open',
  },
  ...MAPPING_ROWS,
  ...ACCOUNT_ROWS,
  ...POLICY_ROWS,
  {
    by: 'in-sync',
    when: 'a new revision that changes nothing of the document',
    facts: facts({ link: repeated }),
    says: 'in_sync',
    passes: 'fail-number-too-long',
  },
  {
    by: 'in-sync',
    when: 'a person edited it, and a new revision changes nothing of the document',
    facts: facts({ link: { ...repeated, drift: edited } }),
    says: 'ask edited_in_ledger',
    proves: 'CLK-02',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person voided it and the source sent something new',
    facts: facts({ link: gone }),
    says: 'fail gone_in_ledger',
    passes: 'in-sync',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'the same, and an operator says "create anew"',
    facts: facts({ link: { ...gone, order: 'create_anew' } }),
    says: 'write create',
  },
  {
    by: 'look-when-stale',
    when: 'changed, and our picture of the document is old',
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
    by: 'fail-closed-period',
    when: 'the books are closed up to its very day',
    facts: facts({ reference: { closedUntil: '2026-11-20' } }),
    says: 'fail closed_period',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'fail-closed-period',
    when: 'both sides changed, the policy lets the source win, but its day is closed',
    facts: facts({
      link: { ...changed, drift: edited },
      policy: { invoices: { onConflict: 'source_wins' } },
      reference: { closedUntil: '2026-12-31' },
    }),
    says: 'fail closed_period',
  },
  {
    by: 'adopt-twin',
    when: 'its number is taken, by exactly this invoice',
    facts: facts({ found: twin }),
    says: 'adopt 900',
    passes: 'fail-closed-period',
  },
  {
    by: 'adopt-twin',
    when: 'its number is taken by an invoice of another day',
    facts: about({ date: '2026-11-19' }, { found: twin }),
    says: 'fail number_taken',
  },
  {
    by: 'adopt-twin',
    when: 'its number is taken by the same invoice with another discount',
    facts: about({ discount: { amount: '10.00' } }, { found: twin }),
    says: 'fail number_taken',
  },
  {
    by: 'adopt-twin',
    when: 'created anew, and the voided one still has the number',
    facts: facts({
      link: { ...gone, order: 'create_anew' },
      found: { candidates: [shown(draft, 'doc_invoice', { status: 'voided' })] },
    }),
    says: 'fail number_taken',
  },
  {
    by: 'create-or-update',
    when: 'a closed folio',
    facts: facts(),
    says: 'write create',
    proves: 'CLK-01 CLK-27 CLK-28',
    passes: 'adopt-twin',
  },
  {
    by: 'create-or-update',
    when: 'a draft, where the policy pushes on creation',
    facts: about({ status: 'draft' }, { policy: { invoices: { pushOn: 'created' } } }),
    says: 'write create',
    proves: 'KLP-29',
    passes: 'wait-folio-open',
  },
  {
    by: 'create-or-update',
    when: 'dated the very day on which the export starts',
    facts: facts({ policy: { backfill: { exportFrom: '2026-11-20' } } }),
    says: 'write create',
    proves: 'CLK-12',
    passes: 'skip-before-export-from',
  },
  {
    by: 'create-or-update',
    when: 'dated the day after the books were closed',
    facts: facts({ reference: { closedUntil: '2026-11-19' } }),
    says: 'write create',
  },
  {
    by: 'create-or-update',
    when: 'its number fills the ledger’s field to the last character',
    facts: about({ number: 'F'.repeat(21) }),
    says: 'write create',
    passes: 'fail-number-too-long',
  },
  {
    by: 'create-or-update',
    when: 'a long number, where the ledger numbers by itself',
    facts: about({ number: 'F'.repeat(22) }, { policy: { invoices: { numbering: 'ledger' } } }),
    says: 'write create',
  },
  {
    by: 'create-or-update',
    when: 'an unmapped tax with a default',
    facts: about({ lines: [{ ...LINE, tax: 'zero' }] }, { policy: { tax: { default: 'tax_0' } } }),
    says: 'write create',
    proves: 'CLK-19',
    passes: 'fail-unmapped-tax',
  },
  {
    by: 'create-or-update',
    when: 'in a foreign currency that its customer is kept in',
    facts: about(
      { currency: 'USD' },
      { related: new Map([...onlyItem, ...relating(bookedLink({ ...CUSTOMER, currency: 'USD' }, 'c'))]) },
    ),
    says: 'write create',
    proves: 'CLK-41',
  },
  {
    by: 'create-or-update',
    when: 'changed after it was booked',
    facts: facts({ link: changed }),
    says: 'write update',
    proves: 'KLP-30',
    passes: 'ignore-source-edit',
  },
  {
    by: 'create-or-update',
    when: 'booked, although documents of its time and type would not be any more',
    facts: facts({
      link: changed,
      policy: { backfill: { exportFrom: '2027-01-01' }, invoices: { documentTypes: ['other'] } },
    }),
    says: 'write update',
    passes: 'skip-document-type',
  },
  {
    by: 'create-or-update',
    when: 'both sides changed and an operator says "source wins"',
    facts: facts({ link: { ...changed, drift: edited, order: 'source_wins' } }),
    says: 'write update',
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
];

testRulebook(
  'invoice',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'in-sync-both-ended',
    'wait-for-export',
    'look-before-ending',
    'end-linked-payments',
    'end-invoice',
    'adopt-named-document',
    'tell-ledger-change',
    'compare-totals',
    'in-sync-nothing-new',
    'skip-export-period',
    'skip-document-type',
    'skip-draft',
    'skip-filtered',
    'skip-before-export-from',
    'not-synced-until-asked',
    'wait-folio-open',
    'ignore-source-edit',
    'fail-surcharges',
    'wait-for-customer',
    'fail-customer-currency',
    'fail-account-not-in-ledger',
    'fail-tax-mismatch',
    'set-item-account',
    'map-items',
    'fail-unmapped-tax',
    'fail-number-too-long',
    'merge-edits',
    'in-sync',
    'fail-gone-in-ledger',
    'look-when-stale',
    'fail-edited-in-ledger',
    'fail-closed-period',
    'adopt-twin',
    'create-or-update',
  ],
  ROWS,
);
