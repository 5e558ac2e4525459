// Name in: what a document is called, and its day, in problems that a person reads.
import { isNamed, type LedgerDocument } from './documents.ts';
import { problem, type Problem } from './problems.ts';

/** What it is called: its name, its number or its reference. */
export function nameIn(document: LedgerDocument): string {
  switch (document.type) {
    case 'customer':
    case 'supplier':
    case 'item':
    case 'cost_centre':
    case 'attachment':
      return document.name;
    case 'invoice':
    case 'credit_note':
    case 'refund_receipt':
      return document.number ?? 'none';
    case 'payment':
    case 'expense':
      return document.reference ?? 'none';
  }
}

/** Its day. */
export function dateIn(document: LedgerDocument): string {
  return 'date' in document ? document.date : 'unknown';
}

/** The problem of a document whose name or number is another one's. */
export function takenBy(document: LedgerDocument, difference: string): Problem {
  return isNamed(document.type)
    ? problem('name_taken', { name: nameIn(document) })
    : problem('number_taken', { number: nameIn(document), difference });
}
