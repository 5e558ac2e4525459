// What a hotel of the demo says and waits for: events of guests, folios and money, and that they have come to rest.
import { addDays } from '../../shared/core/dates.ts';
import type { Client } from './client.ts';
import type { Event } from './hotel.ts';

const MOVING: readonly string[] = ['pending', 'waiting', 'uncertain'];

/** Waits until these records have come to rest. */
export async function settled(client: Client, what: string, ids: readonly string[]): Promise<void> {
  await client.until(what, (records) =>
    ids.every((id) => records.some((record) => record.id === id && !MOVING.includes(record.state))),
  );
}

export interface Stay {
  readonly id: string;
  readonly guest: string;
  readonly price: string;
  readonly day: string;
  readonly tax?: string;
  readonly status?: string;
  readonly revision?: number;
}

/** A folio of one room, closed unless it says otherwise. */
export function folio({ id, guest, price, day, tax = 'low', status = 'closed', revision = 1 }: Stay): Event {
  return event('invoice.upserted', {
    id,
    revision,
    number: id,
    customerId: guest,
    currency: 'EUR',
    date: day,
    dueDate: addDays(day, 14),
    status,
    lines: [
      { revenueGroup: 'rooms', description: 'Room and breakfast', quantity: '1', unitPrice: price, tax },
    ],
  });
}

export interface Money {
  readonly id: string;
  readonly guest: string;
  readonly amount: string;
  readonly day: string;
}

export const money = ({ id, guest, amount, day }: Money) => ({
  id,
  customerId: guest,
  currency: 'EUR',
  date: day,
  amount,
  method: 'card',
});

/** Money that came in for a folio. */
export function receipt({ folio: invoiceId, ...of }: Money & { readonly folio: string }): Event {
  return event('payment.upserted', { ...money(of), allocations: [{ invoiceId, amount: of.amount }] });
}

/** What an event carries: at least an id; the revision is 1 unless it says otherwise. */
interface Said {
  readonly id: string;
  readonly revision?: number;
  readonly [field: string]: unknown;
}

export function event(type: string, data: Said): Event {
  const id = `${type}-${data.id}-${data.revision ?? 1}`;
  return { specversion: '1.0', id, source: 'demo', type, data: { revision: 1, ...data } };
}
