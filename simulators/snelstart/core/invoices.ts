// Sales invoices: read only, one for each booking, and the only place where a booking is found by its number.
import { type JsonObject, objectAt, textAt } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { type Administration, logWrite, type SalesInvoice } from './administration.ts';
import { readAmount, toNumber } from './amounts.ts';
import { findBooking } from './bookings.ts';
import { addDays, wallClock } from './wall-clock.ts';

export const INVOICE_FIELDS = [
  'verkoopBoeking',
  'modifiedOn',
  'openstaandSaldo',
  'factuurnummer',
  'vervalDatum',
  'relatie',
  'factuurDatum',
  'factuurBedrag',
  'verkoopOrders',
  'id',
  'uri',
] as const;

/** All invoices that the list shows by now. */
export function listInvoices(books: Administration, from: Surroundings): readonly JsonObject[] {
  const seenUntil = from.now() - books.knobs.invoiceLagMs;
  return books.invoices.flatMap((invoice) => {
    const booking = findBooking(books, invoice.bookingId);
    return booking === undefined || booking.madeAt > seenUntil ? [] : [shown(invoice, booking.body)];
  });
}

export function findInvoice(books: Administration, from: Surroundings, id: string): JsonObject | undefined {
  return listInvoices(books, from).find((invoice) => textAt(invoice, 'id') === id);
}

/** A payment that somebody books in the bank: only the open balance tells of it. */
export function payInvoice(
  books: Administration,
  from: Surroundings,
  number: string,
  amount: string,
): JsonObject | undefined {
  const booking = books.bookings.find(({ body }) => textAt(body, 'factuurnummer') === number);
  const invoice = books.invoices.find(({ bookingId }) => bookingId === booking?.id);
  const paid = readAmount(amount);
  if (booking === undefined || invoice === undefined || paid === undefined) return undefined;
  const modifiedOn = books.knobs.paymentTouchesInvoice ? wallClock(from.now()) : invoice.modifiedOn;
  const next = { ...invoice, paid: String(BigInt(invoice.paid) + paid), modifiedOn };
  books.invoices = books.invoices.map((one) => (one.id === invoice.id ? next : one));
  logWrite(books, from, { resource: 'verkoopfacturen', id: invoice.id, operation: 'pay', by: 'ui' });
  return shown(next, booking.body);
}

function shown(invoice: SalesInvoice, booking: JsonObject): JsonObject {
  const day = (textAt(booking, 'factuurdatum') ?? '').slice(0, 10);
  const total = readAmount(booking['factuurbedrag']) ?? 0n;
  const days = Number(textAt(booking, 'betalingstermijn') ?? '0');
  return {
    verkoopBoeking: { id: invoice.bookingId, uri: `/verkoopboekingen/${invoice.bookingId}` },
    modifiedOn: invoice.modifiedOn,
    openstaandSaldo: toNumber(total - BigInt(invoice.paid)),
    factuurnummer: textAt(booking, 'factuurnummer') ?? '',
    vervalDatum: `${addDays(day, days)}T00:00:00`,
    relatie: objectAt(booking, 'klant') ?? null,
    factuurDatum: `${day}T00:00:00`,
    factuurBedrag: toNumber(total),
    verkoopOrders: [],
    id: invoice.id,
    uri: `/verkoopfacturen/${invoice.id}`,
  };
}
