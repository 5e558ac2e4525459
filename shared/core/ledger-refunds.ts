// Ledger refunds: a refund that was entered in the ledger becomes a record of ours that only asks: make it at the source too (HUB-26).
import type { Derived } from './decisions.ts';
import { documentName, type Snapshot } from './documents.ts';
import type { Link } from './links.ts';
import { derivedId, type Refund } from './records.ts';

const TYPE = 'refund_receipt';

/** The record, as if its source had sent it once; `customerId`: the source's own, as far as it knows him. */
export function askingRefund(
  { ref, document }: Snapshot,
  customerId: string | undefined,
  now: number,
): Derived | undefined {
  if (document?.type !== TYPE) return undefined;
  const id = derivedId(ref.id, TYPE);
  const { customer, currency, date, amount, number, description } = document;
  const record: Refund = {
    kind: 'refund',
    id,
    customerId: customerId ?? customer,
    currency,
    date,
    amount,
    reference: number,
    reason: description,
  };
  const eventId = `${documentName(ref)}:${ref.revision}`;
  const told = { revision: 1, presence: 'live', eventId, receivedAt: now } as const;
  return { kind: 'refund', id, source: { ...told, record, derivedFrom: documentName(ref) } };
}

/** Whether a record is such a refund: it stands in the ledger already, and is never written there. */
export function isLedgersRefund({ key, source }: Pick<Link, 'key' | 'source'>): boolean {
  return key.kind === 'refund' && source?.derivedFrom?.startsWith(`${TYPE}/`) === true;
}
