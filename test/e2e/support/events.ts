// The events a hotel system sends, with fields that a test does not care about filled in.
import { eventOf } from '../../support/product-events.ts';

interface RecordData {
  readonly id: string;
  readonly revision?: number;
  readonly [field: string]: unknown;
}

/** An event about one revision of a record; its id is made of both, as a product's outbox would. */
const event = (type: string, data: RecordData) =>
  eventOf(type, { revision: 1, ...data }, `${type}-${data.id}-${data.revision ?? 1}`);

export const customer = (data: RecordData) =>
  event('customer.upserted', { name: `Guest ${data.id}`, currency: 'EUR', ...data });

export const item = (data: RecordData) => event('item.upserted', { name: `Item ${data.id}`, ...data });

/** One night at 100.00 without tax, unless said otherwise. */
export const invoice = (data: RecordData & { readonly customerId: string }) =>
  event('invoice.upserted', {
    number: data.id,
    currency: 'EUR',
    date: '2026-11-20',
    status: 'closed',
    lines: [line('100.00')],
    ...data,
  });

export const payment = (data: RecordData & { readonly customerId: string; readonly amount: string }) =>
  event('payment.upserted', { currency: 'EUR', date: '2026-11-21', method: 'card', ...data });

/** A line of one piece. */
export const line = (amount: string, tax = 'zero', description = 'Room') => ({
  revenueGroup: 'rooms',
  description,
  quantity: '1',
  unitPrice: amount,
  tax,
});

/** The end of a record: `invoice.voided`, `payment.deleted`, ... */
export const end = (type: string, id: string, revision: number) => event(type, { id, revision });
