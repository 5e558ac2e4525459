// Decide: the one pure function. The first rule of the kind's book that speaks wins.
import type { Decided, Facts, Rule } from './decisions.ts';
import { heldBack } from './held-back.ts';
import type { Link } from './links.ts';
import { keyText, type RecordKind } from './records.ts';
import { ATTACHMENT_RULES } from './rules/attachments.ts';
import { COST_CENTRE_RULES } from './rules/cost-centres.ts';
import { CUSTOMER_RULES } from './rules/customers.ts';
import { INVOICE_RULES } from './rules/invoices.ts';
import { ITEM_RULES } from './rules/items.ts';
import { CREDIT_NOTE_RULES } from './rules/credit-notes.ts';
import { PAYMENT_RULES } from './rules/payments.ts';
import { REFUND_RULES } from './rules/refunds.ts';
import { SET_OFF_RULES } from './rules/set-offs.ts';
import { SUPPLIER_RULES } from './rules/suppliers.ts';

/** The rulebook of each kind: the one place where a kind is told from another. */
export const RULEBOOKS: Readonly<Record<RecordKind, readonly Rule[]>> = {
  customer: CUSTOMER_RULES,
  supplier: SUPPLIER_RULES,
  cost_centre: COST_CENTRE_RULES,
  item: ITEM_RULES,
  invoice: INVOICE_RULES,
  credit_note: CREDIT_NOTE_RULES,
  payment: PAYMENT_RULES,
  refund: REFUND_RULES,
  attachment: ATTACHMENT_RULES,
};

/** Payments that were derived to settle an invoice with a credit note go by a book of their own. */
export const SET_OFF_BOOK: readonly Rule[] = SET_OFF_RULES;

function bookOf({ key, source }: Link): readonly Rule[] {
  const record = source?.record;
  return record?.kind === 'payment' && record.setOff !== undefined ? SET_OFF_BOOK : RULEBOOKS[key.kind];
}

/** What to do about a record, and which rule says so. Total: the last rule of each book always speaks. */
export function decide(facts: Facts): Decided {
  for (const rule of bookOf(facts.link)) {
    const ruling = rule.decide(facts);
    if (ruling === undefined) continue;
    const decided = { rule: rule.name, decision: ruling.decision, values: ruling.values ?? {} };
    return facts.hold === undefined ? decided : heldBack(facts.hold, decided);
  }
  throw new Error(`No rule spoke about ${keyText(facts.link.key)}`);
}
