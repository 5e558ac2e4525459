// Listing: the documents of a type page by page, for a first import and for comparing.
import type { Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess, Listing, Page } from '../ports.ts';
import type { Client } from './client.ts';
import { COST_CENTRE, fromCostCentre } from './documents/cost-centre.ts';
import { fromParty, isCustomer, PARTY } from './documents/party.ts';
import { bookingOf, INVOICE, type InvoiceRow, typeOf } from './invoices.ts';
import { countries, whole } from './lists.ts';
import { page, readRows, ROWS_MAX, timeLiteral } from './odata.ts';
import { unreadable } from './faults.ts';

/** Bookings are read one by one behind their rows: as many as fit into a delivery. */
const BOOKINGS_MAX = 25;

/**
 * No order is promised and positions move, so a page begins one row of overlap before the last one ended, and whoever reads
 * tells rows apart by their id. A cursor that is none of ours begins anew.
 */
const SKIP_BACK = 10;

export async function list(
  client: Client,
  access: LedgerAccess,
  listing: Listing,
  of: { readonly cursor?: string | undefined; readonly at: number },
): Promise<Answer<Page>> {
  const skip = /^\d{1,9}$/.test(of.cursor ?? '') ? Number(of.cursor) : 0;
  switch (listing.type) {
    case 'customer':
      return await listCustomers(client, access, listing, { skip, at: of.at });
    case 'cost_centre': {
      const rows = await whole(client, access, '/kostenplaatsen', COST_CENTRE);
      return rows.ok
        ? { ok: true, value: { snapshots: rows.value.map((row) => fromCostCentre(row, of.at)) } }
        : rows;
    }
    case 'invoice':
    case 'credit_note':
      return await listBookings(client, access, listing, { skip, at: of.at });
    case 'supplier':
    case 'item':
    case 'payment':
    case 'refund_receipt':
    case 'expense':
    case 'attachment':
      return { ok: true, value: { snapshots: [] } };
  }
}

interface Place {
  readonly skip: number;
  readonly at: number;
}

async function listCustomers(
  client: Client,
  access: LedgerAccess,
  { limit = ROWS_MAX }: Listing,
  { skip, at }: Place,
): Promise<Answer<Page>> {
  const top = Math.min(Math.max(1, limit), ROWS_MAX);
  const filter = "Relatiecode gt 0 and Relatiesoort/any(r:r eq 'Klant')";
  const answer = await page(client, access, { path: '/relaties', filter, top, skip });
  if (!answer.ok) return answer;
  const rows = readRows(PARTY, answer.value);
  if (rows === undefined) return { ok: false, fault: unreadable(200, 'read') };
  const lands = await countries(client, access);
  if (!lands.ok) return lands;
  const snapshots = rows.filter(isCustomer).map((party) => fromParty(party, lands.value, at));
  return { ok: true, value: { snapshots, next: nextOf(rows.length, top, skip) } };
}

async function listBookings(
  client: Client,
  access: LedgerAccess,
  { type, from, to, limit = BOOKINGS_MAX }: Listing,
  { skip, at }: Place,
): Promise<Answer<Page>> {
  const top = Math.min(Math.max(1, limit), BOOKINGS_MAX);
  const filters = [
    ...(from === undefined ? [] : [`FactuurDatum ge ${timeLiteral(`${from}T00:00:00`)}`]),
    ...(to === undefined ? [] : [`FactuurDatum le ${timeLiteral(`${to}T23:59:59`)}`]),
  ];
  const filter = filters.length === 0 ? undefined : filters.join(' and ');
  const answer = await page(client, access, { path: '/verkoopfacturen', filter, top, skip });
  if (!answer.ok) return answer;
  const rows = readRows(INVOICE, answer.value);
  if (rows === undefined) return { ok: false, fault: unreadable(200, 'read') };
  const wanted = rows.filter((row) => typeOf(row) === type && isWithin(row, from, to));
  const snapshots: Snapshot[] = [];
  for (const row of wanted) {
    const one = await bookingOf(client, access, row, { at, type: typeOf(row) });
    if (!one.ok) return one;
    if (one.value !== undefined) snapshots.push(one.value);
  }
  return { ok: true, value: { snapshots, next: nextOf(rows.length, top, skip) } };
}

/** The filter once more, by ourselves. */
function isWithin({ factuurDatum }: InvoiceRow, from: string | undefined, to: string | undefined): boolean {
  const day = (factuurDatum ?? '').slice(0, 10);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

/** A page that is full has a next one. */
function nextOf(rows: number, top: number, skip: number): string | undefined {
  if (rows < top) return undefined;
  return String(skip + Math.max(1, rows - Math.min(SKIP_BACK, Math.floor(rows / 2))));
}
