// Sales bookings: what must hold before one is taken, and the invoice that each of them produces. There is no list of them.
import { type JsonObject, textAt } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { type Administration, type Booking, logWrite, newId, type Replacement } from './administration.ts';
import { checkBooking } from './booking-checks.ts';
import { isRefusal, notFound, refuse, type Refusal } from './faults.ts';
import { wallClock } from './wall-clock.ts';

export function createBooking(
  books: Administration,
  from: Surroundings,
  sent: JsonObject,
  by: 'api' | 'ui',
): JsonObject | Refusal {
  if (textAt(sent, 'id') !== undefined) return refuse('ALG-0100');
  const checked = checkBooking(books, from, sent, undefined);
  if (isRefusal(checked)) return checked;
  const id = newId(books);
  const modifiedOn = wallClock(from.now());
  const body = { ...checked, documents: [], id, uri: `/verkoopboekingen/${id}`, modifiedOn };
  books.bookings.push({ id, body, madeAt: from.now() });
  books.invoices.push({ id: newId(books), bookingId: id, paid: '0', modifiedOn });
  logWrite(books, from, { resource: 'verkoopboekingen', id, operation: 'create', by });
  return body;
}

/** A PUT replaces the whole booking: what is left out is gone. */
export function replaceBooking(
  books: Administration,
  from: Surroundings,
  { id, sent, by }: Replacement,
): JsonObject | Refusal {
  const before = findBooking(books, id);
  if (before === undefined) return notFound('BOE-0001');
  if ((textAt(sent, 'id') ?? id) !== id) return refuse('ALG-0101');
  if (isReturned(books, before)) return refuse('BOE-0046');
  const checked = checkBooking(books, from, sent, id);
  if (isRefusal(checked)) return checked;
  const modifiedOn = wallClock(from.now());
  const { documents } = before.body;
  const body = { ...checked, documents, id, uri: `/verkoopboekingen/${id}`, modifiedOn };
  books.bookings = books.bookings.map((one) => (one.id === id ? { ...one, body } : one));
  books.invoices = books.invoices.map((one) => (one.bookingId === id ? { ...one, modifiedOn } : one));
  logWrite(books, from, { resource: 'verkoopboekingen', id, operation: 'update', by });
  return body;
}

export function deleteBooking(
  books: Administration,
  from: Surroundings,
  id: string,
  by: 'api' | 'ui',
): 'deleted' | Refusal {
  const booking = findBooking(books, id);
  if (booking === undefined) return notFound('BOE-0001');
  if (isReturned(books, booking)) return refuse('BOE-0046');
  if (books.invoices.some(({ bookingId, paid }) => bookingId === id && paid !== '0'))
    return refuse('BOE-0083');
  books.bookings = books.bookings.filter((one) => one.id !== id);
  books.invoices = books.invoices.filter(({ bookingId }) => bookingId !== id);
  books.documents = books.documents.filter(({ parentId }) => parentId !== id);
  logWrite(books, from, { resource: 'verkoopboekingen', id, operation: 'delete', by });
  return 'deleted';
}

export function findBooking(books: Administration, id: string): Booking | undefined {
  return books.bookings.find((booking) => booking.id === id);
}

function isReturned(books: Administration, { body }: Booking): boolean {
  const { returnedUntil } = books.knobs;
  return returnedUntil !== null && (textAt(body, 'factuurdatum') ?? '').slice(0, 10) <= returnedUntil;
}
