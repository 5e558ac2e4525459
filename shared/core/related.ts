// Related: which other records a record leans on, and which are made from it.
import type { Decided, Decision, Derived, Facts } from './decisions.ts';
import type { Link } from './links.ts';
import { fromMinor } from './money.ts';
import type { Policy } from './policy.ts';
import { type CreditNote, keyText, type Payment, type RecordKind, type SourceRecord } from './records.ts';
import {
  type OnCustomer,
  customersOf,
  customersToRenew,
  customerToDerive,
  isUnderWay,
} from './rules/customer-of.ts';
import { hasEnded } from './rules/common.ts';
import { pdfId, pdfOf } from './rules/attachments.ts';
import { LINKED, setOffId } from './rules/ends.ts';
import { saleOf, saleToDerive } from './rules/ledger-money.ts';

/** Key texts of the records that have to be read before a record can be decided. */
export function refersTo(link: Link, policy: Policy): readonly string[] {
  const record = link.source?.record;
  const { reason, waitsFor } = link.health;
  return [
    ...new Set([
      ...(record === undefined ? [] : namedBy(record, policy)),
      ...(looksAtDependents(link) ? (link.dependents ?? []) : []),
      ...(reason === LINKED && waitsFor !== undefined ? [waitsFor] : []),
    ]),
  ];
}

/** Refunds matter when their payment goes, the customers of other currencies whenever the customer changes. */
function looksAtDependents(link: Link): boolean {
  return link.key.kind === 'customer' || hasEnded(link);
}

function namedBy(record: SourceRecord, policy: Policy): readonly string[] {
  switch (record.kind) {
    case 'customer':
      return keys('customer', record.parentId);
    case 'supplier':
    case 'cost_centre':
    case 'item':
      return [];
    case 'attachment':
      return [record.of];
    case 'invoice':
      return [
        ...customersOf(record, policy),
        ...record.lines.flatMap(({ itemId }) => keys('item', itemId)),
        ...keys('attachment', record.pdf && pdfId(record.id)),
      ];
    case 'credit_note':
      return [
        ...customersOf(record, policy),
        ...record.lines.flatMap(({ itemId }) => keys('item', itemId)),
        ...keys('invoice', record.creditedInvoiceId),
        ...keys('attachment', record.pdf && pdfId(record.id)),
        ...keys('payment', record.creditedInvoiceId === undefined ? undefined : setOffId(record.id)),
      ];
    case 'payment':
      return [
        ...customersOf(record, policy),
        ...record.allocations.flatMap(({ invoiceId }) => keys('invoice', invoiceId)),
        ...keys('invoice', saleOf(record, policy)),
        ...keys('credit_note', record.setOff?.creditNoteId),
        ...keys('invoice', record.setOff?.invoiceId),
        ...keys('payment', record.transferOf),
      ];
    case 'refund':
      return [...customersOf(record, policy), ...keys('payment', record.paymentId)];
  }
}

function keys(kind: RecordKind, id: string | undefined): readonly string[] {
  return id === undefined ? [] : [keyText({ kind, id })];
}

/**
 * The record that this one leans on, if the other has to know of it: what ends that one ends this one too. Undefined for a
 * record that is not going into the books.
 */
export function leansOn({ link, policy }: Facts, { decision }: Decided): string | undefined {
  const record = link.source?.record;
  if (!isGoingIn(decision) || policy.policy.ends.refund === 'ignore') return undefined;
  return record?.kind === 'refund' && record.paymentId !== undefined
    ? keyText({ kind: 'payment', id: record.paymentId })
    : undefined;
}

/** The records that are to be made from this one (or from one that it names) and are not there yet. */
export function derivedBy(facts: Facts, decided: Decided): readonly Derived[] {
  const record = facts.link.source?.record;
  const isForm = record?.kind === 'invoice' || record?.kind === 'credit_note';
  return [...(isForm ? pdfOf(facts, decided, record) : []), ...partiesAndSetOffs(facts, decided)];
}

function partiesAndSetOffs(facts: Facts, { decision }: Decided): readonly Derived[] {
  const record = facts.link.source?.record;
  if (record?.kind === 'customer') return customersToRenew(facts);
  if (decision.type === 'wait' && record !== undefined && 'customerId' in record)
    return [...ofNeeded(facts, record, decision.waitsFor), ...saleToDerive(facts, decision.waitsFor)];
  const credited = record?.kind === 'credit_note' ? record.creditedInvoiceId : undefined;
  return record?.kind === 'credit_note' && credited !== undefined && isGoingIn(decision)
    ? setOffOf(facts, record, credited)
    : [];
}

/** Whether the record gets a document with this decision. */
function isGoingIn(decision: Decision): boolean {
  return decision.type === 'adopt' || (decision.type === 'write' && decision.operation === 'create');
}

function ofNeeded(facts: Facts, record: OnCustomer, waitsFor: string | undefined): readonly Derived[] {
  const derived = customerToDerive(facts, record);
  return derived === undefined || keyText(derived) !== waitsFor ? [] : [derived];
}

/** CLK-31: stored before the credit note is announced, so that no crash can part them; it waits until that is booked. */
function setOffOf(
  { link, related, policy }: Facts,
  creditNote: CreditNote,
  invoiceId: string,
): readonly Derived[] {
  const id = setOffId(creditNote.id);
  const { source } = link;
  const isThere = isUnderWay(related.get(keyText({ kind: 'payment', id })));
  if (source === undefined || isThere || policy.policy.creditNotes.autoLink === 'never') return [];
  const record: Payment = {
    kind: 'payment',
    id,
    customerId: creditNote.customerId,
    currency: creditNote.currency,
    date: creditNote.date,
    amount: fromMinor(0n, creditNote.currency),
    reference: creditNote.number,
    allocations: [],
    setOff: { creditNoteId: creditNote.id, invoiceId },
  };
  const { revision, eventId, receivedAt } = source;
  const state = {
    revision,
    eventId,
    presence: 'live',
    record,
    receivedAt,
    derivedFrom: keyText(link.key),
  } as const;
  return [{ kind: 'payment', id, source: state }];
}
