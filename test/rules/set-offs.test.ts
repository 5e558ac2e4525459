// The rulebook of set-offs as a table: the payment of nothing by which a credit note settles its invoice (CLK-31).
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../shared/core/decisions.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import type { Link } from '../../shared/core/links.ts';
import { fromMinor } from '../../shared/core/money.ts';
import type { Payment } from '../../shared/core/records.ts';
import { afterWriting, draftOf, inWords, shown } from '../support/decided.ts';
import { decide } from '../../shared/core/decide.ts';
import {
  BOOKED,
  bookedLink,
  CREDIT_NOTE,
  documentIn,
  factsAbout,
  INVOICE,
  linkOf,
  MINUTE,
  NOW,
  PAYMENT,
  relating,
  said,
  type Situation,
} from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';

const SET_OFF: Payment = {
  kind: 'payment',
  id: 'crn_1~applied',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-20',
  amount: '0.00',
  reference: 'C-1001',
  allocations: [],
  setOff: { creditNoteId: 'crn_1', invoiceId: 'inv_1' },
};
const ALL = new Map([...BOOKED, ...relating(bookedLink(CREDIT_NOTE, 'doc_credit_note'))]);
const snapshot = (type: 'invoice' | 'credit_note', total: string, balance: string): Snapshot => ({
  ref: { type, id: `doc_${type}`, revision: '1', updatedAt: NOW },
  status: 'live',
  total,
  balance,
});
/** What the ledger shows of both: what is open on the invoice, what the credit note is worth, and what is left of it. */
const balances = (open: string, total: string, left = total): Pick<Facts, 'others'> => ({
  others: new Map([
    ['invoice/doc_invoice', snapshot('invoice', '120.00', open)],
    ['credit_note/doc_credit_note', snapshot('credit_note', total, left)],
  ]),
});
const facts = (situation: Situation = {}): Facts => factsAbout(SET_OFF, { related: ALL, ...situation });
const seen = balances('60.00', '60.00');
const link = afterWriting(facts(seen));
const gone = { ...link, document: documentIn('payment', 'doc_payment', { status: 'deleted' }) };
const deletedBy = { kind: 'deleted', at: 5, differences: ['deleted in the ledger'] } as const;
const with_ = (changed: Link): ReadonlyMap<string, Link> => new Map([...ALL, ...relating(changed)]);
const standing = shown(draftOf(facts(seen)), '900');

const ROWS: readonly Row[] = [
  {
    by: 'nothing-said',
    when: 'a credit note looks for a set-off that was never made',
    facts: facts({ link: { source: undefined } }),
    says: 'in_sync',
  },
  {
    by: 'stay-out-by-order',
    when: 'a person decided that it stays out',
    facts: facts({ link: { hold: { state: 'skipped', reason: 'by hand' } } }),
    says: 'skip by hand',
  },
  {
    by: 'skip-ended-before-booked',
    when: 'its credit note ended before anything was set off',
    facts: facts({ link: { source: said(SET_OFF, { presence: 'deleted' }) } }),
    says: 'skip ended_before_booked',
    passes: 'stay-out-by-order',
  },
  {
    by: 'stay-out-after-wish',
    when: 'its invoice was voided and took it along',
    facts: facts({ link: { ...gone, endWish: { by: 'invoice#inv_1', how: 'void' } } }),
    says: 'skip ended_with_linked as not_synced',
    proves: 'CLK-33',
    passes: 'skip-ended-before-booked',
  },
  {
    by: 'in-sync-both-ended',
    when: 'ended on both sides',
    facts: facts({ link: { ...gone, source: said(SET_OFF, { presence: 'deleted' }) } }),
    says: 'in_sync',
    passes: 'stay-out-after-wish',
  },
  {
    by: 'look-before-ending',
    when: 'its invoice is voided, and our picture of it is old',
    facts: facts({ link: { ...link, stale: true, endWish: { by: 'invoice#inv_1', how: 'void' } } }),
    says: 'look at document',
    passes: 'in-sync-both-ended',
  },
  {
    by: 'end-payment',
    when: 'its invoice is voided',
    facts: facts({ link: { ...link, endWish: { by: 'invoice#inv_1', how: 'void' } } }),
    says: 'write void',
    proves: 'CLK-33',
    passes: 'look-before-ending',
  },
  {
    by: 'in-sync-set-off-once',
    when: 'set off, whatever comes again',
    facts: facts({ link: { ...link, source: said(SET_OFF, { revision: 9 }) } }),
    says: 'in_sync',
    passes: 'end-payment',
  },
  {
    by: 'in-sync-set-off-once',
    when: 'a person took it back in the ledger: asked, never done again by itself',
    facts: facts({ link: { ...gone, drift: deletedBy } }),
    says: 'ask deleted_in_ledger',
  },
  {
    by: 'skip-not-linked',
    when: 'the policy links never',
    facts: facts({ policy: { creditNotes: { autoLink: 'never' } } }),
    says: 'skip credit_notes_not_linked',
    passes: 'in-sync-set-off-once',
  },
  {
    by: 'wait-for-credit-note',
    when: 'the credit note is not booked yet',
    facts: facts({ related: with_(linkOf(CREDIT_NOTE)) }),
    says: 'wait credit_note for credit_note#crn_1',
    passes: 'skip-not-linked',
  },
  {
    by: 'wait-for-credit-note',
    when: 'the credit note was voided at the source before it was set off',
    facts: facts({
      related: with_({
        ...bookedLink(CREDIT_NOTE, 'doc_credit_note'),
        source: said(CREDIT_NOTE, { revision: 2, presence: 'voided' }),
      }),
    }),
    says: 'skip credit_note_ended',
    proves: 'CLK-34',
  },
  {
    by: 'follow-invoice',
    when: 'the invoice was voided at the source, and is not voided in the ledger yet',
    facts: facts({
      related: with_({
        ...bookedLink(INVOICE, 'doc_invoice'),
        source: said(INVOICE, { revision: 2, presence: 'voided' }),
      }),
    }),
    says: 'skip nothing_open',
  },
  {
    by: 'follow-invoice',
    when: 'the invoice was never sent',
    facts: facts({
      link: { source: said(SET_OFF, { receivedAt: NOW - 61 * MINUTE }) },
      related: new Map([...ALL].filter(([name]) => name !== 'invoice#inv_1')),
    }),
    says: 'skip invoice_not_in_books as not_synced',
    passes: 'wait-for-credit-note',
  },
  {
    by: 'follow-invoice',
    when: 'the invoice is out of the books',
    facts: facts({ related: with_(linkOf(INVOICE, { health: { state: 'skipped', since: 1 } })) }),
    says: 'skip invoice_not_in_books as not_synced',
  },
  {
    by: 'follow-invoice',
    when: 'the invoice is voided',
    facts: facts({ related: with_(bookedLink(INVOICE, 'doc_invoice', { status: 'voided' })) }),
    says: 'skip nothing_open',
  },
  {
    by: 'fail-closed-period',
    when: 'the books are closed for its day',
    facts: facts({ reference: { closedUntil: '2026-11-20' } }),
    says: 'fail closed_period',
    passes: 'follow-invoice',
  },
  {
    by: 'adopt-twin',
    when: 'it may stand there already: one with its reference, of both documents, is ours',
    facts: facts({ link: { stale: true }, found: { candidates: [standing] } }),
    says: 'adopt 900',
    passes: 'fail-closed-period',
  },
  {
    by: 'adopt-twin',
    when: 'the ledger has a payment of money under its reference',
    facts: facts({
      link: { stale: true },
      found: { candidates: [shown(draftOf(factsAbout({ ...PAYMENT, reference: 'C-1001' })), '900')] },
    }),
    says: 'fail number_taken',
  },
  {
    by: 'look-at-balances',
    when: 'both are booked: only the ledger knows what is open now',
    facts: facts(),
    says: 'look at others',
    passes: 'adopt-twin',
  },
  {
    by: 'skip-credit-below-open-balance',
    when: 'the credit note is a cent less than what is open',
    facts: facts(balances('60.00', '59.99')),
    says: 'skip credit_below_open_balance',
    proves: 'CLK-31',
    passes: 'look-at-balances',
  },
  {
    by: 'skip-nothing-open',
    when: 'the invoice is paid',
    facts: facts(balances('0.00', '60.00')),
    says: 'skip nothing_open',
    passes: 'skip-credit-below-open-balance',
  },
  {
    by: 'skip-nothing-open',
    when: 'a person used the credit for something else',
    facts: facts(balances('60.00', '60.00', '0.00')),
    says: 'skip nothing_open',
  },
  {
    by: 'fail-gone-in-ledger',
    when: 'a person took it back, and another ordered it anew',
    facts: facts({ link: { ...gone, order: 'create_anew' }, ...seen }),
    says: 'write create',
    passes: 'skip-nothing-open',
  },
  {
    by: 'create-or-update',
    when: 'the credit note is worth just what is open',
    facts: facts(seen),
    says: 'write create',
    proves: 'CLK-31',
    passes: 'fail-gone-in-ledger',
  },
];

testRulebook(
  'set_off',
  [
    'nothing-said',
    'stay-out-by-order',
    'skip-ended-before-booked',
    'stay-out-after-wish',
    'in-sync-both-ended',
    'look-before-ending',
    'end-payment',
    'in-sync-set-off-once',
    'skip-not-linked',
    'wait-for-credit-note',
    'follow-invoice',
    'fail-closed-period',
    'adopt-twin',
    'look-at-balances',
    'skip-credit-below-open-balance',
    'skip-nothing-open',
    'fail-gone-in-ledger',
    'create-or-update',
  ],
  [
    ...ROWS,
    // Nothing was ever said is the one case in which the first rule speaks; here it passes.
    {
      by: 'stay-out-by-order',
      when: 'said, and kept out',
      facts: facts({ link: { hold: { state: 'not_synced', reason: 'unlinked' } } }),
      says: 'skip unlinked as not_synced',
      passes: 'nothing-said',
    },
  ],
);

describe('how much is set off (CLK-31)', () => {
  const CENTS = [0n, 1n, 5_999n, 6_000n, 6_001n, 12_000n];
  const cases = CENTS.flatMap((open) =>
    CENTS.filter((total) => total > 0n).map((total) => ({ open, total })),
  );
  test.each(cases)('open $open, credit $total', ({ open, total }) => {
    const amount = (minor: bigint): string => fromMinor(minor, 'EUR');
    const { decision } = decide(facts(balances(amount(open), amount(total))));
    if (open === 0n) expect(inWords(decision)).toBe('skip nothing_open');
    else if (total < open) expect(inWords(decision)).toBe('skip credit_below_open_balance');
    else
      expect(decision).toMatchObject({
        type: 'write',
        document: {
          amount: '0.00',
          applications: [{ invoice: 'doc_invoice', amount: amount(open) }],
          credits: [{ creditNote: 'doc_credit_note', amount: amount(open) }],
        },
      });
  });

  test('by a policy that links always, what is left of the credit note is set off', () => {
    const always = { policy: { creditNotes: { autoLink: 'always' } } } as const;
    expect(draftOf(facts({ ...balances('60.00', '50.00', '20.00'), ...always }))).toMatchObject({
      applications: [{ amount: '20.00' }],
      credits: [{ amount: '20.00' }],
    });
  });
});
