// The rows of the payments' rulebook about which payments are booked at all.
import type { Facts } from '../../shared/core/decisions.ts';
import type { Payment } from '../../shared/core/records.ts';
import { afterWriting } from '../support/decided.ts';
import { BOOKED, factsAbout, linkOf, PAYMENT, relating, said, type Situation } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';

const about = (payment: Partial<Payment>, situation: Situation = {}): Facts =>
  factsAbout({ ...PAYMENT, ...payment }, situation);
const manual = (syncDefault: boolean, perRecordOverride = true) => ({
  payments: { manual: { syncDefault, perRecordOverride } },
});
const byHand = { manual: true };
const booked = afterWriting(about(byHand));
const deposit: Payment = { ...PAYMENT, id: 'pay_0', deposit: true };
const beside = (origin: Payment) => new Map([...BOOKED, ...relating(linkOf(origin))]);
const moved = { transferOf: 'pay_0' };

export const POLICY_ROWS: readonly Row[] = [
  {
    by: 'adopt-named-document',
    when: 'a person named its document in the ledger',
    facts: about({}, { link: { named: '42' } }),
    says: 'look at others',
    proves: 'TXD-02',
    passes: 'end-payment',
  },
  {
    by: 'skip-payments-not-synced',
    when: 'payments belong to the ledger: what the source marks as paid is never written',
    facts: about({}, { policy: { payments: { direction: 'to_source' } } }),
    says: 'skip payments_not_synced',
    proves: 'KLP-34',
    passes: 'adopt-named-document',
  },
  {
    by: 'skip-transfer',
    when: 'money that was moved from one folio to another',
    facts: about(moved, { related: beside({ ...deposit, deposit: false }) }),
    says: 'skip payment_transfer',
    proves: 'CLK-46',
    passes: 'skip-payments-not-synced',
  },
  {
    by: 'skip-transfer',
    when: 'a deposit that was moved to an ordinary folio',
    facts: about(moved, { related: beside(deposit) }),
    says: 'ask match_deposit',
    proves: 'CLK-49',
  },
  {
    by: 'skip-transfer',
    when: 'the same, of a deposit that we never heard of but the transfer speaks of',
    facts: about({ ...moved, deposit: true }),
    says: 'ask match_deposit',
    proves: 'CLK-49',
  },
  {
    by: 'skip-transfer',
    when: 'the same, in a model where there is nothing to match',
    facts: about(moved, {
      related: beside(deposit),
      policy: { payments: { depositTransfers: 'ignore' } },
    }),
    says: 'skip payment_transfer',
    proves: 'CLK-50',
  },
  {
    by: 'create-or-update',
    when: 'booked, and said to be a transfer only later: what is booked stays booked',
    facts: about(
      {},
      { link: { ...booked, source: said({ ...PAYMENT, ...moved, reference: 'R-2' }, { revision: 2 }) } },
    ),
    says: 'write update',
    proves: 'CLK-46',
    passes: 'skip-transfer',
  },
  {
    by: 'skip-before-export-from',
    when: 'dated the day before the export starts, although its invoice is in the books',
    facts: about({}, { policy: { backfill: { exportFrom: '2026-11-21' } } }),
    says: 'skip before_export_from',
    proves: 'CLK-52',
    passes: 'skip-payments-not-synced',
  },
  {
    by: 'not-synced-by-hand',
    when: 'entered by hand, and the default is that such payments stay out',
    facts: about(byHand, { policy: manual(false) }),
    says: 'skip manual_payment as not_synced',
    proves: 'TXD-01, TXD-05',
    passes: 'skip-before-export-from',
  },
  {
    by: 'not-synced-by-hand',
    when: 'entered by hand while the default was off; it is on now',
    facts: about(byHand, { link: { syncs: false }, policy: manual(true) }),
    says: 'skip manual_payment as not_synced',
    proves: 'TXD-03, TXD-08',
  },
  {
    by: 'not-synced-by-hand',
    when: 'its own word is that it stays out, whatever the default',
    facts: about({ ...byHand, sync: false }, { policy: manual(true) }),
    says: 'skip own_word as not_synced',
    proves: 'TXD-07, TXD-09',
  },
  {
    by: 'create-or-update',
    when: 'entered by hand, and the default is that such payments are synced',
    facts: about(byHand, { policy: manual(true) }),
    says: 'write create',
    proves: 'TXD-03',
    passes: 'not-synced-by-hand',
  },
  {
    by: 'create-or-update',
    when: 'entered by hand while the default was on; it is off now',
    facts: about(byHand, { link: { syncs: true }, policy: manual(false) }),
    says: 'write create',
    proves: 'TXD-03, TXD-08',
  },
  {
    by: 'create-or-update',
    when: 'its own word is that it is synced, whatever the default',
    facts: about({ ...byHand, sync: true }, { policy: manual(false) }),
    says: 'write create',
    proves: 'TXD-07, TXD-09',
  },
  {
    by: 'not-synced-by-hand',
    when: 'its own word is that it is synced, but the policy listens to no single payment',
    facts: about({ ...byHand, sync: true }, { policy: manual(false, false) }),
    says: 'skip manual_payment as not_synced',
    proves: 'TXD-09',
  },
  {
    by: 'create-or-update',
    when: 'entered by hand and left out by default, but a person asked for it',
    facts: about(byHand, { link: { asked: true }, policy: manual(false) }),
    says: 'write create',
    proves: 'TXD-06, TXD-12',
  },
  {
    by: 'create-or-update',
    when: 'booked, and its own word changed since: what is booked stays booked',
    facts: about(
      {},
      {
        link: {
          ...booked,
          source: said({ ...PAYMENT, ...byHand, sync: false, reference: 'R-2' }, { revision: 2 }),
        },
        policy: manual(false),
      },
    ),
    says: 'write update',
    proves: 'TXD-07',
  },
  {
    by: 'create-or-update',
    when: 'it came in by itself: the default for payments by hand says nothing of it',
    facts: about({}, { policy: manual(false) }),
    says: 'write create',
    proves: 'TXD-03',
  },
];
