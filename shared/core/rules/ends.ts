// Ends: how a document leaves the books, and what has to leave before it.
import type { Facts, Rule, Ruling } from '../decisions.ts';
import type { LedgerDocument } from '../documents.ts';
import type { Link } from '../links.ts';
import { isMirror } from '../mirrors.ts';
import type { EndPolicy } from '../policy.ts';
import { derivedId, keyText, type Payment } from '../records.ts';
import { isLeaving, reasonOfWish } from '../wishes.ts';
import { hasEnded, lookWhenStale, recordOf, ruling, skip } from './common.ts';

type EndingKind = 'invoice' | 'credit_note' | 'payment' | 'refund';

/** Before a document is ended nothing else of the record is looked at any more; a stale picture of it is renewed. */
export const lookBeforeEnding: Rule = {
  name: 'look-before-ending',
  decide: (facts) => (hasEnded(facts.link) ? lookWhenStale.decide(facts) : undefined),
};

/** The policy and the ledger decide how a record that ended leaves the books. */
export function endDocument(kind: EndingKind, draft: (facts: Facts) => LedgerDocument | undefined): Rule {
  return {
    name: `end-${kind.replace('_', '-')}`,
    decide: (facts) => {
      const { link, policy, abilities } = facts;
      if (!hasEnded(link) || link.document === undefined) return undefined;
      const byPolicy = endOf(kind, policy.policy.ends);
      // HUB-27: what becomes of its mirror says nothing of what was born in the ledger.
      const wanted =
        link.endWish?.how ?? (byPolicy !== 'ignore' && isMirror(link) ? 'manual_task' : byPolicy);
      if (wanted === 'ignore') return skip('end_ignored');
      const possible = abilities.ends[link.document.type] ?? [];
      const document = draft(facts);
      if (wanted === 'manual_task' || !possible.includes(wanted) || document === undefined) {
        const verb = wanted === 'manual_task' ? 'void' : wanted;
        return ruling({ type: 'ask', task: `${verb}_${kind}_by_hand` }, { wanted });
      }
      return ruling({ type: 'write', operation: wanted, document }, { wanted });
    },
  };
}

function endOf(kind: EndingKind, ends: EndPolicy): 'void' | 'delete' | 'ignore' | 'manual_task' {
  return kind === 'credit_note' ? ends.creditNote : ends[kind];
}

/**
 * Its document left the books for another record's sake, or because a person wished it. It does not come back by itself:
 * only a newer revision of its source, or a person, brings it back.
 */
export const stayOutAfterWish: Rule = {
  name: 'stay-out-after-wish',
  decide: ({ link: { endWish, document, base, source, order } }) => {
    if (endWish === undefined || document === undefined || document.status === 'live') return undefined;
    if (source?.presence !== 'live' || order !== undefined) return undefined;
    // What it had said before the wish is no news, also if it was not written yet.
    const isNew = base?.revision !== source.revision && (endWish.revision ?? -1) < source.revision;
    if (isNew) return undefined;
    return ruling({ type: 'skip', reason: reasonOfWish(endWish), state: 'not_synced' }, { by: endWish.by });
  },
};

/**
 * What leans on a document leaves before it: a payment's refunds, where its end was wished for (TXD-16), and the set-off of
 * a credit note that is deleted. Where a person ends it by hand, what leans on it is his to judge as well.
 */
export const endDependentsFirst: Rule = {
  name: 'end-dependents-first',
  decide: ({ link, related, policy }) => {
    if (!hasEnded(link) || link.document === undefined) return undefined;
    const { refund, creditNote } = policy.policy.ends;
    const goes = link.key.kind === 'credit_note' ? creditNote === 'delete' : refund === 'delete';
    if (!goes || (link.key.kind === 'payment' && !isLeaving(link))) return undefined;
    const first = dependentsOf(link).filter((name) => related.get(name)?.document?.status === 'live');
    return first.length === 0 ? undefined : cascade(first, 'delete');
  },
};

/** The id of the payment by which a credit note settles its invoice. */
export function setOffId(creditNoteId: string): string {
  return derivedId(creditNoteId, 'applied');
}

function dependentsOf(link: Link): readonly string[] {
  const { key, dependents = [] } = link;
  const mayBeSetOff = recordOf(link, 'credit_note')?.creditedInvoiceId !== undefined;
  return mayBeSetOff ? [...dependents, keyText({ kind: 'payment', id: setOffId(key.id) })] : dependents;
}

/**
 * CLK-33: the payments of an invoice that is voided are voided before it. The ledger knows which they are; what a person
 * entered there, and what pays other invoices too, stays as the customer's credit.
 */
export const endLinkedPayments: Rule = {
  name: 'end-linked-payments',
  decide: (facts) => {
    const { link, policy, related } = facts;
    const { invoice, linkedPayments } = policy.policy.ends;
    if (!hasEnded(link) || link.document === undefined) return undefined;
    if (linkedPayments === 'ignore' || invoice === 'ignore') return undefined;
    const { reason, waitsFor } = link.health;
    const awaited = reason === LINKED && waitsFor !== undefined ? related.get(waitsFor) : undefined;
    // As long as the one we wait for is on its way out, asking the ledger again would tell nothing new.
    if (waitsFor !== undefined && awaited !== undefined && isLeaving(awaited))
      return cascade([waitsFor], linkedPayments);
    if (facts.snapshot === undefined)
      return ruling({ type: 'look', at: 'document' }, { document: link.document.id });
    const payments = (facts.linked ?? []).filter((payment) => paysOnly(payment, link.key.id));
    return payments.length === 0
      ? undefined
      : cascade(
          payments.map(({ key }) => keyText(key)),
          linkedPayments,
        );
  },
};

/** Why a record waits that lets others leave first. */
export const LINKED = 'linked_records';

function cascade(keys: readonly string[], how: 'void' | 'delete'): Ruling {
  return ruling({ type: 'cascade', keys, how }, { first: keys.join(', ') });
}

/** Whether a payment is in the books for this invoice alone. A deposit is not: whoever matched it there did so by hand. */
function paysOnly(link: Link, invoiceId: string): boolean {
  const payment: Payment | undefined = recordOf(link, 'payment');
  if (payment === undefined || payment.deposit === true || link.document?.status !== 'live') return false;
  const paid = payment.setOff === undefined ? payment.allocations : [payment.setOff];
  return paid.length > 0 && paid.every((each) => each.invoiceId === invoiceId);
}
