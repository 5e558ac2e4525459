// The rulebook of credit notes as a table: situation -> decision, by which rule. What it shares with invoices is proven there.
import { expect, test } from 'vitest';
import type { Facts } from '../../shared/core/decisions.ts';
import type { CreditNote } from '../../shared/core/records.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import {
  bookedLink,
  BOOKED,
  CREDIT_NOTE,
  documentIn,
  factsAbout,
  INVOICE,
  PAYMENT,
  relating,
  said,
  type Situation,
} from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';
import { exportRows, periodRows } from './export-rows.ts';
import { TAKEN_CREDIT_NOTE_ROWS } from './taken-invoices.ts';

const facts = (situation: Situation = {}): Facts => factsAbout(CREDIT_NOTE, situation);
const about = (change: Partial<CreditNote>, situation: Situation = {}): Facts =>
  factsAbout({ ...CREDIT_NOTE, ...change }, situation);
const link = afterWriting(facts());
const changed = { ...link, source: said({ ...CREDIT_NOTE, memo: 'sorry' }, { revision: 2 }) };
const repeated = { ...link, source: said(CREDIT_NOTE, { revision: 9 }) };
const voided = said(CREDIT_NOTE, { revision: 2, presence: 'voided' });
const gone = { ...changed, document: documentIn('credit_note', 'doc_credit_note', { status: 'deleted' }) };
const edited = { kind: 'edited', at: 5, differences: ['total 60.00 -> 50.00'] } as const;
const draft = draftOf(facts());
const setOff = (status: 'live' | 'deleted') =>
  new Map([
    ...BOOKED,
    ...relating(bookedLink({ ...PAYMENT, id: 'crn_1~applied' }, 'doc_set_off', { status })),
  ]);

const BOOK = { facts, booked: link, goes: { by: 'create-or-update', says: 'write create' } } as const;
const ROWS: readonly Row[] = [
  ...TAKEN_CREDIT_NOTE_ROWS,
  ...exportRows(BOOK),
  ...periodRows(BOOK),
  {
    by: 'nothing-said',
    when: 'a set-off waits for a credit note that was never sent',
    facts: facts({ link: { source: undefined } }),
    says: 'in_sync',
  },
  {
    by: 'stay-out-by-order',
    when: 'a person decided that it stays out',
    facts: facts({ link: { hold: { state: 'skipped', reason: 'a test' } } }),
    says: 'skip a test',
    passes: 'nothing-said',
  },
  {
    by: 'skip-ended-before-booked',
    when: 'voided before it was booked',
    facts: facts({ link: { source: voided } }),
    says: 'skip ended_before_booked',
    passes: 'stay-out-by-order',
  },
  {
    by: 'in-sync-both-ended',
    when: 'voided at the source, and a person took it out of the ledger as he was asked to',
    facts: facts({ link: { ...gone, source: voided } }),
    says: 'in_sync',
    proves: 'CLK-34',
    passes: 'skip-ended-before-booked',
  },
  {
    by: 'look-before-ending',
    when: 'voided at the source, and our picture of the document is old',
    facts: facts({ link: { ...link, source: voided, stale: true } }),
    says: 'look at document',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'end-dependents-first',
    when: 'voided at the source, the policy deletes, and it settles an invoice',
    facts: facts({
      link: { ...link, source: voided },
      related: setOff('live'),
      policy: { ends: { creditNote: 'delete' } },
    }),
    says: 'delete first payment#crn_1~applied',
    passes: 'look-before-ending',
  },
  {
    by: 'end-credit-note',
    when: 'voided at the source: the ledger cannot, a person does it',
    facts: facts({ link: { ...link, source: voided } }),
    says: 'ask void_credit_note_by_hand',
    proves: 'CLK-34',
    passes: 'end-dependents-first',
  },
  {
    by: 'end-credit-note',
    when: 'voided at the source, and it settles an invoice: what is settled is that person’s to undo',
    facts: facts({ link: { ...link, source: voided }, related: setOff('live') }),
    says: 'ask void_credit_note_by_hand',
    proves: 'CLK-44',
  },
  {
    by: 'end-credit-note',
    when: 'voided at the source, the policy deletes, and what it settled is undone',
    facts: facts({
      link: { ...link, source: voided },
      related: setOff('deleted'),
      policy: { ends: { creditNote: 'delete' } },
    }),
    says: 'write delete',
  },
  {
    by: 'end-credit-note',
    when: 'voided at the source, and the policy ignores that',
    facts: facts({ link: { ...link, source: voided }, policy: { ends: { creditNote: 'ignore' } } }),
    says: 'skip end_ignored',
  },
  {
    by: 'adopt-named-document',
    when: 'a person named its document',
    facts: facts({ link: { named: '57' } }),
    says: 'look at others',
    passes: 'end-credit-note',
  },
  {
    by: 'compare-totals',
    when: 'the ledger made another total of it',
    facts: factsAbout(
      { ...CREDIT_NOTE, total: '60.01' },
      {
        link: {
          ...bookedLink({ ...CREDIT_NOTE, total: '60.01' }, 'doc_credit_note', { total: '60.00' }),
        },
      },
    ),
    says: 'in_sync',
    proves: 'CLK-51',
    passes: 'adopt-named-document',
  },
  {
    by: 'in-sync-nothing-new',
    when: 'booked, and the source said nothing since',
    facts: facts({ link }),
    says: 'in_sync',
    passes: 'compare-totals',
  },
  {
    by: 'skip-credit-notes-not-synced',
    when: 'the policy books none',
    facts: facts({ policy: { creditNotes: { mode: 'none' } } }),
    says: 'skip credit_notes_not_synced',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'skip-document-type',
    when: 'its type is not selected',
    facts: facts({ policy: { invoices: { documentTypes: ['other'] } } }),
    says: 'skip document_type',
    proves: 'CLK-15',
    passes: 'skip-credit-notes-not-synced',
  },
  {
    by: 'skip-before-export-from',
    when: 'it is older than the start of the export',
    facts: facts({ policy: { backfill: { exportFrom: '2026-11-21' } } }),
    says: 'skip before_export_from',
    proves: 'CLK-12',
    passes: 'skip-document-type',
  },
  {
    by: 'not-synced-until-asked',
    when: 'the policy leaves it to a person',
    facts: facts({ policy: { invoices: { pushOn: 'manual' } } }),
    says: 'skip until_asked as not_synced',
    passes: 'skip-before-export-from',
  },
  {
    by: 'wait-folio-open',
    when: 'the correction folio is not closed yet',
    facts: about({ status: 'open' }),
    says: 'wait folio_open',
    proves: 'CLK-29',
    passes: 'not-synced-until-asked',
  },
  {
    by: 'ignore-source-edit',
    when: 'booked, changed, and the policy changes nothing that is booked',
    facts: facts({ link: changed, policy: { invoices: { onSourceEdit: 'ignore' } } }),
    says: 'in_sync',
    passes: 'wait-folio-open',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer was not sent yet',
    facts: facts({ related: new Map() }),
    says: 'wait customer for customer#cus_1',
    passes: 'ignore-source-edit',
  },
  {
    by: 'fail-customer-currency',
    when: 'its customer is kept in another currency',
    facts: about({ currency: 'USD' }),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
    passes: 'wait-for-customer',
  },
  {
    by: 'map-items',
    when: 'a line without an item, and no default',
    facts: about({ lines: [{ amount: '60.00', tax: 'high' }] }),
    says: 'fail item_unmapped',
    proves: 'CLK-22',
    passes: 'fail-customer-currency',
  },
  {
    by: 'fail-unmapped-tax',
    when: 'a tax that is not mapped, and no default',
    facts: facts({ policy: { tax: { map: {} } } }),
    says: 'fail tax_unmapped',
    proves: 'CLK-18',
    passes: 'map-items',
  },
  {
    by: 'fail-number-too-long',
    when: 'a number that the ledger would cut',
    facts: about({ number: 'C'.repeat(22) }),
    says: 'fail number_too_long',
    passes: 'fail-unmapped-tax',
  },
  {
    by: 'in-sync',
    when: 'the source said the same again',
    facts: facts({ link: repeated }),
    says: 'in_sync',
    passes: 'fail-number-too-long',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person deleted it, and the source changed it',
    facts: facts({ link: gone }),
    says: 'fail gone_in_ledger',
    passes: 'in-sync',
  },
  {
    by: 'look-when-stale',
    when: 'it changed, and our picture of the document is old',
    facts: facts({ link: { ...changed, stale: true } }),
    says: 'look at document',
    passes: 'fail-gone-in-ledger',
  },
  {
    by: 'fail-edited-in-ledger',
    when: 'both sides changed it',
    facts: facts({ link: { ...changed, drift: edited } }),
    says: 'fail edited_in_ledger',
    passes: 'look-when-stale',
  },
  {
    by: 'fail-closed-period',
    when: 'the books are closed for its day',
    facts: facts({ reference: { closedUntil: '2026-11-20' } }),
    says: 'fail closed_period',
    passes: 'fail-edited-in-ledger',
  },
  {
    by: 'adopt-twin',
    when: 'the ledger has exactly this credit note',
    facts: facts({ found: { candidates: [shown(draft, '900')] } }),
    says: 'adopt 900',
    passes: 'fail-closed-period',
  },
  {
    by: 'adopt-twin',
    when: 'the ledger has an invoice under its number',
    facts: facts({
      found: { candidates: [shown(draftOf(factsAbout({ ...INVOICE, number: 'C-1001' })), '900')] },
    }),
    says: 'fail number_taken',
  },
  {
    by: 'create-or-update',
    when: 'everything is there',
    facts: facts(),
    says: 'write create',
    proves: 'CLK-29',
    passes: 'adopt-twin',
  },
  {
    by: 'create-or-update',
    when: 'the invoice that it corrects was never sent: it needs only its customer',
    facts: facts({ related: new Map([...BOOKED].filter(([name]) => name !== 'invoice#inv_1')) }),
    says: 'write create',
  },
  { by: 'create-or-update', when: 'it changed', facts: facts({ link: changed }), says: 'write update' },
];

testRulebook(
  'credit_note',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'in-sync-both-ended',
    'wait-for-export',
    'look-before-ending',
    'end-dependents-first',
    'end-credit-note',
    'adopt-named-document',
    'compare-totals',
    'in-sync-nothing-new',
    'skip-export-period',
    'skip-credit-notes-not-synced',
    'skip-document-type',
    'skip-before-export-from',
    'not-synced-until-asked',
    'wait-folio-open',
    'ignore-source-edit',
    'wait-for-customer',
    'fail-customer-currency',
    'fail-account-not-in-ledger',
    'fail-tax-mismatch',
    'map-items',
    'fail-unmapped-tax',
    'fail-number-too-long',
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

test('the whole document of a plain credit note (CLK-30)', () => {
  expect(draft).toEqual({
    type: 'credit_note',
    number: 'C-1001',
    customer: 'doc_customer',
    currency: 'EUR',
    date: '2026-11-20',
    lines: [
      {
        item: 'doc_item',
        description: 'Two nights',
        quantity: '1',
        unitPrice: '60.00',
        amount: '60.00',
        taxCode: 'tax_20',
      },
    ],
    taxMode: 'excluded',
    note: 'Corrects invoice F-1001 (inv_1)',
  });
});

test('an invoice that was never sent is named by its id', () => {
  const related = new Map([...BOOKED].filter(([name]) => name !== 'invoice#inv_1'));
  expect(draftOf(facts({ related }))).toMatchObject({ note: 'Corrects invoice inv_1' });
});

test('no note without an invoice that it corrects, or where the policy wants none', () => {
  expect(draftOf(about({ creditedInvoiceId: undefined }))).not.toHaveProperty('note', expect.any(String));
  const quiet = facts({ policy: { creditNotes: { referenceInNote: false } } });
  expect(draftOf(quiet)).not.toHaveProperty('note', expect.any(String));
});
