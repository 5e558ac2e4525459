// Which payments are booked at all: by direction, by hand or not, moved within the source or not. The policy says so.
import type { Rule } from '../decisions.ts';
import type { Link } from '../links.ts';
import type { Policy } from '../policy.ts';
import { keyText } from '../records.ts';
import { recordOf, ruling, skip } from './common.ts';

/** C8, KLP-34: where payments belong to the ledger alone, what the source says of money is never written. */
export const skipPaymentsNotSynced: Rule = {
  name: 'skip-payments-not-synced',
  decide: ({ policy }) => {
    const { direction } = policy.policy.payments;
    return direction === 'to_ledger' || direction === 'both'
      ? undefined
      : skip('payments_not_synced', { direction });
  },
};

/**
 * CLK-46, CLK-49: money that only moved within the source came in once, and is booked where it came in. Of a deposit the
 * ledger does not know what it pays now: a person matches the two, unless the policy says that there is nothing to match.
 */
export const skipTransfer: Rule = {
  name: 'skip-transfer',
  decide: ({ link, related, policy }) => {
    const payment = recordOf(link, 'payment');
    const from = payment?.transferOf;
    if (payment === undefined || from === undefined || link.document !== undefined) return undefined;
    const origin = related.get(keyText({ kind: 'payment', id: from }));
    const wasDeposit = payment.deposit ?? (origin && recordOf(origin, 'payment')?.deposit) ?? false;
    if (!wasDeposit || policy.policy.payments.depositTransfers === 'ignore')
      return skip('payment_transfer', { from });
    return ruling({ type: 'ask', task: 'match_deposit' }, { from });
  },
};

/**
 * C9: payments that were entered by hand are booked if the policy's default said so when the first of them came, or if the
 * payment says so itself. A person's word counts more than both; and what is booked stays booked.
 */
export const notSyncedByHand: Rule = {
  name: 'not-synced-by-hand',
  decide: ({ link, policy }) => {
    const payment = recordOf(link, 'payment');
    if (payment === undefined || link.document !== undefined || link.asked === true) return undefined;
    const { perRecordOverride, syncDefault } = policy.policy.payments.manual;
    if (perRecordOverride && payment.sync !== undefined)
      return payment.sync ? undefined : notSynced('own_word');
    if (payment.manual !== true || (link.syncs ?? syncDefault)) return undefined;
    return notSynced('manual_payment');
  },
};

function notSynced(reason: string) {
  return ruling({ type: 'skip', reason, state: 'not_synced' });
}

/** TXD-03, TXD-08: the default of the day on which we first look at a payment is the payment's own from then on. */
export function withDefaultOfItsDay(link: Link, { payments }: Policy): Link {
  const isNew = link.syncs === undefined && recordOf(link, 'payment')?.manual === true;
  return isNew ? { ...link, syncs: payments.manual.syncDefault } : link;
}
