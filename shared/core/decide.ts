// Decide: the one pure function. The first rule of the kind's book that speaks wins.
import type { Decided, Facts, Rule } from './decisions.ts';
import type { Link } from './links.ts';
import { keyText, type RecordKind } from './records.ts';
import { CUSTOMER_RULES } from './rules/customers.ts';
import { INVOICE_RULES } from './rules/invoices.ts';
import { ITEM_RULES } from './rules/items.ts';
import { CREDIT_NOTE_RULES } from './rules/credit-notes.ts';
import { PAYMENT_RULES } from './rules/payments.ts';
import { REFUND_RULES } from './rules/refunds.ts';
import { SUPPLIER_RULES } from './rules/suppliers.ts';

/** The rulebook of each kind: the one place where a kind is told from another. */
export const RULEBOOKS: Readonly<Record<RecordKind, readonly Rule[]>> = {
  customer: CUSTOMER_RULES,
  supplier: SUPPLIER_RULES,
  item: ITEM_RULES,
  invoice: INVOICE_RULES,
  credit_note: CREDIT_NOTE_RULES,
  payment: PAYMENT_RULES,
  refund: REFUND_RULES,
};

/** What to do about a record, and which rule says so. Total: the last rule of each book always speaks. */
export function decide(facts: Facts): Decided {
  for (const rule of RULEBOOKS[facts.link.key.kind]) {
    const ruling = rule.decide(facts);
    if (ruling !== undefined)
      return { rule: rule.name, decision: ruling.decision, values: ruling.values ?? {} };
  }
  throw new Error(`No rule spoke about ${keyText(facts.link.key)}`);
}

/** Key texts of the records that a record refers to: what has to be read before it can be decided. */
export function refersTo(link: Link): readonly string[] {
  const record = link.source?.record;
  if (record === undefined) return [];
  switch (record.kind) {
    case 'customer':
      return record.parentId === undefined ? [] : [keyText({ kind: 'customer', id: record.parentId })];
    case 'supplier':
    case 'item':
      return [];
    case 'invoice':
    case 'credit_note':
      return distinct([
        keyText({ kind: 'customer', id: record.customerId }),
        ...record.lines.flatMap((line) =>
          line.itemId === undefined ? [] : [keyText({ kind: 'item', id: line.itemId })],
        ),
      ]);
    case 'payment':
      return distinct([
        keyText({ kind: 'customer', id: record.customerId }),
        ...record.allocations.map((allocation) => keyText({ kind: 'invoice', id: allocation.invoiceId })),
      ]);
    case 'refund':
      return distinct([
        keyText({ kind: 'customer', id: record.customerId }),
        ...(record.paymentId === undefined ? [] : [keyText({ kind: 'payment', id: record.paymentId })]),
      ]);
  }
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
