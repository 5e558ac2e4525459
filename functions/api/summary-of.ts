// What a person knows a record by: its number or name, whose it is, its money and its day.
import { moneyOf } from '../../shared/core/completeness.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Amount } from '../../shared/core/money.ts';
import type { SourceRecord } from '../../shared/core/records.ts';

export interface Summary {
  /** Of an invoice or credit note its number, of a payment or refund its reference, of a party its number. */
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  /** The source's id of the customer that it is booked on. */
  readonly partyId?: string | undefined;
  readonly amount?: Amount | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** The document's own day, in the company's calendar. */
  readonly date?: string | undefined;
}

/** Of a record that nobody sent there is nothing to say. */
export function summaryOf({ source }: Link): Summary {
  const record = source?.record;
  if (record === undefined) return {};
  return { ...namesOf(record), ...moneyOf(record) };
}

function namesOf(record: SourceRecord): Summary {
  switch (record.kind) {
    case 'customer':
    case 'supplier':
    case 'cost_centre':
      return { number: record.number, name: record.name };
    case 'item':
    case 'attachment':
      return { name: record.name };
    case 'invoice':
    case 'credit_note':
      return { number: record.number, partyId: record.customerId, date: record.date };
    case 'payment':
    case 'refund':
      return { number: record.reference, partyId: record.customerId, date: record.date };
  }
}
