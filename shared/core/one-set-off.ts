// One set-off at a time: two that settle the same invoice with what is open on it cannot both be right.
import type { Intent } from './writes.ts';

/**
 * Which of the writes decided side by side may go now. What a credit note settles is as much as was open when it was looked at
 * (CLK-31); another payment of the same invoice in the same batch takes part of that, and the ledger would book a set-off of
 * less, or of nothing. The payments go, and of the set-offs the first; the others look again.
 */
export function withoutRivals<T extends { readonly intent: Intent }>(
  planned: readonly T[],
): { readonly now: readonly T[]; readonly later: readonly T[] } {
  const paid = new Set(
    planned.filter(({ intent }) => !isSetOff(intent)).flatMap(({ intent }) => paidBy(intent)),
  );
  const now: T[] = [];
  const later: T[] = [];
  for (const one of planned) {
    const invoices = isSetOff(one.intent) ? paidBy(one.intent) : [];
    if (invoices.some((invoice) => paid.has(invoice))) later.push(one);
    else now.push(one);
    for (const invoice of invoices) paid.add(invoice);
  }
  return { now, later };
}

function isSetOff({ document, operation }: Intent): boolean {
  return isBooked(operation) && document.type === 'payment' && (document.credits ?? []).length > 0;
}

/** Ledger's ids of the invoices that a write pays; what leaves the books pays none. */
function paidBy({ document, operation }: Intent): readonly string[] {
  if (!isBooked(operation) || document.type !== 'payment') return [];
  return document.applications.map(({ invoice }) => invoice);
}

function isBooked(operation: Intent['operation']): boolean {
  return operation === 'create' || operation === 'update';
}
