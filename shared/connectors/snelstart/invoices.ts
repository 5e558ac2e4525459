// Invoices: the read-only list that SnelStart makes of bookings, and the only place where a booking is found by its number.
import * as z from 'zod';
import type { Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import { minorOf } from '../../core/money.ts';
import type { LedgerAccess } from '../ports.ts';
import { CURRENCY, negated, readAmount } from './amounts.ts';
import { call, type Client } from './client.ts';
import type { FormDocument } from './documents/booking-money.ts';
import { fromBooking } from './documents/booking.ts';
import { text } from './documents/parts.ts';
import { unreadable } from './faults.ts';

export const INVOICE = z.object({
  id: z.string(),
  modifiedOn: text,
  factuurnummer: text,
  factuurDatum: text,
  factuurBedrag: text,
  openstaandSaldo: text,
  verkoopBoeking: z.object({ id: z.string() }),
});

export type InvoiceRow = z.infer<typeof INVOICE>;

/** Whether the booking behind a row is an invoice or a credit note. */
export function typeOf({ factuurBedrag }: InvoiceRow): FormDocument['type'] {
  return minorOf(readAmount(factuurBedrag) ?? '0.00', CURRENCY) < 0n ? 'credit_note' : 'invoice';
}

/** The booking behind a row, with the balance that only the row knows; undefined when it went meanwhile. */
export async function bookingOf(
  client: Client,
  access: LedgerAccess,
  row: InvoiceRow,
  of: { readonly at: number; readonly type: FormDocument['type'] },
): Promise<Answer<Snapshot | undefined>> {
  const path = `/verkoopboekingen/${row.verkoopBoeking.id}`;
  const answer = await call(client, access, { method: 'GET', path, effect: 'read' });
  if (!answer.ok) return answer.fault.fault === 'not_found' ? { ok: true, value: undefined } : answer;
  const snapshot = fromBooking(answer.value.json, of.type, of);
  if (snapshot === undefined) return { ok: false, fault: unreadable(answer.value.response.status, 'read') };
  const open = readAmount(row.openstaandSaldo);
  const balance = open === undefined || of.type === 'invoice' ? open : negated(open);
  return { ok: true, value: { ...snapshot, balance } };
}
