// Find: documents that carry the name or number of ours, for adoption and for "did my write arrive?".
import type { AttachmentDocument, CustomerDocument, LedgerDocument, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { type FormDocument, moneyOf, sent } from './documents/booking-money.ts';
import { FILE, fileName, fromFile } from './documents/file.ts';
import { fromParty, isCustomer, PARTY } from './documents/party.ts';
import { bookingOf, INVOICE } from './invoices.ts';
import { countries, whole } from './lists.ts';
import { all, textLiteral } from './odata.ts';

export async function find(
  client: Client,
  access: LedgerAccess,
  document: LedgerDocument,
  at: number,
): Promise<Answer<readonly Snapshot[]>> {
  switch (document.type) {
    case 'invoice':
    case 'credit_note':
      return await findBooking(client, access, document, at);
    case 'customer':
      return await findCustomer(client, access, document, at);
    case 'attachment':
      return await findFile(client, access, document, at);
    case 'supplier':
    case 'cost_centre':
    case 'item':
    case 'payment':
    case 'refund_receipt':
    case 'expense':
      return { ok: true, value: [] };
  }
}

/** Bookings have no list; the invoices that are made of them do. */
async function findBooking(
  client: Client,
  access: LedgerAccess,
  document: FormDocument,
  at: number,
): Promise<Answer<readonly Snapshot[]>> {
  const { number } = document;
  if (number === undefined) return { ok: true, value: [] };
  const rows = await all(client, access, {
    path: '/verkoopfacturen',
    filter: `Factuurnummer eq ${textLiteral(number)}`,
    row: INVOICE,
    // The other side tells no upper from lower case; a number is ours only letter by letter.
    fits: ({ factuurnummer }) => factuurnummer === number,
  });
  if (!rows.ok) return rows;
  const found: Snapshot[] = [];
  for (const row of rows.value.rows) {
    const one = await bookingOf(client, access, row, { at, type: document.type });
    if (!one.ok) return one;
    if (one.value !== undefined) found.push(inOurWords(document, one.value, access));
  }
  return { ok: true, value: found };
}

/**
 * What we would send of this form is not always what the form says: lines of nothing are left out, prices with VAT go without.
 * A booking that says exactly what we would send is ours, and is shown in our words.
 */
function inOurWords(ours: FormDocument, snapshot: Snapshot, access: LedgerAccess): Snapshot {
  const theirs = snapshot.document;
  const money = moneyOf(ours, access.reference);
  if (theirs?.type !== ours.type || 'unbookable' in money) return snapshot;
  // Both are positive in our words, whichever sign the booking has.
  const wanted = money.lines.map(({ net }) => sent(net, { ...ours, type: 'invoice', dueDate: undefined }));
  const isOurs = wanted.join(' ') === theirs.lines.map(({ amount }) => amount).join(' ');
  const isWordForWord = ours.lines.map(({ amount }) => amount).join(' ') === wanted.join(' ');
  if (!isOurs || isWordForWord) return snapshot;
  return { ...snapshot, document: { ...theirs, lines: ours.lines } };
}

/** By the ledger's number where ours has one, else by name. */
async function findCustomer(
  client: Client,
  access: LedgerAccess,
  { name, number }: CustomerDocument,
  at: number,
): Promise<Answer<readonly Snapshot[]>> {
  const isNumber = number !== undefined && /^\d{1,9}$/.test(number);
  const lands = await countries(client, access);
  if (!lands.ok) return lands;
  const rows = await all(client, access, {
    path: '/relaties',
    filter: isNumber ? `Relatiecode eq ${Number(number)}` : `Naam eq ${textLiteral(name)}`,
    row: PARTY,
    fits: (party) =>
      isCustomer(party) &&
      (isNumber
        ? party.relatiecode === String(Number(number))
        : (party.naam ?? '').toLowerCase() === name.toLowerCase()),
  });
  return rows.ok
    ? { ok: true, value: rows.value.rows.map((party) => fromParty(party, lands.value, at)) }
    : rows;
}

async function findFile(
  client: Client,
  access: LedgerAccess,
  { parent, name }: AttachmentDocument,
  at: number,
): Promise<Answer<readonly Snapshot[]>> {
  const rows = await whole(client, access, `/documenten/Verkoopboekingen/${parent.id}`, FILE);
  if (!rows.ok) return rows.fault.fault === 'not_found' ? { ok: true, value: [] } : rows;
  const named = rows.value.filter((row) => row.fileName === fileName(name));
  return { ok: true, value: named.map((row) => fromFile(row, { at, parent, name })) };
}
